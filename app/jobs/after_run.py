"""What follows from how a scheduled run ended: a sheet that is out of reach is paused, and its owner hears of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.config import Settings
from app.errors import SheetKind
from app.jobs.post_office import FAILED, PAUSED, sender_of
from app.jobs.posting import ask
from app.jobs.slots import next_slot, schedule_of
from app.store.database import Store
from app.store.registered_sheets import RegisteredSheet, find, note_access, note_refusal, pause, renamed
from app.store.runs import Run, State

REFUSALS = 3  # runs in a row before a sheet is paused
_OUT_OF_REACH = frozenset({SheetKind.NOT_SHARED, SheetKind.NOT_FOUND, SheetKind.READ_ONLY})
_SAME_STREAK = timedelta(days=1)


def after_run(store: Store, settings: Settings, run: Run, now: datetime) -> None:
    """Note what a scheduled run's end means for its sheet, and mail what people must hear of. May be done twice."""
    sheet = None if run.asked.registered is None else find(store, run.asked.registered)
    if sheet is None:
        return
    if run.state is State.DONE:
        note_access(store, sheet.number)
        if (run.asked.document, run.asked.tab) != (sheet.document, sheet.tab):
            renamed(store, sheet.number, run.asked.document, run.asked.tab)
    elif run.state is State.FAILED:
        _failed(store, settings, run, sheet, now)


def sheet_url(spreadsheet_id: str, sheet_id: int) -> str:
    """Where people open a tab."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit#gid={sheet_id}"


def recipients_of(settings: Settings, sheet: RegisteredSheet) -> Sequence[str]:
    """Who hears of trouble with a sheet: its owner, else everybody who gets the weekly mail."""
    return (sheet.owner,) if sheet.owner else settings.digest_recipients


def _failed(store: Store, settings: Settings, run: Run, sheet: RegisteredSheet, now: datetime) -> None:
    facts: dict[str, Any] = {
        "document": sheet.document,
        "tab": sheet.tab,
        "url": sheet_url(sheet.spreadsheet_id, sheet.sheet_id),
        "run": run.name,
        "sentence": run.sentence,
    }
    recipients, domain = recipients_of(settings, sheet), sender_of(settings).domain
    times = note_refusal(store, sheet.number) if run.kind in _OUT_OF_REACH else 0
    if times >= REFUSALS:
        if pause(store, sheet.number, run.sentence, now):
            ask(store, PAUSED, run.name, recipients, {**facts, "times": times}, domain, now)
        return
    # One mail a sheet and day: an hourly sheet that fails all day long is one piece of news.
    period = f"sheet-{sheet.number}-{now:%Y%m%d}"
    again = next_slot(schedule_of(sheet.every, sheet.at, sheet.weekday, sheet.zone), now)
    facts["next_try"] = again.isoformat()
    facts["zone"] = sheet.zone
    ask(store, FAILED, period, recipients, facts, domain, now)
