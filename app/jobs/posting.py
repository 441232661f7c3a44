"""Sending the mails that wait: claim one, make it, hand it over, note what became of it."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from typing import Any, NamedTuple, Protocol

from app import clock
from app.errors import LeadsheetError, StoreProblem
from app.mailing.message import build, message_id
from app.mailing.outcome import Ended, Outcome
from app.store import mails
from app.store.database import Store
from app.store.mails import Mail

_said = logging.getLogger("leadsheet.mail")
_COMMIT_WAITS = (0.5, 1, 2, 4, 8, 15, 30, 30, 30)  # seconds; two minutes, far below the ten after which it is stuck


class Post(Protocol):
    """What takes mails: a MailServer or an Outbox."""

    def send(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        """Take one mail, once."""
        ...


class Contents(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
    html: str
    unsubscribe_url: str | None = None


Render = Callable[[Mail], Contents]


def ask(
    store: Store,
    report: str,
    period: str,
    recipients: Iterable[str],
    facts: Mapping[str, Any],
    domain: str,
    now: datetime,
) -> int:
    """Have each recipient sent this mail, once; returns how many mails are new. `domain` is the sender's.

    Raises StoreProblem.
    """

    def named(recipient: str) -> str:
        return message_id(report, period, recipient, domain)

    return mails.ask(store, report, period, recipients, facts, named, now)


def post_waiting(
    store: Store,
    post: Post,
    sender: str,
    render: Render,
    *,
    now: Callable[[], datetime] = lambda: clock.now(),
    sleep: Callable[[float], None] = time.sleep,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Send every mail whose time has come; returns how many were sent.

    Ends early when `stopping` says so, and when the server itself is at fault: it is spared the others until the next
    time. A mail that cannot be made is put off and hinders no other. Raises StoreProblem when the database is away;
    what was being sent then is found stuck later, never sent twice.
    """
    for stuck in mails.find_stuck(store, now()):
        _said.error("Mail %d (%s %s) is stuck: a person must decide about it.", stuck.id, stuck.report, stuck.period)
    number = 0
    while not stopping():
        mail = mails.claim(store, now())
        if mail is None:
            break
        outcome = _send(post, sender, render, mail, now())
        _record(store, mail, outcome, now, sleep)
        number += outcome.ended is Ended.SENT
        if outcome.others_too:
            break
    return number


def _send(post: Post, sender: str, render: Render, mail: Mail, now: datetime) -> Outcome:
    try:
        contents = render(mail)
    except Exception as error:
        return Outcome(Ended.PUT_OFF, _why(error))
    try:
        message = build(sender, mail.recipient, *contents[:3], mail.message_id, contents.unsubscribe_url, now)
    except Exception as error:  # an address or link that cannot stand in a mail: waiting mends nothing
        return Outcome(Ended.REFUSED, _why(error))
    try:
        outcome = post.send(message, sender, mail.recipient)
    except Exception as error:  # by a fault of ours: nobody knows how far it had got
        return Outcome(Ended.UNKNOWN, f"Sending this mail failed half-way. {_why(error)}")
    if outcome.ended is Ended.REFUSED and outcome.others_too:
        return replace(outcome, ended=Ended.PUT_OFF)  # a wrong password is no fault of this mail: somebody mends it
    return outcome


def _why(error: Exception) -> str:
    """The sentence of one of our errors; of any other the kind and place, for its words may quote a person's data."""
    if isinstance(error, LeadsheetError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}, line {frames[-1].lineno}" if frames else "nowhere"
    return f"It cannot be made ({type(error).__name__} in {place}): report this as a fault of Leadsheet."


def _record(
    store: Store, mail: Mail, outcome: Outcome, now: Callable[[], datetime], sleep: Callable[[float], None]
) -> None:
    """Note the outcome; where the database is away, again for two minutes: a lost note makes a sent mail stuck."""
    for again, wait in enumerate((*_COMMIT_WAITS, None)):
        try:
            held = _end(store, mail, outcome, now()) or again > 0  # an earlier one may have come through unanswered
            break
        except StoreProblem:
            if wait is None:
                _said.error("Mail %d ended as %s, which could not be noted: it will be stuck.", mail.id, outcome.ended)
                raise
            sleep(wait)
    if not held:
        _said.error("Mail %d ended as %s after a person had it sent again.", mail.id, outcome.ended)
    elif outcome.ended is not Ended.SENT:
        _said.warning("Mail %d (%s %s) is not sent: %s.", mail.id, mail.report, mail.period, outcome.ended)


def _end(store: Store, mail: Mail, outcome: Outcome, now: datetime) -> bool:
    if outcome.ended is Ended.SENT:
        return mails.sent(store, mail, now)
    ends = {Ended.PUT_OFF: mails.put_off, Ended.REFUSED: mails.refuse, Ended.UNKNOWN: mails.unknown}
    return ends[outcome.ended](store, mail, now, outcome.sentence)
