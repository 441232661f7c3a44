import numpy as np
import pandas as pd
import pytest

from app.leads.fields import FIELD_NAMES, FIELDS
from app.leads.reading import read_leads
from app.scoring.features import Numbers, Outcomes
from app.scoring.reason import NEGLIGIBLE, NO_FIELD, NO_REASON, Reason
from app.scoring.reasons import explain
from app.scoring.scorer import Scorer
from app.scoring.wording import words_for

YEAR = 2026


def contributions(**by_field: float) -> Numbers:
    return np.array([[by_field.get(name, 0.0) for name in FIELD_NAMES]])


def clean(**cells: object) -> pd.DataFrame:
    columns = {name: pd.Series([cell], dtype=object) for name, cell in cells.items()}
    return read_leads(pd.DataFrame(columns, index=[0]), YEAR)[0]


def test_the_line_a_person_reads() -> None:
    table = clean(llm_seniority="C-Level", companyfoundedon=2021, languages="Anglais, French")
    told = explain(
        table,
        contributions(llm_seniority=0.3, companyfoundedon=0.1, companysize=-0.2, languages=-0.4),
        np.array([False]),
    )
    assert told.text[0] == "+ C-Level; + founded 2021; - 2 languages; - no company size"
    assert told.of(0) == (
        Reason("llm_seniority", "C-Level", 0.3),
        Reason("companyfoundedon", "founded 2021", 0.1),
        Reason("languages", "2 languages", -0.4),
        Reason("companysize", "no company size", -0.2),
    )
    assert str(told.of(0)[0]) == "+ C-Level"


def test_three_up_and_three_down_at_most_strongest_first() -> None:
    parts = dict(zip(FIELD_NAMES, [0.1, 0.4, 0.3, 0.2, -0.1, -0.4, -0.3, -0.2], strict=False))
    told = explain(clean(), contributions(**parts), np.array([False])).of(0)
    assert [reason.log_odds for reason in told] == [0.4, 0.3, 0.2, -0.4, -0.3, -0.2]
    assert [reason.field for reason in told] == [FIELD_NAMES[place] for place in (1, 2, 3, 5, 6, 7)]


@pytest.mark.parametrize(
    ("size", "expected"), [(NEGLIGIBLE, "+ no skills"), (-NEGLIGIBLE, "- no skills"), (NEGLIGIBLE * 0.99, NO_REASON)]
)
def test_the_negligible_is_no_reason(size: float, expected: str) -> None:
    assert explain(clean(), contributions(skills=size), np.array([False])).text[0] == expected


def test_a_lead_without_fields_gets_a_sentence_and_no_reasons() -> None:
    told = explain(clean(), contributions(skills=0.5), np.array([True]))
    assert told.text[0] == NO_FIELD
    assert told.of(0) == ()


def test_words_belong_to_their_lead_and_sign(scorer: Scorer, leads: tuple[pd.DataFrame, Outcomes]) -> None:
    raw = leads[0].head(80)
    table = read_leads(raw, YEAR)[0]
    scores = scorer.score(raw, YEAR)
    assert scores.reasons is not None
    assert scores.contributions is not None
    seen = set()
    for lead in range(len(raw)):
        for reason in scores.reasons.of(lead):
            place = FIELD_NAMES.index(reason.field)
            cell = table[reason.field].iloc[lead]
            assert reason.words == words_for(FIELDS[place], None if pd.isna(cell) else cell)
            assert reason.log_odds == scores.contributions.by_field[lead, place]
            assert str(reason) in scores.reasons.text[lead]
            seen.add(reason.field)
    assert len(seen) >= 8
