"""What a rung counts as, and what two columns say together."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.leads.outcomes import COUNTABLE, Rung, Standing, joined, rung_of, standing_of

DOCS = Path(__file__).parents[3] / "docs" / "outcomes.md"


def test_what_each_rung_counts_as() -> None:
    assert {rung.name: str(standing_of(rung)) for rung in Rung} == {
        "NEVER_REACHED": "left out", "SAID_NO": "not", "ENDED_WITHOUT_ANSWER": "not", "NOT_TRIED": "open",
        "IN_PROGRESS": "open", "REPLIED": "engaged", "INTERESTED": "engaged", "MEETING": "engaged", "WON": "engaged",
    }  # fmt: skip
    assert standing_of(None) is None


def test_a_team_may_count_from_a_later_rung() -> None:
    assert standing_of(Rung.INTERESTED, counts_from=Rung.MEETING) is Standing.OPEN
    assert standing_of(Rung.WON, counts_from=Rung.MEETING) is Standing.ENGAGED
    assert standing_of(Rung.SAID_NO, counts_from=Rung.MEETING) is Standing.NOT


@pytest.mark.parametrize("rung", sorted(set(Rung) - set(COUNTABLE)))
def test_nobody_is_engaged_who_did_not_answer(rung: Rung) -> None:
    with pytest.raises(ValueError, match=rung.name):
        standing_of(Rung.WON, counts_from=rung)


@pytest.mark.parametrize(
    ("state", "status", "together"),
    [
        ("emailsOpened", "done", Rung.ENDED_WITHOUT_ANSWER),
        ("linkedinInviteAccepted", "inProgress", Rung.IN_PROGRESS),
        ("linkedinReplied", "done", Rung.REPLIED),
        ("linkedinReplied", "notInterested", Rung.SAID_NO),
        ("linkedinReplied", "interested", Rung.INTERESTED),
        ("emailsUnsubscribed", "done", Rung.SAID_NO),
        ("emailsBounced", "done", Rung.NEVER_REACHED),
        ("emailsBounced", "interested", Rung.INTERESTED),
        ("reviewed", "done", Rung.ENDED_WITHOUT_ANSWER),
        ("reviewed", "", Rung.NOT_TRIED),
        ("", "", None),
    ],
)
def test_lemlists_two_columns_belong_together(state: str, status: str, together: Rung | None) -> None:
    first, second = rung_of(state, "laststate"), rung_of(status, "status")
    assert joined(first, second) is together
    assert joined(second, first) is together


def test_what_ended_below_the_rung_that_counts_is_over() -> None:
    assert joined(Rung.REPLIED, Rung.ENDED_WITHOUT_ANSWER, counts_from=Rung.MEETING) is Rung.ENDED_WITHOUT_ANSWER
    assert joined(Rung.MEETING, Rung.ENDED_WITHOUT_ANSWER, counts_from=Rung.MEETING) is Rung.MEETING


@given(st.sampled_from(Rung), st.sampled_from([None, *Rung]), st.sampled_from(COUNTABLE))
def test_joining_invents_nothing(one: Rung, other: Rung | None, counts_from: Rung) -> None:
    assert joined(one, other, counts_from) in {one, other} - {None}
    assert joined(one, one, counts_from) is one


def test_the_page_shows_the_ladder_as_it_is() -> None:
    lines = [line.split("|")[1:3] for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| *")]
    shown = [(name.strip(" *"), standing.strip()) for name, standing in lines]
    ladder = sorted(Rung, reverse=True)
    assert shown == [(rung.name.lower().replace("_", " "), str(standing_of(rung))) for rung in ladder]


def test_the_pages_examples_are_read_as_it_says() -> None:
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if line.startswith("| *"):
            _, name, _, examples, _ = line.split("|")
            for example in examples.split("·"):
                cell = example.strip().strip("`")
                assert rung_of(cell) is Rung[name.strip(" *").upper().replace(" ", "_")], cell
