"""The commands of `python -m app`, and how an error is told."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from app.cli.digest import digest
from app.cli.erase import erase
from app.cli.keys import keys
from app.cli.mails import mails
from app.cli.runs import runs
from app.cli.score import score
from app.cli.serve import serve
from app.cli.sheets import sheets
from app.cli.undo import undo
from app.cli.worker import worker
from app.config import read_settings
from app.errors import LeadsheetError, place_of

_STOPPED = 130  # by Ctrl-C, which typer makes this exit code
_STOPPED_SENTENCE = (
    "Stopped: a file is as it was or scored whole; in a sheet no score stands beside a wrong lead for long, and "
    "`python -m app undo --list` names what was written.\n"
)

app = typer.Typer(
    name="leadsheet",
    help="Predicts for every lead of a spreadsheet the probability that the person engages with outreach.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(score)
app.command()(serve)
app.command()(erase)
app.command()(undo)
app.command()(worker)
app.command()(digest)
app.add_typer(keys)
app.add_typer(sheets)
app.add_typer(runs)
app.add_typer(mails)


def _show_version(asked: bool) -> None:
    if asked:
        from app.scoring.artefact import verify

        manifest, _ = verify(read_settings().model)
        typer.echo(f"model {manifest.version}")
        raise typer.Exit


@app.callback()
def leadsheet(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the model's version and leave."),
    ] = False,
) -> None:
    """Predicts for every lead of a spreadsheet the probability that the person engages with outreach."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; an error a person can mend is one sentence on standard error. Returns the exit code."""
    try:
        app(args=arguments, prog_name="python -m app", standalone_mode=True)
    except LeadsheetError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), style="red", markup=False)
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(_STOPPED_SENTENCE)
        return _STOPPED
    except SystemExit as leaving:
        if leaving.code == _STOPPED:
            sys.stderr.write(_STOPPED_SENTENCE)
        return leaving.code if isinstance(leaving.code, int) else 1
    except MemoryError:
        sys.stderr.write("The table is too large for this machine's memory: split the file and run again.\n")
        return 1
    except Exception as defect:
        sys.stderr.write(f"Leadsheet failed by a defect of its own ({place_of(defect)}): please report these words.\n")
        return 1
    return 0
