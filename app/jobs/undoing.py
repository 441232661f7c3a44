"""Puts back what a run wrote into a Google Sheet: looks, decides and writes until nothing is left to put back."""

from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app import clock
from app.config import Settings
from app.errors import BadChoice

if TYPE_CHECKING:
    from app.store.lead_marks import LeadMarks
    from app.store.noted_runs import NotedLead, NotedRun
    from app.tables.google.client import SheetsClient
    from app.tables.google.table import GoogleTable
    from app.tables.google.undoing import Decision, Undoing
    from app.tables.grid import Grid

_LOOKS = 60  # at a sheet of which ever other columns are to be put back


@dataclass
class Undone:
    """What was put back, or in a dry run would be: cells by the lead's key.

    `changed` are cells left because they say something else now, `gone` the leads that are no longer found, `as_before`
    those of whom nothing had to be put back, `restless` rows that could not be put back as colleagues kept moving them,
    `bare` our columns in which nothing stands any more. Not `settled`: undoing it once more may find more to put back.
    """

    name: str = ""
    back: dict[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    gone: int = 0
    as_before: int = 0
    settled: bool = False
    restless: int = 0
    bare: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    present: Collection[str] = ()


def undo_run(
    settings: Settings, run: "NotedRun", client: "SheetsClient", step: Callable[[str], None], *, dry_run: bool
) -> Undone:
    """Put back what a run wrote and nobody changed since. Raises a LeadsheetError with what to do next."""
    import os

    from app.store.database import open_store
    from app.store.identity_hash import identity_secret
    from app.store.lead_marks import LeadMarks
    from app.store.noted_runs import mark_undone, noted_leads
    from app.store.sheet_runs import new_run_id
    from app.tables.columns import OurColumn
    from app.tables.google.run import Run
    from app.tables.google.table import GoogleTable
    from app.tables.google.undoing import Undoing
    from app.tables.links import Link

    marks = LeadMarks(identity_secret(os.environ, settings.places.secret, make=False))
    with closing(open_store(settings.places.database_url)) as store:
        noted = noted_leads(store, run)
        undoing = Undoing(tuple(map(OurColumn, run.kinds)), lambda key: noted.get(marks.lead(key)), marks.cell)

        def open_table() -> GoogleTable:
            return GoogleTable(
                client,
                Link(run.spreadsheet_id, run.sheet_id),
                Run(new_run_id(), client.address, f"{clock.now():%Y-%m-%d %H:%M} UTC"),
                prefix="Leadsheet",  # columns are found by their marks, not by a name that may be somebody's own
                wanted=(),
                step=lambda rows: step(f"Writing, row {rows:,}"),
            )

        undone = put_back(client, open_table, undoing, step, dry_run=dry_run)
        _tell(undone, noted, marks)
        if undone.settled:
            mark_undone(store, run)
    return undone


def put_back(
    client: "SheetsClient",
    open_table: "Callable[[], GoogleTable]",
    undoing: "Undoing",
    step: Callable[[str], None],
    *,
    dry_run: bool,
) -> Undone:
    """Look, decide and write until nothing is left; a table anew for each group of columns, for it knows but one."""
    from app.tables.google.table import PASSES

    undone, going_on, looks = Undone(), True, 0
    while going_on:
        table, kinds = open_table(), None
        try:
            while True:
                looks += 1
                step("Reading the sheet")
                decision = _look(client, table, undoing, undone)
                if dry_run:
                    return undone
                if kinds not in (None, decision.needs.intent.kinds):
                    break
                kinds = decision.needs.intent.kinds
                step("Putting back")
                restless = table.carry_out(decision.needs)
                if table.settled or table.done.passes >= PASSES:
                    going_on = table.settled and decision.more and looks < _LOOKS
                    undone.settled, undone.restless = table.settled and not decision.more, len(restless)
                    break
        finally:
            table.close()
            undone.notes += table.done.notes
    return undone


def _look(client: "SheetsClient", table: "GoogleTable", undoing: "Undoing", undone: Undone) -> "Decision":
    try:
        grid = _read(client, table)
    except BadChoice as problem:
        raise BadChoice(
            "The tab that this run wrote into is no longer in the spreadsheet: there is nothing to undo, unless it is "
            "brought back under File > Version history."
        ) from problem
    ours = table.shape.ours
    decision = undoing.decide(grid, table.keys, ours)
    undone.name = table.name
    undone.back = {**undone.back, **decision.back}
    undone.changed = decision.changed
    undone.present = decision.present
    undone.bare = tuple([grid.header[ours[kind.value]] for kind in decision.bare])
    return decision


def _read(client: "SheetsClient", table: "GoogleTable") -> "Grid":
    """The sheet, with our columns where they are: one that moved between the calls of a reading would look changed."""
    from app.tables.google.shape import FIELDS, shape_of
    from app.tables.google.table import PASSES

    grid = table.read()
    for _ in range(PASSES):
        read = table.shape
        now = shape_of(client.spreadsheet(read.spreadsheet_id, FIELDS), read.sheet_id)
        if now.ours == read.ours:
            break
        grid = table.read()
    return grid


def _tell(undone: Undone, noted: "Mapping[bytes, NotedLead]", marks: "LeadMarks") -> None:
    """Count the leads of whom nothing was put back."""
    present = {mark for key in undone.present if (mark := marks.lead(key)) in noted}
    undone.gone = len(noted) - len(present)
    undone.as_before = len(present) - len(
        {key for key in undone.present if key in undone.back or key in undone.changed}
    )


def sentences(undone: Undone, *, dry_run: bool) -> list[str]:
    """What was put back, what was left and why, and what to do next."""
    back, would = undone.back, "would be " if dry_run else ""
    if back:
        cells = _count(sum(back.values()), "cell")
        told = [f"{cells} beside {_count(len(back), 'lead')} in {undone.name} {_was(cells, would)}put back."]
    else:
        told = [f"Nothing {would or 'was '}put back in {undone.name}."]
    left = []
    if undone.changed:
        cells = _count(sum(undone.changed.values()), "cell")
        left.append(f"{cells} of {_count(len(undone.changed), 'lead')}, changed since the run")
    if undone.as_before:
        left.append(f"{_count(undone.as_before, 'lead')} as before the run already")
    if undone.gone:
        left.append(f"{_count(undone.gone, 'lead')} that cannot be found any more (deleted, or of another address)")
    if left:
        told.append(f"Left: {'; '.join(left)}.")
    if undone.bare:
        names = ", ".join(f"“{name}”" for name in undone.bare)
        told.append(f"The columns {names} {would or 'are '}empty and stay: delete them if you want them gone.")
    if not (undone.settled or dry_run):
        which = f" ({_count(undone.restless, 'row')})" if undone.restless else ""
        told.append(f"Colleagues moved rows again and again meanwhile{which}: undo the run once more.")
    return told


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _was(counted: str, would: str) -> str:
    return would or ("was " if counted.startswith("1 ") else "were ")
