"""The program behind scripts/bench: rows a second of scoring, ours and the plain way, on one invented table."""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from app.errors import LeadsheetError
from app.leads.fields import FIELD, FIELDS, Field, Kind
from app.leads.reading import read_leads
from app.leads.values import Unread, read_cell
from app.scoring.artefact import load
from app.scoring.columns import COLUMNS
from app.scoring.features import Numbers
from app.scoring.pipeline import EngagementClassifier
from app.scoring.scorer import Scorer

YEAR = 2026
NEEDED = 5.0

_CELLS: dict[str, list[object]] = {
    "llm_seniority": ["Entry", "Mid", "senior", "C-Level", "Director", "VP", None],
    "llm_industry": ["Software Development", "Law Practice", "Unknown", "Education", "Retail", None],
    "industry": ["Computer Software", "Management Consulting", "Law Practice", "Marketing & Advertising", "-", None],
    "companyindustry": ["Software Development", "IT Services and IT Consulting", "Higher Education", "", None, None],
    "llm_geography": ["international_hub", "regional_hub", "other", None],
    "llm_business_type": ["leaders", "experts", "salespeople", "workers", "others", None],
    "companysize": [
        "11-50 employees",
        "2-10",
        "51 to 200",
        "1 001-5 000 employés",
        "10,001+",
        37,
        "Self-employed",
        None,
    ],
    "companytype": ["Privately Held", "Public Company", "Partnership", "Nonprofit", None, None],
    "companyfoundedon": [2020.0, "2015", 1998, 0, "2031", None, None],
    "languages": [
        "Anglais, Français",
        "English, French, Spanish",
        "Deutsch, Englisch",
        "anglais",
        "Inglese",
        None,
        None,
    ],
    "location": [
        "Paris, Île-de-France, France",
        "Greater Lyon Area, France",
        "France",
        "Berlin, Germany",
        "New York, US",
    ],
    "companylocation": ["Paris, FR", "FR", "Amsterdam, NL", "US", None, None],
}
_TITLES = ["Head of", "Senior", "Directeur", "Founder &", "Account Manager", "Avocat", "Responsable", "Engineer"]
_TRADES = ["Sales", "Marketing", "Legal", "Data", "Produit", "Finance", "People", "Partnerships"]
_SUMMARY = "I help teams to sell better. Dix ans d'expérience en conseil, entre Paris et Berlin. Ask me about "


def invent(rows: int, seed: int = 0) -> pd.DataFrame:
    """A table of raw leads as exports hold them: mixed spellings, blanks, distinct job titles and summaries."""
    rng = np.random.default_rng(seed)
    columns: dict[str, object] = {
        "llm_quality": rng.choice(np.array([30, 50, 70, 80, 85, np.nan]), rows),
        "llm_engagement": rng.choice(np.array(["0.5", "0,6", "55 %", "", None], dtype=object), rows),
        "llm_decision_maker": np.where(rng.random(rows) < 0.1, np.nan, rng.integers(0, 21, rows) / 20),
        "llm_company_fit": rng.choice(np.array([0, 1, 2, None], dtype=object), rows),
    }
    for name, cells in _CELLS.items():
        columns[name] = rng.choice(np.array(cells, dtype=object), rows)
    repeats, blank = rng.integers(1, 16, rows), rng.random((3, rows)) < 0.2
    columns["summary"] = [
        None if missing else f"{_SUMMARY * count}{row}"
        for row, (count, missing) in enumerate(zip(repeats, blank[0], strict=True))
    ]
    columns["skills"] = [
        None if missing else ", ".join(f"skill {row % 997 + number}" for number in range(count))
        for row, (count, missing) in enumerate(zip(repeats, blank[1], strict=True))
    ]
    columns["jobtitle"] = [
        None if missing else f"{_TITLES[row % 8]} {_TRADES[row // 8 % 8]} - Team {row % 40_009}"
        for row, missing in enumerate(blank[2])
    ]
    table = pd.DataFrame(columns)
    return table[[field.name for field in FIELDS]]


def plain_way(classifier: EngagementClassifier, table: pd.DataFrame, by_row: bool) -> Numbers:
    """The yardstick: the same parsing and the same trees, written the way a notebook would. Returns probabilities.

    Cells are read by `apply`, over rows (`axis=1`) or column by column, by the very functions that ours uses; ordered
    choices become columns by `get_dummies`; means are looked up cell by cell; then comes `predict_proba`.
    """
    readers = {field.name: cell_reader(field) for field in FIELDS}
    if by_row:
        clean = table.apply(
            lambda row: [read(row[name]) for name, read in readers.items()], axis=1, result_type="expand"
        ).set_axis(list(readers), axis=1)
    else:
        clean = pd.DataFrame({name: table[name].apply(read) for name, read in readers.items()})
    features: dict[str, pd.Series] = {}
    for column in COLUMNS:
        field, values = FIELD[column.field], clean[column.field]
        if field.kind in (Kind.SIZE, Kind.CHOICE) and column.measure is not None:
            dummies = pd.get_dummies(pd.Categorical(values, categories=list(field.choices)), dtype=float).to_numpy()
            features[column.name] = pd.Series(np.where(dummies.any(axis=1), dummies.argmax(axis=1), np.nan))
        elif column.measure is not None:
            features[column.name] = values.apply(_skipping_blanks(column.measure))
        elif column.key is not None:
            means, base = classifier.features_.means_[column.name], classifier.features_.base_rate_
            features[column.name] = values.apply(_skipping_blanks(_mean_of(column.key, means, base)))
        else:
            features[column.name] = values
    frame = pd.DataFrame(features).astype("float32")
    return np.asarray(classifier.trees_.predict_proba(frame.to_numpy())[:, 1], dtype=np.float64)


def cell_reader(field: Field) -> Callable[[object], float | str | None]:
    """What reads one cell of a field, one by one; None for what is missing or refused."""

    def read(cell: object) -> float | str | None:
        value = read_cell(field, cell, YEAR)
        return None if isinstance(value, Unread) else value

    return read


def _mean_of(key: Callable[[str], str], means: dict[str, float], base: float) -> Callable[[str], float]:
    return lambda text: means.get(key(text), base)


def _skipping_blanks(rule: Callable[[str], float]) -> Callable[[object], float]:
    return lambda value: rule(value) if isinstance(value, str) else float("nan")


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(scorer: Scorer, table: pd.DataFrame, by_row: bool, pairs: int) -> float:
    """The median ratio of the plain way's time to ours over runs side by side, printed with both times."""
    ratios, ours, plain = [], [], []
    for _ in range(pairs):
        ours.append(seconds(lambda: scorer.score(table, YEAR, reasons=False)))
        plain.append(seconds(lambda: plain_way(scorer.classifier, table, by_row)))
        ratios.append(plain[-1] / ours[-1])
    ratio = statistics.median(ratios)
    way = f"plain way by {'row' if by_row else 'column':6}"
    print(
        f"{len(table):>9,} rows  ours {statistics.median(ours):6.2f} s  {way} {statistics.median(plain):6.2f} s  "
        f"{ratio:5.1f} x as fast ({min(ratios):.1f} to {max(ratios):.1f}, {pairs} pairs)",
        flush=True,
    )
    return ratio


def check_equal(scorer: Scorer) -> None:
    """Print how far both ways are apart; they must be doing the same work."""
    sample = invent(2_000, seed=1)
    ours = scorer.classifier.trees_.predict_proba(scorer.classifier.features_.transform(read_leads(sample, YEAR)[0]))[
        :, 1
    ]
    gap = max(float(np.abs(ours - plain_way(scorer.classifier, sample, by_row)).max()) for by_row in (True, False))
    print(f"Both ways give the same probabilities, to {gap:.0e}.", flush=True)


def main() -> int:
    """Run once; 1 if we are not fast enough."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--model", type=Path, default=Path(__file__).resolve().parent.parent / "model")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="table sizes")
    parser.add_argument("--against", type=int, default=100_000, help="rows of the comparison (%(default)s)")
    parser.add_argument("--pairs", type=int, default=3, help="runs side by side (%(default)s)")
    choice = parser.parse_args()
    try:
        scorer = load(choice.model)
    except LeadsheetError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    check_equal(scorer)
    table = invent(choice.against)
    ratio = compare(scorer, table, by_row=True, pairs=choice.pairs)
    compare(scorer, table, by_row=False, pairs=choice.pairs)
    for rows in choice.rows:
        table = invent(rows)
        bare = seconds(lambda: scorer.score(table, YEAR, reasons=False))  # noqa: B023 - called at once
        full = seconds(lambda: scorer.score(table, YEAR, reasons=True))  # noqa: B023
        print(f"{rows:>9,} rows  {rows / bare:>9,.0f} rows/s  with reasons {rows / full:>9,.0f} rows/s", flush=True)
    return 0 if ratio >= NEEDED else 1


if __name__ == "__main__":
    sys.exit(main())
