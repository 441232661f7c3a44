"""What a cell tells of a lead: many tools' words, seven languages, and whatever else stands in a cell."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.leads.outcomes import Rung, Standing, rung_of, rung_of_words, standing_of
from app.leads.outcomes.markers import NOT
from app.leads.outcomes.vocabulary import PHRASES, Kind
from app.leads.words import fold, words
from tests.leads.outcomes.outcome_cells import CELLS, UNKNOWN

SHARED = Path(__file__).parents[4] / "shared" / "outcome_values.csv"
MEANT = {
    "1": Standing.ENGAGED, "rung": Standing.ENGAGED, "0": Standing.NOT, "ended": Standing.NOT,
    "open": Standing.OPEN, "out": Standing.LEFT_OUT,
}  # fmt: skip


def listed() -> Iterator[tuple[str, str, Rung]]:
    """Every cell of CELLS with its header and its rung."""
    for group, lines in CELLS.items():
        header = re.search(r"\[(.*)\]", group)
        for line in lines.strip().split("\n"):
            rung, _, values = line.strip().partition(":")
            for value in values.split("|"):
                yield value.strip(), header[1] if header else "", Rung[rung]


LISTED = list(listed())


@pytest.mark.parametrize("group", CELLS)
def test_what_tools_and_people_write(group: str) -> None:
    header = re.search(r"\[(.*)\]", group)
    about = header[1] if header else ""
    for line in CELLS[group].strip().split("\n"):
        rung, _, values = line.strip().partition(":")
        said = {value.strip(): rung_of(value.strip(), about) for value in values.split("|")}
        assert said == dict.fromkeys(said, Rung[rung])


def test_there_are_many_of_them() -> None:
    assert len(LISTED) > 1_200
    assert {rung for _, _, rung in LISTED} == set(Rung)


def test_the_values_of_exports_we_have() -> None:
    if not SHARED.exists():
        pytest.skip("the shared values are not here")
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    headers = {row["where"]: row["where"].partition(" ")[2] for row in rows}
    wrong = [
        row for row in rows if standing_of(rung_of(row["value"], headers[row["where"]])) is not MEANT[row["meaning"]]
    ]
    assert not wrong
    assert len(rows) > 100


@pytest.mark.parametrize("cell", [" ".join(cell.split()) for cell in UNKNOWN.split("|")])
def test_a_value_nobody_knows_is_not_guessed(cell: str) -> None:
    assert rung_of(cell) is None


@pytest.mark.parametrize(
    "cell", ["", None, "  ", "-", "n/a", 3, 0.5, -1, float("nan"), float("inf"), b"x", [], "yes " * 40]
)
def test_blanks_odd_things_and_prose_tell_nothing(cell: object) -> None:
    assert rung_of(cell, "Outcome") is None


@pytest.mark.parametrize(
    "cell", [True, 1, 1.0, "1", "TRUE", "x", "✔️", date(2026, 1, 5), datetime(2026, 1, 5, 9), 46027.5, 4]
)
def test_a_yes_a_date_or_a_count_tells_what_the_header_is_about(cell: object) -> None:
    assert rung_of(cell, "Meeting booked") is Rung.MEETING
    assert rung_of(cell, "Won time") is Rung.WON
    assert rung_of(cell, "email_reply_count") is Rung.REPLIED


@pytest.mark.parametrize("cell", [False, 0, "0", "no", "FALSE", "✗"])
def test_a_no_tells_the_end_without_it(cell: object) -> None:
    assert rung_of(cell, "Replied") is Rung.ENDED_WITHOUT_ANSWER
    assert rung_of(cell, "Unsubscribed") is Rung.IN_PROGRESS


@pytest.mark.parametrize("header", ["lastreplieddate", "ConvertedDate", "Won time", "lastReplyDetectedDate"])
def test_a_blank_date_is_not_yet_and_never_no(header: str) -> None:
    assert rung_of(None, header) is Rung.IN_PROGRESS
    assert rung_of("", header) is Rung.IN_PROGRESS
    assert rung_of(None, "Lead Status") is None


def test_an_appointment_is_a_stage_of_a_deal_but_an_outcome_of_a_lead() -> None:
    assert rung_of("Appointment scheduled", "Deal Stage") is Rung.IN_PROGRESS
    assert rung_of("Appointment scheduled", "Lead Status") is Rung.MEETING
    assert rung_of("Connected", "Lead Status") is Rung.REPLIED
    assert rung_of("Connected", "LinkedIn status") is Rung.IN_PROGRESS


def camel(text: str) -> str:
    first, *rest = text.split()
    return first.lower() + "".join(word.capitalize() for word in rest)


PLAIN = sorted(
    {cell for cell, header, _ in LISTED if not header and re.fullmatch(r"[^\W\d_]{3,}( [^\W\d_]{3,})*", cell)}
)


@pytest.mark.parametrize(
    "style", [str.upper, str.lower, str.title, fold, camel, lambda text: f"  {text.replace(' ', '_')} "]
)
def test_case_accents_spaces_and_humps_do_not_matter(style: Callable[[str], str]) -> None:
    assert len(PLAIN) > 500
    assert [cell for cell in PLAIN if rung_of(style(cell)) is not rung_of(cell)] == []


GOOD = sorted(
    " ".join(phrase.split())
    for kind in (Kind.REPLY, Kind.INTEREST, Kind.MEETING, Kind.WON, Kind.CLIENT, Kind.DEAL)
    for phrase in PHRASES[kind].split(",")
)


def test_a_good_word_is_good() -> None:
    late = {"to qualify"}  # good, though it has a "to"
    assert [
        word for word in GOOD if word not in late and standing_of(rung_of_words(word)) is not Standing.ENGAGED
    ] == []


@given(
    st.sampled_from(GOOD),
    st.sampled_from(sorted(NOT)),
    st.sampled_from(["{no} {good}", "{no} yet {good}", "lead {no} {good}"]),
)
def test_a_good_word_beside_a_not_is_never_good(good: str, no: str, pattern: str) -> None:
    said = rung_of_words(pattern.format(no=no, good=good))
    assert standing_of(said) is not Standing.ENGAGED


@given(
    st.one_of(st.text(max_size=70), st.integers(), st.floats(), st.booleans(), st.none(), st.datetimes(), st.binary()),
    st.text(max_size=30),
)
def test_any_cell_under_any_header_is_read_without_a_word(cell: object, header: str) -> None:
    assert rung_of(cell, header) in {None, *Rung}


@given(st.lists(st.sampled_from(sorted({word for cell, _, _ in LISTED for word in cell.split()})), max_size=9))
def test_any_mixture_of_their_words_is_read(mixed: list[str]) -> None:
    assert rung_of(" ".join(mixed)) in {None, *Rung}


def test_no_phrase_is_of_two_kinds() -> None:
    seen: dict[str, Kind] = {}
    for kind, phrases in PHRASES.items():
        for phrase in phrases.split(","):
            spelled = " ".join(phrase.split())
            assert spelled
            assert spelled == words(spelled), f"{spelled} is not folded"
            assert seen.setdefault(spelled, kind) is kind, spelled
