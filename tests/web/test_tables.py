"""/table/map and /table/score: what the spreadsheet add-on calls."""

from flask.testing import FlaskClient

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


def test_no_rows(client: FlaskClient) -> None:
    assert client.post("/table/score", json={"headers": ["Job Title"], "rows": []}).get_json()["rows"] == []
