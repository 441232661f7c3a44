"""Every curl of the documents, run by a shell against the real service, and its answer against the page."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.config import ROOT
from app.leads.fields import FIELDS, Kind
from tests.serving import make_key, serving

LOCAL, PUBLIC = "http://127.0.0.1:8000", "https://leads.example.com"  # the addresses the pages are written with
NOT_OURS = {"/model", "/openapi.json", "/metrics", "/docs"}  # what they answer is not for api.md to list

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None, reason="no curl here: install it to run the documents' own"
)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def curls(name: str) -> list[str]:
    """The curl commands in a page's fenced blocks, each with the lines it is continued on."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page(name), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("curl ")]


class Told(NamedTuple):
    status: int
    kind: str
    body: str


def run(command: str, address: str, key: str = "") -> Told:
    """Run a curl of a page by the shell, against another address; only how the answer is told is added."""
    shown = command.replace(LOCAL, address).replace(PUBLIC, address)
    assert shown.startswith(("curl -s http", "curl -s 'http")), command
    assert address in shown, command
    shown = shown.replace("curl -s", r"curl -s -w '\n%{http_code} %{content_type}'", 1)
    told = subprocess.run(
        ["sh", "-c", shown], env={**os.environ, "LEADSHEET_KEY": key}, capture_output=True, text=True, check=True
    )
    body, _, last = told.stdout.rpartition("\n")
    status, _, kind = last.partition(" ")
    return Told(int(status), kind, body)


def path_of(command: str) -> str:
    found = re.search(r"https?://[^/\s]+(/[\w./]*)", command)
    assert found, command
    return found[1]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service without keys: it answers this machine alone."""
    with serving(tmp_path_factory.mktemp("open")) as address:
        yield address


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A service that wants a key, and a key."""
    data: Path = tmp_path_factory.mktemp("keyed")
    key = make_key(data, "n8n")
    with serving(data) as address:
        yield address, key


@pytest.mark.parametrize("command", [*curls("docs/api.md"), *curls("README.md")])
def test_a_documented_curl_works(service: str, command: str) -> None:
    told = run(command, service)
    assert told.status == 200, told.body
    if told.kind == "application/json":
        json.loads(told.body)


@pytest.mark.parametrize("command", curls("docs/automation.md"))
def test_a_curl_with_a_key_works_and_fails_without(keyed: tuple[str, str], command: str) -> None:
    address, key = keyed
    assert run(command, address, key).status == 200
    assert run(command, address, "wrong").status == 401


def test_every_address_has_a_curl() -> None:
    documented = set(
        re.findall(r"`(?:GET |POST )?(/[a-z/.]+)`", " ".join(re.findall(r"^## .*$", page("docs/api.md"), re.M)))
    )
    assert {path_of(command) for command in curls("docs/api.md")} == documented
    assert len(documented) == 10


@pytest.mark.parametrize("command", [one for one in curls("docs/api.md") if path_of(one) not in NOT_OURS])
def test_every_name_in_an_answer_is_on_the_page(service: str, command: str) -> None:
    for name in names_in(json.loads(run(command, service).body)):
        assert f'"{name}"' in page("docs/api.md"), f"{path_of(command)} answers {name}, which docs/api.md does not say"


def names_in(answer: Any) -> set[str]:
    """The names of an answer's objects; those of `fields` and `refused` are fields of a lead."""
    if isinstance(answer, list):
        return set().union(*map(names_in, answer))
    if not isinstance(answer, dict):
        return set()
    deeper = [names_in(value) for name, value in answer.items() if name not in ("fields", "refused")]
    return set(answer).union(*deeper)


def test_the_example_answer_is_the_answer(service: str) -> None:
    shown = re.search(r"```json\n(\{.*\})\n```", page("docs/api.md"))
    assert shown
    example, real = json.loads(shown[1]), json.loads(run(curls("docs/api.md")[0], service).body)
    assert [*example] == [*real]
    for name in set(real) - {"inference_time_ms"}:
        assert example[name] == real[name]


def test_what_automation_says_of_empty_numbers(service: str) -> None:
    numbers = [field.name for field in FIELDS if field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.YEAR)]
    said = re.search(r"Empty boxes.*?refuse", page("docs/automation.md"), re.DOTALL)
    assert said
    assert re.findall(r"`(\w+)`", said[0]) == numbers

    def send(path: str, body: object) -> Told:
        return run(f"curl -s {LOCAL}{path} -H 'Content-Type: application/json' -d '{json.dumps(body)}'", service)

    for field in FIELDS:
        assert send("/predict", {field.name: ""}).status == (422 if field.name in numbers else 200), field.name
    refused = send("/predict/batch", {"leads": [{}, {}, {}, {"llm_quality": ""}]})
    assert json.loads(refused.body)["detail"][0]["field"] == "leads.3.llm_quality"
    untidy = send("/table/score", {"headers": ["Company Year Founded"], "rows": [["Founded in 2020"], [""], ["x"]]})
    assert [row["status"] for row in json.loads(untidy.body)["rows"]] == ["scored", "blank", "scored"]
    assert json.loads(untidy.body)["refused"] == {"companyfoundedon": 1}
