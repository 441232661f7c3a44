"""`score LINK`: what it writes, what it shows, and how every refusal is told."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Told
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet

Run = Callable[..., Told]
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
HEADER = ["Name", "LinkedIn URL", "Job title", "Company size", "Newsletter"]
JOBS = ["CEO", "Marketing Intern", "Head of Growth", "", "Avocate associée"]


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def account(fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of somebody who followed the manual; the file of the key."""
    key = tmp_path / "key.json"
    key.write_text(json.dumps(fake.credentials_info()))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    monkeypatch.delenv("LEADSHEET_GOOGLE_CREDENTIALS", raising=False)
    monkeypatch.setenv("SHEETS_API_URL", fake.url)
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return key


@pytest.fixture
def document(fake: FakeGoogle, account: Path) -> Spreadsheet:
    rows = [
        [f"Person {at}", f"https://www.linkedin.com/in/person-{at}/", job, "11-50" if job else "", ""]
        for at, job in enumerate(JOBS, start=1)
    ]
    sheets = {"Leads": [HEADER, *rows], "Costs [2026]": [["Month", "Costs"], ["May", 7]]}
    return fake.new_spreadsheet("Pipeline", sheets=sheets, rows=20, columns=8)


@pytest.fixture
def sheet(document: Spreadsheet) -> Sheet:
    return document.sheet("Leads")


def refused(fake: FakeGoogle, told: Told, code: int, *words: str) -> None:
    """One sentence on standard error, this exit code, nothing else said and not one call made to write."""
    assert told.code == code, told
    assert told.out == ""
    text = " ".join(told.err.split())
    for said in words:
        assert said in text
    assert text.endswith(".")
    assert "Traceback" not in text
    assert "defect" not in text
    assert fake.count("write") == 0


# -- what it does


def test_a_sheet_is_scored(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    told = run("score", sheet.spreadsheet.url)
    assert told.code == 0, told.err
    values = sheet.values()
    assert values[0] == [*HEADER, *OURS]
    scored = [row for row in values[1:] if len(row) > 5]
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
    assert re.search(r"python -m app undo \d{8}-\d{4}-[a-z0-9]{4}\n", told.out)


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
    assert re.fullmatch(r"\d{8}-\d{4}-[a-z0-9]{4}", result["run"])
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
        assert "Nothing was written (--dry-run)." in told.out
        assert "4 leads scored" in told.out
        assert "undo" not in told.out


def test_hidden_rows_are_told_of(run: Run, sheet: Sheet) -> None:
    sheet.colleague.hide_rows(1, 2)
    told = run("score", sheet.spreadsheet.url)
    assert "2 rows are hidden or filtered out; they are scored like the others." in told.out
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


# -- how it is refused


@pytest.mark.parametrize("options", [("--output", "x.xlsx"), ("--in-place",), ("--force",)])
def test_options_that_mean_a_file(run: Run, fake: FakeGoogle, document: Spreadsheet, options: tuple[str, ...]) -> None:
    told = run("score", document.url, *options)
    refused(fake, told, 2, "scored where it is: leave out --output, --in-place and --force")
    assert fake.count() == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--columns", "reason"), "There is no column “reason” to write"),
        (("--map", "Job title"), "has no equals sign"),
        (("--map", "Jobs=jobtitle"), "There is no column “Jobs” to map"),
        (("--map", "Name=name"), "There is no field “name”"),
        (("--selection", "all"), "“all” is no range of rows"),
        (("--sheet", "Lead"), "There is no tab “Lead” in this spreadsheet; the tabs are “Leads”, “Costs [2026]”."),
    ],
)
def test_choices_that_do_not_exist(
    run: Run, fake: FakeGoogle, document: Spreadsheet, options: tuple[str, ...], words: str
) -> None:
    refused(fake, run("score", document.url, *options), 2, words)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://docs.google.com/document/d/1abcdefghijklmnopqrstuvwxyz/edit", "a Google Doc"),
        ("https://example.com/spreadsheets/d/1abcdefghijklmnopqrstuvwxyz", "example.com is not Google Sheets"),
        ("https://1drv.ms/x/s!Abc", "OneDrive"),
        ("https://docs.google.com/spreadsheets/u/0/", "copy its address"),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vTabcdefghijklmnopqrstuvwxyz/pubhtml", "published"),
    ],
)
def test_links_of_something_else(run: Run, fake: FakeGoogle, account: Path, link: str, words: str) -> None:
    refused(fake, run("score", link), 8, words)
    assert fake.count() == 0


def test_a_tab_that_is_gone(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    told = run("score", document.url.replace("gid=0", "gid=77"))
    refused(fake, told, 2, "gid=77", "“Leads”, “Costs [2026]”")


def test_a_link_without_a_tab(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    refused(fake, run("score", document.id), 2, "does not say which tab", "“Leads”, “Costs [2026]”")


def test_a_sheet_nobody_has(run: Run, fake: FakeGoogle, account: Path) -> None:
    link = "https://docs.google.com/spreadsheets/d/1abcdefghijklmnopqrstuvwxyz0123456789/edit"
    refused(fake, run("score", link), 9, "Google knows no sheet at this link", fake.account)


def test_a_sheet_that_is_not_shared(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    document.share(False)
    told = run("score", document.url)
    refused(fake, told, 9, "not shared with Leadsheet's account", f"add {fake.account} as Editor")


def test_an_excel_file_on_drive(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    document.excel_file = True
    refused(fake, run("score", document.url), 9, "File > Save as Google Sheets")


def test_a_sheet_shared_as_viewer(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    """Only the first write can tell; it is refused as a whole."""
    sheet.spreadsheet.share("reader")
    before = sheet.snapshot()
    told = run("score", sheet.spreadsheet.url)
    assert (told.code, told.out) == (9, "")
    assert f"shared with {fake.account} as viewer, which cannot write: make it Editor." in " ".join(told.err.split())
    assert sheet.snapshot() == before
    assert fake.count("write") == 1
    dry = run("score", sheet.spreadsheet.url, "--dry-run")
    assert dry.code == 0, dry.err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("GOOGLE_APPLICATION_CREDENTIALS", "", "No service account is set"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "/no/such/file.json", "names a file that does not exist"),
        ("LEADSHEET_GOOGLE_CREDENTIALS", "not json", "is not JSON of a service account"),
    ],
)
def test_no_credentials(
    run: Run,
    fake: FakeGoogle,
    document: Spreadsheet,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    words: str,
) -> None:
    monkeypatch.setenv(name, value)
    refused(fake, run("score", document.url), 9, words)
    assert fake.count() == 0


def test_a_key_that_was_revoked(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    fake.revoke()
    refused(fake, run("score", document.url), 9, "no longer accepts the key", fake.account)


def test_a_column_of_theirs_under_our_name(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.set(0, 5, "Lead score")
    sheet.colleague.set(1, 5, "very good")
    refused(fake, run("score", sheet.spreadsheet.url), 5, 'column "Lead score" of its own')
    assert run("score", sheet.spreadsheet.url, "--prefix", "AI").code == 0


def test_a_protected_tab(run: Run, fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.protect("")
    refused(fake, run("score", sheet.spreadsheet.url), 9, "is protected")


def test_words_of_cells_stay_out_of_sentences(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    """Markup in a title is shown as it is, and a message of Google's that quotes a cell is not."""
    fake.faults.answer(400, on="batchUpdate", message="Invalid value at Person 1 <ada@example.org>")
    told: Any = run("score", document.url, "--sheet", "Leads")
    assert told.code == 9
    assert "ada@example.org" not in told.out + told.err
