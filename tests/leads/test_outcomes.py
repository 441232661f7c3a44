import pytest

from app.leads.outcomes import outcome_of


@pytest.mark.parametrize(
    "cell", ["Replied", "yes", "Oui", "Meeting booked", "interested!", 1, 1.0, True, "1", "RDV", "geantwortet", " x "]
)
def test_good_outcomes(cell: object) -> None:
    assert outcome_of(cell) is True


@pytest.mark.parametrize(
    "cell",
    ["No", "not interested", "No reply", "never replied", "Lost", 0, False, "0", "pas intéressé", "Bounced", "non"],
)
def test_bad_outcomes(cell: object) -> None:
    assert outcome_of(cell) is False


@pytest.mark.parametrize("cell", ["", None, "Sent", "in progress", 3, 0.5, "2026-11-02", "yes " * 40, "to contact"])
def test_what_nobody_knows(cell: object) -> None:
    assert outcome_of(cell) is None
