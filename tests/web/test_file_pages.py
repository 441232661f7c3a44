"""Files that people drop: taken, scored by a real process, shown, downloaded, deleted."""

import csv
import io
import json
import os
import signal
import stat
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from app.config import ROOT, Settings
from app.errors import FileProblem
from app.processes import born
from app.web.pages import file_check, file_scoring, site, uploads
from app.web.pages.file_result import bars, summary
from app.web.pages.people import Person
from app.web.pages.uploads import Upload, clean_name, find, read_upload, take
from tests.web.page_person import Visitor, local_pages

PATIENCE = 60.0
LEADS = "Job title,Company size,Note\nCEO,11-50,<script>alert(1)</script>\nIntern,51-200,=2+2\nCEO,nonsense,\n"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return local_pages(tmp_path_factory.mktemp("files"), log_predictions=False)


@pytest.fixture
def visitor(application: Flask) -> Visitor:
    return Visitor(application)


@pytest.fixture(autouse=True)
def _room(application: Flask) -> None:
    """No test is refused for what another one left."""
    for upload in uploads.all_uploads(folder_of(application)):
        uploads.delete(upload)


def folder_of(application: Flask) -> Path:
    settings: Settings = application.extensions["leadsheet"].settings
    return settings.places.folder / "uploads"


def upload_of(application: Flask, address: str) -> Upload:
    found = read_upload(folder_of(application) / address.rpartition("/")[2])
    assert found is not None
    return found


def sent(visitor: Visitor, content: bytes, name: str) -> str:
    """Where the page of a file is that was taken."""
    answer = visitor.send("/files", file=(io.BytesIO(content), name))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def ended(visitor: Visitor, address: str) -> str:
    """The page, when the work has ended."""
    until = time.monotonic() + PATIENCE
    while "Scoring your file" in (page := visitor.see(address)):
        assert time.monotonic() < until
        time.sleep(0.1)
    return page


def wait_for(holds: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_sample_is_scored_shown_downloaded_and_deleted(application: Flask, visitor: Visitor) -> None:
    answer = visitor.send("/files/sample")
    assert answer.status_code == 303
    address = answer.headers["Location"]
    page = ended(visitor, address)
    assert "200 leads are scored" in page
    assert "Whom to write to first" in page
    assert page.count('class="reasons"') == 20
    assert "style=" not in page
    answer = visitor.fetch(f"{address}/download")
    assert answer.headers["Content-Disposition"] == "attachment; filename=leads-scored.xlsx"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.active is not None
    header, *rows = book.active.iter_rows(values_only=True)
    at = header.index("Lead score")
    assert len(rows) == 200
    assert all(0 <= float(str(row[at])) <= 1 for row in rows)
    folder = upload_of(application, address).folder
    gone = visitor.send(f"{address}/delete")
    assert gone.status_code == 200
    assert "are deleted" in gone.text
    assert not folder.exists()
    visitor.see(address, 404)
    visitor.see(f"{address}/download", 404)


def test_a_csv_stays_a_csv_and_nothing_of_it_is_markup(visitor: Visitor) -> None:
    address = sent(visitor, LEADS.replace("Note", "<b>Note</b>").encode(), "my leads.csv")
    page = ended(visitor, address)
    assert "3 leads are scored" in page
    assert "&lt;b&gt;Note&lt;/b&gt;" in page
    assert "<b>Note" not in page
    assert "Cells that were left out" in page
    answer = visitor.fetch(f"{address}/download")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [0 <= float(row["Lead score"]) <= 1 for row in rows] == [True] * 3


def test_what_is_kept_is_nobody_elses(application: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    address = sent(visitor, LEADS.encode(), "a.csv")
    ended(visitor, address)
    folder = upload_of(application, address).folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert len(folder.name) == 32
    monkeypatch.setattr(site, "person_of", lambda *_: Person("eve@example.org", "Eve"))
    for path in ("", "/download"):
        visitor.see(address + path, 404)
    assert visitor.send(f"{address}/delete").status_code == 404
    monkeypatch.undo()
    assert "leads are scored" in visitor.see(address)


@pytest.mark.parametrize("key", ["..", "%2e%2e", "0" * 32, "facts.json", "x" * 32])
def test_other_keys_lead_nowhere(visitor: Visitor, key: str) -> None:
    assert visitor.client.get(f"/files/{key}").status_code == 404
    assert visitor.client.get(f"/files/{key}/download").status_code == 404


def test_a_wait_is_told_and_ends_by_itself(application: Flask, visitor: Visitor) -> None:
    folder = folder_of(application)
    upload = take(folder, "this machine", "a.csv", lambda path: path.write_text(LEADS))
    address, polled = f"/files/{upload.key}", {"HX-Request": "true"}
    with upload.lock():
        assert 'http-equiv="refresh"' in visitor.see(address)
        upload.say("waiting")
        part = visitor.client.get(address, headers=polled).text
        assert "Waiting for its turn" in part
        assert "<h1" not in part
    assert visitor.client.get(address, headers=polled).headers["HX-Refresh"] == "true"
    assert "was cut short" in visitor.see(address)
    visitor.see(f"{address}/download", 404)


def test_the_commands_own_sentence_is_shown(application: Flask, visitor: Visitor) -> None:
    address = sent(visitor, b"Favourite colour\nblue\n", "colours.csv")
    page = ended(visitor, address)
    assert "None of the columns of colours.csv says anything about the leads" in page
    assert str(folder_of(application)) not in page


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsm", b"x", "workbook with macros: save it as .xlsx"),
        ("a.XLS", b"x", "save it as .xlsx"),
        ("a.pdf", b"x", "is not a spreadsheet"),
        ("a", b"x", "is not a spreadsheet"),
        ("a.ods", b"x", "save it as .xlsx or .csv"),
        ("a.csv", b"", "is empty"),
        ("a.xlsx", b"PK\x03\x04broken", "is damaged"),
    ],
)
def test_refused_at_once(application: Flask, visitor: Visitor, name: str, content: bytes, sentence: str) -> None:
    answer = visitor.send("/files", file=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not uploads.all_uploads(folder_of(application))


def test_no_file_is_a_sentence(visitor: Visitor) -> None:
    assert "No file was chosen" in visitor.send("/files").text
    assert "No file was chosen" in visitor.send("/files", file=(io.BytesIO(b""), "")).text


def test_without_the_token_nothing_is_taken(application: Flask, visitor: Visitor) -> None:
    answer = visitor.client.post("/files", data={"file": (io.BytesIO(b"a\n"), "a.csv")})
    assert answer.status_code == 400
    assert visitor.client.post("/files/sample").status_code == 400
    assert not uploads.all_uploads(folder_of(application))


def test_macros_under_another_name(visitor: Visitor) -> None:
    packed = io.BytesIO((ROOT / "examples" / "leads.xlsx").read_bytes())
    with zipfile.ZipFile(packed, "a") as book:
        book.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    answer = visitor.send("/files", file=(io.BytesIO(packed.getvalue()), "a.xlsx"))
    assert answer.status_code == 422
    assert "holds macros" in answer.text


def test_a_bomb_is_not_unpacked(visitor: Visitor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book, book.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(80):
            part.write(bytes(1024**2))
    assert len(packed.getvalue()) < 1024**2
    begun = time.monotonic()
    answer = visitor.send("/files", file=(io.BytesIO(packed.getvalue()), "bomb.xlsx"))
    assert answer.status_code == 422
    assert "unpacks to more than can be scored safely" in answer.text
    assert time.monotonic() - begun < 2


def test_many_parts_are_a_bomb_too(tmp_path: Path, application: Flask) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        for at in range(10_001):
            book.writestr(f"{at}", b"")
    with application.test_request_context(), pytest.raises(FileProblem, match="more than can be scored"):
        file_check.check_content(path)


def test_too_large_is_a_sentence_and_the_largest_is_taken(application: Flask, visitor: Visitor) -> None:
    answer = visitor.send("/files", file=(io.BytesIO(bytes(51 * 1024**2)), "large.csv"))
    assert answer.status_code == 413
    assert "larger than 50 MB" in answer.text
    row = b"CEO,11-50," + b"x" * 1000 + b"\n"
    rows = b"Job title,Company size,Note\n" + row * (40 * 1024**2 // len(row))
    address = sent(visitor, rows, "large.csv")  # far above the limit of the API, which is 1 MB here
    assert upload_of(application, address).file.stat().st_size == len(rows)
    visitor.send(f"{address}/delete")


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../x.xlsx", "x.xlsx"),
        ("C:\\Users\\ana\\Leads 2026.XLSX", "Leads 2026.xlsx"),
        ('a"b\r\nSet-Cookie: x.csv', "a b Set-Cookie x.csv"),
        ("Prospects Île-de-France – été.csv", "Prospects Île-de-France – été.csv"),
        ("リード.xlsx", "リード.xlsx"),
        ("..csv", "leads.csv"),
        (".csv", "leads.csv"),
        ("\u202egpj.csv", "gpj.csv"),
        ("-rf.csv", "rf.csv"),
        ("", "leads"),
    ],
)
def test_names_are_cleaned(given: str, clean: str) -> None:
    assert clean_name(given) == clean


def test_long_names_fit_a_disk() -> None:
    name = clean_name("é" * 500 + ".csv")
    assert name.endswith("é.csv")
    assert len(name.encode()) <= 110


@pytest.mark.parametrize("given", ["../../x.csv", 'a"; filename="b.exe.csv', "Été – リード.csv"])
def test_hostile_names_come_to_nothing(application: Flask, visitor: Visitor, given: str) -> None:
    address = sent(visitor, LEADS.encode(), given)
    upload = upload_of(application, address)
    assert upload.file.parent == upload.folder
    ended(visitor, address)
    header = visitor.fetch(f"{address}/download").headers["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert "-scored.csv" in header
    assert header.count('"') in (0, 2)
    assert ".exe.csv" not in header
    assert {path.parent for path in folder_of(application).rglob("*.csv")} == {upload.folder}


def aged(upload: Upload, seconds: float) -> None:
    """Make it older."""
    upload.write("facts", {"who": upload.who, "name": upload.name, "at": upload.at - seconds})


def test_deleted_after_an_hour(application: Flask, visitor: Visitor) -> None:
    first, second = (sent(visitor, LEADS.encode(), name) for name in ("a.csv", "b.csv"))
    for address in (first, second):
        ended(visitor, address)
    aged(upload_of(application, first), 3500)
    visitor.see(first)
    gone = upload_of(application, first)
    aged(gone, 101)
    visitor.see(second)  # a look at any file
    assert not gone.folder.exists()
    visitor.see(first, 404)
    half = folder_of(application) / ("a" * 32)
    half.mkdir()
    (half / "left.csv").write_text("x")
    os.utime(half, (time.time() - 3601,) * 2)
    local_pages(folder_of(application).parent, log_predictions=False)  # a start
    assert not half.exists()
    visitor.see(second)


def test_an_hour_is_seen_out_without_a_visitor(tmp_path: Path) -> None:
    upload = take(tmp_path / "uploads", "ana", "a.csv", lambda path: path.write_text(LEADS))
    aged(upload, 3601)
    upload = read_upload(upload.folder) or upload
    file_scoring._stay(subprocess.Popen(["true"]), upload)
    assert not upload.folder.exists()


def test_deleting_ends_the_work(application: Flask, visitor: Visitor) -> None:
    row = b"CEO,11-50," + b"x" * 100 + b"\n"
    address = sent(visitor, b"Job title,Company size,Note\n" + row * 50_000, "large.csv")
    upload = upload_of(application, address)
    wait_for(lambda: upload.phase == "scoring")
    worker = upload.read("process")
    assert worker is not None
    assert os.getpgid(worker["process"]) == worker["process"]
    visitor.send(f"{address}/delete")
    assert not upload.folder.exists()
    wait_for(lambda: not born(worker["process"]))


def test_a_killed_process_is_told(application: Flask, visitor: Visitor) -> None:
    address = sent(visitor, LEADS.encode(), "a.csv")
    worker = upload_of(application, address).read("process")
    assert worker is not None
    os.killpg(worker["process"], signal.SIGKILL)
    assert "cut short" in ended(visitor, address)


def test_two_at_once_and_others_wait(application: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    row = b"CEO,11-50," + b"x" * 100 + b"\n"
    content = b"Job title,Company size,Note\n" + row * 20_000
    addresses = [sent(visitor, content, f"{number}.csv") for number in range(4)]
    working = [upload_of(application, address) for address in addresses]
    most = 0

    def all_ended() -> bool:
        nonlocal most
        at_it = sum(one.phase == "scoring" and one.read("outcome") is None for one in working)
        most = max(most, at_it)
        return all(one.read("outcome") is not None for one in working)

    wait_for(all_ended)
    assert most == 2
    assert all("20,000 leads are scored" in ended(visitor, address) for address in addresses)


def test_a_new_web_server_knows_the_result(application: Flask, visitor: Visitor) -> None:
    address = sent(visitor, LEADS.encode(), "a.csv")
    anew = Visitor(local_pages(folder_of(application).parent, log_predictions=False))
    assert "3 leads are scored" in ended(anew, address)


def test_a_person_keeps_only_so_many(application: Flask, visitor: Visitor) -> None:
    folder = folder_of(application)
    for _ in range(10):
        take(folder, "this machine", "a.csv", lambda path: path.write_text(LEADS))
    answer = visitor.send("/files/sample")
    assert answer.status_code == 429
    assert "delete one" in answer.text


def test_the_process_is_told_no_secret_it_does_not_need(tmp_path: Path) -> None:
    given = {"PATH": "/bin", "GOOGLE_CLIENT_SECRET": "s", "SMTP_URL": "s", "LEADSHEET_GOOGLE_CREDENTIALS": "s"}
    told = file_scoring.environment(Settings(data=tmp_path, google_client_secret="s", smtp_url="s"), given)
    assert "s" not in told.values()
    assert told["DATABASE_URL"] == f"sqlite:///{tmp_path}/leadsheet.db"


@pytest.mark.parametrize(
    ("code", "said", "why", "sentence"),
    [
        (3, "The file is\n locked.", file_scoring.SAID, "The file is locked."),
        (1, "MemoryError", file_scoring.TOO_MUCH, "more memory than there is"),
        (-9, "", file_scoring.TOO_MUCH, "more memory than there is"),
        (1, "Traceback (most recent call last):\n secret", file_scoring.DEFECT, "met a defect"),
        (1, "", file_scoring.DEFECT, "met a defect"),
    ],
)
def test_why_it_has_no_scores(
    application: Flask, visitor: Visitor, code: int, said: str, why: str, sentence: str
) -> None:
    found, words = file_scoring._refusal(code, said)
    assert found == why
    upload = take(folder_of(application), "this machine", "a.csv", lambda path: path.write_text(LEADS))
    upload.write("outcome", {"why": found, "words": words})
    page = visitor.see(f"/files/{upload.key}")
    assert sentence in page
    assert "secret" not in page


def test_too_long_and_still_there_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_scoring, "LONGEST", 0.05)
    upload = take(tmp_path / "uploads", "ana", "a.csv", lambda path: path.write_text(LEADS))
    file_scoring.main(upload.folder)
    assert upload.read("outcome") == {"why": file_scoring.TOO_LONG, "words": ""}
    assert not (upload.folder / "report.json").exists()


def test_a_strangers_folder_is_no_upload(tmp_path: Path) -> None:
    folder = tmp_path / ("b" * 32)
    folder.mkdir()
    assert find(tmp_path, folder.name, "ana") is None
    (folder / "facts.json").write_text("[]")
    assert find(tmp_path, folder.name, "ana") is None


def test_figures_of_a_report() -> None:
    score = {"label": "engaged", "confidence": "high", "reasons": [{"words": "CEO", "log_odds": 0.2, "field": "x"}]}
    report = {
        "total_count": 3, "engaged_count": 3, "avg_score": 0.5, "blank_rows": 0, "model_version": "1",
        "refused": {"companysize": 2}, "columns": [{"header": "Size", "field": "companysize"}],
        "scores": [{**score, "row": row, "score": value} for row, value in ((2, 0.0), (3, 1.0), (4, 0.5))],
    }  # fmt: skip
    made = json.loads(json.dumps(summary(report, lambda row: f"lead {row}")))
    assert [one["name"] for one in made["top"]] == ["lead 3", "lead 4", "lead 2"]
    assert (made["bins"][0], made["bins"][10], made["bins"][19], sum(made["bins"])) == (1, 1, 1, 3)
    assert made["refused"] == [{"title": "company size", "cells": 2}]
    drawn = bars([0, 2, 4])
    assert [bar["height"] for bar in drawn] == [0, 50, 100]
    assert all(bar["y"] + bar["height"] == 100 for bar in drawn)
    assert bars([0, 0])[0]["height"] == 0
