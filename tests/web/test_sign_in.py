"""Signing in, against a real OpenID provider: what lets somebody in, what does not, and how long it lasts."""

import base64
import re
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.config import ROOT, Settings
from app.errors import BadChoice
from app.store import people
from app.web import openid_provider
from app.web.pages import openid
from app.web.pages import sign_in as pages
from app.web.pages.sign_in import own_path
from app.web.starting import check_sign_in, check_start, who_is_answered
from tests.fakes.openid import FAULTS, Account, FakeOpenId

HERE = "http://localhost"


@pytest.fixture
def google() -> Iterator[FakeOpenId]:
    with FakeOpenId() as fake:
        yield fake


def browser(google: FakeOpenId, data: Path, **settings: Any) -> FlaskClient:
    return create_app(google.settings(data, **settings)).test_client()


@pytest.fixture
def client(google: FakeOpenId, tmp_path: Path) -> FlaskClient:
    return browser(google, tmp_path)


def to_google(client: FlaskClient, to: str = "/", **others: str) -> TestResponse:
    """Press the button; what leads to Google."""
    return client.get("/sign-in/start", query_string={"to": to, **others})


def at_google(led: TestResponse) -> str:
    """Agree; the way back, without the host."""
    answer = requests.get(led.location, allow_redirects=False, timeout=5)
    assert answer.headers["Location"].startswith(f"{HERE}/signed-in?")
    return answer.headers["Location"].removeprefix(HERE)


def signed_in(client: FlaskClient, to: str = "/") -> TestResponse:
    return client.get(at_google(to_google(client, to)))


def cookie(client: FlaskClient) -> str:
    kept = client.get_cookie("leadsheet")
    return kept.value if kept else ""


def is_in(client: FlaskClient) -> bool:
    return client.get("/").status_code == 200


def note(answer: TestResponse) -> str:
    found = re.search(r'<div class="note[^>]*><p>(.*?)</p>', answer.get_data(as_text=True))
    return found[1] if found else ""


def csrf(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").get_data(as_text=True))
    assert found
    return found[1]


def rows(data: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "leadsheet.db")) as database:
        return database.execute("SELECT * FROM people").fetchall()


def test_a_stranger_is_led_to_one_button_and_back_to_where_they_were(client: FlaskClient, google: FakeOpenId) -> None:
    first = client.get("/?link=https://docs.google.com/x&y=%C3%A9")
    assert first.status_code == 302
    page = client.get(first.location)
    assert page.status_code == 200
    buttons = re.findall(r'href="(/sign-in/start[^"]*)"', page.get_data(as_text=True))
    assert len(buttons) == 1
    led = client.get(buttons[0].replace("&amp;", "&"))
    back = client.get(at_google(led))
    assert back.status_code == 302
    assert back.location == "/?link=https://docs.google.com/x&y=%C3%A9"
    assert "ana@example.com" in client.get(back.location).get_data(as_text=True)
    asked = google.asked[0]
    assert set(asked["scope"].split()) == set(openid.SCOPES.split())
    assert asked["redirect_uri"] == f"{HERE}/signed-in"
    assert all(len(asked[name]) >= 43 for name in ("state", "nonce", "code_challenge"))


REFUSED = sorted(FAULTS - {"login_required"})


@pytest.mark.parametrize("fault", REFUSED)
def test_every_fault_is_refused_with_a_sentence_and_no_session(
    client: FlaskClient, google: FakeOpenId, tmp_path: Path, fault: str
) -> None:
    google.faults.add(fault)
    answer = to_google(client)
    if answer.status_code == 302:
        assert fault not in ("away", "issuer of discovery", "plain endpoint")
        answer = client.get(at_google(answer))
    assert answer.status_code in (403, 503)
    assert re.fullmatch(r"[A-Z][^\n]{20,}\.", note(answer))
    assert rows(tmp_path) == []
    assert not is_in(client)
    google.faults.clear()
    openid_provider._discover.cache_clear()
    assert signed_in(client).status_code == 302  # so that it was the fault
    assert is_in(client)


@pytest.mark.parametrize(
    ("who", "allowed", "lets_in"),
    [
        (Account("ana@example.com", domain="example.com"), {}, True),
        (Account("Ana@Example.com", domain="Example.com"), {}, True),
        (Account("ana@branch.example", domain="example.com"), {}, True),  # another domain of the same Workspace
        (Account("ana@example.com"), {}, False),  # a private account made of an address there
        (Account("ana@example.com", domain="evil.com"), {}, False),
        (Account("ana@evil.com", domain="evil.com"), {}, False),
        (Account("ana@notexample.com", domain="notexample.com"), {}, False),
        (Account("ana@example.com.evil.com", domain="example.com.evil.com"), {}, False),
        (Account("ana@sub.example.com", domain="sub.example.com"), {}, False),
        (Account("ana@gmail.com"), {"allowed_domains": ("gmail.com",)}, True),
        (Account("ana@gmail.com"), {}, False),
        (Account("ana@x.org"), {"allowed_domains": (), "allowed_emails": ("ana@x.org",)}, True),
        (Account("ANA@x.org"), {"allowed_domains": (), "allowed_emails": ("ana@x.org",)}, True),
        (Account("bo@x.org", domain="x.org"), {"allowed_domains": (), "allowed_emails": ("ana@x.org",)}, False),
        (Account("bo@x.org", domain="x.org"), {"allowed_domains": ("@x.org",)}, True),
        (Account("ana@example.com", domain="example.com"), {"allowed_domains": ()}, False),  # nobody is
    ],
)
def test_who_is_on_the_lists_gets_in(
    google: FakeOpenId, tmp_path: Path, who: Account, allowed: dict[str, Any], lets_in: bool
) -> None:
    google.who = who
    client = browser(google, tmp_path, **allowed)
    answer = signed_in(client)
    assert is_in(client) is lets_in
    assert lets_in or (answer.status_code == 403 and f"{who.email.lower()} may not use this Leadsheet" in note(answer))


def test_who_was_taken_off_the_list_is_out_after_the_restart(google: FakeOpenId, tmp_path: Path) -> None:
    client = browser(google, tmp_path, allowed_domains=("example.com", "b.org"))
    signed_in(client)
    held = cookie(client)
    for domains, lets_in in ((("b.org", "example.com"), True), (("b.org",), False)):
        again = browser(google, tmp_path, allowed_domains=domains)
        again.set_cookie("leadsheet", held)
        assert is_in(again) is lets_in


def test_the_answer_must_be_to_a_question_of_this_browser(google: FakeOpenId, tmp_path: Path) -> None:
    app = create_app(google.settings(tmp_path))
    ana, other = app.test_client(), app.test_client()
    back = at_google(to_google(other))
    assert ana.get(back).status_code == 400  # somebody else's answer: they would have signed ana in as themselves
    to_google(ana)
    assert ana.get(back).status_code == 400
    for state in ("", "x", "é"):
        to_google(ana)
        assert ana.get("/signed-in", query_string={"code": "x", "state": state}).status_code == 400
    assert not is_in(ana)
    assert "begin it again" in note(ana.get("/signed-in"))
    assert other.get(back).status_code == 302
    assert other.get(back).status_code == 400  # once


def test_a_code_is_worth_nothing_in_another_sign_in(client: FlaskClient, google: FakeOpenId) -> None:
    """As the code of a victim is slipped into an attacker's answer: PKCE binds it to who asked."""
    stolen = re.search(r"code=([^&]+)", at_google(to_google(client)))
    assert stolen
    back = at_google(to_google(client))
    assert client.get(re.sub(r"code=[^&]+", f"code={stolen[1]}", back)).status_code == 403
    assert not is_in(client)


def test_a_question_is_good_for_ten_minutes(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    back = at_google(to_google(client))
    monkeypatch.setattr(pages, "PATIENCE", -1)
    assert client.get(back).status_code == 400


def test_a_wrong_secret_is_said_to_be_ours_to_mend(google: FakeOpenId, tmp_path: Path) -> None:
    client = browser(google, tmp_path, google_client_secret="wrong")
    assert "GOOGLE_CLIENT_ID" in note(signed_in(client))


@pytest.mark.parametrize(
    "to",
    ["//evil.com", "/\\evil.com", "\\\\evil.com", "https:evil.com", "https://evil.com", "javascript:alert(1)",
     "evil.com", "/%2Fevil.com", "/%5Cevil.com", "%2F%2Fevil.com", "/\t/evil.com", "/\n/evil.com", "\t//evil.com",
     " //evil.com", "/%09/evil.com", "/" + "a" * 3000, "", "///evil.com", "http:///evil.com", "/\x00",
     "/a\r\nSet-Cookie: x=1"],
)  # fmt: skip
def test_nothing_leads_elsewhere(client: FlaskClient, to: str) -> None:
    assert own_path(to) == "/"
    assert signed_in(client, to).location == "/"
    page = client.get("/sign-in", query_string={"to": to}).get_data(as_text=True)
    assert 'href="/sign-in/start?to=/"' in page


@pytest.mark.parametrize(
    "to", ["/", "/runs", "/sheets/1AbC/0?x=1&y=//z", "/?link=https://docs.google.com/spreadsheets/d/x"]
)
def test_a_path_of_ours_stays_as_it_is(to: str) -> None:
    assert own_path(to) == to


def test_a_word_that_was_there_before_is_not_taken_over(client: FlaskClient, tmp_path: Path) -> None:
    """An attacker's own session, planted in a victim's browser, must not become the victim's."""
    signed_in(client)
    planted = cookie(client)
    before = rows(tmp_path)[0][0]
    signed_in(client)
    assert cookie(client) != planted
    assert [row[0] for row in rows(tmp_path)] != [before]
    assert len(rows(tmp_path)) == 1
    thief = client.application.test_client()
    thief.set_cookie("leadsheet", planted)
    assert not is_in(thief)


def test_the_forms_of_before_are_no_longer_good(client: FlaskClient) -> None:
    signed_in(client)
    former = csrf(client)
    signed_in(client)
    assert client.post("/sign-out", data={"csrf_token": former}).status_code == 400
    assert is_in(client)


def test_signing_out_ends_it_for_every_copy_of_the_cookie(client: FlaskClient, tmp_path: Path) -> None:
    signed_in(client)
    copy = client.application.test_client()
    copy.set_cookie("leadsheet", cookie(client))
    assert is_in(copy)
    answer = client.post("/sign-out", data={"csrf_token": csrf(client)})
    assert answer.status_code == 303
    assert note(client.get(answer.location)) == "You are signed out."
    assert rows(tmp_path) == []
    assert not is_in(client)
    assert not is_in(copy)


def test_it_ends_after_twelve_hours(
    google: FakeOpenId, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(hours=12) == people.LASTS
    signed_in(client)
    since, until = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in rows(tmp_path)[0][5:7])
    assert until - since == people.LASTS
    monkeypatch.setattr(people, "LASTS", timedelta(seconds=-1))
    signed_in(client)
    assert not is_in(client)
    monkeypatch.undo()
    signed_in(client.application.test_client())
    assert len(rows(tmp_path)) == 1  # who expired went when the next came
    with closing(sqlite3.connect(tmp_path / "leadsheet.db")) as database:
        database.execute("UPDATE people SET until = '2026-01-01 00:00:00.000000'")
        database.commit()
    assert "People sign in with Google" in check_start(google.settings(tmp_path), ["0.0.0.0"])
    assert rows(tmp_path) == []


def test_the_token_is_neither_in_the_cookie_nor_to_be_read_in_the_database(
    client: FlaskClient, google: FakeOpenId, tmp_path: Path
) -> None:
    led = to_google(client)
    asking = unpacked(cookie(client))
    assert not any(
        google_word in asking for google_word in re.findall(r"(?:state|nonce|challenge)=([^&]+)", led.location)
    )
    client.get(at_google(led))
    token = next(iter(google.tokens))
    held = unpacked(cookie(client))
    assert re.fullmatch(r'\{"word":"[\w-]{43}"\}', held)
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert token.encode() not in files
    assert base64.b64encode(token.encode())[:30] not in files
    word = held[9:-2]
    assert word.encode() not in files


def unpacked(value: str) -> str:
    packed = value.startswith(".")
    data = value.strip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))
    return (zlib.decompress(raw) if packed else raw).decode()


@pytest.mark.parametrize(("url", "secure"), [("http://localhost", False), ("https://leads.example.com", True)])
def test_the_cookie_is_kept_from_scripts_and_other_sites(
    google: FakeOpenId, tmp_path: Path, url: str, secure: bool
) -> None:
    client = browser(google, tmp_path, url=url)
    flags = to_google(client).headers["Set-Cookie"]
    assert flags.startswith("__Host-leadsheet=" if secure else "leadsheet=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags.split("; "))
    assert ("Secure" in flags.split("; ")) is secure
    assert "Domain" not in flags
    assert "Expires" not in flags


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"google_client_secret": ""}, "GOOGLE_CLIENT_ID is set without GOOGLE_CLIENT_SECRET"),
        ({"google_client_id": ""}, "GOOGLE_CLIENT_SECRET is set without GOOGLE_CLIENT_ID"),
        ({"url": ""}, "needs LEADSHEET_URL"),
        ({"url": "http://leads.example.com"}, "needs LEADSHEET_URL"),
        ({"allowed_domains": ()}, "Nobody may sign in"),
    ],
)
def test_half_a_set_up_does_not_start(
    google: FakeOpenId, tmp_path: Path, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadChoice, match=sentence) as refused:
        check_start(google.settings(tmp_path, **changed), ["127.0.0.1"])
    assert str(refused.value).endswith(".")


def test_a_whole_one_starts_anywhere_and_none_as_before(google: FakeOpenId, tmp_path: Path) -> None:
    for url in ("https://leads.example.com", "http://127.0.0.1:8000", "http://[::1]:8000"):
        check_sign_in(google.settings(tmp_path, url=url))
    check_sign_in(google.settings(tmp_path, allowed_domains=(), allowed_emails=("ana@x.org",)))
    check_sign_in(Settings(data=tmp_path))
    assert "this machine only" in who_is_answered(["0.0.0.0"], open_to_all=False, has_keys=False, sign_in=True)
    assert "ANYBODY" in who_is_answered(["0.0.0.0"], open_to_all=True, has_keys=False, sign_in=True)
    assert "API key" in who_is_answered(["0.0.0.0"], open_to_all=False, has_keys=True, sign_in=True)


def test_programs_elsewhere_still_need_a_key(client: FlaskClient) -> None:
    far = {"REMOTE_ADDR": "192.0.2.7"}
    signed_in(client)
    assert client.post("/predict", json={}, environ_base=far).status_code == 401  # a session is no key
    assert client.get("/sign-in", environ_base=far).status_code == 200
    assert client.post("/predict", json={}).status_code == 200


def test_without_the_database_it_says_so(client: FlaskClient, tmp_path: Path) -> None:
    signed_in(client)
    with closing(sqlite3.connect(tmp_path / "leadsheet.db")) as database:
        database.execute("DROP TABLE people")
    answer = client.get("/")
    assert answer.status_code == 503
    assert note(answer).startswith("Who is signed in cannot be looked up just now")
    client.delete_cookie("leadsheet")
    assert signed_in(client).status_code == 503


def test_without_sign_in_its_pages_lead_to_the_start(tmp_path: Path) -> None:
    client = create_app(Settings(data=tmp_path)).test_client()
    for path in ("/sign-in", "/sign-in/start", "/signed-in"):
        assert client.get(path).location == "/"
        assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 403


def test_what_signs_in_is_loaded_when_somebody_does() -> None:
    program = (
        "import sys; import app.web.pages.sign_in, app.web.starting, app.web.reports; "
        "print([name for name in ('requests', 'authlib', 'joserfc', 'cryptography', 'gspread', 'django', 'pandas', "
        "'dbos', 'evidently') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_part_of_a_page_leads_the_whole_page_to_signing_in(client: FlaskClient) -> None:
    answer = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": f"{HERE}/runs?x=1"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?to=/runs"
