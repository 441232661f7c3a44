"""`score LINK`: what it writes, and what it shows."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Told
from tests.cli.shared_sheet import HEADER, JOBS, pipeline, refused, set_account
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet

OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
Run = Callable[..., Told]


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def account(fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_account(fake, tmp_path, monkeypatch)


@pytest.fixture
def document(fake: FakeGoogle, account: None) -> Spreadsheet:
    return pipeline(fake)


@pytest.fixture
def sheet(document: Spreadsheet) -> Sheet:
    return document.sheet("Leads")


def test_a_sheet_is_scored(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    told = run("score", sheet.spreadsheet.url)
    assert told.code == 0, told.err
    values: list[list[Any]] = [*sheet.values()]
    assert values[0] == [*HEADER, *OURS]
    scored: list[list[Any]] = [row for row in values[1:] if len(row) > 5]
    assert [row[2] for row in scored] == [job for job in JOBS if job]
    assert all(isinstance(row[5], float) and 0 < row[5] < 1 and round(row[5], 4) == row[5] for row in scored)
    assert [row[6] for row in scored] == ["engaged" if row[5] >= 0.5 else "not_engaged" for row in scored]
    assert all(row[8][0] in "+-n" and row[9].startswith("leadsheet ") for row in scored)
    assert {one["metadataKey"] for one in sheet.spreadsheet.metadata()} == {"leadsheet-column"}
    for said in (
        "“Pipeline”, tab “Leads”: 4 leads scored",
        "job title",
        "Company size",
        "Row 5 was not scored: no field that a score is made from is filled.",
    ):
        assert said in told.out, said
    assert re.search(r"python -m app undo \d{8}-\d{4}-[a-z0-9]{6}\n", told.out)


def test_a_second_run_writes_nothing_and_says_so(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    assert run("score", sheet.spreadsheet.url).code == 0
    before, writes = sheet.snapshot(), fake.count("write")
    told = run("score", sheet.spreadsheet.url)
    assert told.code == 0, told.err
    assert fake.count("write") == writes
    assert sheet.snapshot() == before
    assert "nothing" in told.out.lower()
    assert "undo" not in told.out


def test_json(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    told = run("score", sheet.spreadsheet.url, "--json")
    assert (told.code, told.err) == (0, "")
    result = json.loads(told.out)
    assert re.fullmatch(r"\d{8}-\d{4}-[a-z0-9]{6}", result["run"])
    assert result["rows_written"] == 4
    assert result["not_scored"] == [{"row": 5, "why": "no field that a score is made from is filled"}]
    shown = {row["row"]: row["score"] for row in result["scores"]}
    assert shown == {at: row[5] for at, row in enumerate(sheet.values()[1:], start=2) if len(row) > 5}
    again = json.loads(run("score", sheet.spreadsheet.url, "--json").out)
    assert (again["run"], again["rows_written"], again["rows_unchanged"]) == (None, 0, 4)


@pytest.mark.parametrize("scored", [False, True])
@pytest.mark.parametrize("as_json", [False, True])
def test_a_dry_run_makes_no_call_to_write(
    run: Run, fake: FakeGoogle, sheet: Sheet, tmp_path: Path, scored: bool, as_json: bool
) -> None:
    if scored:
        run("score", sheet.spreadsheet.url)
        sheet.colleague.set(1, 2, "Chief Revenue Officer")
    before, writes = sheet.snapshot(), fake.count("write")
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    told = run("score", sheet.spreadsheet.url, "--dry-run", "--top", 2, *(["--json"] if as_json else []))
    assert told.code == 0, told.err
    assert fake.count("write") == writes
    assert sheet.snapshot() == before
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == files
    if as_json:
        result = json.loads(told.out)
        assert (result["run"], result["rows_written"], len(result["scores"])) == (None, 0, 4)
    else:
        assert "Nothing was written (--dry-run)" in told.out
        assert "4 leads scored" in told.out
        assert "undo" not in told.out


def test_hidden_rows_are_told_of(run: Run, sheet: Sheet) -> None:
    sheet.colleague.hide_rows(1, 2)
    told = run("score", sheet.spreadsheet.url)
    assert re.search(r"2 rows .*hidden or filtered out.* scored like the others", told.out)
    assert "4 leads scored" in told.out


def test_options_of_a_sheet(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    url = sheet.spreadsheet.url
    asked = ("--selection", "A2:F3", "--columns", "none", "--prefix", "Fit", "--map", "Newsletter=")
    told = run("score", url, *asked)
    assert told.code == 0, told.err
    rows = sheet.values()
    assert rows[0] == [*HEADER, "Fit score", "Fit label", "Fit confidence"]
    assert [at for at, row in enumerate(rows) if at and len(row) > 5] == [1, 2]
    told = run("score", url, "--only-unscored", "--columns", "none", "--prefix", "Fit")
    assert told.code == 0, told.err
    assert [at for at, row in enumerate(sheet.values()) if at and len(row) > 5] == [1, 2, 3, 5]
    assert "2 scored before" in told.out


def test_the_tab_is_chosen_by_name_or_by_the_link(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    costs = document.sheet("Costs [2026]")
    told = run("score", document.url, "--sheet", "Costs [2026]")
    refused(fake, told, 4, "None of the columns", "“Costs [2026]”")
    told = run("score", document.url.replace("gid=0", f"gid={costs.id}"))
    refused(fake, told, 4, "“Costs [2026]”")
    told = run("score", document.id, "--sheet", "Leads")
    assert told.code == 0, told.err
