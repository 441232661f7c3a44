"""`score LINK`: every refusal is one sentence and an exit code, and nothing was written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Told
from tests.cli.shared_sheet import pipeline, refused, set_account
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet

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
def test_links_of_something_else(run: Run, fake: FakeGoogle, account: None, link: str, words: str) -> None:
    refused(fake, run("score", link), 8, words)
    assert fake.count() == 0


def test_a_tab_that_is_gone(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    told = run("score", document.url.replace("gid=0", "gid=77"))
    refused(fake, told, 2, "gid=77", "“Leads”, “Costs [2026]”")


def test_a_link_without_a_tab(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    refused(fake, run("score", document.id), 2, "does not say which tab", "“Leads”, “Costs [2026]”")


def test_a_sheet_nobody_has(run: Run, fake: FakeGoogle, account: None) -> None:
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
    refused(fake, run("score", document.url), 9, fake.account, "Google Cloud console")


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
    told = run("score", document.url, "--sheet", "Leads")
    assert told.code == 9
    assert "ada@example.org" not in told.out + told.err
