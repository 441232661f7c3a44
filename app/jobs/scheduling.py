"""Asks for the runs of registered sheets that are due. Any number of workers may: a slot's run has one name."""

from datetime import datetime

from app.errors import BadChoice
from app.jobs.slots import latest_slot, schedule_of, slot_name
from app.store import runs
from app.store.database import Store
from app.store.registered_sheets import RegisteredSheet, pause, registered
from app.store.runs import Asked

SCHEDULE = "schedule"  # who asked


def ask_for_due(store: Store, now: datetime) -> list[str]:
    """Ask for a run of every registered sheet whose latest slot has none; the names of those asked for.

    Slots missed before the latest are not made up for: one run brings the sheet up to date. While another run is live
    on the tab the slot waits for the next time somebody asks.
    """
    asked = []
    for sheet in registered(store):
        if sheet.paused_at is None:
            name = _ask(store, sheet, now)
            if name:
                asked.append(name)
    return asked


def _ask(store: Store, sheet: RegisteredSheet, now: datetime) -> str:
    try:
        schedule = schedule_of(sheet.every, sheet.at, sheet.weekday, sheet.zone)
    except BadChoice as problem:  # a zone that this machine does not know
        pause(store, sheet.number, str(problem), now)
        return ""
    slot = latest_slot(schedule, now, sheet.since)
    if slot is None:
        return ""
    name = slot_name(sheet.number, slot, schedule)
    if runs.find(store, name) is not None:
        return ""
    asked = Asked(
        sheet.spreadsheet_id, sheet.sheet_id, sheet.document, sheet.tab, SCHEDULE, sheet.wishes, sheet.number, slot
    )
    return name if runs.ask(store, name, asked, now) is None else ""
