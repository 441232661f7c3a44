"""Title rows above the header, in a file: scores stand beside the right leads, and the titles stay as they were."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.config import SHIPPED_MODEL
from app.scoring.artefact import load
from app.scoring.scorer import Scorer
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore
from app.tables.scoring_run import Wishes, prepare
from tests.tables.titled import TITLED

Run = Callable[..., Grid]
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load(SHIPPED_MODEL)


def csv_of(folder: Path) -> Path:
    path = folder / "titled.csv"
    path.write_bytes("".join(",".join(row) + "\r\n" for row in TITLED).encode())
    return path


def workbook_of(folder: Path) -> Path:
    """The same as people make it: the title's cells merged, over the header and beyond."""
    path = folder / "titled.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in TITLED:
        sheet.append([cell or None for cell in row])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("D1:H1")
    sheet.merge_cells("A2:E2")
    book.save(path)
    return path


@pytest.mark.parametrize("made", [csv_of, workbook_of])
def test_what_is_below_the_titles_is_understood(made: Callable[[Path], Path], tmp_path: Path, scorer: Scorer) -> None:
    prepared = prepare(open_table(made(tmp_path)), scorer, Wishes(), NOW)
    assert prepared.grid.header[:5] == tuple(TITLED[2])
    assert prepared.headers.fields == ("location", "jobtitle")
    assert [prepared.grid.seen_row(row) for row in prepared.rows] == [4, 5]


def test_titles_of_a_csv_keep_their_bytes(tmp_path: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    path = csv_of(tmp_path)
    before = path.read_bytes().split(b"\r\n")
    run(path)
    after = path.read_bytes().split(b"\r\n")
    assert after[:2] == before[:2]
    assert after[2].decode() == ",".join([*TITLED[2], *OURS])
    for row in (0, 1):
        assert after[3 + row].startswith(before[3 + row] + f",{score_of(row).score:.4f},".encode())
    assert run(path).header == (*TITLED[2], *OURS)  # found again, and nothing is added
    assert path.read_bytes().split(b"\r\n") == after


def test_titles_of_a_workbook_stay_as_they_were(tmp_path: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    path = workbook_of(tmp_path)
    run(path)
    sheet: Any = openpyxl.load_workbook(path).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[:5] for row in rows] == TITLED
    assert not any(cell for row in rows[:2] for cell in row[5:])
    assert rows[2][5:] == OURS
    assert [row[5] for row in rows[3:]] == [score_of(0).score, score_of(1).score]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "D1:H1", "A2:E2"}
    assert run(path).header == (*TITLED[2], *OURS)
