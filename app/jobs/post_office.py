"""What each kind of mail says, and where mails go: to the server of SMTP_URL, else into the outbox."""

import os
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.config import Settings
from app.errors import BadChoice
from app.jobs.posting import Contents, Post, post_waiting
from app.mailing.addresses import Mailbox, mailbox
from app.mailing.outbox import Outbox
from app.mailing.server import MailServer
from app.store.database import Store
from app.store.identity_hash import identity_secret
from app.store.mails import Mail
from app.store.unsubscribing import token

if TYPE_CHECKING:
    from app.reports.rendering import Rendered

NOBODY = "Leadsheet <leadsheet@localhost>"  # who sends into the outbox, where MAIL_FROM is not set

DIGEST, PAUSED, FAILED = "digest", "paused", "failed"


def sender_of(settings: Settings) -> Mailbox:
    """Who sends. Raises BadChoice where mails go to a server and nobody is named."""
    if settings.smtp_url and not settings.mail_from:
        raise BadChoice("SMTP_URL is set and MAIL_FROM is not: set the address that mails come from.")
    return mailbox(settings.mail_from or NOBODY)


def post_of(settings: Settings) -> Post:
    """What takes mails. Raises BadChoice for an SMTP_URL that is none."""
    return MailServer.of(settings.smtp_url) if settings.smtp_url else Outbox(settings.places.folder / "outbox")


def send_waiting(store: Store, settings: Settings, stopping: Any = lambda: False) -> int:
    """Send every mail whose time has come; how many were sent. Raises StoreProblem and BadChoice."""
    sender = sender_of(settings)
    named = f"{sender.name} <{sender.address}>" if sender.name else sender.address
    return post_waiting(store, post_of(settings), named, lambda mail: contents(settings, mail), stopping=stopping)


def contents(settings: Settings, mail: Mail) -> Contents:
    """What a mail says. Raises BadChoice for one of a kind that this version does not know."""
    url = unsubscribe_url(settings, mail.recipient)
    rendered = _rendered(mail, url, ZoneInfo(settings.zone))
    return Contents(rendered.subject, rendered.text, rendered.html, url or None)


def unsubscribe_url(settings: Settings, recipient: str) -> str:
    """Where this recipient says that it wants no more mails; "" where nobody could reach it."""
    if not settings.url.startswith("https://"):
        return ""
    secret = identity_secret(os.environ, settings.places.secret)
    return f"{settings.url}/unsubscribe?token={token(secret, recipient)}"


def _rendered(mail: Mail, url: str, zone: ZoneInfo) -> "Rendered":
    from app.reports.notices import failed_notice, paused_notice
    from app.reports.rendering import render_digest
    from app.reports.stored_digest import digest_of

    facts = mail.facts
    if mail.report == DIGEST:
        digest = digest_of(facts)  # whose moments know their offset, but not that a clock was changed in the week
        begin, end = digest.begin.astimezone(zone), digest.end.astimezone(zone)
        return render_digest(replace(digest, begin=begin, end=end, unsubscribe_url=url))
    if mail.report == PAUSED:
        return paused_notice(facts["document"], facts["tab"], facts["url"], facts["sentence"], facts["times"])
    if mail.report == FAILED:
        again = _when(facts["next_try"], facts["zone"])
        return failed_notice(facts["document"], facts["tab"], facts["url"], facts["run"], facts["sentence"], again)
    raise BadChoice(f"There is no mail of the kind “{mail.report}”: it was asked for by another version of Leadsheet.")


def _when(moment: str, zone: str) -> str:
    return f"on {datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)):%A %d %B at %H:%M} ({zone})"
