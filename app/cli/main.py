"""The commands of `python -m app`, and how an error is told."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from app.cli.score import score
from app.config import read_settings
from app.errors import LeadsheetError

app = typer.Typer(
    name="leadsheet",
    help="Predicts for every lead of a spreadsheet the probability that the person engages with outreach.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(score)


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
        sys.stderr.write("Stopped; nothing was written.\n")
        return 130
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0
