"""The full drift report of a week, made by Evidently in a process of its own.

Evidently takes seconds and 300 MB to import: the worker must neither wait for it without an end nor keep it. The
process is given no secret of this one's, only the samples; whatever becomes of it, the weekly mail goes out.
"""

import contextlib
import gzip
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.config import ROOT
from app.leads.fields import FIELD
from app.reports.drift_sample import SCORE, Sample, is_plain, reference_sample, window_sample
from app.reports.window import Window
from app.scoring.reference import Histogram, Reference

FEWEST_LEADS = 10
NOT_INSTALLED = 3  # the program's exit code where Evidently cannot be imported
NOTHING_TO_COMPARE = 4  # and where no field has enough values
PROGRAM = (sys.executable, "-m", "app.jobs.evidently_page")  # then the input's path and the page's

_LARGEST = 64 * 1024**2  # bytes of HTML; Evidently's are 4 MB
_INHERITED = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
_STANDS = "the verdict stands without it"

_said = logging.getLogger("leadsheet.jobs")


class FullReport(NamedTuple):
    """The page as gzip, or None and a sentence that says why there is none (empty where there is one)."""

    page: bytes | None
    note: str


class PageInput(msgspec.Struct, frozen=True):
    """What the program is given. `names` are the columns' names as shown; of both samples equally many per column.

    `numbers` are the columns that hold numbers, `single` those in which the reference knows but one bin or category.
    """

    period: str
    verdict: str
    leads: int
    training_leads: int
    names: dict[str, str]
    numbers: list[str]
    single: list[str]
    reference: Sample
    week: Sample


def make_report(
    window: Window,
    reference: Reference,
    verdict_sentence: str,
    period: str,
    timeout: float = 300,
    command: Sequence[str] = PROGRAM,
) -> FullReport:
    """The full report of a week's leads against the model's reference. Never raises; takes about 6 s.

    `timeout` in seconds: then the program and what it started are ended. `command` is the program to run.
    """
    if len(window.leads) < FEWEST_LEADS:
        return FullReport(
            None, f"No full report: {len(window.leads)} leads this week, and at least {FEWEST_LEADS} are needed."
        )
    try:
        given = page_input(window, reference, verdict_sentence, period)
        return _made(given, timeout, command)
    except OSError as error:
        return FullReport(None, f"No full report: its program could not be run ({error.strerror}); {_STANDS}.")
    except Exception as error:  # a defect here must not keep the mail from going out; its text may hold a lead's words
        _said.error("defect %s in the full report", type(error).__name__)
        return FullReport(None, f"No full report: it failed ({type(error).__name__}); {_STANDS}.")


def page_input(window: Window, reference: Reference, verdict_sentence: str, period: str) -> PageInput:
    """All that the program is told: coarse facts column by column, no mark, no moment, no source."""
    values = {name: field.values for name, field in reference.fields.items()} | {SCORE: reference.scores.values}
    return PageInput(
        period=period,
        verdict=verdict_sentence,
        leads=len(window.leads),
        training_leads=reference.leads,
        names={name: FIELD[name].title if name in FIELD else name for name in values},
        numbers=[name for name, one in values.items() if isinstance(one, Histogram)],
        single=[name for name, one in values.items() if isinstance(one, Histogram) and not one.edges],
        reference=reference_sample(reference, reference.leads, plain=is_plain(window)),
        week=window_sample(reference, window),
    )


def _made(given: PageInput, timeout: float, command: Sequence[str]) -> FullReport:
    with tempfile.TemporaryDirectory(prefix="leadsheet-report-") as folder:  # for its owner alone, like what is in it
        source, page = Path(folder) / "input.json", Path(folder) / "page.html"
        source.touch(mode=0o600)
        source.write_bytes(msgspec.json.encode(given))
        code = _run([*command, str(source), str(page)], timeout, folder)
        if code is None:
            return FullReport(None, f"No full report: it was not ready after {timeout:,.0f} seconds; {_STANDS}.")
        if code != 0:
            return FullReport(None, _failed(code))
        size = page.stat().st_size if page.is_file() else 0
        if not 0 < size <= _LARGEST:
            what = "a page that is too large to keep" if size else "no page"
            return FullReport(None, f"No full report: its program wrote {what}; {_STANDS}.")
        return FullReport(gzip.compress(page.read_bytes(), mtime=0), "")


def _run(command: Sequence[str], timeout: float, folder: str) -> int | None:
    """The program's exit code, None when it took too long. What it prints is dropped: it may quote a value."""
    process = subprocess.Popen(  # noqa: S603 - our own program and two paths of ours
        command,
        cwd=ROOT,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:  # also where this process is being stopped while it waits
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _environment(folder: str) -> dict[str, str]:
    """No secret, no telemetry, one thread, and a home that is deleted afterwards."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    ours = {"DO_NOT_TRACK": "1", "HOME": folder, "TMPDIR": folder, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return kept | ours


def _failed(code: int) -> str:
    if code == NOT_INSTALLED:
        return "No full report: Evidently cannot be imported; install requirements.txt anew."
    if code == NOTHING_TO_COMPARE:
        return "No full report: no field of this week's leads has enough values to compare."
    ended = f"was ended by signal {-code}" if code < 0 else f"failed with exit code {code}"
    return f"No full report: its program {ended}; {_STANDS}."
