"""The tests that touch time once more, on other days and elsewhere in the world: none may know when or where it runs.

A process of tests is started with a moved clock (tests/moved_clock), in another zone, locale and umask, and with Ctrl-C
ignored, as `nohup ... &` leaves it.
"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOUCHES_TIME = re.compile(r"\bclock\b|datetime\.now|time\.time\(|date\.today")
# time-machine is also a plugin, and was imported before pytest could look at it
QUIET = ("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning")
EVERY = os.environ.get("LEADSHEET_EVERY_DAY") == "1"
# Minutes of whole programs at work, of which the shortest stand for all unless every one is asked for.
LONG = {
    "addon/test_in_node.py": "",
    "cli/test_runs.py": "not real_worker",
    "cli/test_serve_with_worker.py": "",
    "jobs/test_scheduling.py": "sqlite",
    "jobs/test_telling_of_a_week.py": "(racing and 2-sqlite) or outbox or new_installation or figures_fail",
    "jobs/test_worker.py": "",
    "tables/google/test_client.py": "",
    "tables/google/test_faults.py": "",
    "web/test_feeds.py": "",
    "web/test_file_pages.py": "kept or hour",
    "web/test_page_security.py": "",
    "web/test_reports.py": "",
}
# PostgreSQL's own clock is never moved: with it the tests say as much of a machine whose clock is off.
OTHERS = "" if EVERY else "not postgresql"
ELSEWHERE = {
    1: ("Pacific/Auckland", "C", 0o077),
    6: ("America/Los_Angeles", "C.UTF-8", 0o000),
    31: ("Asia/Kathmandu", "POSIX", 0o027),
    400: ("Pacific/Kiritimati", "C.UTF-8", 0o002),
}


def touching() -> list[tuple[Path, str]]:
    """The files whose tests touch time, and which of these are run again: "" for all."""
    folder, found = ROOT / "tests", list[tuple[Path, str]]()
    for path in sorted(folder.glob("*/**/test_*.py")):
        name = path.relative_to(folder).as_posix()
        if TOUCHES_TIME.search(path.read_text(encoding="utf-8")) and (EVERY or LONG.get(name) != ""):
            found.append((path, "" if EVERY else LONG.get(name, "")))
    return found


@pytest.mark.parametrize("days", ELSEWHERE)
def test_what_touches_time_holds_on_any_day(days: int) -> None:
    zone, locale, umask = ELSEWHERE[days]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LC_"))},
        "LEADSHEET_CLOCK_AHEAD": str(days * 86_400),
        "PYTHONPATH": str(ROOT / "tests" / "moved_clock"),
        "TZ": zone,
        "LANG": locale,
        "LC_ALL": locale,
    }
    whole = [str(path) for path, some in touching() if not some]
    parts = [([str(path)], some) for path, some in touching() if some]
    for files, some in [(whole, OTHERS), *parts]:
        chosen = ["-k", some] if some else []
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", *QUIET, *chosen, *files],
            cwd=ROOT,
            env=environment,
            umask=umask,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, (
            f"{days} days on, {some or 'whole files'}:\n{ran.stdout[-6000:]}{ran.stderr[-2000:]}"
        )
        assert re.search(r"^\d+ passed", ran.stdout, re.M) or " passed" in ran.stdout, ran.stdout[-2000:]


def test_the_clock_of_the_others_is_moved_too(tmp_path: Path) -> None:
    """Those that a moved process starts, and nothing that waits."""
    code = (
        "import datetime, time; print(datetime.datetime.now(datetime.UTC).timestamp(), time.time(), time.monotonic())"
    )
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}], check=True)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "moved_clock"), "LEADSHEET_CLOCK_AHEAD": "864000"}
    told = [
        [float(word) for word in _said([sys.executable, "-c", program], given).split()]
        for program, given in ((code, dict(os.environ)), (nested, environment))
    ]
    assert all(0 <= moved - plain - 864_000 < 60 for plain, moved in zip(told[0][:2], told[1][:2], strict=True))
    assert 0 <= told[1][2] - told[0][2] < 60


def _said(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
