"""A signed-in person touches only sheets that they may edit themselves: proved with a real Drive before any call."""

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app import create_app
from app.config import Settings
from app.web.pages import rights, turns
from app.web.pages.rights import prove_right
from app.web.pages.turns import take_run, take_turn
from tests.fakes.google import FakeGoogle
from tests.fakes.openid import Account, FakeOpenId
from tests.web.test_sign_in import csrf, note, signed_in

ANA, BO = Account("ana@example.com", domain="example.com"), Account("bo@example.com", domain="example.com")
REFUSAL = "There is no such sheet, or you may not edit it"


@pytest.fixture
def google() -> Iterator[FakeOpenId]:
    rights._proved.clear()
    with FakeOpenId(who=ANA) as fake:
        yield fake


def application(settings: Settings) -> Flask:
    """The application and three pages of the plainest kind."""
    app = create_app(settings)

    def touched(sheet: str) -> str:
        prove_right(sheet)
        return "touched"

    def looked(cost: int) -> str:
        take_turn(cost)
        return "looked"

    def run() -> str:
        take_run()
        return "run"

    app.add_url_rule("/touch/<path:sheet>", "pages.touch", touched, methods=["GET", "POST"])
    app.add_url_rule("/look/<int:cost>", "pages.look", looked)
    app.add_url_rule("/go", "pages.go", run)
    return app


@pytest.fixture
def client(google: FakeOpenId, tmp_path: Path) -> FlaskClient:
    client = application(google.settings(tmp_path)).test_client()
    signed_in(client)
    return client


def age(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the person had signed in more than a minute ago."""
    monkeypatch.setattr(rights, "_JUST_NOW", -rights._JUST_NOW)


def test_who_may_edit_goes_on(client: FlaskClient, google: FakeOpenId) -> None:
    google.may_edit.add((ANA.email, "S1"))
    assert client.get("/touch/S1").text == "touched"
    assert google.drive_calls == [(ANA.email, "S1")]


def test_a_sheet_out_of_reach_is_refused_as_one_that_is_not(client: FlaskClient, google: FakeOpenId) -> None:
    google.may_see.add((ANA.email, "seen"))
    google.may_edit.add((BO.email, "bos"))
    answers = [client.get(f"/touch/{sheet}") for sheet in ("seen", "bos", "nowhere")]
    google.drive_answer = (403, {"error": {"errors": [{"reason": "insufficientFilePermissions"}]}})
    answers.append(client.get("/touch/forbidden"))
    assert {answer.status_code for answer in answers} == {403}
    assert len({note(answer) for answer in answers}) == 1
    assert note(answers[0]).startswith(REFUSAL)


@pytest.mark.parametrize(
    "body", [{}, [], {"capabilities": {}}, {"capabilities": {"canEdit": "true"}}, {"capabilities": 1}]
)
def test_whatever_is_no_plain_yes_is_no(client: FlaskClient, google: FakeOpenId, body: Any) -> None:
    google.drive_answer = (200, body)
    assert client.get("/touch/S1").status_code == 403


@pytest.mark.parametrize(
    ("status", "reason", "answered", "sentence"),
    [
        (500, "backendError", 503, "try again in a minute"),
        (302, "", 503, "try again in a minute"),
        (429, "rateLimitExceeded", 503, "try again in a minute"),
        (403, "userRateLimitExceeded", 503, "try again in a minute"),
        (403, "accessNotConfigured", 503, "The Drive API is off"),
        (403, "insufficientPermissions", 403, "Google was not allowed to say"),
    ],
)
def test_what_google_cannot_say_is_not_said_of_the_sheet(
    client: FlaskClient, google: FakeOpenId, status: int, reason: str, answered: int, sentence: str
) -> None:
    google.may_edit.add((ANA.email, "S1"))
    google.drive_answer = (status, {"error": {"errors": [{"reason": reason}]}})
    answer = client.get("/touch/S1")
    assert answer.status_code == answered
    assert sentence in note(answer)


def test_google_out_of_reach_is_a_sentence(google: FakeOpenId, tmp_path: Path) -> None:
    client = application(google.settings(tmp_path, drive_api_url="http://127.0.0.1:9")).test_client()
    signed_in(client)
    answer = client.get("/touch/S1")
    assert answer.status_code == 503
    assert "try again in a minute" in note(answer)


def test_a_proof_holds_for_a_minute_for_one_person_and_sheet(
    client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.may_edit |= {(ANA.email, "S1"), (ANA.email, "S2")}
    now = [1000.0]
    monkeypatch.setattr("app.web.pages.rights.time.monotonic", lambda: now[0])
    bo = client.application.test_client()
    google.who = BO
    signed_in(bo)
    assert client.get("/touch/S1").status_code == client.get("/touch/S1").status_code == 200
    assert len(google.drive_calls) == 1
    assert bo.get("/touch/S1").status_code == 403
    assert client.get("/touch/S2").status_code == 200
    google.may_edit.clear()
    now[0] += 59.9
    assert client.get("/touch/S1").status_code == 200
    now[0] += 0.2
    assert client.get("/touch/S1").status_code == 403
    google.may_edit.add((ANA.email, "S1"))  # a refusal is not remembered: the owner has just shared the sheet
    assert client.get("/touch/S1").status_code == 200


def test_few_proofs_are_kept(client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "MOST", 3)
    google.may_edit |= {(ANA.email, f"S{number}") for number in range(5)}
    for number in range(5):
        client.get(f"/touch/S{number}")
    assert [sheet for _, _, sheet in rights._proved] == ["S2", "S3", "S4"]


def test_an_address_cannot_lead_to_another_place_of_drive(client: FlaskClient, google: FakeOpenId) -> None:
    google.may_edit.add((ANA.email, "mine"))
    for sheet in (
        "x%3Ffields=",
        "mine%3Falt=media%23",
        "..%2Ffiles%2Fmine",
        "x/../mine",
        "mine%23",
        ".",
        "é",
    ):
        answer = client.get(f"/touch/{sheet}")
        assert answer.status_code == 403, sheet
        assert note(answer).startswith(REFUSAL)
    assert google.drive_calls == []


def test_the_passwords_of_this_machine_stay_here(
    client: FlaskClient, google: FakeOpenId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .netrc entry for the host would replace the person's token: another right than theirs would be asked for."""
    google.may_edit.add((ANA.email, "S1"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login root password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert client.get("/touch/S1").status_code == 200


def test_an_expired_token_is_renewed_without_a_word(
    client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.may_edit.add((ANA.email, "S1"))
    age(monkeypatch)
    for expire in ("by the hour", "by Google"):
        rights._proved.clear()
        if expire == "by the hour":
            google.token_seconds = 0
            signed_in(client)
        google.token_seconds = 3599
        if expire == "by Google":
            google.tokens.clear()
        led = client.get("/touch/S1?x=1")
        assert led.status_code == 302, expire
        assert led.location.startswith("/sign-in/start?")
        back = signed_in_from(client, led.location)
        assert (google.asked[-1]["prompt"], google.asked[-1]["login_hint"]) == ("none", ANA.email)
        assert back.location == "/touch/S1?x=1"
        assert client.get(back.location).text == "touched"


def signed_in_from(client: FlaskClient, path: str) -> Any:
    from tests.web.test_sign_in import at_google

    return client.get(at_google(client.get(path)))


def test_where_google_wants_the_person_the_page_says_why(
    client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(monkeypatch)
    google.tokens.clear()
    google.faults.add("login_required")
    page = client.get(signed_in_from(client, client.get("/touch/S1").location).location)
    assert "for one hour" in note(page)
    assert "to=/touch/S1" in page.text


def test_a_form_is_not_lost_in_a_silent_detour(
    client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(monkeypatch)
    token = csrf(client)
    google.tokens.clear()
    sent = client.post("/touch/S1", data={"csrf_token": token}, headers={"Referer": "http://localhost/runs?y=2"})
    assert sent.status_code == 303
    assert sent.location == "/sign-in?to=/runs?y%3D2&why=expired"
    part = client.post("/touch/S1", headers={"X-CSRFToken": token, "HX-Request": "true"})
    assert part.status_code == 401
    assert part.headers["HX-Redirect"] == "/sign-in?to=/&why=expired"


def test_it_does_not_go_round_in_circles(client: FlaskClient, google: FakeOpenId) -> None:
    google.tokens.clear()  # refused though it was given just now
    answer = client.get("/touch/S1")
    assert answer.status_code == 503
    assert "does not take the sign-in" in note(answer)


def test_another_secret_opens_no_token(
    client: FlaskClient, google: FakeOpenId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with client.application.test_request_context():
        from app.store.database import open_store
        from app.store.people import enter_person, find_person, unlock_token
        from tests.store.test_people import NOW, SECRET

        store = open_store(google.settings(tmp_path).places.database_url)
        word = enter_person(store, SECRET, "a@b.org", "A", "token", NOW, NOW)
        found = find_person(store, word, NOW)
        store.close()
        assert found is not None
        assert unlock_token(SECRET, word, found) == "token"
        assert unlock_token(b"x" * 32, word, found) is None
        assert unlock_token(SECRET, word + "x", found) is None


def test_whoever_sits_at_the_machine_proves_nothing(google: FakeOpenId, tmp_path: Path) -> None:
    client = application(Settings(data=tmp_path, drive_api_url=google.url)).test_client()
    assert client.get("/touch/S1").text == "touched"
    assert google.calls == []


# The real pages.


@pytest.fixture
def sheets() -> Iterator[FakeGoogle]:
    with FakeGoogle() as fake:
        yield fake


def of_a_sheet(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "spreadsheet_id" in rule.arguments]


def test_no_page_calls_google_sheets_for_who_has_no_right(
    google: FakeOpenId, sheets: FakeGoogle, tmp_path: Path
) -> None:
    """Every page with a sheet in its address, and the form that takes a link: those to come are held by this too."""
    (tmp_path / "key.json").write_text(json.dumps(sheets.credentials_info()))
    settings = google.settings(tmp_path, sheets_api_url=sheets.url, google_key_file=tmp_path / "key.json")
    app = create_app(settings)
    sheet = sheets.new_spreadsheet("Leads", sheets={"Leads": [["Title"], ["CEO"]]}).id
    client = app.test_client()
    signed_in(client)
    token = csrf(client)
    addresses = [("POST", "/sheet", {"link": f"https://docs.google.com/spreadsheets/d/{sheet}/edit#gid=0"})]
    with app.test_request_context():
        for rule in of_a_sheet(app):
            given = {name: sheet if name == "spreadsheet_id" else 0 for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, given, force_external=False)
            addresses += [(method, path, {}) for method in (rule.methods or set()) & {"GET", "POST"}]
    assert len(addresses) > 1
    for method, path, form in addresses:
        answer = client.open(path, method=method, data={"csrf_token": token, **form} if method == "POST" else None)
        assert answer.status_code == 403, (method, path)
        assert REFUSAL in answer.text
    assert sheets.calls == []
    assert sheets.token_calls == []
    assert google.drive_calls == [(ANA.email, sheet)] * len(addresses)


# How often.


def test_sixty_turns_a_minute_and_no_more(client: FlaskClient, google: FakeOpenId) -> None:
    assert (turns.LOOKS.most, turns.LOOKS.seconds, turns.RUNS.most, turns.RUNS.seconds) == (60, 60.0, 10, 3600.0)
    assert client.get("/look/59").status_code == 200
    assert client.get("/look/2").status_code == 429
    assert client.get("/look/1").status_code == 200
    answer = client.get("/look/1")
    assert answer.status_code == 429
    assert 50 <= int(answer.headers["Retry-After"]) <= 60
    assert re.search(r"wait \d+ seconds", note(answer))
    assert client.get("/go").status_code == 200  # runs are counted by themselves
    assert client.get("/touch/S1").status_code == 429  # Drive is asked within the same sixty
    assert google.drive_calls == []
    google.who = BO
    bo = client.application.test_client()
    signed_in(bo)
    assert bo.get("/look/60").status_code == 200


@pytest.mark.parametrize("signs_in", [True, False])
def test_ten_runs_an_hour_and_no_more(google: FakeOpenId, tmp_path: Path, signs_in: bool) -> None:
    client = application(google.settings(tmp_path) if signs_in else Settings(data=tmp_path)).test_client()
    if signs_in:
        signed_in(client)
    assert [client.get("/go").status_code for _ in range(11)] == [200] * 10 + [429]
    answer = client.get("/go")
    assert 3500 <= int(answer.headers["Retry-After"]) <= 3600
    assert "in 60 minutes" in note(answer)


def test_turns_hold_over_threads(client: FlaskClient) -> None:
    app, codes = client.application, list[int]()
    held = client.get_cookie("leadsheet")
    assert held is not None

    def ask() -> None:
        one = app.test_client()
        one.set_cookie("leadsheet", held.value)
        codes.extend(one.get("/look/1").status_code for _ in range(10))

    started = [threading.Thread(target=ask) for _ in range(8)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    assert sorted(codes) == [200] * 60 + [429] * 20
