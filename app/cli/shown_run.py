"""Everything about one run, for a person."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from app.cli.listed_runs import style_of
from app.cli.listed_sheets import shown, wishes_sentence
from app.cli.words_of_runs import counts_words, duration, state_words
from app.mailing.addresses import one_line
from app.store.runs import Run, State

if TYPE_CHECKING:
    from rich.console import Console

    from app.store.noted_runs import NotedRun

_ROWS, _REASONS = 10, 10  # rows named of a reason why leads were refused, and reasons


def print_run(console: "Console", run: Run, noted: "NotedRun | None", zone: tzinfo, now: datetime) -> None:
    """Print a run: what was asked, how it stands, each lead that was refused, and how to take it back.

    `noted` is what undoing knows of it, None where it wrote nothing or that is too long ago.
    """
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(style="dim", no_wrap=True)
    lines.add_column(overflow="fold")
    for title, text in _facts(run, zone, now):
        lines.add_row(title, text)
    console.print(lines)
    console.print()
    print_result(console, run, noted, zone, now)


def print_result(console: "Console", run: Run, noted: "NotedRun | None", zone: tzinfo, now: datetime) -> None:
    """Print what is to be known of a run that has ended: what went wrong, what was refused, and what to do next."""
    if run.sentence:
        console.print(Text(one_line(run.sentence), "red"))
    for told in _refused(run):
        console.print(Text(told))
    for note in run.told.notes:
        console.print(Text(one_line(note), "yellow"))
    for sentence in _next(run, noted, zone, now):
        console.print(sentence, soft_wrap=True)


def standing(run: Run, now: datetime) -> Text:
    """How a run stands and what came of it, in a line."""
    counts = counts_words(run)
    return Text.assemble((state_words(run, now), style_of(run.state)), f": {counts}" if counts else "")


def _facts(run: Run, zone: tzinfo, now: datetime) -> Iterator[tuple[str, str | Text]]:
    asked, told = run.asked, run.told
    yield "Run", Text(run.name, "bold")
    number = "" if asked.registered is None else f", sheet {asked.registered} of the schedule"
    yield "Sheet", f"“{one_line(asked.document)}”, tab “{one_line(asked.tab)}”{number}"
    slot = "" if asked.slot is None else f", due {shown(asked.slot, zone, now)}"
    who = "the schedule" if asked.slot is not None else one_line(asked.who)
    clock = run.asked_at.astimezone(zone).strftime("%Z")
    yield "Asked", f"{shown(run.asked_at, zone, now)} {clock} by {who}{slot}"
    if heeded := wishes_sentence(asked.wishes):
        yield "Wishes", one_line(heeded.removeprefix("In its runs "))
    if run.began_at is not None:
        waited = duration(run.began_at - run.asked_at)
        yield "Began", f"{shown(run.began_at, zone, now)} {clock}, after waiting {waited}"
    yield "State", standing(run, now)
    if told.leads:
        yield "Leads", f"{told.leads:,} in {run.rows_total:,} rows"
    if told.outcomes:
        found = told.outcomes
        known = f"{found['known']} have a known outcome, {found['positive']} of them a positive one"
        yield "Outcomes", f"of the {found['top']} best leads {known} (column “{one_line(str(found['column']))}”)"
    if run.version:
        yield "Model", run.version
    if run.calls:
        yield "Google", f"{run.calls:,} call{'' if run.calls == 1 else 's'}"
    if run.worker:
        yield "Worker", run.worker


def _refused(run: Run) -> Iterator[str]:
    """The refused rows by the reason why."""
    rows_of: dict[str, list[int]] = {}
    for row, why in run.told.refused.items():
        rows_of.setdefault(one_line(why).rstrip("."), []).append(row)
    for why, rows in list(rows_of.items())[:_REASONS]:
        named = ", ".join(f"{row:,}" for row in rows[:_ROWS])
        more = f" and {len(rows) - _ROWS:,} more" if len(rows) > _ROWS else ""
        yield f"{f'Row {named} was' if len(rows) == 1 else f'Rows {named}{more} were'} not scored: {why}."
    if len(rows_of) > _REASONS or any(len(rows) > _ROWS for rows in rows_of.values()):
        yield f"`python -m app runs show {run.name} --json` names every row."


def _next(run: Run, noted: "NotedRun | None", zone: tzinfo, now: datetime) -> Iterator[Text]:
    if run.is_live:
        yield Text.assemble("To follow it: ", (f"python -m app runs watch {run.name}", "bold"))
        if run.cancel_at is None:
            yield Text.assemble("To stop it:   ", (f"python -m app runs cancel {run.name}", "bold"))
        return
    if noted is not None and noted.undone is not None:
        yield Text(f"It was undone on {shown(noted.undone, zone, now)}.")
    elif noted is not None:
        yield Text.assemble("To take it back: ", (f"python -m app undo {run.name}", "bold"))
    if run.state is State.FAILED and run.asked.registered is None:
        yield Text("To try it again, mend that and use `python -m app runs start` anew.")
