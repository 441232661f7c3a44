"""What other sites, other machines and other people cannot do through the pages."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.config import ROOT, Settings
from app.store.database import open_store
from app.store.keys import add_key
from app.store.tables import metadata
from app.store.weeks import keep_week
from tests.fakes.openid import FakeOpenId
from tests.web.test_sign_in import csrf, is_in, note, rows, signed_in

FAR = {"REMOTE_ADDR": "192.0.2.7"}
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def google() -> Iterator[FakeOpenId]:
    with FakeOpenId() as fake:
        yield fake


@pytest.fixture
def client(google: FakeOpenId, tmp_path: Path) -> FlaskClient:
    client = create_app(google.settings(tmp_path)).test_client()
    signed_in(client)
    return client


@pytest.fixture
def local(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path)).test_client()


# Forms.


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ({}, {}, 400),
        ({"csrf_token": ""}, {}, 400),
        ({"csrf_token": "wrong"}, {}, 400),
        ("good", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("good", {"Sec-Fetch-Site": "same-site"}, 403),
        ("good", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ("good", {"Origin": "https://evil.example"}, 403),
        ("good", {"Origin": "http://localhost.evil.example"}, 403),
        ("good", {"Origin": "http://localhost:81"}, 403),
        ("good", {"Origin": "null"}, 403),
        ("good", {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 303),
        ("good", {}, 303),
    ],
)
def test_a_form_must_be_ours(client: FlaskClient, form: Any, headers: dict[str, str], status: int) -> None:
    sent = {"csrf_token": csrf(client)} if form == "good" else form
    answer = client.post("/sign-out", data=sent, headers=headers)
    assert answer.status_code == status
    if status != 303:
        assert note(answer).endswith(".")
        assert is_in(client)


def test_the_token_of_another_session_is_no_good(client: FlaskClient) -> None:
    other = client.application.test_client()
    signed_in(other)
    assert client.post("/sign-out", data={"csrf_token": csrf(other)}).status_code == 400
    assert client.post("/sign-out", headers={"X-CSRFToken": csrf(other)}).status_code == 400
    assert client.post("/sign-out", headers={"X-CSRFToken": csrf(client)}).status_code == 303  # as htmx sends it


def test_every_form_of_every_page_is_held_by_it(client: FlaskClient) -> None:
    """Also of pages to come: whatever takes a POST wants the token."""
    app = client.application
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and "pages." in rule.endpoint]
    assert posts
    for rule in posts:
        path = app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        assert client.post(path).status_code == 400, path


def test_another_site_can_link_here_but_not_fetch(client: FlaskClient, local: FlaskClient) -> None:
    for one in (client, local):
        link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        assert one.get("/", headers=link).status_code == 200
        for mode in ("cors", "no-cors", "websocket"):
            fetched = one.get("/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode})
            assert fetched.status_code == 403
        assert one.get("/", headers={"Origin": "https://evil.example"}).status_code == 403


def test_origins_that_may_call_the_api_may_not_read_pages(tmp_path: Path) -> None:
    client = create_app(Settings(data=tmp_path, cors_origins=("*",))).test_client()
    answer = client.get("/", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_looking_changes_nothing(client: FlaskClient, google: FakeOpenId, tmp_path: Path) -> None:
    """Every page by GET: the database is as it was, but for turns taken."""
    app = client.application

    def state() -> dict[str, list[tuple[Any, ...]]]:
        with closing(open_store(google.settings(tmp_path).places.database_url)) as store, store.reading() as reading:
            tables = set(metadata.tables) - {"person_calls", "google_calls"}
            return {name: reading.rows(f"SELECT * FROM {name}") for name in tables}

    before = state()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("pages.") and "GET" in (rule.methods or ()):
            given = dict.fromkeys(rule.arguments, 1)
            client.get(app.url_map.bind("localhost").build(rule.endpoint, given)).close()
    assert client.get("/sign-out").status_code == 405
    assert state() == before


# Who is answered.


@pytest.mark.parametrize(
    ("host", "address", "more", "status"),
    [
        ("localhost:8000", "127.0.0.1", {}, 200),
        ("127.0.0.1:8000", "127.0.0.1", {}, 200),
        ("[::1]:8000", "::1", {}, 200),
        ("[::1]", "::1", {}, 200),
        ("evil.example", "127.0.0.1", {}, 403),  # a name that was made to lead here
        ("evil.example:8000", "127.0.0.1", {}, 403),
        ("127.0.0.1.evil.example", "127.0.0.1", {}, 403),
        ("localhost.evil.example", "127.0.0.1", {}, 403),
        ("0.0.0.0:8000", "127.0.0.1", {}, 403),
        ("localhost", "192.0.2.7", {}, 403),
        ("", "192.0.2.7", {}, 403),
        ("localhost", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 403),
        ("localhost", "127.0.0.1", {"Forwarded": "for=192.0.2.7"}, 403),
        ("localhost", "127.0.0.1", {"Via": "1.1 proxy"}, 403),
        ("localhost", "192.0.2.7", {"X-Forwarded-For": "127.0.0.1"}, 403),
    ],
)
def test_without_sign_in_this_machine_alone(
    local: FlaskClient, host: str, address: str, more: dict[str, str], status: int
) -> None:
    answer = local.get("/", headers={"Host": host, **more}, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert status == 200 or note(answer).endswith(".")


def test_with_sign_in_this_machine_signs_in_too(google: FakeOpenId, tmp_path: Path) -> None:
    client = create_app(google.settings(tmp_path)).test_client()
    assert client.get("/").location == "/sign-in?to=/"


@pytest.mark.parametrize("value", ["", "x", "e30.x.y", ".eJw.x.y", "é", "a" * 5000])
def test_a_made_up_cookie_is_nobody(client: FlaskClient, value: str) -> None:
    stranger = client.application.test_client()
    answer = stranger.get("/", headers={"Cookie": f"leadsheet={value}"})
    assert answer.location.startswith("/sign-in")


def test_a_cookie_of_another_installation_is_nobody(client: FlaskClient, google: FakeOpenId, tmp_path: Path) -> None:
    kept = client.get_cookie("leadsheet")
    assert kept is not None
    other = create_app(google.settings(tmp_path / "other")).test_client()
    other.set_cookie("leadsheet", kept.value)
    assert not is_in(other)
    assert rows(tmp_path / "other") == []


# Reports.


def with_report(settings: Settings) -> FlaskClient:
    client = create_app(settings).test_client()
    with closing(open_store(settings.places.database_url)) as store:
        keep_week(store, "2026-W46", datetime.now(UTC), "stable", {}, None, "No report.")
    return client


def test_reports_are_for_people_who_may_see_pages_and_for_keys(google: FakeOpenId, tmp_path: Path) -> None:
    settings = google.settings(tmp_path)
    client = with_report(settings)
    with closing(open_store(settings.places.database_url)) as store:
        key = add_key(store, "tests")
    client = create_app(settings).test_client()
    path = "/reports/2026-W46"
    led = client.get(path, headers=BROWSER, environ_base=FAR)
    assert led.location == f"/sign-in?to={path}"
    assert client.get(path, environ_base=FAR).status_code == 401
    assert client.get(path, headers={**BROWSER, "X-API-Key": "wrong"}, environ_base=FAR).status_code == 401
    assert client.get(path, headers={**BROWSER, "X-API-Key": key}, environ_base=FAR).status_code == 404  # found no page
    signed_in(client)
    assert client.get(path, headers=BROWSER, environ_base=FAR).status_code == 404


def test_reports_without_sign_in_are_for_this_machine(tmp_path: Path) -> None:
    client = with_report(Settings(data=tmp_path))
    with closing(open_store(Settings(data=tmp_path).places.database_url)) as store:
        add_key(store, "tests")
    client = create_app(Settings(data=tmp_path)).test_client()
    assert client.get("/reports/2026-W46", headers=BROWSER).status_code == 404
    assert client.get("/reports/2026-W46", headers=BROWSER, environ_base=FAR).status_code == 401
    assert client.get("/reports/2026-W46", headers={**BROWSER, "Host": "evil.example"}).status_code == 401
    assert client.get("/reports/2026-W46").status_code == 401  # a program, which has a key to show


# Headers.


def documented() -> dict[str, str]:
    text = (ROOT / "docs" / "web-security.md").read_text(encoding="utf-8").partition("## Headers of every page")[2]
    return dict(re.findall(r"^\| `([^`]+)` \| `?([^|]+?)`? \|", text, re.MULTILINE))


def pages(client: FlaskClient) -> list[TestResponse]:
    """Pages of every kind: whole, refused, not found by a page, part."""
    return [
        client.get("/sign-in"),
        client.get("/"),
        client.post("/sign-out"),
        client.get("/", headers={"Origin": "https://evil.example"}),
        client.get("/", headers={"HX-Request": "true"}),
    ]


@pytest.mark.parametrize("url", ["http://localhost", "https://leads.example.com"])
def test_the_headers_of_pages_are_those_of_the_document(google: FakeOpenId, tmp_path: Path, url: str) -> None:
    table = documented()
    assert len(table) == 16
    if url.startswith("http:"):
        del table["Strict-Transport-Security"]
    client = create_app(google.settings(tmp_path, url=url)).test_client()
    answers = pages(client)
    if url.startswith("http:"):
        signed_in(client)
        answers += pages(client)
    for answer in answers:
        given = dict(answer.headers)
        optional = {"Set-Cookie", "Vary", "HX-Redirect", "Location"}
        assert set(table) - optional <= set(given) <= set(table), set(given) ^ set(table)
        for name, value in given.items():
            assert table[name] in ("*differs*", value), name


def test_nothing_unsafe_is_allowed(local: FlaskClient) -> None:
    policy = local.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    text = local.get("/").text
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_document_tells_the_limits() -> None:
    from app.store.people import LASTS
    from app.web.pages.rights import HOLDS
    from app.web.pages.turns import LOOKS, RUNS

    text = (ROOT / "docs" / "web-security.md").read_text(encoding="utf-8")
    assert f"| {LOOKS.most} in any minute |" in text
    assert f"| {RUNS.most} in any hour |" in text
    assert f"for {HOLDS:.0f} seconds" in text
    assert f"after {LASTS.total_seconds() / 3600:.0f} hours" in text
