"""What became of the best leads, as a column of the sheet tells."""

from collections.abc import Sequence

from app.leads.headers import map_headers
from app.tables.grid import Cell, Grid
from app.tables.outcomes import outcomes_of

HEADER = ("Name", "Job title", "Replied?")


def told(cells: Sequence[Cell], scores: list[float]) -> object:
    rows = tuple((f"Person {at}", "CEO", cell) for at, cell in enumerate(cells))
    grid = Grid(HEADER, rows)
    return outcomes_of(grid, map_headers(HEADER, rows, ()), range(len(rows)), scores)


def test_of_the_twenty_best_how_many_are_known_and_good() -> None:
    cells: list[Cell] = [*["yes"] * 6, *["no"] * 4, *[None] * 15, *["no"] * 10]
    scores = [1 - at / 100 for at in range(35)]
    assert told(cells, scores) == {
        "column": "Replied?", "top": 20, "known": 10, "positive": 6, "all_known": 20, "all_positive": 6,
    }  # fmt: skip
    assert told(cells, scores[::-1]) == {
        "column": "Replied?", "top": 20, "known": 10, "positive": 0, "all_known": 20, "all_positive": 6,
    }  # fmt: skip


def test_nothing_is_said_of_columns_that_tell_too_little() -> None:
    assert told(["yes", "no", None, None, "yes", "no"], [0.5] * 6) is None
    assert told([f"2026-11-{day:02}" for day in range(1, 21)], [0.5] * 20) is None


def told_under(header: str, cells: Sequence[Cell]) -> object:
    rows = tuple((f"Person {at}", "CEO", cell) for at, cell in enumerate(cells))
    names = ("Name", "Job title", header)
    return outcomes_of(Grid(names, rows), map_headers(names, rows, ()), range(len(rows)), [0.5] * len(rows))


def counted(told: object) -> tuple[int, int]:
    assert isinstance(told, dict)
    return told["all_known"], told["all_positive"]


def test_who_is_open_or_was_never_reached_is_not_known() -> None:
    states: list[Cell] = [
        *["linkedinReplied"] * 4, *["emailsUnsubscribed"] * 2, *["linkedinInviteDone"] * 30, *["emailsBounced"] * 3,
    ]  # fmt: skip
    assert counted(told_under("laststate", states)) == (6, 4)
    leads: list[Cell] = [
        *["Open - Not Contacted"] * 9, *["Closed - Converted"] * 3, *["Closed - Not Converted"] * 3,
    ]  # fmt: skip
    assert counted(told_under("Lead Status", leads)) == (6, 3)


def test_cells_are_read_with_their_header() -> None:
    assert counted(told_under("reply_count", [0, 0, 0, 2, 3, 1])) == (6, 3)
    assert counted(told_under("lt_interest_status", [0, 1, 2, 3, -1, -3, 4])) == (6, 4)
    assert counted(told_under("Demoed", [True, False, True, False, False])) == (5, 2)
    assert counted(told_under("RDV", ["pris", "à prendre", "annulé", "oui", "non", "fait"])) == (5, 3)


def test_bounces_opens_and_optouts_prove_no_score() -> None:
    for header in ("Email Bounced", "Email Open", "Unsubscribed from all email"):
        assert told_under(header, [True, False] * 10) is None
