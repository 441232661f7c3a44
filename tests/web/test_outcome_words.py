"""What became of the best leads, in words."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from app.web.pages.outcome_words import OutcomeWords, outcome_words


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    app = Flask("words")
    Babel(app)
    with app.test_request_context():
        yield


def words(known: int, positive: int, all_known: int, all_positive: int, top: int = 20) -> OutcomeWords:
    told = {
        "column": "Status",
        "top": top,
        "known": known,
        "positive": positive,
        "all_known": all_known,
        "all_positive": all_positive,
    }
    said = outcome_words(told)
    assert said is not None
    return said


def test_the_best_are_told_beside_all() -> None:
    said = words(12, 7, 1310, 406)
    assert said.best == "Of the 20 best leads, 12 have a known outcome in “Status”."
    assert said.good == "7 of those are good (58 %)."
    assert said.everyone == "Of all 1,310 leads with a known outcome, 31 % are good."
    assert not said.few


@pytest.mark.parametrize(
    ("known", "positive", "best", "good"),
    [
        (0, 0, "none has a known outcome in “Status” yet.", ""),
        (1, 0, "one has a known outcome in “Status”.", "None of those is good."),
        (4, 1, "4 have a known outcome in “Status”.", "One of those is good (25 %)."),
    ],
)
def test_few_are_told_as_few(known: int, positive: int, best: str, good: str) -> None:
    said = words(known, positive, 30, 3)
    assert said.best == f"Of the 20 best leads, {best}"
    assert said.good == good
    assert said.few


def test_where_the_best_are_all_it_is_said_once() -> None:
    assert words(5, 2, 5, 2, top=5).everyone == ""


def test_without_a_column_of_outcomes_nothing_is_said() -> None:
    assert outcome_words(None) is None
