"""Any table of wild cells is scored or refused with a sentence; order and duplicates never change a score."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.config import SHIPPED_MODEL
from app.errors import BadChoice, LeadsheetError, NothingToScore
from app.scoring.artefact import load
from app.scoring.scorer import Scorer
from app.tables.columns import OurColumn
from app.tables.files import open_table
from app.tables.grid import Cell, Grid, make_grid
from app.tables.plan import Plan
from app.tables.scoring_run import Wishes, overrule_by_index, prepare

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OURS = 6


class MemoryTable:
    """A table that lives nowhere: cells of every kind, as a sheet's API gives them."""

    name = "the table"

    def __init__(self, records: Sequence[Sequence[Cell]]) -> None:
        self.records = records

    def read(self) -> Grid:
        return make_grid(self.records, self.name)

    def write(self, plan: Plan) -> Mapping[int, str]:
        raise AssertionError("nothing is written by preparing")


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load(SHIPPED_MODEL)


KNOWN_NAMES = """Job Title, Industry, City, Country, Company Size, Founded, Languages, Seniority, Email, Status,
    llm_quality, llm_engagement, Lead score, Lead label, State, Skills, About, Company Type"""
names = st.one_of(st.sampled_from([" ".join(name.split()) for name in KNOWN_NAMES.split(",")]), st.text(max_size=12))
texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["11-50", "CEO", "Paris, France", "=1+1", "@x", "-", "N/A", "85 %", "2020.0", "C-Level", "engaged", "0.5"]
    ),
)
cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(), texts, st.integers(), st.floats(), st.booleans(), st.datetimes(), st.dates(), st.times(), st.timedeltas()
)
tables = st.lists(st.lists(cells, max_size=6), max_size=8)


def is_a_sentence(refusal: LeadsheetError) -> None:
    assert str(refusal).endswith(".")
    assert "\n" not in str(refusal)


def unchanged(path: Path, before: bytes) -> None:
    assert path.read_bytes() == before


@given(st.lists(names, max_size=6), tables)
def test_any_table_is_scored_or_refused_with_a_sentence(
    scorer: Scorer, header: list[str], rows: list[list[Cell]]
) -> None:
    try:
        run = prepare(MemoryTable([header, *rows]), scorer, Wishes(), NOW)
    except LeadsheetError as refusal:
        is_a_sentence(refusal)
        return
    assert len(run.scores.score) == len(run.rows) == len(run.plan.rows)
    assert all(0 < score < 1 for score in run.scores.score)
    assert set(run.plan.rows) == set(run.rows)
    assert run.blank_rows + len(run.rows) == len(run.grid.rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(names, min_size=1, max_size=6), st.lists(st.lists(texts, max_size=6), min_size=1, max_size=8))
def test_a_csv_keeps_every_other_column_to_the_byte(
    scorer: Scorer, tmp_path: Path, header: list[str], rows: list[list[str]]
) -> None:
    path = tmp_path / "wild.csv"
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([["Job Title", *header], *[["CEO", *row[: len(header)]] for row in rows]])
    path.write_bytes(text.getvalue().encode("utf-8", "replace"))
    before = path.read_bytes()
    try:
        table = open_table(path)
        run = prepare(table, scorer, Wishes(prefix="Unheard of"), NOW)
        table.write(run.plan)
    except LeadsheetError as refusal:
        is_a_sentence(refusal)
        unchanged(path, before)
        return
    source = list(csv.reader(io.StringIO(before.decode("utf-8"), newline="")))
    scored = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
    assert len(scored) == len(source)
    for old, new in zip(source, scored, strict=True):
        assert new[: len(old)] == old


@given(st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_order_and_duplicates_never_change_a_score(
    scorer: Scorer, rows: list[list[Cell]], chance: random.Random
) -> None:
    header = ["Job Title", "llm_quality", "Company Size", "Industry"]
    wishes = Wishes(overrule={"Job Title": "jobtitle", "Company Size": "companysize", "Industry": "industry"})
    rows = [["CEO", *row[1:]] for row in rows]
    shuffled = rows * 2
    chance.shuffle(shuffled)
    once = prepare(MemoryTable([header, *rows]), scorer, wishes, NOW)
    again = prepare(MemoryTable([header, *shuffled]), scorer, wishes, NOW)
    score_of = {repr(rows[at]): once.scores.probability[place] for place, at in enumerate(once.rows)}
    for place, at in enumerate(again.rows):
        assert abs(again.scores.probability[place] - score_of[repr(shuffled[at])]) <= 1e-6


def test_only_unscored_scores_the_rest_alike(scorer: Scorer) -> None:
    header: list[Cell] = ["Job Title", "Industry", "Lead score", "Lead label", "Lead confidence"]
    rows: list[list[Cell]] = [["CEO", "Retail", 0.1, "not_engaged", "low"], ["CTO", "Internet", None, None, None]]
    run = prepare(MemoryTable([header, *rows]), scorer, Wishes(only_unscored=True), NOW)
    assert run.rows == (1,)
    assert run.scored_before == 1
    whole = prepare(MemoryTable([header, *rows]), scorer, Wishes(), NOW)
    assert whole.scores.score[1] == run.scores.score[0]


def test_nothing_left_to_score_is_no_error(scorer: Scorer) -> None:
    header: list[Cell] = ["Job Title", "Lead score", "Lead label", "Lead confidence"]
    run = prepare(MemoryTable([header, ["CEO", 0.1, "not_engaged", "low"]]), scorer, Wishes(only_unscored=True), NOW)
    assert run.rows == ()


def test_the_plan_says_the_model_and_the_time(scorer: Scorer) -> None:
    run = prepare(MemoryTable([["Job Title"], ["CEO"]]), scorer, Wishes(), NOW)
    said = dict(zip((column.kind for column in run.plan.columns), run.plan.rows[0], strict=True))
    assert said[OurColumn.MODEL] == f"leadsheet {scorer.version}"
    assert said[OurColumn.SCORED_AT] == NOW
    assert len(run.plan.columns) == OURS


def test_our_own_columns_feed_nothing_the_second_time(scorer: Scorer) -> None:
    first = prepare(MemoryTable([["Job Title"], ["CEO"], ["Intern"]]), scorer, Wishes(), NOW)
    header = ["Job Title", *(column.new_header for column in first.plan.columns)]
    rows = [[title, *first.plan.rows[at]] for at, title in enumerate(["CEO", "Intern"])]
    second = prepare(MemoryTable([header, *rows]), scorer, Wishes(), NOW)
    assert second.headers.fields == ("jobtitle",)
    assert not second.plan.new_columns
    assert list(second.scores.score) == list(first.scores.score)


def test_a_lead_without_any_field_gets_about_the_base_rate_and_says_so(scorer: Scorer) -> None:
    run = prepare(MemoryTable([["Email", "Job Title"], ["a@b.fr", None], ["c@d.fr", "CEO"]]), scorer, Wishes(), NOW)
    assert bool(run.scores.empty[0])
    assert abs(run.scores.probability[0] - scorer.manifest.training.base_rate) <= 0.07
    assert run.scores.reasons is not None
    assert "no field" in run.scores.reasons.text[0]


def test_a_map_of_what_does_not_exist_is_refused() -> None:
    assert overrule_by_index(("A", "b "), {"a": "jobtitle", " B": None}) == {0: "jobtitle", 1: None}
    with pytest.raises(BadChoice, match="There is no column"):
        overrule_by_index(("A",), {"C": "jobtitle"})
    with pytest.raises(BadChoice, match="There is no field"):
        overrule_by_index(("A",), {"A": "salary"})


def test_a_table_without_leads_or_fields_is_refused(scorer: Scorer) -> None:
    with pytest.raises(NothingToScore, match="no leads"):
        prepare(MemoryTable([["Job Title"], [None], [""]]), scorer, Wishes(), NOW)
    with pytest.raises(NothingToScore, match="--map"):
        prepare(MemoryTable([["Email"], ["a@b.fr"]]), scorer, Wishes(), NOW)


def test_where_nothing_is_understood_the_columns_are_named(scorer: Scorer) -> None:
    with pytest.raises(NothingToScore) as problem:
        prepare(MemoryTable([["Colour", "Industy", "Email"], ["red", "Software", "a@b.fr"]]), scorer, Wishes(), NOW)
    assert str(problem.value).endswith(
        "; there are “Colour”, “Industy” and “Email”, and “Industy” may be the industry (its name is close to "
        'industry): name it so in the table, or say --map "Industy=industry" on the command line, and run again.'
    )
    with pytest.raises(NothingToScore) as problem:
        prepare(MemoryTable([["Ada Lane", "ada@b.fr"], ["Bo Hill", "bo@b.fr"]]), scorer, Wishes(), NOW)
    assert "Ada" not in str(problem.value)


def test_what_no_column_tells_is_no_reason(scorer: Scorer) -> None:
    run = prepare(MemoryTable([["Job Title", "Industry"], ["CEO", None], ["Intern", "Retail"]]), scorer, Wishes(), NOW)
    assert run.scores.reasons is not None
    told = {reason.field for at in range(2) for reason in run.scores.reasons.of(at)}
    assert told
    assert told <= {"jobtitle", "industry"}
