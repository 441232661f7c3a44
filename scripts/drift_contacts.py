"""The contacts of the shipped model as scripts/simulate_drift draws from them, where they are on this machine."""

from dataclasses import dataclass, replace

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd

from app.leads.fields import FIELD_NAMES
from app.leads.reading import read_leads
from app.scoring.compiled_cells import Fact
from app.scoring.evaluation import Protocol, as_given, held_out, without_assessed
from app.scoring.facts import facts_of
from app.scoring.pipeline import build_pipeline
from app.scoring.reference import Histogram, Reference, category_of
from app.scoring.referencing import reference_of
from app.scoring.training import read_outcomes
from app.scoring.verdict import rounded, sigmoid
from scripts.train import SHIPPED_DATA

_YEAR = 2026
_REPEATS = 3

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Contacts:
    """What a log would keep of the contacts; scores (repeats, leads) by models that had not seen them."""

    facts: list[tuple[Fact, ...]]
    scores: Scores
    plain_scores: Scores

    def places(self, reference: Reference, name: str) -> npt.NDArray[np.int64]:
        """For each contact 0 where a field is missing, else its bin or category in the reference, from 1."""
        values, at = reference.fields[name].values, FIELD_NAMES.index(name)
        column = [lead[at] for lead in self.facts]
        if isinstance(values, Histogram):
            numbers = np.array([np.nan if fact is None else float(fact) for fact in column])
            return np.where(np.isnan(numbers), 0, np.searchsorted(values.edges, numbers) + 1).astype(np.int64)
        rule = category_of(name)
        known = {rule(category): place for place, category in enumerate(values.counts, 1)}
        return np.array([0 if fact is None else known.get(rule(str(fact)), len(known) + 1) for fact in column])

    def redrawn_reference(self, rng: np.random.Generator, version: str) -> Reference:
        """The reference of as many contacts drawn with replacement."""
        leads = rng.integers(len(self.facts), size=len(self.facts))
        facts = [self.facts[lead] for lead in leads]
        even = dict.fromkeys(FIELD_NAMES, 1 / len(FIELD_NAMES))
        drawn = reference_of(facts, even, self.scores[:, leads], self.plain_scores[:, leads])
        return msgspec.structs.replace(drawn, version=version)

    def years_later(self, years: int) -> "Contacts":
        """All companies founded so many years later."""
        at = FIELD_NAMES.index("companyfoundedon")
        facts = [
            tuple(float(fact) + years if place == at and fact is not None else fact for place, fact in enumerate(lead))
            for lead in self.facts
        ]
        return replace(self, facts=facts)

    def surer(self, log_odds: float) -> "Contacts":
        """All scores moved up by so many log-odds."""
        moved = [rounded(sigmoid(np.log(some / (1 - some)) + log_odds)) for some in (self.scores, self.plain_scores)]
        return replace(self, scores=moved[0], plain_scores=moved[1])


def read_contacts() -> Contacts | None:
    """The contacts, or None where they are not. Takes about five seconds: their scores are cross-validated."""
    if not SHIPPED_DATA.exists():
        return None
    table, outcomes = read_outcomes(pd.read_csv(SHIPPED_DATA), "engaged")
    views = {"model": as_given, "plain": without_assessed}
    predictions = held_out(build_pipeline(_YEAR), table, outcomes, Protocol(repeats=_REPEATS), views)
    facts = list(facts_of(read_leads(table, _YEAR)[0]).between(0, len(table)))
    return Contacts(facts, rounded(predictions["model"]), rounded(predictions["plain"]))
