"""`python -m app mails`: mails that were not sent, sending one again, and who wants none."""

import json
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from app import clock
from app.cli.database import idle_sentence, opened
from app.config import Settings, read_settings

mails = typer.Typer(
    name="mails",
    help="Mails that were not sent, and who gets any: list, send again, subscribe.",
    no_args_is_help=True,
)

Address = Annotated[
    str, typer.Argument(help="An e-mail address, such as ana@example.com.", metavar="ADDRESS", show_default=False)
]
_MOST = 200


@mails.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False) -> None:
    """Lists the mails that are stuck, refused or put off, and why. Those that were sent are not in it.

    Times are by the clock of LEADSHEET_TZ; in --json in UTC.
    """
    from rich.console import Console

    from app.cli.listed_mails import mail_json, print_mails
    from app.store.mails import shown

    settings = read_settings()
    with opened(settings) as store:
        found = shown(store, _MOST)
        idle = idle_sentence(store) if any(mail.state == "waiting" for mail in found) else ""
    if as_json:
        typer.echo(json.dumps([mail_json(mail) for mail in found], ensure_ascii=False, indent=1))
    elif not found:
        typer.echo("No mail is stuck, refused or put off.")
    else:
        print_mails(Console(highlight=False, markup=False), found, ZoneInfo(settings.zone), clock.now())
        if len(found) == _MOST:
            typer.echo(f"These are the first {_MOST}: there may be more behind them.")
        if idle:
            typer.echo(idle)


@mails.command("send-again")
def send_again(
    number: Annotated[
        int, typer.Argument(help="The mail's number in `mails list`.", min=1, metavar="N", show_default=False)
    ],
) -> None:
    """Has a stuck or refused mail sent again, or one that was put off sent at once."""
    from app.store.mails import resend

    settings = read_settings()
    with opened(settings) as store:
        resend(store, number, clock.now())
        idle = idle_sentence(store)
    typer.echo(f"Mail {number} is to be sent again. {how_sent(settings, idle)}")


@mails.command("subscribe")
def subscribe(address: Address) -> None:
    """Lets an address that has unsubscribed get mails again, from the next report on."""
    from app.mailing.addresses import mailbox
    from app.store.unsubscribing import is_unsubscribed
    from app.store.unsubscribing import subscribe as let_have

    settings, wanted = read_settings(), mailbox(address).address.lower()
    with opened(settings) as store:
        before = is_unsubscribed(store, wanted)
        let_have(store, wanted)
    told = "gets mails again, from the next report on." if before else "had not unsubscribed: nothing is changed."
    typer.echo(f"{wanted} {told}{_absent(settings, wanted)}")


@mails.command("unsubscribe")
def unsubscribe(address: Address) -> None:
    """Sends an address no mail of any kind any more; what waits for it is dropped."""
    from app.mailing.addresses import mailbox
    from app.store.unsubscribing import is_unsubscribed
    from app.store.unsubscribing import unsubscribe as send_none

    settings, wanted = read_settings(), mailbox(address).address.lower()
    with opened(settings) as store:
        before = is_unsubscribed(store, wanted)
        send_none(store, wanted, clock.now())
    told = "had unsubscribed already, and gets no mail" if before else "gets no mail any more"
    typer.echo(f"{wanted} {told}: `python -m app mails subscribe {wanted}` takes that back.")


def how_sent(settings: Settings, idle: str, what: str = "it") -> str:
    """What becomes of a mail that waits (or of "them"), in a sentence; `idle` is idle_sentence's."""
    folder = settings.places.folder / "outbox"
    sends = f"sends {what}" if settings.smtp_url else f"writes {what} into {folder} (SMTP_URL is not set)"
    return f"A worker {sends}{'.' if idle else ' within seconds.'} {idle}".rstrip()


def _absent(settings: Settings, address: str) -> str:
    if address in settings.digest_recipients:
        return ""
    return " The weekly mail goes to those in DIGEST_RECIPIENTS, and this address is not one: add it there."
