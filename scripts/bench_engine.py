"""The program behind scripts/bench_engine: the compiled model beside a one-row DataFrame through the pipeline."""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from app.errors import LeadsheetError
from app.scoring.artefact import load
from app.scoring.compiled import load_compiled
from app.scoring.compiling import records
from app.scoring.scorer import Scores
from scripts.bench import YEAR, invent

SUMMARY = 400  # characters
SINGLES = 200


def main() -> int:
    """Run once; returns the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/bench_engine", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="leads of the batch (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds; medians count (%(default)s)")
    parser.add_argument("--model", type=Path, default=Path(__file__).resolve().parent.parent / "model")
    choice = parser.parse_args()
    try:
        scorer, compiled = load(choice.model), load_compiled(choice.model)
    except LeadsheetError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code

    table = invent(choice.rows)
    table["summary"] = table["summary"].map(lambda text: text[: SUMMARY - 8] + text[-8:], na_action="ignore")
    table = table.astype(object).where(table.notna(), None)
    leads = records(table)
    singles = [{name: cell for name, cell in lead.items() if cell is not None} for lead in leads[:SINGLES]]

    def plain(lead: Mapping[str, object]) -> Scores:
        return scorer.score(pd.DataFrame([lead]), YEAR, reasons=False)

    ways: dict[str, tuple[Callable[[], object], int, str]] = {
        "single, one-row DataFrame": (lambda: [plain(lead) for lead in singles[:10]], 10, "us"),
        "single, compiled": (lambda: [compiled.score([lead], YEAR) for lead in singles], SINGLES, "us"),
        "single, with reasons": (
            lambda: [compiled.score([lead], YEAR, explain=True) for lead in singles],
            SINGLES,
            "us",
        ),
        "batch, pipeline": (lambda: scorer.score(table, YEAR, reasons=False), 1, "ms"),
        "batch, compiled": (lambda: compiled.score(leads, YEAR), 1, "ms"),
        "batch, with reasons": (lambda: compiled.score(leads, YEAR, explain=True), 1, "ms"),
        "batch, facts for the log": (lambda: list(compiled.score(leads, YEAR).facts()), 1, "ms"),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(choice.rounds):
        for name, (run, count, unit) in ways.items():
            begun = time.perf_counter()
            run()
            taken[name].append((time.perf_counter() - begun) / count * (1e6 if unit == "us" else 1e3))
    print(f"{len(leads):,} leads with summaries of {SUMMARY} characters, medians of {choice.rounds} rounds")
    for name, (_, _, unit) in ways.items():
        print(f"{name:28} {statistics.median(taken[name]):10,.1f} {unit}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
