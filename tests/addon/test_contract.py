"""The wire between the add-on and the service, as contract.json has it for both sides: this is the service's.

What depends on the model stands there as a placeholder. `service` says how the service of a case is set up, `sent` what
the add-on says of itself in headers, `headers` which of the answer's it reads.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.config import Settings
from app.leads.fields import FIELD_NAMES
from app.scoring.manifest import Thresholds
from app.store.database import open_store
from app.store.keys import add_key
from app.store.migrating import migrate
from app.tables.columns import CONFIDENCES, LABELS, THRESHOLDS, OurColumn, as_score, title
from app.tables.google import requests
from app.tables.google.lead_keys import ID_LENGTH, ID_LETTERS, key_of
from app.tables.google.shape import COLUMN_KEY, ID
from app.tables.grid import Cell
from tests.fakes.openid import ADDON, Account, FakeOpenId

Case = dict[str, Any]
CONTRACT: dict[str, Any] = json.loads(Path(__file__).with_name("contract.json").read_text(encoding="utf-8"))
FAR = {"REMOTE_ADDR": "192.0.2.7"}
VERSION = re.compile(r"\d{4}\.\d\d\.\d\d-[0-9a-f]{8}")
KINDS = ("plain", "key", "people", "google away", "busy", "small", "no model")


@pytest.fixture
def google() -> Iterator[FakeOpenId]:
    with FakeOpenId() as fake:
        yield fake


def settings_of(kind: str, google: FakeOpenId, data: Path) -> Settings:
    """How the service of a case is set up."""
    assert kind in KINDS
    if kind in ("people", "google away"):
        google.faults.update(["away"] if kind == "google away" else [])
        return Settings(data=data, addon_client_ids=(ADDON,), allowed_domains=("example.com",), sign_in_url=google.url)
    if kind == "no model":
        (data / "nothing").mkdir()
        return Settings(data=data, model=data / "nothing", open=True)
    return Settings(data=data, open=kind != "key", rate_per_minute=1 if kind == "busy" else 600, max_body_mb=1)


def words_of(kind: str, google: FakeOpenId, settings: Settings) -> dict[str, Callable[[], str]]:
    """What stands for the placeholders of `sent`."""

    def key() -> str:
        with closing(open_store(settings.places.database_url)) as store:
            return add_key(store, "tests")

    def strangers() -> str:
        google.who = Account("bo@elsewhere.example", domain="elsewhere.example")
        return google.identity_token()

    migrate(settings.places.database_url)
    if kind == "key":
        made = key()
        return {"<key>": lambda: made, "<wrong key>": lambda: made[:-1] + "!"}
    return {
        "<token>": google.identity_token,
        "<token of another program>": lambda: google.identity_token(aud="5678-other.apps.googleusercontent.com"),
        "<token that has expired>": lambda: google.identity_token(iat=1, exp=3601),
        "<token of a stranger>": strangers,
    }


def answered(case: Case, google: FakeOpenId, data: Path) -> TestResponse:
    """The service's answer to what a case sends."""
    kind = case.get("service", "plain")
    settings = settings_of(kind, google, data)
    words = words_of(kind, google, settings)
    headers = {"Content-Type": "application/json"}
    for name, value in case.get("sent", {}).items():
        headers[name] = re.sub("<.*>", lambda found: words[found[0]](), value)
    body = json.dumps(case["body"]).replace('"<more than a megabyte>"', json.dumps("x" * 1_100_000))
    client: FlaskClient = create_app(settings).test_client()
    if kind == "busy":
        client.post(case["path"], data=body, headers=headers, environ_base=FAR)
    return client.post(case["path"], data=body, headers=headers, environ_base=FAR)


def fits(expected: Any, found: Any) -> bool:
    """Whether an answer is as the contract has it, placeholders by their kind."""
    kinds: dict[str, Callable[[Any], bool]] = {
        "<score>": lambda one: type(one) is float and as_score(one) == one,
        "<label>": lambda one: one in LABELS,
        "<confidence>": lambda one: one in CONFIDENCES,
        "<reasons>": lambda one: isinstance(one, str) and one[:2] in ("+ ", "- "),
        "<version>": lambda one: isinstance(one, str) and VERSION.fullmatch(one) is not None,
        "<seconds>": lambda one: isinstance(one, str) and one.isdecimal() and 0 < int(one) <= 61,
        "<sentence>": lambda one: isinstance(one, str) and re.fullmatch(r"[A-Z][^\n]{20,}\.", one) is not None,
        "<why>": lambda one: isinstance(one, list) and bool(one) and all(map(is_why, one)),
    }
    if isinstance(expected, str) and expected in kinds:
        return kinds[expected](found)
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and list(expected) == list(found)
            and all(fits(value, found[name]) for name, value in expected.items())
        )
    if isinstance(expected, list):
        same = isinstance(found, list) and len(expected) == len(found)
        return same and all(map(fits, expected, found))
    return type(expected) is type(found) and expected == found


def is_why(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and list(one) == ["field", "words", "log_odds"]
        and one["field"] in FIELD_NAMES
        and isinstance(one["words"], str)
        and bool(one["words"])
        and isinstance(one["log_odds"], float)
    )


@pytest.mark.parametrize("case", CONTRACT["cases"], ids=lambda case: case["name"])
def test_the_service_answers_as_the_contract_says(case: Case, google: FakeOpenId, tmp_path: Path) -> None:
    answer = answered(case, google, tmp_path)
    assert answer.status_code == case.get("status", 200)
    assert fits(case["answer"], answer.get_json()), answer.get_data(as_text=True)
    for name, value in case.get("headers", {}).items():
        assert fits(value, answer.headers[name]), answer.headers[name]


def test_the_contract_covers_what_may_happen() -> None:
    cases = CONTRACT["cases"]
    assert len({case["name"] for case in cases}) == len(cases)
    assert {case.get("status", 200) for case in cases} >= {200, 401, 403, 413, 415, 422, 429, 503}
    assert {case.get("service", "plain") for case in cases} == set(KINDS)
    assert not fits("<score>", 1) and not fits({"a": 1}, {"a": 1, "b": 2}) and not fits(None, "x")  # noqa: PT018
    assert not fits(["<label>"], ["maybe"]) and not fits("<version>", "")  # noqa: PT018


def test_keys_are_spelled_as_the_contract_says() -> None:
    assert len(CONTRACT["keys"]) >= 60
    for kind, cell, key in CONTRACT["keys"]:
        cells: dict[str, Cell] = {"linkedin": None, "email": None, "id": None, kind: cell}
        assert key_of(cells["linkedin"], cells["email"], cells["id"]) == key, (kind, cell)


def test_the_first_cell_that_names_a_lead_is_its_key() -> None:
    for linkedin, email, own, key in CONTRACT["leads"]:
        assert key_of(linkedin, email, own) == key, (linkedin, email, own)


def test_names_and_marks_are_those_of_the_contract() -> None:
    assert CONTRACT["fields"] == list(FIELD_NAMES)
    marks = CONTRACT["marks"]
    columns = [*OurColumn]
    assert marks["key"] == COLUMN_KEY
    assert marks["words"] == [*[column.value for column in columns], ID]
    assert marks["titles"] == {**{column.value: title(column) for column in columns}, ID: "Lead ID"}
    assert marks["notes"] == {**{column.value: requests._NOTES[column] for column in columns}, ID: requests._ID_NOTE}
    assert marks["id"] == {"letters": ID_LETTERS, "length": ID_LENGTH}
    assert (marks["labels"], marks["confidences"]) == ([*LABELS], [*CONFIDENCES])
    thresholds = Thresholds(**marks["thresholds"])
    assert thresholds == THRESHOLDS
