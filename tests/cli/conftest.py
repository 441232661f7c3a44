"""The command line as a person meets it: arguments in, screen, exit code and files out."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"


class Told(NamedTuple):
    """What a command said and how it left."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Runs `python -m app` with these arguments on a screen of 160 columns."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("NO_COLOR", "1")

    def told(*arguments: object) -> Told:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Told(code, out, err)

    return told


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The example workbook, in a folder of its own."""
    return Path(shutil.copy(EXAMPLES / "leads.xlsx", tmp_path / "leads.xlsx"))
