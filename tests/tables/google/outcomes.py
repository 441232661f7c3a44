"""The two ends a run may come to: it works, or one sentence refuses it before anything is written."""

from typing import Any

import pytest

from app.errors import LeadsheetError, SheetKind, SheetProblem
from tests.fakes.google import FakeGoogle, Sheet
from tests.tables.google.leads_sheet import Scored, client_of, column, differences, marks, score, state


def refused(fake: FakeGoogle, sheet: Sheet, *words: str, kind: SheetKind | None = SheetKind.REFUSED) -> None:
    """The run is refused in these words, and not a single call was made to write."""
    document = sheet.spreadsheet
    before, writes = state(document), fake.count("write")
    with pytest.raises(LeadsheetError) as problem:
        score(client_of(fake), document, "refused")
    for text in words:
        assert text in str(problem.value)
    assert "\n" not in str(problem.value)
    assert str(problem.value).endswith(".")
    if kind is not None:
        assert isinstance(problem.value, SheetProblem)
        assert problem.value.kind is kind
    assert fake.count("write") == writes
    assert not differences(state(document), before)


def works(fake: FakeGoogle, sheet: Sheet, expected: list[Any], top: int = 0) -> Scored:
    """The run works: these are the scores, and a further run writes nothing."""
    document = sheet.spreadsheet
    done = score(client_of(fake), document, "works")
    assert done.table.settled
    assert not done.table.done.refused
    assert column(sheet, "Lead score", top) == expected
    assert {*marks(document)} == {"leadsheet-column"}
    writes = fake.count("write")
    score(client_of(fake), document, "again")
    assert fake.count("write") == writes
    return done
