"""What a log may keep of a file's leads is, to the type, what it keeps of the same leads sent to the service."""

import pandas as pd

from app.scoring.compiled import CompiledScorer
from app.scoring.compiling import compile_pipeline, known_leads, records, strange_leads
from app.scoring.features import Outcomes
from app.scoring.scorer import Scorer
from app.scoring.training import Trained


def test_the_facts_are_the_compiled_models(
    scorer: Scorer, trained: Trained, leads: tuple[pd.DataFrame, Outcomes]
) -> None:
    form = compile_pipeline(trained.pipeline)
    compiled = CompiledScorer(form, scorer.manifest)
    for table in (leads[0], strange_leads(leads[0], 7), known_leads(form), leads[0][["jobtitle"]]):
        facts = scorer.score(table, 2026, reasons=False, facts=True).facts
        assert facts is not None
        told = [*facts.between(0, 100), *facts.between(100, len(table))]
        expected = list(compiled.score(records(table), 2026).facts())
        assert told == expected
        assert [[type(fact) for fact in lead] for lead in told] == [[type(fact) for fact in lead] for lead in expected]


def test_facts_are_made_only_when_asked_for(scorer: Scorer, leads: tuple[pd.DataFrame, Outcomes]) -> None:
    assert scorer.score(leads[0], 2026, reasons=False).facts is None
