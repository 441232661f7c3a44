"""Mails that people should look at, as a person sees them in a list, and as a program gets them."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from app.cli.listed_sheets import shown
from app.mailing.addresses import one_line
from app.store.mails import Mail

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"stuck": "red", "refused": "red", "waiting": "yellow"}
_TITLES = ("No.", "State", "Mail", "To")


def kind_of(mail: Mail) -> str:
    """`weekly mail 2026-W47`, `sheet paused`, `run failed`."""
    # Not imported from jobs: what sends mails is no part of a list.
    named = {"digest": f"weekly mail {mail.period}", "paused": "sheet paused", "failed": "run failed"}
    return named.get(mail.report, f"{mail.report} {mail.period}")


def state_of(mail: Mail) -> str:
    """Stuck, refused or put off."""
    return "put off" if mail.state == "waiting" else mail.state


def print_mails(console: "Console", mails: Sequence[Mail], zone: tzinfo, now: datetime) -> None:
    """Print each mail, why it is in the list, and what a person can do."""
    rows = [(str(mail.id), state_of(mail), kind_of(mail), mail.recipient) for mail in mails]
    widths = [max(len(title), *(len(row[at]) for row in rows)) for at, title in enumerate(_TITLES)]
    console.print(_line([Text(title) for title in _TITLES], widths, "bold"))
    for mail, cells in zip(mails, rows, strict=True):
        console.print(_line([Text(cells[0]), Text(cells[1], _STYLES[mail.state]), *map(Text, cells[2:])], widths))
        console.print(
            Padding(
                Text(f"{_since(mail, zone, now)}. {one_line(mail.sentence)}"), (0, 0, 0, widths[0] + 2), expand=False
            )
        )
    console.print()
    if any(mail.state == "stuck" for mail in mails):
        console.print(
            "Of a stuck mail nobody knows whether it was sent: look into the recipient's mailbox first. "
            "If it is there, leave it."
        )
    console.print("`python -m app mails send-again N` sends one again, or one that was put off at once.")


def mail_json(mail: Mail) -> dict[str, Any]:
    """A mail for a program, without what it says; moments in UTC."""
    return {
        "number": mail.id,
        "report": mail.report,
        "period": mail.period,
        "recipient": mail.recipient,
        "state": state_of(mail),
        "message_id": mail.message_id,
        "attempts": mail.attempts,
        "made_at": mail.made_at.isoformat(),
        "changed_at": mail.changed_at.isoformat(),
        "next_at": mail.next_at.isoformat() if mail.state == "waiting" else None,
        "sentence": mail.sentence,
    }


def _since(mail: Mail, zone: tzinfo, now: datetime) -> str:
    tried = (
        f"Since {shown(mail.changed_at, zone, now)}, after {mail.attempts} attempt{'' if mail.attempts == 1 else 's'}"
    )
    return f"{tried}, to be tried again {shown(mail.next_at, zone, now)}" if mail.state == "waiting" else tried


def _line(cells: Sequence[Text], widths: Sequence[int], style: str = "") -> Table:
    line = Table.grid(padding=(0, 2, 0, 0))
    for at, width in enumerate(widths):
        # the last one takes what is left: an address may be long
        last = at == len(widths) - 1
        line.add_column(
            width=None if last else width, justify="left" if at else "right", no_wrap=not last, overflow="fold"
        )
    line.add_row(*cells, style=style)
    return line
