"""What the add-on sends, only the columns that feed a field and `feeds`, scores as the whole table does."""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.leads.fields import FIELD, FIELD_NAMES
from app.leads.values import Unread, read_cell
from app.web.table_schema import MOST_EXPLAINED
from tests.leads.export_rows import KNOWN, UNSEEN
from tests.leads.test_headers import EXPORTS, OUTCOME, labelled

Rows = list[list[Any]]
THIS_YEAR = datetime.now(UTC).year

# Cells as sheets hold them: spellings, other tongues, what a field refuses, dates that were sizes, wrong kinds.
CELLS: dict[str, list[Any]] = {
    "companysize": ["11-50", "1950-11-01", "2026-02-10", "2026-10-02", "5 001-10 000", 42, "huge", "10 000+", 7.0],
    "companyfoundedon": [1999, "2015", "2010-05-01", "2,012", "soon", 3000, "founded in 1987"],
    "llm_seniority": ["Senior", "C suite", "Directeur", "Manager", "x", 3],
    "jobtitle": ["CEO", "Head of Sales", "Stagiaire", "VP  Marketing", "Ingénieur d'études", 5, True, "2024-02-10"],
    "industry": ["Computer Software", "Banque", "Real Estate", "?", 12, "Informatique et services"],
    "companyindustry": ["Computer Software", "Banking", "Immobilier", "Hospital & Health Care"],
    "companytype": ["Privately Held", "Public Company", "GmbH", "Société cotée", "Nonprofit"],
    "location": ["Paris", "Paris, France", "Île-de-France", "FR", "France", "Lyon, FR", "NY", "12 rue X, 75001 Paris"],
    "companylocation": ["Berlin", "Bayern", "Germany", "DE", "1 Main Street, Austin, TX", "Austin, Texas, US"],
    "summary": ["I sell things. " * 9, "Short", "Ich helfe Unternehmen, besser zu werden. " * 4],
    "skills": ["Sales, CRM", "Python; SQL", "Négociation", 7],
    "languages": ["English, French", "allemand", "Klingon"],
    OUTCOME: ["Replied", "Not interested", "yes", "2026-01-02", 3],
    "": ["Ana", "https://www.linkedin.com/in/ana", "ana@example.com", "x", 12, True, "2024-05-06", "Acme SAS"],
}
BLANK = [None, "", " ", "n/a", "-", None, ""]


def rows_below(header: list[str], labels: dict[str, str], chance: random.Random, count: int) -> Rows:
    """Invented rows: most cells fit their column, some belong elsewhere, rows are short or blank at times."""
    rows: Rows = []
    for _ in range(count):
        if chance.random() < 0.06:
            rows.append([chance.choice([None, ""]) for _ in header])
            continue
        row = []
        for name in header:
            kind = chance.random()
            known = CELLS.get(labels.get(name, ""), ["85", 0.4, "1", 77, "x"])
            row.append(chance.choice(BLANK if kind < 0.2 else known if kind < 0.97 else CELLS[""]))
        rows.append(row[: chance.randint(1, len(row))] if chance.random() < 0.1 else row)
    return rows


def ask(client: FlaskClient, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    """What the add-on writes beside a row: nothing where there is a message."""
    return () if row["message"] else (row["score"], row["label"], row["confidence"], row["reasons"])


def sent(header: list[str], fields: dict[str, list[int]]) -> tuple[list[int], dict[str, Any]]:
    """The columns the add-on sends, and the body without its rows."""
    columns = [(at, field) for field, places in fields.items() for at in places]
    return [at for at, _ in columns], {
        "headers": [header[at] for at, _ in columns],
        "feeds": [field for _, field in columns],
    }


def in_chunks(client: FlaskClient, header: list[str], rows: Rows, fields: dict[str, list[int]], size: int) -> list[Any]:
    columns, body = sent(header, fields)
    found = []
    for start in range(0, len(rows), size):
        part = [[row[at] if at < len(row) else None for at in columns] for row in rows[start : start + size]]
        answer = ask(client, "/table/score", {**body, "rows": part})
        assert answer["mapping"]["fields"] == {
            field: [place for place, fed in enumerate(body["feeds"]) if fed == field]
            for field in answer["mapping"]["fields"]
        }
        found += [told(row) for row in answer["rows"]]
    return found


def header_of(export: str) -> list[str]:
    path = EXPORTS / f"{export}.txt"
    if not path.exists():
        pytest.skip("the shared header rows are not here")
    return next(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def check_export(client: FlaskClient, header: list[str], labels: dict[str, str]) -> int:
    """Several tables below a header row; how many leads were given a score."""
    scored = 0
    for seed in range(4):
        chance = random.Random(f"{header} {seed}")
        rows = rows_below(header, labels, chance, chance.choice([5, 40, 320]))
        table = {"headers": header, "rows": rows}
        fields = ask(client, "/table/map", table)["fields"]
        if not fields:
            continue
        whole = [told(row) for row in ask(client, "/table/score", table)["rows"]]
        assert in_chunks(client, header, rows, fields, chance.choice([1, 7, 150]) if len(rows) < 99 else 150) == whole
        every = ["" for _ in header]
        for field, places in fields.items():
            for at in places:
                every[at] = field
        if all(places == sorted(places) for places in fields.values()):  # the best of a field stands first
            assert [told(row) for row in ask(client, "/table/score", {**table, "feeds": every})["rows"]] == whole
        scored += sum(map(bool, whole))
    return scored


@pytest.mark.parametrize("export", KNOWN)
def test_known_exports_score_alike_by_their_feeding_columns(client: FlaskClient, export: str) -> None:
    assert check_export(client, header_of(export), labelled(KNOWN[export])) > 0 or not any(
        label not in ("", OUTCOME) for label in labelled(KNOWN[export]).values()
    )


@pytest.mark.parametrize("tool", UNSEEN)
def test_other_tools_too(client: FlaskClient, tool: str) -> None:
    labels = labelled(UNSEEN[tool])
    check_export(client, list(labels), labels)


def invented_header(chance: random.Random) -> tuple[list[str], dict[str, str]]:
    """Columns of many tools side by side, some twice, some without a name."""
    known = [pair for row in UNSEEN.values() for pair in labelled(row).items()]
    fed = [pair for pair in known if pair[1] in FIELD]
    picked = [chance.choice(fed if chance.random() < 0.7 else known) for _ in range(chance.randint(2, 25))]
    names = [chance.choice(["", "Column 7"]) if chance.random() < 0.08 else name for name, _ in picked]
    return names, dict(picked)


@pytest.mark.parametrize("seed", range(60))
def test_columns_of_many_tools_with_a_persons_choices(client: FlaskClient, seed: int) -> None:
    """By feeds, one by one, a person says the same as by mapping, by name; a column sent alone means what it meant."""
    chance = random.Random(seed)
    header, labels = invented_header(chance)
    rows = rows_below(header, labels, chance, chance.choice([3, 30]))
    unique = [name for name in dict.fromkeys(header) if header.count(name) == 1]
    chosen = {name: chance.choice([None, *FIELD_NAMES]) for name in unique if chance.random() < 0.15}
    feeds = [(chosen[name] or "") if name in chosen else None for name in header]
    by_mapping = ask(client, "/table/map", {"headers": header, "rows": rows, "mapping": chosen})
    by_feeds = ask(client, "/table/map", {"headers": header, "rows": rows, "feeds": feeds})
    assert by_feeds["columns"] == by_mapping["columns"]
    assert by_feeds["fields"] == by_mapping["fields"]
    if not by_feeds["fields"]:
        return
    whole = ask(client, "/table/score", {"headers": header, "rows": rows, "mapping": chosen})
    assert in_chunks(client, header, rows, by_feeds["fields"], 7) == [told(row) for row in whole["rows"]]
    shuffled = dict(chance.sample(list(by_feeds["fields"].items()), len(by_feeds["fields"])))
    assert in_chunks(client, header, rows, shuffled, 30) == [told(row) for row in whole["rows"]]


def test_of_several_columns_of_a_field_the_first_counts_first(client: FlaskClient) -> None:
    body = {"headers": ["Size", "Employees"], "feeds": ["companysize", "companysize"], "rows": [["11-50", "5000"]]}
    first = ask(client, "/table/score", body)["rows"][0]["score"]
    turned = {**body, "headers": ["Employees", "Size"], "rows": [["5000", "11-50"]]}
    assert ask(client, "/table/score", turned)["rows"][0]["score"] != first
    alone = {"headers": ["Size"], "rows": [["11-50"]], "feeds": ["companysize"]}
    assert ask(client, "/table/score", alone)["rows"][0]["score"] == first


def test_parts_of_a_place_keep_their_part_by_their_names(client: FlaskClient) -> None:
    body = {"headers": ["Country", "City"], "feeds": ["location", "location"], "rows": [["France", "Paris"]]}
    joined = {"headers": ["Where"], "feeds": ["location"], "rows": [["Paris, France"]]}
    scored, whole = (ask(client, "/table/score", one)["rows"][0] for one in (body, joined))
    assert (scored["score"], scored["reasons"]) == (whole["score"], whole["reasons"])


def test_a_column_left_out_by_feeds_may_still_name_the_row(client: FlaskClient) -> None:
    body = {"headers": ["Job Title", "Email"], "feeds": ["jobtitle", ""]}
    answer = ask(client, "/table/map", body)
    assert answer["identity"] == {"index": 1, "header": "Email", "kind": "e-mail"}
    assert answer["fields"] == {"jobtitle": [0]}
    assert answer["unused"] == [1]
    fed = ask(client, "/table/map", {**body, "feeds": [None, "jobtitle"]})
    assert fed["identity"] is None
    assert fed["fields"] == {"jobtitle": [1]}


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"feeds": ["jobtitle"]}, "feeds", "1 for 2"),
        ({"feeds": ["jobtitle", None, None]}, "feeds", "3 for 2"),
        ({"feeds": []}, "feeds", "0 for 2"),
        ({"feeds": ["jobtitle", "salary"]}, "feeds.1", "does not exist"),
        ({"feeds": ["jobtitle", " "]}, "feeds.1", "does not exist"),
        ({"feeds": ["jobtitle", None], "mapping": {}}, "feeds", "not by both"),
        ({"feeds": ["jobtitle", None], "mapping": {"Job Title": None}}, "feeds", "not by both"),
        ({"feeds": ["jobtitle", 3]}, "feeds.1", "as it must be"),
        ({"feeds": "jobtitle"}, "feeds", "as it must be"),
    ],
)
def test_feeds_that_cannot_be(client: FlaskClient, given: dict[str, Any], field: str, words: str) -> None:
    for path in ("/table/map", "/table/score"):
        answer = client.post(path, json={"headers": ["Job Title", "Email"], "rows": [["CEO", "a@b.fr"]], **given})
        assert answer.status_code == 422
        told_ = answer.get_json()
        assert words in told_["message"]
        assert told_["message"].endswith(".")
        assert [one["field"] for one in told_["detail"]] == [field]


def test_at_most_a_hundred_wrong_feeds_are_listed(client: FlaskClient) -> None:
    answer = client.post("/table/map", json={"headers": ["x"] * 300, "feeds": ["salary"] * 300})
    assert len(answer.get_json()["detail"]) == 100


def test_null_feeds_and_mapping_are_as_good_as_absent(client: FlaskClient) -> None:
    body = {"headers": ["Job Title"], "rows": [["CEO"]]}
    plain = ask(client, "/table/map", body)
    assert ask(client, "/table/map", {**body, "feeds": None, "mapping": None}) == plain
    assert ask(client, "/table/map", {**body, "feeds": [None], "mapping": None}) == plain


def test_why_is_told_when_asked(client: FlaskClient) -> None:
    lead = {"jobtitle": "CEO", "companysize": "11-50"}
    body = {
        "headers": ["a", "b"],
        "feeds": ["jobtitle", "companysize"],
        "rows": [["CEO", "11-50"], ["", ""], ["n/a", " "]],
    }
    plain = ask(client, "/table/score", body)["rows"]
    explained = ask(client, "/table/score", {**body, "explain": True})["rows"]
    assert all("why" not in row for row in plain)
    assert [row.pop("why") for row in [dict(row) for row in explained]][1:] == [[], []]
    why = explained[0].pop("why")
    assert explained[0] == plain[0]
    assert {frozenset(one) for one in why} == {frozenset({"field", "words", "log_odds"})}
    assert {one["field"] for one in why} <= set(lead)
    alone = client.post("/predict?explain=true", json=lead).get_json()
    assert next(one for one in alone["reasons"] if one["field"] in lead) in why
    rows = [["CEO", "11-50"]] * MOST_EXPLAINED
    most = {**body, "explain": True, "rows": rows}
    assert all(row["why"] == why for row in ask(client, "/table/score", most)["rows"])
    answer = client.post("/table/score", json={**most, "rows": [*rows, ["CEO", ""]]})
    assert answer.status_code == 422
    assert "At most 100 rows" in answer.get_json()["message"]


def test_the_map_tells_the_model(client: FlaskClient) -> None:
    body = {"headers": ["Job Title"], "rows": [["CEO"]]}
    version = ask(client, "/table/score", body)["model_version"]
    assert version
    assert ask(client, "/table/map", body)["model_version"] == version


DAYS = [date(1999, 12, 1) + timedelta(days=at) for at in range(0, 366 * 28)]


@pytest.mark.parametrize("field", ["companysize", "companyfoundedon", "llm_quality", "llm_seniority"])
def test_a_date_as_text_reads_as_the_date_itself(field: str) -> None:
    """The add-on sends a date as text; through Google's API the same cell is a datetime."""
    days = [*DAYS, *(date(1950, month, day) for month in (10, 11, 12) for day in (1, 15, 30)), date(1812, 2, 10)]
    for day in days:
        moment = datetime(day.year, day.month, day.day)
        as_text = read_cell(FIELD[field], day.isoformat(), THIS_YEAR)
        assert as_text == read_cell(FIELD[field], moment, THIS_YEAR), day
    if field == "companysize":
        assert read_cell(FIELD[field], "1950-11-01", THIS_YEAR) == "11-50"
        for text in ("2026-02-10", "2025-10-02", "2019-10-02", "1999-02-10", "2026-01-10", "2026-10-01"):
            assert read_cell(FIELD[field], text, THIS_YEAR) == "1-10", text
        for text in ("2026-03-04", "2026-02-30", "2026-13-10"):
            assert isinstance(read_cell(FIELD[field], text, THIS_YEAR), Unread), text
    if field == "companyfoundedon":
        assert read_cell(FIELD[field], "2010-05-01", THIS_YEAR) == 2010
