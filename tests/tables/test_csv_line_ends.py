"""CSV: whatever ends its lines, no row is blank that is not, and the line ends come back as they were."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config import SHIPPED_MODEL
from app.scoring.artefact import load
from app.scoring.scorer import Scorer
from app.tables.csv_text import records
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.scoring_run import Wishes, prepare

ENDS = ["\n", "\r\n", "\r", "\r\r\n", "\n\r", "\r\r\r\n"]
LINES = ["First Name,Job Title,Email", "Kim,CEO,kim@x.example", '"Lee\r\nAnn",CTO,lee@x.example']


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load(SHIPPED_MODEL)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("last_end", [True, False])
def test_every_line_is_a_lead_and_its_end_is_kept(
    end: str, last_end: bool, tmp_path: Path, run: Callable[..., Grid], scorer: Scorer
) -> None:
    source = end.join(LINES) + (end if last_end else "")
    path = tmp_path / "leads.csv"
    path.write_bytes(source.encode())
    prepared = prepare(open_table(path), scorer, Wishes(), datetime(2026, 12, 1, tzinfo=UTC))
    assert (len(prepared.rows), prepared.blank_rows, prepared.empty_rows) == (2, 0, ())
    run(path)
    text = path.read_bytes().decode()
    assert [record.end for record in records(text, ",")] == [end, end, end if last_end else ""]
    assert [record.fields[:3] for record in records(text, ",")] == [record.fields for record in records(source, ",")]


def test_lines_of_a_mixed_file_end_each_as_they_did(tmp_path: Path, run: Callable[..., Grid]) -> None:
    ends = ["\r\r\n", "\r\n", "\n", "\r", "\r\r\n"]
    path = tmp_path / "leads.csv"
    lines = [LINES[0], *[f"Kim{at},CEO,kim{at}@x.example" for at in range(4)]]
    path.write_bytes("".join(line + end for line, end in zip(lines, ends, strict=True)).encode())
    grid = run(path)
    assert not any(grid.is_blank(row) for row in range(len(grid.rows)))
    found = list(records(path.read_bytes().decode(), ","))
    assert [record.end for record in found] == ends
    assert {len(record.fields) for record in found} == {9}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\n\nb", ["a", "", "b"]),
        ("a\r\n\r\nb", ["a", "", "b"]),
        ("a\r\rb", ["a", "", "b"]),
        ("a\n\r\nb", ["a", "", "b"]),
    ],
)
def test_a_line_that_is_blank_stays_one(text: str, rows: list[str]) -> None:
    assert [record.fields for record in records(text, ",")] == [[row] for row in rows]


@given(st.text(st.sampled_from('ab,"\r\n'), max_size=30))
def test_records_joined_again_are_the_text(text: str) -> None:
    assert "".join(",".join(record.fields) + record.end for record in records(text, ",")) == text


def test_excels_word_for_the_delimiter_counts_before_any_line_end(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"sep=;\r\r\nName;Job, Title\r\r\nKim;a, b\r\r\n")
    assert open_table(path).read().header == ("Name", "Job, Title")
