"""A sheet that colleagues work in, and what must be true of it in the end: their cells as they left them.

Every lead has a reference of its own in the first column, so that the truth can be told lead by lead wherever rows and
columns went.
"""

import random
from typing import Any

from app.tables.columns import OurColumn, title
from tests.fakes.google import FakeGoogle, Sheet

REF, URL, EMAIL, JOB, SIZE, NOTES = "Ref", "LinkedIn URL", "Email", "Job title", "Company size", "Notes"
HEADER = [REF, URL, EMAIL, JOB, SIZE, NOTES]
OURS = [title(kind) for kind in OurColumn]

Cells = dict[str, Any]


class Team:
    """The sheet, its colleagues, and the truth: each lead's cells by header, and the job titles it ever had."""

    def __init__(self, fake: FakeGoogle, leads: int, seed: int, nameless: bool = True) -> None:
        self.random = random.Random(seed)
        self.truth: dict[str, Cells] = {}
        self.jobs: dict[str, set[str]] = {}
        self.born: dict[str, int] = {}
        self.calls = 0
        self.log: list[str] = []
        self._made = 0
        self._columns = 0
        rows = [self._lead(nameless) for _ in range(leads)]
        self.document = fake.new_spreadsheet("Pipeline", sheets={"Leads": [HEADER, *rows]})
        self.sheet: Sheet = self.document.sheet("Leads")

    def _lead(self, nameless: bool = True) -> list[Any]:
        self._made += 1
        ref, chance = f"ref-{self._made}", self.random.random()
        url = f"https://www.linkedin.com/in/person-{self._made}/" if chance < 0.7 or not nameless else ""
        email = f"person{self._made}@example.org" if self.random.random() < 0.6 and chance < 0.92 else ""
        job = f"Head of {self._made}-{self.random.randrange(10**6)}"
        cells = {REF: ref, URL: url, EMAIL: email, JOB: job, SIZE: "11-50", NOTES: f"note {self._made}"}
        self.truth[ref] = cells
        self.jobs[ref] = {job}
        self.born[ref] = 0
        return [cells[name] for name in HEADER]

    # -- what stands where now

    def values(self) -> list[list[Any]]:
        """The sheet's rows, all as wide as the header."""
        rows = self.sheet.values()
        width = max((len(row) for row in rows), default=0)
        return [[*row, *[""] * (width - len(row))] for row in rows]

    def header(self) -> list[Any]:
        """The header row as it is now."""
        return next((row for row in self.values() if REF in row), [])

    def top(self) -> int:
        """The header's row."""
        return next(at for at, row in enumerate(self.values()) if REF in row)

    def rows(self) -> dict[str, int]:
        """Every lead's row."""
        column = self.header().index(REF)
        return {row[column]: at for at, row in enumerate(self.values()) if str(row[column]).startswith("ref-")}

    def theirs(self) -> list[str]:
        """The headers of the colleagues' own columns."""
        return [text for text in self.header() if text and text not in OURS and not text.endswith(" ID")]

    # -- what colleagues do

    def edit(self, kind: str) -> None:
        """One edit of a kind, at random."""
        self.log.append(f"{self.calls}:{kind}")
        getattr(self, f"_{kind}")()

    def _some_row(self) -> int:
        rows = list(self.rows().values())
        return self.random.choice(rows) if rows else self.top() + 1

    def _some_ref(self) -> str | None:
        rows = list(self.rows())
        return self.random.choice(rows) if rows else None

    def _sort(self) -> None:
        column = self.header().index(self.random.choice(self.theirs()))
        self.sheet.colleague.sort(column, self.random.random() < 0.5, self.top() + 1)

    def _insert_row(self) -> None:
        self.sheet.colleague.insert_rows(self._some_row(), self.random.randint(1, 3))

    def _insert_lead(self) -> None:
        at = self._some_row()
        self.sheet.colleague.insert_rows(at)
        header, made = self.header(), dict(zip(HEADER, self._lead(), strict=True))
        self.born[made[REF]] = self.calls
        for name, value in made.items():
            if name in header and value:
                self.sheet.colleague.set(at, header.index(name), value)
        self.truth[made[REF]] = {name: value for name, value in made.items() if name in header}

    def _append_lead(self) -> None:
        header, made = self.header(), dict(zip(HEADER, self._lead(), strict=True))
        self.born[made[REF]] = self.calls
        self.sheet.colleague.append_row([made.get(name, "") for name in header])
        self.truth[made[REF]] = {name: value for name, value in made.items() if name in header}

    def _delete_row(self) -> None:
        ref = self._some_ref()
        if ref is not None and len(self.rows()) > 3:
            self.sheet.colleague.delete_rows(self.rows()[ref])
            del self.truth[ref]

    def _move_rows(self) -> None:
        at, to = self._some_row(), self._some_row()
        if at not in (to, to - 1):
            self.sheet.colleague.move_rows(at, 1, to)

    def _insert_column(self) -> None:
        at = self.random.randint(0, len(self.header()))
        self.sheet.colleague.insert_columns(at)
        if self.random.random() < 0.7:
            self._columns += 1
            self.sheet.colleague.set(self.top(), at, f"Extra {self._columns}")

    def _fill_column(self) -> None:
        extra = [text for text in self.theirs() if text.startswith("Extra")]
        if extra:
            name = self.random.choice(extra)
            for ref, row in self.rows().items():
                if self.random.random() < 0.5:
                    self.sheet.colleague.set(row, self.header().index(name), f"{name} of {ref}")
                    self.truth[ref][name] = f"{name} of {ref}"

    def _delete_column(self) -> None:
        spare = [text for text in self.theirs() if text == NOTES or text.startswith("Extra")]
        if spare:
            name = self.random.choice(spare)
            self.sheet.colleague.delete_columns(self.header().index(name))
            for cells in self.truth.values():
                cells.pop(name, None)

    def _delete_inputs(self) -> None:
        """All columns that scores are made from: the run has nothing left to score from."""
        for name in (JOB, SIZE):
            if name in self.header():
                self.sheet.colleague.delete_columns(self.header().index(name))
                for cells in self.truth.values():
                    cells.pop(name, None)

    def _delete_ours(self) -> None:
        ours = [text for text in self.header() if text in OURS]
        if ours:
            self.sheet.colleague.delete_columns(self.header().index(self.random.choice(ours)))

    def _move_column(self) -> None:
        width = len(self.header())
        at, to = self.random.randrange(width), self.random.randint(0, width)
        if to not in (at, at + 1):
            self.sheet.colleague.move_columns(at, 1, to)

    def _rename_tab(self) -> None:
        self.sheet.colleague.rename_tab(f"Leads {self.random.randrange(10**6)}")

    def _set_note(self) -> None:
        ref, header = self._some_ref(), self.header()
        if ref is not None and NOTES in header:
            value = f"called {self.random.randrange(10**6)}"
            self.sheet.colleague.set(self.rows()[ref], header.index(NOTES), value)
            self.truth[ref][NOTES] = value

    def _set_job(self) -> None:
        ref = self._some_ref()
        if ref is not None and JOB in self.header():
            value = f"Chief of {self.random.randrange(10**9)}"
            self.sheet.colleague.set(self.rows()[ref], self.header().index(JOB), value)
            self.truth[ref][JOB] = value
            self.jobs[ref].add(value)

    def _set_url(self) -> None:
        ref = self._some_ref()
        if ref is not None:
            value = f"https://www.linkedin.com/in/mended-{self.random.randrange(10**9)}/"
            self.sheet.colleague.set(self.rows()[ref], self.header().index(URL), value)
            self.truth[ref][URL] = value
            self.born[ref] = self.calls


EDITS = (
    "append_lead", "delete_column", "delete_inputs", "delete_ours", "delete_row", "fill_column", "insert_column",
    "insert_lead", "insert_row", "move_column", "move_rows", "rename_tab", "set_job", "set_note", "set_url", "sort",
)  # fmt: skip
