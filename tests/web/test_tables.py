"""/table/map and /table/score: what the spreadsheet add-on calls."""

from flask.testing import FlaskClient

from tests.tables.titled import TITLED

TABLE = {
    "headers": ["Name", "Job Title", "Company Size", "Country", "LinkedIn URL", "Lead Status", "Type"],
    "rows": [
        ["Ana", "CEO", "11-50", "France", "https://www.linkedin.com/in/ana", "Replied", "x"],
        ["", None, "", "", "", "", ""],
        ["Bo", "Intern", "huge", "Spain", "https://www.linkedin.com/in/bo"],
        ["Cy"],
    ],
}


def test_mapping(client: FlaskClient) -> None:
    told = client.post("/table/map", json=TABLE).get_json()
    assert told["fields"] == {"companysize": [2], "location": [3], "jobtitle": [1]}
    assert told["outcomes"] == [5]
    assert told["ambiguous"] == [6]
    assert told["identity"] == {"index": 4, "header": "LinkedIn URL", "kind": "LinkedIn URL"}
    assert all(column["why"] for column in told["columns"])


def test_scoring_rows(client: FlaskClient) -> None:
    told = client.post("/table/score", json=TABLE).get_json()
    assert [row["status"] for row in told["rows"]] == ["scored", "blank", "scored", "scored"]
    assert told["refused"] == {"companysize": 1}
    assert "No field" in told["rows"][3]["message"]
    single = client.post("/predict", json={"jobtitle": "CEO", "companysize": "11-50", "location": "France"}).get_json()
    assert told["rows"][0]["score"] == single["score"]
    assert "job title" in told["rows"][0]["reasons"] or "company size" in told["rows"][0]["reasons"]


def test_a_person_overrules(client: FlaskClient) -> None:
    told = client.post("/table/map", json={**TABLE, "mapping": {"Type": "companytype", "Country": None}}).get_json()
    assert told["fields"] == {"companysize": [2], "companytype": [6], "jobtitle": [1]}
    wrong = client.post("/table/map", json={**TABLE, "mapping": {"Kind": "companytype", "Type": "salary"}})
    assert wrong.status_code == 422
    assert len(wrong.get_json()["detail"]) == 2


def test_nothing_to_score_on_is_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/table/score", json={"headers": ["Email"], "rows": [["a@b.fr"]]})
    assert answer.status_code == 422
    assert answer.get_json()["message"].endswith(".")


def test_nothing_to_score_on_names_the_columns(client: FlaskClient) -> None:
    answer = client.post("/table/score", json={"headers": ["Colour", "Industy"], "rows": [["red", "Software"]]})
    assert answer.get_json()["message"] == (
        "No column says anything about the leads that a score could be made from; map one of “Colour” and “Industy”: "
        "“Industy” may be the industry (its name is close to industry)."
    )


def test_no_rows(client: FlaskClient) -> None:
    assert client.post("/table/score", json={"headers": ["Job Title"], "rows": []}).get_json()["rows"] == []


def test_a_title_in_place_of_the_headers(client: FlaskClient) -> None:
    """As a step sends it that takes the first row of a sheet for its header, whatever stands there."""
    table = {"headers": TITLED[0], "rows": TITLED[1:]}
    told = client.post("/table/map", json=table).get_json()
    assert told["header_row"] == 2
    assert [column["header"] for column in told["columns"]] == TITLED[2]
    assert told["fields"] == {"location": [2], "jobtitle": [3]}
    scored = client.post("/table/score", json=table).get_json()
    plain = client.post("/table/score", json={"headers": TITLED[2], "rows": TITLED[3:]}).get_json()
    assert [row["status"] for row in scored["rows"]] == ["blank", "blank", "scored", "scored"]
    assert scored["rows"][2:] == plain["rows"]
    assert scored["rows"][1]["message"] == "The row is no lead: it names the columns, or stands above them."
    assert scored["mapping"]["header_row"] == 2
    assert "header_row" not in plain["mapping"]


def test_a_title_shorter_than_the_table(client: FlaskClient) -> None:
    told = client.post("/table/score", json={"headers": ["Prospects"], "rows": TITLED[2:], "explain": True}).get_json()
    assert [row["status"] for row in told["rows"]] == ["blank", "scored", "scored"]
    assert told["rows"][0]["why"] == []


def test_what_is_said_of_the_headers_as_sent_holds(client: FlaskClient) -> None:
    table = {"headers": ["Prospects autumn", "", "Place", "Batch 01", ""], "rows": TITLED[1:]}
    chosen = client.post("/table/map", json={**table, "mapping": {"Batch 01": "jobtitle"}}).get_json()
    assert "header_row" not in chosen
    assert chosen["fields"]["jobtitle"] == [3]
    told = client.post("/table/map", json={**table, "feeds": [None] * 5}).get_json()
    assert "header_row" not in told
    below = client.post("/table/map", json={**table, "mapping": {"Clinic": "companyindustry"}}).get_json()
    assert below["header_row"] == 2
    assert below["fields"]["companyindustry"] == [0]
    assert client.post("/table/map", json={**table, "mapping": {"Pet": "industry"}}).status_code == 422


def test_headers_in_a_language_nobody_knows_stay_the_headers(client: FlaskClient) -> None:
    table = {"headers": ["Etunimi", "Ammatti", "Yritys"], "rows": [["Ada", "Owner", "Sales"], ["Type", "Open", "Land"]]}
    assert "header_row" not in client.post("/table/map", json=table).get_json()
    blank = {"headers": ["", ""], "rows": [["CEO", "11-50"], ["CTO", "51-200"], ["Owner", "2-10"]]}
    assert client.post("/table/map", json=blank).get_json()["fields"] == {"companysize": [1]}
