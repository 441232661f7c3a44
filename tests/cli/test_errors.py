"""Every way a run can fail is one sentence on standard error, an exit code, and a file left as it was."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.cli.main import main
from tests.cli.conftest import Told

Run = Callable[..., Told]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def archive(folder: Path, name: str, member: str) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(member, "x")
    return path


BAD_FILES: dict[str, tuple[Callable[[Path], Path], int, str]] = {
    "missing": (lambda at: at / "none.xlsx", 3, "none.xlsx"),
    "folder": (lambda at: at, 3, "folder"),
    "empty": (lambda at: written(at, "a.csv", b""), 3, "empty"),
    "only a mark": (lambda at: written(at, "a.csv", b"\xef\xbb\xbf\r\n"), 3, "empty"),
    "pdf": (lambda at: written(at, "a.csv", b"%PDF-1.7 ..."), 3, "PDF"),
    "picture": (lambda at: written(at, "a.xlsx", b"\x89PNG\r\n\x1a\n"), 3, "picture"),
    "binary": (lambda at: written(at, "a.csv", bytes(range(256)) * 8), 3, "not a spreadsheet"),
    "word document": (lambda at: archive(at, "a.xlsx", "word/document.xml"), 3, "a.xlsx"),
    "broken archive": (lambda at: written(at, "a.xlsx", b"PK\x03\x04 broken"), 3, "a.xlsx"),
    "password": (lambda at: written(at, "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")), 3, "password"),
    "old excel": (lambda at: written(at, "a.xls", OLE + "Workbook".encode("utf-16-le")), 3, ".xls"),
    "header only": (lambda at: written(at, "a.csv", b"Job Title,Industry\n"), 4, "no leads"),
    "blank rows": (lambda at: written(at, "a.csv", b"Job Title,Industry\n,\n,\n"), 4, "no leads"),
    "nothing to score on": (lambda at: written(at, "a.csv", b"Email,Phone\na@b.fr,1\n"), 4, "--map"),
    "no field filled": (lambda at: written(at, "a.csv", b"A,B\nx,y\n"), 4, "--map"),
    "their own score": (lambda at: written(at, "a.csv", b"Job Title,Lead score\nCEO,87\nCTO,12\n"), 5, "--prefix"),
}


@pytest.mark.parametrize("case", BAD_FILES)
@pytest.mark.parametrize("option", ["--in-place", "--dry-run"])
def test_a_bad_file_is_one_sentence(run: Run, tmp_path: Path, case: str, option: str) -> None:
    make, code, said = BAD_FILES[case]
    path = make(tmp_path)
    before = {item: item.read_bytes() for item in tmp_path.iterdir() if item.is_file()}
    told = run("score", path, option)
    assert told.code == code, told
    assert said.casefold() in told.err.casefold()
    assert told.err.count("\n") == 1
    assert told.err.strip().endswith(".")
    assert "Traceback" not in told.err
    assert told.out == ""
    assert {item: item.read_bytes() for item in tmp_path.iterdir() if item.is_file()} == before


def test_an_empty_workbook_has_no_header(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Workbook().save(path)
    told = run("score", path)
    assert told.code == 4
    assert "header" in told.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "x.csv", "--in-place"], "--in-place"),
        (["--map", "Job Title"], "equals sign"),
        (["--map", "Nothing=jobtitle"], "There is no column"),
        (["--map", "Job Title=salary"], "There is no field"),
        (["--columns", "score,salary"], "salary"),
        (["--sheet", "Leads"], "--sheet"),
    ],
)
def test_a_bad_choice_is_one_sentence(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    path = written(tmp_path, "a.csv", b"Job Title\nCEO\n")
    told = run("score", path, *arguments)
    assert told.code == 2, told
    assert said in told.err
    assert told.err.count("\n") == 1
    assert [item.name for item in tmp_path.iterdir()] == ["a.csv"]


def test_a_sheet_that_is_not_there_names_those_that_are(run: Run, leads: Path) -> None:
    told = run("score", leads, "--sheet", "Ledes")
    assert told.code == 2
    assert "Leads" in told.err
    assert "Counts" in told.err


def test_a_file_open_elsewhere_is_not_written(run: Run, leads: Path) -> None:
    leads.with_name("~$leads.xlsx").write_bytes(b"\x05Maria" + b" " * 40)
    told = run("score", leads, "--in-place")
    assert told.code == 3
    assert "open" in told.err


def test_an_output_in_no_folder(run: Run, leads: Path) -> None:
    told = run("score", leads, "--output", leads.parent / "nowhere" / "x.xlsx")
    assert told.code == 3
    assert told.err.count("\n") == 1


def test_an_altered_model_stops_the_start(
    run: Run, leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    monkeypatch.setenv("LEADSHEET_MODEL", str(model))
    told = run("score", leads)
    assert told.code == 6
    assert "manifest.json" in told.err
    monkeypatch.setenv("LEADSHEET_MODEL", str(tmp_path / "none"))
    told = run("score", leads)
    assert told.code == 2
    assert "LEADSHEET_MODEL" in told.err


def test_a_mistyped_option_is_told_without_loading_anything(run: Run) -> None:
    told = run("score", "x.csv", "--tpo", "3")
    assert told.code == 2
    assert "--tpo" in told.err


def test_help_and_version(run: Run) -> None:
    assert "--only-unscored" in run("score", "--help").out
    assert run("--version").out.startswith("model ")


def test_stopping_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.main.app", stop)
    assert main(["score", "x.csv"]) == 130
    assert "Traceback" not in capfd.readouterr().err


def test_a_defect_is_a_sentence_without_anybodys_cells(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Ana Lestrange, ana@example.com")

    monkeypatch.setattr("app.cli.main.app", fail)
    assert main(["score", "x.csv"]) == 1
    err = capfd.readouterr().err
    assert "RuntimeError" in err
    assert "Ana" not in err
    assert err.count("\n") == 1
