"""What a run writes into a Google Sheet, noted before it is written: so that it can be undone, also after a crash."""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, LiteralString, Protocol

import msgspec

from app import clock
from app.errors import StoreProblem
from app.store.database import Store, Transaction, open_store
from app.store.identity_hash import identity_secret
from app.store.lead_marks import NOT_WRITTEN, LeadMarks
from app.store.migrating import migrate
from app.store.moments import stored
from app.store.places import Places

UNDO_DAYS = 30
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_COLUMNS = ("run_id", "lead", "before", "written")

Noted = tuple[Sequence[object], bytes]  # what stood there, and the marks of what is written


class Written(Protocol):
    """A lead's cells about to be written, and what stands there."""

    @property
    def key(self) -> str:
        """By what the lead is known in its sheet."""
        ...

    @property
    def cells(self) -> Sequence[object]:
        """What is written."""
        ...

    @property
    def before(self) -> Sequence[object]:
        """What stands there."""
        ...


class Sheet(Protocol):
    """The tab that is written into."""

    @property
    def spreadsheet_id(self) -> str:
        """Google's id of the document."""
        ...

    @property
    def sheet_id(self) -> int:
        """The number of the tab, which it keeps when it is renamed."""
        ...

    @property
    def tab(self) -> str:
        """The tab's name."""
        ...

    @property
    def document(self) -> str:
        """The document's name."""
        ...


def new_run_id() -> str:
    """A name for a run that a person can type: its minute in UTC, and six letters: no two of a minute meet."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"{clock.now():%Y%m%d-%H%M}-{letters}"


class SheetRuns:
    """Notes what one run writes. Nothing is opened, and no row made, before there is something to note.

    A run that was killed and is taken up again, under its name, goes on with what was noted then.
    """

    def __init__(self, places: Places, run_id: str, now: datetime) -> None:
        self._places, self._run_id, self._now = places, run_id, now
        self._store: Store | None = None
        self._marks: LeadMarks | None = None
        self._number = 0
        self._kinds: list[str] = []
        self._noted: set[bytes] = set()

    def remember(self, sheet: Sheet, kinds: Sequence[str], writes: Sequence[Written]) -> None:
        """Note what is about to be written, and what stands there; it is on the disk on return.

        Of a lead that is written again what stood there first stays noted. Raises StoreProblem, and then the cells must
        not be written.
        """
        if not writes:
            return
        try:
            store, marks = self._open()
            widened = [*self._kinds, *(str(kind) for kind in kinds if str(kind) not in self._kinds)]
            noted = self._by_lead(marks, [widened.index(str(kind)) for kind in kinds], writes)
            leads = len(self._noted | noted.keys())
            with store.writing() as transaction:
                number = self._number or self._begin(transaction, sheet)
                facts = msgspec.json.encode(widened).decode(), leads
                transaction.run("UPDATE sheet_runs SET kinds = ?, leads = ? WHERE id = ?", *facts, number)
                transaction.insert("sheet_cells", _COLUMNS, _rows(number, noted))
        except StoreProblem as problem:
            more = "further " if self._noted else ""
            raise StoreProblem(f"No {more}score was written, for it could not be undone later: {problem}") from problem
        self._number, self._kinds = number, widened
        self._noted |= noted.keys()

    def wrote(self, keys: Iterable[str]) -> list[bool]:
        """Of each lead, by its key, whether this run noted that it writes beside it, also before it was killed."""
        _, marks = self._open()
        if not self._noted:  # as on most mornings: no lead need be hashed to know
            return [False for _ in keys]
        return [marks.lead(key) in self._noted for key in keys]

    def close(self) -> None:
        """Close the database."""
        if self._store is not None:
            self._store.close()

    def _open(self) -> tuple[Store, LeadMarks]:
        if self._store is None or self._marks is None:
            self._marks = LeadMarks(identity_secret(os.environ, self._places.secret))
            migrate(self._places.database_url)
            self._store = open_store(self._places.database_url)
            self._take_up(self._store)
        return self._store, self._marks

    def _take_up(self, store: Store) -> None:
        """What the run noted before it was killed."""
        with store.reading() as transaction:
            sql: LiteralString = "SELECT id, CAST(kinds AS TEXT) FROM sheet_runs WHERE name = ?"
            for number, kinds in transaction.rows(sql, self._run_id):
                self._number, self._kinds = number, msgspec.json.decode(kinds, type=list[str])
                leads = transaction.rows("SELECT DISTINCT lead FROM sheet_cells WHERE run_id = ?", number)
                self._noted = {bytes(row[0]) for row in leads}

    def _begin(self, transaction: Transaction, sheet: Sheet) -> int:
        forget_old_runs(transaction, self._now)
        transaction.run(
            "INSERT INTO sheet_runs (name, at, spreadsheet_id, sheet_id, tab, document, kinds, leads)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            self._run_id,
            stored(self._now, transaction.kind),
            sheet.spreadsheet_id,
            sheet.sheet_id,
            sheet.tab,
            sheet.document,
            "[]",
        )
        return int(transaction.rows("SELECT id FROM sheet_runs WHERE name = ?", self._run_id)[0][0])

    def _by_lead(self, marks: LeadMarks, places: Sequence[int], writes: Iterable[Written]) -> dict[bytes, Noted]:
        """What to note of each lead, its cells at their places; rows of one lead are noted as one."""
        whole = list(places) == list(range(len(places)))
        noted: dict[bytes, Noted] = {}
        for write in writes:
            lead = marks.lead(write.key)
            before, cells = write.before, marks.cells(write.cells)
            if not whole:
                before, cells = _spread(before, places, None), _spread(cells, places, NOT_WRITTEN)
            first = noted[lead][0] if lead in noted else before
            noted[lead] = (first, b"".join(cells))
        return noted


def forget_old_runs(transaction: Transaction, now: datetime) -> None:
    """Forget what may no longer be undone: reasons name job titles, and are not kept for longer than of use."""
    eldest = stored(now - timedelta(days=UNDO_DAYS), transaction.kind)
    transaction.run("DELETE FROM sheet_cells WHERE run_id IN (SELECT id FROM sheet_runs WHERE at < ?)", eldest)
    transaction.run("DELETE FROM sheet_runs WHERE at < ?", eldest)


def _rows(number: int, noted: dict[bytes, Noted]) -> Iterator[Sequence[object]]:
    encode = msgspec.json.Encoder().encode
    for lead, (before, written) in noted.items():
        yield number, lead, encode(before).decode(), written


def _spread(cells: Sequence[Any], places: Sequence[int], blank: object) -> list[Any]:
    """Cells at their places, of a run whose columns were not the same all the time."""
    spread = [blank] * (max(places) + 1)
    for at, cell in zip(places, cells, strict=True):
        spread[at] = cell
    return spread
