"""The full report: once with Evidently itself, and every way in which its program can fail."""

import gzip
import logging
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from app.config import ROOT
from app.jobs import full_report
from app.jobs.evidently_page import comparable, with_banner
from app.jobs.full_report import NOT_INSTALLED, NOTHING_TO_COMPARE, FullReport, PageInput, make_report, page_input
from app.leads.fields import FIELDS
from app.reports.drift import verdict
from app.reports.window import Window
from tests.chromium import CHROMIUM
from tests.reports.invented import (
    PLACE,
    Facts,
    facts_of_leads,
    history,
    make_reference,
    plain,
    sets,
    week,
    week_of,
    with_fact,
)
from tests.serving import PYTHON_PATH

REFERENCE = make_reference()
SENTENCE = "Act: company size, blanks 28 % -> 55 % & more, among 80 leads this week."


def program(text: str) -> tuple[str, ...]:
    return sys.executable, "-c", f"import os, sys, time, pathlib; {text}"


def report(text: str, timeout: float = 30, window: Window | None = None) -> FullReport:
    return make_report(window or week(80, 1), REFERENCE, SENTENCE, "2026-W47", timeout, program(text))


def renamed(lead: Facts, at: int) -> Facts:
    """Half of the leads with an industry that would end a script, and some with one that is theirs alone."""
    industry = ["Gastronomy </script><b>", None, "Law Practice", f"Vineyards {at} of Ana"][at % 4]
    return with_fact(lead, "industry", industry)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a week that drifted, made by Evidently."""
    leads = [renamed(lead, at) for at, lead in enumerate(facts_of_leads(80, 7))]
    window = week_of([with_fact(lead, "skills", None) for lead in leads])
    told = tuple(
        lead._replace(mark=b"mark of a lead %d" % at, source="a source") for at, lead in enumerate(window.leads)
    )
    window = replace(window, leads=told)
    made = make_report(window, REFERENCE, verdict(REFERENCE, window, history(80)).sentence, "2026-W47", 120)
    assert made.note == ""
    assert made.page is not None
    assert len(made.page) < 2_000_000
    return gzip.decompress(made.page).decode()


def test_the_page_has_the_fields_by_their_titles(page: str) -> None:
    for field in FIELDS:
        assert field.name == "skills" or f'"column_name": "{field.title}"' in page, field.title
    assert '"column_name": "score"' in page
    assert '"column_name": "skills"' not in page
    assert "Nothing to compare in: skills." in page


def test_the_page_judges_by_the_rules_smallest_effects(page: str) -> None:
    found = {
        name: (drift, float(score))
        for name, drift, score in re.findall(
            r'"column_name": "([^"]+)", "column_type": "\w+", "stattest_name": "largest[^}]*?\}[^}]*?\}, '
            r'"data_drift": "([\w ]+)", "drift_score": ([\d.]+)',
            page,
        )
    }
    assert len(found) == 19
    assert found["industry"][0] == "Detected"
    assert found["industry"][1] > 0.3
    assert [name for name, (drift, _) in found.items() if drift == "Detected"] == ["industry"]


def test_the_banner_says_whose_word_counts(page: str) -> None:
    banner = page[page.index("<body>") : page.index("</details>")]
    assert "Act: industry" in banner
    assert "docs/monitoring.md" in banner
    assert "80 leads" in banner
    assert "<title>Leadsheet: full drift report of 2026-W47</title>" in page


def test_no_lead_is_in_the_page(page: str) -> None:
    assert "Vineyards" not in page
    assert "mark of a lead" not in page
    assert "a source" not in page
    assert "Gastronomy </script>" not in page
    assert "Gastronomy ‹/script›" in page or "Gastronomy \\u2039/script\\u203a" in page


def test_the_page_loads_nothing(page: str) -> None:
    assert not re.findall(r"<(?:link|img|iframe|object|embed|base)\b", page.split("<script", 1)[0])
    assert not re.findall(r"<script[^>]+src", page)
    assert not re.findall(r"url\((?!data:)['\"]?https?:", page)
    assert "default-src 'none'" in page[: page.index("<body>")]


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
def test_the_page_works_under_its_policy_in_a_browser(page: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    told = subprocess.run(
        [
            str(CHROMIUM),
            "--no-sandbox",
            "--headless",
            "--disable-gpu",
            "--enable-logging=stderr",
            "--virtual-time-budget=8000",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            f"file://{tmp_path / 'page.html'}",
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    shown = re.sub(r"<script.*?</script>", "", told.stdout, flags=re.DOTALL)
    assert "Dataset Drift is detected" in shown
    assert "largest change of a share" in shown
    assert "CONSOLE" not in told.stderr, told.stderr


def test_too_few_leads_start_nothing(tmp_path: Path) -> None:
    made = report(f"pathlib.Path({str(tmp_path / 'ran')!r}).touch()", window=week(9, 1))
    assert made == (None, "No full report: 9 leads this week, and at least 10 are needed.")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sys.exit(1)", "its program failed with exit code 1"),
        ("raise MemoryError('Ana Lestrange')", "its program failed with exit code 1"),
        (f"sys.exit({NOT_INSTALLED})", "Evidently cannot be imported; install requirements.txt anew"),
        (f"sys.exit({NOTHING_TO_COMPARE})", "no field of this week's leads has enough values to compare"),
        ("os.kill(os.getpid(), 9)", "its program was ended by signal 9"),
        ("pass", "its program wrote no page"),
        ("pathlib.Path(sys.argv[2]).touch()", "its program wrote no page"),
        ("os.truncate(os.open(sys.argv[2], 66), 65 * 1024**2)", "its program wrote a page that is too large to keep"),
    ],
)
def test_a_failure_is_a_sentence(text: str, said: str) -> None:
    made = report(text)
    assert made.page is None
    assert made.note.startswith(f"No full report: {said}")
    assert made.note.endswith(".")
    assert "Ana" not in made.note


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    children = tmp_path / "children"
    started = time.monotonic()
    made = report(
        f"import subprocess; child = subprocess.Popen(['sleep', '60']); "
        f"pathlib.Path({str(children)!r}).write_text(str(child.pid)); time.sleep(60)",
        timeout=2,
    )
    assert time.monotonic() - started < 10
    assert made == (None, "No full report: it was not ready after 2 seconds; the verdict stands without it.")
    for _ in range(50):
        if not alive(int(children.read_text())):
            return
        time.sleep(0.1)
    pytest.fail("what the program started is still running")


def alive(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


def test_a_program_that_is_not_there_is_a_sentence() -> None:
    made = make_report(week(80, 1), REFERENCE, SENTENCE, "2026-W47", 5, ["/nowhere/python"])
    assert made.page is None
    assert made.note == (
        "No full report: its program could not be run (No such file or directory); the verdict stands without it."
    )


def test_a_defect_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> PageInput:
        raise ValueError("Ana Lestrange")

    monkeypatch.setattr(full_report, "page_input", fail)
    with caplog.at_level(logging.ERROR, "leadsheet.jobs"):
        made = report("pass")
    assert made == (None, "No full report: it failed (ValueError); the verdict stands without it.")
    assert "ValueError" in caplog.text
    assert "Ana" not in caplog.text


def test_the_program_is_given_the_samples_and_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    monkeypatch.setenv("LEADSHEET_IDENTITY_SECRET", "s" * 40)
    noted = tmp_path / "noted"
    made = report(
        "source = pathlib.Path(sys.argv[1]); "
        f"pathlib.Path({str(noted)!r}).write_text(repr((source.stat().st_mode & 0o777, "
        "source.parent.stat().st_mode & 0o777, str(source), sorted(os.environ), os.environ['DO_NOT_TRACK'], "
        "os.getcwd()))); pathlib.Path(sys.argv[2]).write_bytes(source.read_bytes())"
    )
    mode, folder_mode, source, names, track, folder = eval(noted.read_text())
    assert (mode, folder_mode, track, folder) == (0o600, 0o700, "1", str(ROOT))
    assert not {"DATABASE_URL", "LEADSHEET_IDENTITY_SECRET"} & set(names)
    assert not Path(source).parent.exists()
    assert made.page is not None
    given = msgspec.json.decode(gzip.decompress(made.page), type=PageInput)
    assert given == page_input(week(80, 1), REFERENCE, SENTENCE, "2026-W47")
    assert {len(column) for column in given.week.values()} == {80}


@pytest.mark.parametrize("change", [plain, sets("industry", None)])
def test_columns_that_nobody_has_are_not_compared(change: object) -> None:
    window = week(40, 1, change=change)  # type: ignore[arg-type]
    given = page_input(window, REFERENCE, SENTENCE, "2026-W47")
    lost = {name for name, at in PLACE.items() if all(lead.facts[at] is None for lead in window.leads)}
    assert lost
    assert set(comparable(given)) == {*given.names} - lost
    assert comparable(single(given)) == [name for name in comparable(given) if name != "score"]


def single(given: PageInput) -> PageInput:
    return msgspec.structs.replace(given, single=["score"])


def test_the_banner_lets_no_words_become_tags() -> None:
    given = page_input(week(40, 1), REFERENCE, "Act: “</b><script>”.", "2026-W47")
    html = with_banner("<html><head></head><body></body></html>", given, comparable(given))
    assert "<script>" not in html
    assert "Act: “&lt;/b&gt;&lt;script&gt;”." in html
    for other in ("<html></html>", "<head><body><body>"):
        with pytest.raises(ValueError, match="one head"):
            with_banner(other, given, [])


def test_the_worker_does_not_import_evidently() -> None:
    heavy = ("evidently", "pandas", "plotly", "sklearn")
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, threading, app.jobs.full_report, app.jobs.evidently_page, app.jobs.log_windows; "
            f"print(threading.active_count(), [name for name in {heavy!r} if name in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": PYTHON_PATH},
    )
    assert told.stdout.strip() == "1 []"
