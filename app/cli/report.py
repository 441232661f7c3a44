"""What a run shows a person: which column feeds what, what was left out, and how the scores are spread."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Lines
from rich.text import Text

from app.leads.fields import FIELD, FIELDS
from app.leads.header_map import Certainty, Column, HeaderMap, Use
from app.leads.identity import name_columns

if TYPE_CHECKING:
    from app.tables.scoring_run import ScoringRun

_BAR = 40  # characters of the longest bar
_LISTED = 12  # columns named in one line before "and 9 more"


def print_report(
    console: Console, run: "ScoringRun", name: str, written: str | None, top: int, refused: int = 0
) -> None:
    """Print the whole report of a run: `written` says what was, None for a dry run; `refused` rows have no score."""
    leads = counted(len(run.rows) - refused, "lead")
    more = [f"{run.scored_before:,} scored before"] if run.scored_before else []
    more += [f"{counted(run.blank_rows, 'blank row')} skipped"] if run.blank_rows else []
    console.print(Text.assemble((name, "bold"), f": {leads} scored", *(f", {said}" for said in more)))
    _print_fields(console, run.headers)
    _print_left_out(console, run)
    if len(run.rows):
        _print_distribution(console, run.scores.score)
        _print_counts(console, run)
        if top:
            _print_best(console, run, top)
    console.print()
    console.print(Text(written if written else "Nothing was written (--dry-run).", "bold"))


def counted(number: int, word: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _print_fields(console: Console, headers: HeaderMap) -> None:
    lines = Lines(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("Field", "Column", "Sure", "Why"):
        lines.add_column(title, overflow="fold")
    for field in headers.fields:
        for at, column in enumerate(headers.feeding(field)):
            shown = Text(FIELD[field].title, "bold") if at == 0 else Text("  also")
            sure = Text("likely", "yellow") if column.certainty is Certainty.LIKELY else Text("certain", "green")
            lines.add_row(shown, column.header or f"column {column.index + 1}", sure, Text(column.why, "dim"))
    console.print(Padding(lines, (1, 0, 0, 0)))


def _print_left_out(console: Console, run: "ScoringRun") -> None:
    headers = run.headers
    missing = [field.title for field in FIELDS if field.name not in headers.fields]
    notes: list[tuple[str, str]] = []
    if missing:
        notes.append(("No column for", ", ".join(missing)))
    for column in headers.with_use(Use.AMBIGUOUS):
        shown = column.header or f"column {column.index + 1}"
        could = f'; if it is {FIELD[column.field].title}: --map "{shown}={column.field}"' if column.field else ""
        notes.append(("Ambiguous", f"{shown}: {column.why}{could}"))
    for use, title in ((Use.OUTCOME, "Outcomes, never used"), (Use.UNUSED, "Not used")):
        if columns := headers.with_use(use):
            notes.append((title, _listed(columns)))
    refused = [f"{FIELD[name].title} {count:,}" for name, count in run.scores.refused.items() if count]
    if refused:
        notes.append(("Cells out of range or not understood", ", ".join(refused)))
    if empty := int(run.scores.empty.sum()):
        notes.append(("Leads without any field", f"{empty:,}, scored about the average of all leads"))
    identity = headers.identity
    named = headers.columns[identity.index].header if identity else "no column; rows are known by their place"
    notes.append(("A lead is known by", named or "a column without a name"))
    lines = Lines(box=None, show_header=False, padding=(0, 2, 0, 0))
    lines.add_column(style="dim", max_width=24)
    lines.add_column(overflow="fold")
    for title, text in notes:
        lines.add_row(title, Text(text))
    console.print(Padding(lines, (1, 0, 0, 0)))


def _listed(columns: Sequence[Column]) -> str:
    names = [column.header for column in columns if column.header]
    blank = len(columns) - len(names)
    shown = ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")
    return ", ".join(filter(None, [shown, f"{blank} without a name" if blank else ""]))


def _print_distribution(console: Console, scores: np.ndarray) -> None:
    counts, _ = np.histogram(scores, bins=np.linspace(0, 1, 11))
    used = np.flatnonzero(counts)
    lines = Lines(box=None, padding=(0, 2, 0, 0), header_style="dim")
    lines.add_column("Score")
    lines.add_column("Leads", justify="right")
    lines.add_column("")
    for step in range(used[-1], used[0] - 1, -1):
        bar = "█" * round(_BAR * counts[step] / counts.max()) or ("▏" if counts[step] else "")
        lines.add_row(f"{step / 10:.1f} to {(step + 1) / 10:.1f}", f"{counts[step]:,}", Text(bar, _colour(step / 10)))
    console.print(Padding(lines, (1, 0, 0, 0)))


def _print_counts(console: Console, run: "ScoringRun") -> None:
    scores, confidence = run.scores.score, run.scores.confidence
    counted = ", ".join(f"{word} {int((confidence == word).sum()):,}" for word in ("high", "medium", "low"))
    engaged = int((run.scores.label == "engaged").sum())
    console.print(
        f"\n{engaged:,} of {len(scores):,} labelled engaged (score from 0.5); confidence {counted}; "
        f"scores {scores.min():.4f} to {scores.max():.4f}, mean {scores.mean():.4f}.",
        soft_wrap=False,
    )


def _print_best(console: Console, run: "ScoringRun", top: int) -> None:
    best = np.argsort(-run.scores.score, kind="stable")[:top]
    names = name_columns(run.grid.header)
    titles = [column.index for column in run.headers.feeding("jobtitle")]
    shown = list(dict.fromkeys([*names, *titles])) or [c.index for c in run.headers.columns if c.header][:3]
    lines = Lines(box=None, padding=(0, 2, 0, 0), header_style="dim")
    lines.add_column("Row", justify="right", style="dim")
    lines.add_column("Score", justify="right")
    lines.add_column("Lead, and why", overflow="fold")
    reasons = run.scores.reasons
    for at in best:
        row = run.rows[at]
        who = " ".join(str(run.grid.rows[row][column]) for column in names if run.grid.rows[row][column] is not None)
        what = [str(run.grid.rows[row][column]) for column in shown if column not in names]
        lead = ", ".join(filter(None, [who, *(text for text in what if text != "None")]))
        score = run.scores.score[at]
        lines.add_row(
            str(run.grid.seen_row(row)),
            Text(f"{score:.4f}", f"bold {_colour(float(score))}"),
            Text.assemble((lead, "bold"), ("\n" + str(reasons.text[at]), "dim") if reasons else ""),
        )
    console.print(Padding(lines, (1, 0, 0, 0)))


def _colour(score: float) -> str:
    return "green" if score >= 0.5 else "yellow" if score >= 0.4 else "red"
