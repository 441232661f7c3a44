"""The line of reasons beside a score, taken apart."""

import pytest

from app.scoring.reason import NO_FIELD, Reason, line
from app.web.pages.told_reasons import ToldReason, told_reasons


def test_what_the_service_writes_is_read_back() -> None:
    reasons = [
        Reason("jobtitle", "CEO; founder - owner", 0.4),
        Reason("location", "Paris, FR", 0.2),
        Reason("skills", "no skills", -0.1),
    ]
    assert told_reasons(line(reasons)) == tuple(ToldReason(one.words, one.log_odds > 0) for one in reasons)


@pytest.mark.parametrize("text", [NO_FIELD, line([]), "call her first", "+", "-5 in May"])
def test_what_is_no_reason_stays_as_it_is(text: str) -> None:
    assert told_reasons(text) == (ToldReason(text, None),)


def test_an_empty_cell_has_none() -> None:
    assert told_reasons(" ") == ()
