"""`undo RUN` as a person meets it: against a fake Google, with the key and the data folder of the environment."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Told
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet

Run = Callable[..., Told]
HEADER = ["Name", "LinkedIn URL", "Job title", "Company size"]
LEADS = [[f"Person {at}", f"https://www.linkedin.com/in/person-{at}", f"Head of {at}", "11-50"] for at in range(4)]
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def document(fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spreadsheet:
    key = tmp_path / "key.json"
    key.write_text(json.dumps(fake.credentials_info()))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    monkeypatch.setenv("SHEETS_API_URL", fake.url)
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path / "data"))
    return fake.new_spreadsheet("Pipeline", sheets={"Leads": [HEADER, *LEADS]})


@pytest.fixture
def sheet(document: Spreadsheet) -> Sheet:
    return document.sheet("Leads")


def scored(run: Run, document: Spreadsheet) -> str:
    """Score the sheet; the run's name."""
    told = run("score", document.url, "--json")
    assert told.code == 0, told
    return str(json.loads(told.out)["run"])


def test_a_run_is_undone(run: Run, document: Spreadsheet, sheet: Sheet) -> None:
    name = scored(run, document)
    assert sheet.values()[1][4:8] != ["", "", "", ""]
    sheet.colleague.sort(0, descending=True)
    sheet.colleague.set(1, 5, "hot")
    sheet.colleague.delete_rows(4)
    told = run("undo", name)
    assert (told.code, told.err) == (0, "")
    assert "17 cells beside 3 leads in “Pipeline”, tab “Leads” were put back." in told.out
    assert "1 cell of 1 lead, changed since the run" in told.out
    assert "1 lead that cannot be found any more" in told.out
    assert "The columns “Lead score”, “Lead confidence”" in told.out
    assert "are empty and stay" in told.out
    assert "“Lead label”" not in told.out
    values = sheet.values()
    assert values[0] == [*HEADER, *OURS]
    assert values[1] == [*LEADS[3], "", "hot"]
    assert values[2:] == [LEADS[2], LEADS[1]]
    assert [one for one in document.metadata() if one["metadataKey"] != "leadsheet-column"] == []


def test_undoing_twice_changes_nothing(run: Run, fake: FakeGoogle, document: Spreadsheet, sheet: Sheet) -> None:
    name = scored(run, document)
    assert "24 cells" in run("undo", name).out
    once, writes = sheet.snapshot(), fake.count("write")
    told = run("undo", f" {name.upper()} ")
    assert told.code == 0
    assert "Nothing was put back" in told.out
    assert "4 leads as before the run already" in told.out
    assert (sheet.snapshot(), fake.count("write")) == (once, writes)


def test_a_dry_run_says_the_same_and_writes_nothing(
    run: Run, fake: FakeGoogle, document: Spreadsheet, sheet: Sheet
) -> None:
    name = scored(run, document)
    before, writes = sheet.snapshot(), fake.count("write")
    told = run("undo", name, "--dry-run")
    assert "24 cells beside 4 leads" in told.out
    assert "would be put back" in told.out
    assert (sheet.snapshot(), fake.count("write")) == (before, writes)
    result = json.loads(run("undo", name, "--dry-run", "--json").out)
    assert result["dry_run"] is True
    assert result["put_back"] == {"leads": 4, "cells": 24}
    assert json.loads(run("undo", "--list", "--json").out)[0]["undone_at"] is None


def test_the_result_for_a_program(run: Run, document: Spreadsheet, sheet: Sheet) -> None:
    name = scored(run, document)
    sheet.colleague.set(1, 4, 0.99)
    result = json.loads(run("undo", name, "--json").out)
    assert result == {
        "run": name,
        "sheet": "“Pipeline”, tab “Leads”",
        "spreadsheet_id": document.id,
        "sheet_id": sheet.id,
        "dry_run": False,
        "put_back": {"leads": 4, "cells": 23},
        "left_changed": {"leads": 1, "cells": 1},
        "left_as_before": 0,
        "not_found": 0,
        "empty_columns": OURS[1:],
        "settled": True,
        "notes": [],
    }


def test_runs_are_listed_the_latest_first(run: Run, document: Spreadsheet, sheet: Sheet) -> None:
    assert "No run" in run("undo", "--list").out
    first = scored(run, document)
    sheet.colleague.set(1, 2, "Intern")
    second = scored(run, document)
    run("undo", second)
    lines = run("undo", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["Run", second, first]
    assert "“Pipeline”, tab “Leads”" in lines[1]
    assert [" 1 " in line for line in lines[1:]] == [True, False]
    assert ["undone" in line for line in lines[1:]] == [True, False]


def test_what_an_earlier_run_said_stands_there_again(run: Run, document: Spreadsheet, sheet: Sheet) -> None:
    scored(run, document)
    earlier = sheet.values()
    sheet.colleague.set(1, 2, "Founder & CEO")
    name = scored(run, document)
    assert sheet.values()[1][4] != earlier[1][4]
    told = run("undo", name)
    assert "beside 1 lead" in told.out
    assert "empty" not in told.out
    assert [row[4:] for row in sheet.values()] == [row[4:] for row in earlier]


def test_a_run_killed_before_it_wrote_left_nothing_to_undo(
    run: Run, fake: FakeGoogle, document: Spreadsheet, sheet: Sheet
) -> None:
    name = scored(run, document)
    for row in range(1, 5):
        for column in range(4, 10):
            sheet.colleague.set(row, column, None)
    told = run("undo", name)
    assert "Nothing was put back" in told.out
    assert "changed" not in told.out


@pytest.mark.parametrize(
    ("arguments", "said"), [(["20261122-1042-k7q2"], "undo --list"), ([], "--list"), (["--dry-run"], "--list")]
)
@pytest.mark.usefixtures("document")
def test_an_unknown_run_is_a_sentence(run: Run, arguments: list[str], said: str) -> None:
    told = run("undo", *arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_a_sheet_that_is_gone_is_a_sentence(run: Run, document: Spreadsheet, sheet: Sheet) -> None:
    name = scored(run, document)
    document.apply([{"addSheet": {"properties": {"title": "Other"}}}])
    sheet.colleague.delete_tab()
    told = run("undo", name)
    assert told.code == 2
    assert "no longer in the spreadsheet" in told.err
    document.share(False)
    told = run("undo", name)
    assert told.code == 9
    assert told.err.count("\n") == 1
    assert "undone" not in run("undo", "--list").out


def test_without_the_secret_nothing_is_said_to_be_gone(
    run: Run, document: Spreadsheet, sheet: Sheet, tmp_path: Path
) -> None:
    name = scored(run, document)
    (tmp_path / "data" / "identity.secret").unlink()
    told = run("undo", name)
    assert told.code == 7
    assert "identity.secret is not there" in told.err
    assert sheet.values()[1][4] != ""
