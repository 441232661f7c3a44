"""A sheet shared with a service account, and the settings of somebody who followed the manual."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Told
from tests.fakes.google import FakeGoogle, Spreadsheet

HEADER = ["Name", "LinkedIn URL", "Job title", "Company size", "Newsletter"]
JOBS = ["CEO", "Marketing Intern", "Head of Growth", "", "Avocate associée"]


def set_account(fake: FakeGoogle, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the variables that lead to the fake, its account, and a store of its own."""
    key = folder / "key.json"
    key.write_text(json.dumps(fake.credentials_info()))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    monkeypatch.delenv("LEADSHEET_GOOGLE_CREDENTIALS", raising=False)
    monkeypatch.setenv("SHEETS_API_URL", fake.url)
    monkeypatch.setenv("LEADSHEET_DATA", str(folder / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def pipeline(fake: FakeGoogle) -> Spreadsheet:
    """Five leads, of whom one tells nothing, and a tab of something else."""
    rows: list[list[object]] = [
        [f"Person {at}", f"https://www.linkedin.com/in/person-{at}/", job, "11-50" if job else "", ""]
        for at, job in enumerate(JOBS, start=1)
    ]
    sheets: dict[str, list[list[object]]] = {
        "Leads": [[*HEADER], *rows],
        "Costs [2026]": [["Month", "Costs"], ["May", 7]],
    }
    return fake.new_spreadsheet("Pipeline", sheets=sheets, rows=20, columns=8)


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
