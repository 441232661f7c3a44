"""The n8n workflow of the examples: its form, its JavaScript run by Node, its requests answered by the real app."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import ROOT, Settings

WORKFLOW: dict[str, Any] = json.loads((ROOT / "examples/n8n-score-leads.json").read_text(encoding="utf-8"))
NODES: dict[str, dict[str, Any]] = {node["name"]: node for node in WORKFLOW["nodes"]}
AUTOMATION = (ROOT / "docs/automation.md").read_text(encoding="utf-8")

# Of n8n's own repository: the versions its nodes list, and of their parameters those that the workflow may set.
VERSIONS: dict[str, set[float]] = {
    "n8n-nodes-base.stickyNote": {1},
    "n8n-nodes-base.manualTrigger": {1},
    "n8n-nodes-base.code": {1, 2},
    "n8n-nodes-base.httpRequest": {3, 4, 4.1, 4.2, 4.3, 4.4},
    "n8n-nodes-base.googleSheets": {3, 4, 4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7},
}
PARAMETERS: dict[str, set[str]] = {
    "n8n-nodes-base.stickyNote": {"content", "height", "width", "color"},
    "n8n-nodes-base.manualTrigger": set(),
    "n8n-nodes-base.code": {"mode", "language", "jsCode"},
    "n8n-nodes-base.httpRequest": {
        *("method", "url", "authentication", "genericAuthType", "sendBody", "contentType", "specifyBody", "jsonBody"),
        "options",
    },
    "n8n-nodes-base.googleSheets": {
        *("authentication", "resource", "operation", "documentId", "sheetName", "columns", "options")
    },
}
KEY = "LinkedIn URL"
SHEET: list[dict[str, object]] = [
    {"row_number": 2, "First Name": "Ana", "Poste": "CEO", "Effectif": "11-50", KEY: "https://linkedin.com/in/ana"},
    {"row_number": 3, "First Name": "Bo", "Poste": "Stagiaire", "Effectif": 5000, KEY: " https://linkedin.com/in/bo"},
    {"row_number": 4, "First Name": "", "Poste": "", "Effectif": "", KEY: ""},
    {"row_number": 5, "First Name": "Cy", "Poste": "DG", "Effectif": "", KEY: "https://linkedin.com/in/twin"},
    {"row_number": 6, "First Name": "Di", "Poste": "Avocat", "Effectif": "2-10", KEY: "https://linkedin.com/in/twin "},
    {"row_number": 7, "First Name": "Ed", "Poste": "Directeur", "Effectif": None, KEY: ""},
    {
        "row_number": 8,
        "First Name": "Flo \"'} }}",
        "Poste": "Founder",
        KEY: "https://linkedin.com/in/flo",
        "Actif": True,
    },
]

# What n8n gives an expression and a Code node that runs once for all items: $json, $input and $('a node').
HARNESS = """
const { code, json, items, others } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const $ = (name) => ({ all: () => others[name] });
const told = new Function('$json', '$input', '$', code)(json, { all: () => items }, $);
process.stdout.write(JSON.stringify(told));
"""


def node_version() -> int:
    """The first number of Node's version, 0 where there is none."""
    program = shutil.which("node")
    if program is None:
        return 0
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(told.removeprefix("v").partition(".")[0])


with_node = pytest.mark.skipif(node_version() < 20, reason="no Node 20 here: install it to run the workflow's own code")


def javascript(code: str, json_: object = None, items: object = None, others: object = None) -> Any:
    given = json.dumps({"code": code, "json": json_, "items": items, "others": others or {}})
    told = subprocess.run(["node", "-e", HARNESS], input=given, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(told.stderr)
    return json.loads(told.stdout)


def expression(text: str, json_: object) -> Any:
    """What n8n makes of a parameter that is one expression: `={{ ... }}`."""
    found = re.fullmatch(r"=\{\{(.*)\}\}", text, re.DOTALL)
    assert found, text
    return javascript(f"return ({found[1]});", json_)


def ask(client: FlaskClient, body: str) -> Any:
    """Send what the Score node sends, to the address it sends it to."""
    parameters = NODES["Score"]["parameters"]
    assert (parameters["method"], parameters["contentType"], parameters["specifyBody"]) == ("POST", "json", "json")
    answer = client.post(urlsplit(parameters["url"]).path, data=body, content_type="application/json")
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def as_items(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"json": row} for row in rows]


def requests_of(rows: list[dict[str, Any]], code: str = "") -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = javascript(
        code or NODES["Make requests"]["parameters"]["jsCode"], items=as_items(rows)
    )
    return made


def scores_of(requests: list[dict[str, Any]], answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    code = NODES["Scores by key"]["parameters"]["jsCode"]
    told = javascript(code, items=as_items(answers), others={"Make requests": requests})
    return [item["json"] for item in told]


def run_through(client: FlaskClient, rows: list[dict[str, Any]], code: str = "") -> list[dict[str, Any]]:
    """The workflow from the rows that were read to the items that Write scores gets."""
    made = requests_of(rows, code)
    body = NODES["Score"]["parameters"]["jsonBody"]
    return scores_of(made, [ask(client, expression(body, item["json"])) for item in made])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    data: Path = tmp_path_factory.mktemp("data")
    with create_app(Settings(data=data)).test_client() as made:
        yield made


def test_the_workflow_is_whole() -> None:
    assert len(NODES) == len(WORKFLOW["nodes"]) == len({node["id"] for node in WORKFLOW["nodes"]}) > 5
    assert len({tuple(node["position"]) for node in WORKFLOW["nodes"]}) == len(NODES)
    reached = {"When clicking Execute workflow"}
    for source, ways in WORKFLOW["connections"].items():
        assert source in NODES
        for way in (way for output in ways["main"] for way in output):
            assert way["node"] in NODES
            assert (way["type"], way["index"]) == ("main", 0)
            reached.add(way["node"])
    assert reached == set(NODES) - {"What to set"}
    assert WORKFLOW["active"] is False


@pytest.mark.parametrize("name", NODES)
def test_a_node_is_one_that_n8n_knows(name: str) -> None:
    node = NODES[name]
    assert node["typeVersion"] in VERSIONS[node["type"]]
    assert set(node["parameters"]) <= PARAMETERS[node["type"]]
    for other in re.findall(r"\$\('([^']*)'\)", json.dumps(node)):
        assert other in NODES


def test_nothing_secret_or_of_anybodys_own_is_in_it() -> None:
    assert not any("credentials" in node for node in NODES.values())
    assert not any(NODES[name]["parameters"][box]["value"] for name in SHEETS for box in ("documentId", "sheetName"))
    assert urlsplit(NODES["Score"]["parameters"]["url"]).hostname == "leads.example.com"


SHEETS = ("Read leads", "Write scores")


def test_the_key_is_one_and_the_note_says_what_to_set() -> None:
    write = NODES["Write scores"]["parameters"]
    assert write["columns"]["matchingColumns"] == [KEY]
    assert f"const KEY = '{KEY}';" in NODES["Make requests"]["parameters"]["jsCode"]
    # n8n would otherwise add columns, or leave out what finds none without a word.
    assert write["options"]["handlingExtraData"] == "error"
    note = NODES["What to set"]["parameters"]["content"]
    for said in (KEY, "Lead score", "Lead label", "Lead confidence", "X-API-Key", *SHEETS, "python -m app score"):
        assert said in note
    assert set(re.findall(r"\*\*(Read leads|Write scores|Score)\*\*", note)) == {*SHEETS, "Score"}


def test_the_fields_that_are_read_are_in_the_answer(client: FlaskClient) -> None:
    code = NODES["Scores by key"]["parameters"]["jsCode"]
    row = ask(client, json.dumps({"headers": ["Poste"], "rows": [["CEO"]]}))["rows"][0]
    read = set(re.findall(r"\brow\.(\w+)", code))
    assert read == {"status", "score", "label", "confidence"}
    assert read <= set(row)
    assert row["status"] in re.findall(r"row\.status !== '(\w+)'", code)


@with_node
def test_a_score_goes_to_its_lead_alone(client: FlaskClient) -> None:
    items = run_through(client, SHEET)
    assert [item[KEY] for item in items] == [SHEET[0][KEY], SHEET[1][KEY], SHEET[6][KEY]]  # one each, none doubtful
    headers = [name for name in {**SHEET[0], **SHEET[6]} if name != "row_number"]
    for item in items:
        row = next(row for row in SHEET if row[KEY] == item[KEY])
        alone = ask(client, json.dumps({"headers": headers, "rows": [[row.get(name) for name in headers]]}))["rows"][0]
        assert item == {
            KEY: row[KEY],
            "Lead score": alone["score"],
            "Lead label": alone["label"],
            "Lead confidence": alone["confidence"],
        }
    assert len({item["Lead score"] for item in items}) == 3
    assert run_through(client, [SHEET[0], SHEET[5]]) == items[:1]  # one row without a key: nobody's


@with_node
def test_the_order_of_the_rows_changes_nothing(client: FlaskClient) -> None:
    there, back = run_through(client, SHEET), run_through(client, SHEET[::-1])
    assert back == there[::-1]


@with_node
def test_many_rows_go_in_several_requests(client: FlaskClient) -> None:
    code, times = re.subn(r"AT_ONCE = \d+", "AT_ONCE = 2", NODES["Make requests"]["parameters"]["jsCode"])
    assert times == 1
    made = requests_of(SHEET, code)
    assert [len(item["json"]["table"]["rows"]) for item in made] == [2, 2, 2, 1]
    assert all("row_number" not in item["json"]["table"]["headers"] for item in made)
    # The twins stand in different requests and are left out all the same.
    assert run_through(client, SHEET, code) == run_through(client, SHEET)
    assert len(requests_of([SHEET[0]] * 5001)) == 2


@with_node
def test_what_cannot_be_right_stops_the_workflow(client: FlaskClient) -> None:
    with pytest.raises(RuntimeError, match='no column "LinkedIn URL"'):
        requests_of([{"Poste": "CEO"}])
    made = requests_of(SHEET)
    with pytest.raises(RuntimeError, match="another number of rows"):
        scores_of(made, [{"rows": []}])


@with_node
def test_the_expressions_of_the_page_are_accepted(client: FlaskClient) -> None:
    one, many = re.findall(r"^```\n(\{\{ JSON.*\}\})\n```$", AUTOMATION, re.MULTILINE)
    lead = {"Job Title": 'CEO "of" it', "Company Size": "11-50"}  # and no Location
    body = expression(f"={one}", lead)
    assert json.loads(body) == {"jobtitle": 'CEO "of" it', "companysize": "11-50"}
    answer = client.post("/predict", data=body, content_type="application/json").get_json()
    assert set(re.findall(r"`\{\{ \$json\.(\w+) \}\}`", AUTOMATION)) - {"statusCode"} <= set(answer)
    body = expression(f"={many}", {"data": [{"jobtitle": "CEO"}, {"jobtitle": "Intern"}]})
    answer = client.post("/predict/batch", data=body, content_type="application/json").get_json()
    assert [set(told) >= {"score", "label", "confidence"} for told in answer["predictions"]] == [True, True]


def test_the_bodies_of_the_page_are_accepted(client: FlaskClient) -> None:
    found = re.findall(r"\| `(/[a-z/]+)` \| `(\{.*?\})` \|", AUTOMATION)
    assert [path for path, _ in found] == ["/predict", "/predict/batch", "/table/score"]
    for path, body in found:
        assert client.post(path, data=body, content_type="application/json").status_code == 200, path
