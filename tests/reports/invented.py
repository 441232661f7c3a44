"""Invented leads as a log keeps them, their reference, and weeks of them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from app.leads.fields import FIELD_NAMES
from app.reports.window import Logged, Window, window_of
from app.scoring.compiled_cells import Fact
from app.scoring.reference import Reference
from app.scoring.referencing import reference_of

VERSION = "2026.11.22-abcdef01"
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = timedelta(days=7)
Facts = tuple[Fact, ...]
Change = Callable[[Facts, np.random.Generator], Facts]

# A field's facts, and how many in a hundred leads lack it.
FACTS: dict[str, tuple[Sequence[Fact], int]] = {
    "llm_quality": ([30.0, 55.0, 70.0, 80.0, 85.0], 0),
    "llm_engagement": ([0.2, 0.4, 0.5, 0.6, 0.8], 0),
    "llm_decision_maker": ([0.1, 0.3, 0.5, 0.9], 0),
    "llm_company_fit": ([0.0, 1.0, 2.0], 0),
    "companyfoundedon": ([float(year) for year in range(1990, 2025)], 20),
    "llm_seniority": (["Entry", "Mid", "Senior", "C-Level"], 0),
    "llm_industry": (["Software Development", "Retail", "Law Practice"], 10),
    "industry": (["Computer Software", "Law Practice", "Marketing & Advertising", "Internet"], 5),
    "companyindustry": (["Software Development", "Law Practice", "Higher Education"], 0),
    "llm_geography": (["international_hub", "regional_hub", "other"], 0),
    "llm_business_type": (["leaders", "experts", "workers", "others"], 0),
    "companysize": (["1-10", "11-50", "51-200", "1001-5000"], 10),
    "companytype": (["Privately Held", "Partnership", "Public Company"], 0),
    "languages": (["en", "en,fr", "de,en", "en,es,fr"], 30),
    "location": (["paris", "country fr", "lyon"], 0),
    "companylocation": (["paris", "country fr", "new york"], 10),
    "summary": ([float(length) for length in range(20, 1000, 7)], 25),
    "skills": ([1.0, 3.0, 5.0, 10.0], 5),
    "jobtitle": (["top", "lead", "other"], 10),
}
UNKNOWN_COMPANY = 0.2  # of the leads; all company fields are blank then
IMPORTANCE = dict.fromkeys(FIELD_NAMES, 0.04) | {"companysize": 0.12, "industry": 0.20}
ASSESSED = {place for place, name in enumerate(FIELD_NAMES) if name.startswith("llm_")}
PLACE = {name: place for place, name in enumerate(FIELD_NAMES)}


def facts_of_leads(leads: int, seed: int) -> list[Facts]:
    rng = np.random.default_rng(seed)
    unknown = rng.random(leads) < UNKNOWN_COMPANY
    columns = []
    for name in FIELD_NAMES:
        said, blank = FACTS[name]
        drawn = rng.integers(len(said), size=leads)
        lost = (rng.random(leads) < blank / 100) | (unknown & name.startswith("company"))
        columns.append([None if gone else said[at] for at, gone in zip(drawn.tolist(), lost.tolist(), strict=True)])
    return list(zip(*columns, strict=True))


def scores_of(facts: Sequence[Facts]) -> np.ndarray:
    """A score that stands on quality and company size."""
    quality = np.array([float(lead[PLACE["llm_quality"]] or 0) for lead in facts])
    small = np.array([lead[PLACE["companysize"]] == "1-10" for lead in facts])
    return np.round(0.2 + quality / 250 + 0.15 * small, 4)


def make_reference(leads: int = 400, seed: int = 0) -> Reference:
    facts = facts_of_leads(leads, seed)
    scores, plain_scores = (scores_of(some)[None, :] for some in (facts, list(map(plain, facts))))
    return msgspec.structs.replace(reference_of(facts, IMPORTANCE, scores, plain_scores), version=VERSION)


def plain(lead: Facts, _: object = None) -> Facts:
    """The lead as an export has it, without assessed fields."""
    return tuple(None if at in ASSESSED else fact for at, fact in enumerate(lead))


def week(leads: int, seed: int, ago: int = 0, change: Change | None = None) -> Window:
    """A week of leads, each somebody else."""
    facts, rng = facts_of_leads(leads, seed), np.random.default_rng([seed, 1])  # a stream of its own
    facts = [change(lead, rng) for lead in facts] if change else facts
    return week_of(facts, ago)


def week_of(facts: Sequence[Facts], ago: int = 0, scores: Sequence[float] | None = None) -> Window:
    begin = MONDAY - ago * WEEK
    told = scores_of(facts).tolist() if scores is None else scores
    rows = [
        Logged(begin + timedelta(minutes=at), "sheet", VERSION, score, f"{ago} {at}".encode(), lead)
        for at, (lead, score) in enumerate(zip(facts, told, strict=True))
    ]
    return window_of(begin, begin + WEEK, rows)


def history(leads: int, weeks: int = 12, change: Change | None = None) -> list[Window]:
    return [week(leads, 1_000 + ago, ago, change) for ago in range(1, weeks + 1)]


def with_fact(lead: Facts, name: str, fact: Fact) -> Facts:
    return tuple(fact if at == PLACE[name] else said for at, said in enumerate(lead))


def sets(name: str, fact: Fact, share: float = 1.0) -> Change:
    """A change that gives a share of the leads one fact."""
    return lambda lead, rng: with_fact(lead, name, fact) if rng.random() < share else lead
