"""Verdicts as JSON, and back."""

import json

import pytest

from app.errors import StoreProblem
from app.reports.drift import verdict
from app.reports.stored_verdict import verdict_facts, verdict_of
from app.reports.verdict import Overall, Verdict
from tests.reports.invented import history, make_reference, plain, sets, week

REFERENCE = make_reference()


def judged(name: str) -> Verdict:
    match name:
        case "stable":
            return verdict(REFERENCE, week(80, 1), history(80))
        case "act":
            return verdict(REFERENCE, week(80, 2, change=sets("companysize", None, 0.6)), history(80))
        case "standing":
            return verdict(
                REFERENCE, week(80, 3, change=sets("industry", "Wine")), history(80, change=sets("industry", "Wine"))
            )
        case "volume":
            return verdict(REFERENCE, week(300, 4), history(80))
        case "first week, plain":
            return verdict(REFERENCE, week(80, 5, change=plain), [])
        case "few":
            return verdict(REFERENCE, week(12, 6), [])
        case _:
            return verdict(REFERENCE, week(0, 7), [])


CASES = ["stable", "act", "standing", "volume", "first week, plain", "few", "empty"]


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_comes_back_as_it_was(name: str) -> None:
    one = judged(name)
    back = verdict_of(json.loads(json.dumps(verdict_facts(one), allow_nan=False)))
    assert back == one
    assert repr(back) == repr(one)  # enums, tuples and floats are again what they were
    assert [finding.sentence for finding in back.findings] == [finding.sentence for finding in one.findings]


def test_the_cases_are_of_every_kind() -> None:
    found = {name: judged(name) for name in CASES}
    assert {one.overall for one in found.values()} == set(Overall)
    assert found["standing"].standing
    assert found["first week, plain"].absent
    assert any(finding.p is None for finding in found["volume"].findings)
    assert found["empty"].figures.bands is None


def test_other_keys_beside_it_do_no_harm() -> None:
    one = judged("stable")
    assert verdict_of({**verdict_facts(one), "new_leads": 12}) == one


@pytest.mark.parametrize(
    "facts", [{}, {"format": 2, "verdict": {}}, {"format": 1}, {"format": 1, "verdict": {"overall": "fine"}}]
)
def test_what_is_none_is_a_sentence(facts: dict[str, object]) -> None:
    with pytest.raises(StoreProblem, match=r"^A stored week .*\.$"):
        verdict_of(facts)
