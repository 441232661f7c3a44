"""The add-on's people by Google's identity tokens, against a real provider: who is let in, who is not, and why."""

import base64
import hashlib
import hmac
import logging
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from flask.testing import FlaskClient
from joserfc.errors import SecurityWarning
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from app import create_app
from app.config import Settings, read_settings
from app.errors import BadChoice
from app.store.rate import RateCounter
from app.web import openid_provider, published_keys
from app.web.identity_tokens import LONGEST, IdentityTokens
from app.web.problems import Problem
from app.web.published_keys import KeysUnreachable, PublishedKeys
from app.web.starting import check_start, who_is_answered
from tests.fakes.openid import _KEY, _OTHER, ADDON, NEW, Account, FakeOpenId
from tests.web.test_gate import FAR

TABLE = {"headers": ["Job Title"], "rows": [["CEO"]], "feeds": ["jobtitle"]}


@pytest.fixture
def google() -> Iterator[FakeOpenId]:
    with FakeOpenId() as fake:
        yield fake


def settings_of(google: FakeOpenId, data: Path, **others: Any) -> Settings:
    """A service that the add-on's people reach, and on whose pages nobody signs in."""
    chosen = {"google_client_id": "", "google_client_secret": "", "addon_client_ids": (ADDON,), **others}
    return google.settings(data, **chosen)


@pytest.fixture
def client(google: FakeOpenId, tmp_path: Path) -> FlaskClient:
    return create_app(settings_of(google, tmp_path)).test_client()


def score(client: FlaskClient, token: str, path: str = "/table/score") -> TestResponse:
    return client.post(path, json=TABLE, headers={"Authorization": f"Bearer {token}"}, environ_base=FAR)


def fetched(google: FakeOpenId) -> int:
    return google.calls.count("/jwks")


def await_fetches(google: FakeOpenId, count: int) -> None:
    end = time.monotonic() + 20
    while fetched(google) < count:
        assert time.monotonic() < end
        time.sleep(0.01)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")


def test_a_person_of_the_add_on_is_answered(client: FlaskClient, google: FakeOpenId) -> None:
    for path in ("/table/score", "/table/map"):
        assert score(client, google.identity_token(), path).status_code == 200
    lead = client.post(
        "/predict", json={}, headers={"Authorization": f"bearer {google.identity_token()}"}, environ_base=FAR
    )
    assert lead.status_code == 200
    assert lead.headers["X-RateLimit-Remaining"] == "597"
    assert fetched(google) == 1


def unsigned(google: FakeOpenId) -> str:
    return f"{part({'alg': 'none', 'kid': 'one'})}.{part(google.claims())}."


def unsigned_with_a_signature(google: FakeOpenId) -> str:
    return unsigned(google) + google.identity_token().rpartition(".")[2]


def by_the_public_key(google: FakeOpenId) -> str:
    """The classic: what everybody can read is taken for a shared secret."""
    signed = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(google.claims())}"
    digest = hmac.digest(_KEY.as_pem(private=False), signed.encode(), hashlib.sha256)
    return f"{signed}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def with_a_key_of_its_own(google: FakeOpenId) -> str:
    return google.identity_token(_OTHER, header={"jwk": _OTHER.as_dict(private=False)})


def signed(google: FakeOpenId, **header: Any) -> str:
    """Rightly signed, by whatever the header says."""
    text = f"{part({'alg': 'RS256', 'kid': 'one', **header})}.{part(google.claims())}"
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    how = pss if header.get("alg") == "PS256" else padding.PKCS1v15()
    assert _KEY.private_key is not None
    signature = _KEY.private_key.sign(text.encode(), how, hashes.SHA256())
    return f"{text}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def with_other_claims(google: FakeOpenId) -> str:
    header, _, signature = google.identity_token().split(".")
    return f"{header}.{part({**google.claims(), 'email': 'bo@example.com'})}.{signature}"


NOW = int(time.time())
REFUSED: dict[str, Any] = {
    "another key": lambda google: google.identity_token(_OTHER),
    "a key of its own": with_a_key_of_its_own,
    "alg none": unsigned,
    "alg none, signed": unsigned_with_a_signature,
    "HS256 by the public key": by_the_public_key,
    "PS256": lambda google: signed(google, alg="PS256"),
    "claims changed": with_other_claims,
    "a critical header": lambda google: signed(google, crit=["unheard of"], **{"unheard of": 1}),
    "no key named": lambda google: google.identity_token(header={"kid": ""}),
    "another program": lambda google: google.identity_token(aud="5678-other.apps.googleusercontent.com"),
    "the pages' client": lambda google: google.identity_token(aud="leadsheet.apps.googleusercontent.com"),
    "several programs": lambda google: google.identity_token(aud=[ADDON, "another"]),
    "no aud": lambda google: google.identity_token(drop=["aud"]),
    "another issuer": lambda google: google.identity_token(iss="https://evil.example"),
    "Google's name where it is not the provider": lambda google: google.identity_token(iss="accounts.google.com"),
    "no iss": lambda google: google.identity_token(drop=["iss"]),
    "expired": lambda google: google.identity_token(iat=NOW - 4000, exp=NOW - 61),
    "no exp": lambda google: google.identity_token(drop=["exp"]),
    "exp in words": lambda google: google.identity_token(exp="tomorrow"),
    "exp true": lambda google: google.identity_token(exp=True),
    "not yet": lambda google: google.identity_token(iat=int(time.time()) + 600, exp=NOW + 9000),
    "no iat": lambda google: google.identity_token(drop=["iat"]),
    "unverified": lambda google: google.identity_token(email_verified=False),
    "verified as a word": lambda google: google.identity_token(email_verified="true"),
    "verification unsaid": lambda google: google.identity_token(drop=["email_verified"]),
    "no e-mail": lambda google: google.identity_token(drop=["email"]),
    "e-mail of another kind": lambda google: google.identity_token(email=["ana@example.com"]),
    "no sub": lambda google: google.identity_token(drop=["sub"]),
    "a sub without end": lambda google: google.identity_token(sub="1" * 300),
    "cut in the signature": lambda google: google.identity_token()[:-40],
    "cut in the claims": lambda google: google.identity_token()[:200],
    "cut to its begin": lambda google: google.identity_token()[:3],
    "a part too many": lambda google: google.identity_token() + ".x",
    "ten kilobytes": lambda google: google.identity_token(more="x" * 7000),
    "a header nested without end": lambda google: "eyJhIjpb" + "W1tb" * 900 + ".e30.x",
    "an encrypted one": lambda google: "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.x.x.x.x",
    "letters that are none": lambda google: "eyJ\xe9.\xe9.\xe9",
    "claims that are no object": lambda google: "eyJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9.W10.x",
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_to_be_believed_is_refused_with_a_sentence(
    client: FlaskClient, google: FakeOpenId, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = REFUSED[why](google)
    with caplog.at_level(logging.DEBUG):
        answer = score(client, token)
    assert answer.status_code == 401, answer.get_data(as_text=True)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    told = answer.get_json()
    assert told["error"] == "unauthorized"
    assert re.fullmatch(r"[A-Z][^\n]{20,}\.", told["message"])
    assert "example.com" not in told["message"] + caplog.text
    assert token not in caplog.text
    assert score(client, google.identity_token()).status_code == 200  # so that it was the fault


def test_what_differs_within_a_minute_is_a_clock(client: FlaskClient, google: FakeOpenId) -> None:
    now = int(time.time())
    assert score(client, google.identity_token(iat=now - 3600, exp=now - 50)).status_code == 200
    assert score(client, google.identity_token(iat=now + 50)).status_code == 200
    assert "expired" in score(client, google.identity_token(exp=now - 70)).get_json()["message"]
    assert "clock" in score(client, google.identity_token(iat=now + 90)).get_json()["message"]
    assert "ADDON_CLIENT_IDS" in score(client, google.identity_token(aud="x")).get_json()["message"]


def test_the_tokens_signed_by_hand_are_right_otherwise(client: FlaskClient, google: FakeOpenId) -> None:
    assert score(client, signed(google)).status_code == 200


def test_ten_kilobytes_cost_nothing(client: FlaskClient, google: FakeOpenId) -> None:
    assert len(google.identity_token()) < LONGEST / 2
    score(client, google.identity_token(more="x" * 7000))
    assert google.calls == []


@pytest.mark.parametrize(
    ("who", "allowed", "status"),
    [
        (Account("Ana@Example.com", domain="Example.com"), {}, 200),
        (Account("ana@branch.example", domain="example.com"), {}, 200),
        (Account("ana@example.com"), {}, 403),  # no hd: a private account made of an address there
        (Account("ana@example.com", domain="evil.com"), {}, 403),
        (Account("ana@evil.com", domain="evil.com"), {}, 403),
        (Account("ana@gmail.com"), {"allowed_domains": ("gmail.com",)}, 200),
        (Account("ana@gmail.com"), {}, 403),
        (Account("ANA@x.org"), {"allowed_domains": (), "allowed_emails": ("ana@x.org",)}, 200),
        (Account("ana@example.com", domain="example.com"), {"allowed_domains": ()}, 403),
    ],
)
def test_who_is_on_the_lists_is_answered(
    google: FakeOpenId, tmp_path: Path, who: Account, allowed: dict[str, Any], status: int
) -> None:
    google.who = who
    client = create_app(settings_of(google, tmp_path, **allowed)).test_client()
    answer = score(client, google.identity_token())
    assert answer.status_code == status
    if status == 403:
        told = answer.get_json()
        assert told["error"] == "forbidden"
        assert "ALLOWED_DOMAINS" in told["message"]
        assert who.email not in told["message"]


def test_googles_two_names_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_keys, "published_keys", lambda address: {"keys": [_KEY.as_dict(private=False)]})
    fake = FakeOpenId()
    monkeypatch.setattr(FakeOpenId, "url", "https://accounts.google.com")
    checked = IdentityTokens(Settings(data=tmp_path, addon_client_ids=(ADDON,), allowed_domains=("example.com",)))
    named = {
        checked.caller(fake.identity_token(iss=iss)) for iss in ("https://accounts.google.com", "accounts.google.com")
    }
    assert len(named) == 1
    for iss in ("http://accounts.google.com", "https://accounts.google.com/", "https://accounts.google.com.evil.com"):
        with pytest.raises(Problem):
            checked.caller(fake.identity_token(iss=iss))


def test_new_keys_are_fetched_when_one_is_named(client: FlaskClient, google: FakeOpenId) -> None:
    assert score(client, google.identity_token()).status_code == 200
    google.keys = [NEW]
    again(client)
    assert score(client, google.identity_token(NEW)).status_code == 200
    assert score(client, google.identity_token()).status_code == 401  # withdrawn
    assert fetched(google) == 2


def again(client: FlaskClient) -> PublishedKeys:
    """Let the keys be fetched again at once."""
    keys: PublishedKeys = client.application.extensions["leadsheet"].admission._tokens._keys
    keys._tried_at = -published_keys.PAUSE
    return keys


def test_keys_that_were_withdrawn_do_not_hold_for_ever(client: FlaskClient, google: FakeOpenId) -> None:
    assert score(client, google.identity_token()).status_code == 200
    google.keys = [NEW]
    assert score(client, google.identity_token()).status_code == 200
    again(client)._read_at -= published_keys.FRESH
    assert score(client, google.identity_token()).status_code == 401
    assert fetched(google) == 2


def test_many_unknown_keys_do_not_hammer_the_provider(client: FlaskClient, google: FakeOpenId) -> None:
    for at in range(60):
        assert score(client, google.identity_token(header={"kid": f"unknown {at}"})).status_code == 401
    assert fetched(google) == 1
    assert score(client, google.identity_token()).status_code == 200
    assert fetched(google) == 1
    again(client)
    for at in range(60):
        score(client, google.identity_token(header={"kid": f"unknown {at}"}))
    assert fetched(google) == 2


@pytest.mark.parametrize("fault", ["away", "keys away", "issuer of discovery", "plain endpoint"])
def test_without_google_known_keys_hold_and_others_cannot_be_checked(
    client: FlaskClient, google: FakeOpenId, fault: str
) -> None:
    google.faults.add(fault)
    for _ in range(5):
        answer = score(client, google.identity_token())
        assert answer.status_code == 503
        assert "Google's keys cannot be read" in answer.get_json()["message"]
        assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert len([path for path in google.calls if path != "/jwks"]) <= 1  # not asked again at once
    google.faults.clear()
    openid_provider._discover.cache_clear()
    again(client)
    assert score(client, google.identity_token()).status_code == 200
    google.faults.add(fault)
    openid_provider._discover.cache_clear()
    again(client)._read_at -= published_keys.FRESH
    assert score(client, google.identity_token()).status_code == 200
    assert score(client, google.identity_token(NEW)).status_code == 503
    again(client)._read_at -= published_keys.BELIEVED
    assert score(client, google.identity_token()).status_code == 503


def test_keys_that_are_no_good_are_not_taken(google: FakeOpenId) -> None:
    with pytest.warns(SecurityWarning):
        weak = RSAKey.generate_key(1024, parameters={"kid": "weak"}, private=True)
    google.keys = [weak]
    with pytest.raises(KeysUnreachable):
        PublishedKeys(google.url).find("weak")
    google.keys = [weak, NEW]
    keys = PublishedKeys(google.url)
    assert keys.find("weak") is None
    assert keys.find("new") is not None


def test_two_threads_at_once_fetch_once_and_both_are_answered(
    client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_keys, "PATIENCE", 20.0)  # this machine may be busy
    google.slowness = 0.3
    for key in (_KEY, NEW):
        google.keys = [key]
        again(client)
        before, ready = fetched(google), threading.Barrier(6)
        statuses: list[int] = []

        def ask(token: str, statuses: list[int] = statuses, ready: threading.Barrier = ready) -> None:
            ready.wait()
            statuses.append(score(client.application.test_client(), token).status_code)

        threads = [threading.Thread(target=ask, args=(google.identity_token(key),)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [200] * 6
        assert fetched(google) == before + 1


def test_a_slow_provider_holds_up_nobody_whose_key_is_known(
    client: FlaskClient, google: FakeOpenId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_keys, "PATIENCE", 0.05)
    assert score(client, google.identity_token()).status_code == 200
    google.slowness = 2.0
    again(client)
    stranger = threading.Thread(target=score, args=(client, google.identity_token(NEW)))
    stranger.start()
    await_fetches(google, 2)
    begun = time.perf_counter()
    assert score(client.application.test_client(), google.identity_token()).status_code == 200
    assert score(client.application.test_client(), google.identity_token(NEW)).status_code == 503
    assert time.perf_counter() - begun < 1.8
    stranger.join()


def test_while_keys_are_fetched_anew_the_known_ones_are_used(client: FlaskClient, google: FakeOpenId) -> None:
    assert score(client, google.identity_token()).status_code == 200
    google.slowness = 2.0
    again(client)._read_at -= published_keys.FRESH
    first = threading.Thread(target=score, args=(client, google.identity_token()))
    first.start()
    await_fetches(google, 2)
    begun = time.perf_counter()
    assert score(client.application.test_client(), google.identity_token()).status_code == 200
    assert time.perf_counter() - begun < 1.8
    first.join()
    assert fetched(google) == 2


def test_calls_are_counted_by_person(google: FakeOpenId, tmp_path: Path) -> None:
    client = create_app(settings_of(google, tmp_path, rate_per_minute=3)).test_client()
    ana = [google.identity_token(iat=NOW - at) for at in range(4)]
    google.who = Account("bo@example.com", domain="example.com")
    bo = google.identity_token()
    assert [score(client, token).status_code for token in ana] == [200, 200, 200, 429]
    assert score(client, bo).status_code == 200
    refused = score(client, ana[0])
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert score(client, google.identity_token(_OTHER)).status_code == 401  # who is not believed uses up nothing
    assert score(client, bo).headers["X-RateLimit-Remaining"] == "1"


def test_the_number_of_a_person_is_none_of_a_keys(google: FakeOpenId, tmp_path: Path) -> None:
    checked = IdentityTokens(settings_of(google, tmp_path))
    numbers = {checked.caller(google.identity_token(sub=str(at))) for at in range(20)}
    assert len(numbers) == 20
    assert min(numbers) >= 1 << 62
    counter = RateCounter(tmp_path / "calls", 2)
    for number in (*numbers, (1 << 63) - 1):
        assert [counter.take(number).allowed for _ in range(3)] == [True, True, False]


def test_keys_still_let_in_beside_tokens(google: FakeOpenId, tmp_path: Path) -> None:
    from contextlib import closing

    from app.store.database import open_store
    from app.store.keys import add_key
    from app.store.migrating import migrate

    settings = settings_of(google, tmp_path)
    migrate(settings.places.database_url)
    with closing(open_store(settings.places.database_url)) as store:
        key = add_key(store, "tests")
    client = create_app(settings).test_client()
    assert score(client, key).status_code == 200
    assert score(client, key[:-1] + "x").status_code == 401
    assert score(client, google.identity_token()).status_code == 200
    assert client.post("/predict", json={}, environ_base=FAR).status_code == 401
    assert google.calls.count("/jwks") == 1
    without = create_app(settings_of(google, tmp_path, addon_client_ids=())).test_client()
    assert score(without, google.identity_token()).status_code == 401
    assert google.calls.count("/jwks") == 1


def test_without_a_key_only_tokens_and_this_machine_are_answered(client: FlaskClient, google: FakeOpenId) -> None:
    nothing = client.post("/predict", json={}, environ_base=FAR)
    assert nothing.status_code == 401
    assert "identity token" in nothing.get_json()["message"]
    assert nothing.headers["WWW-Authenticate"] == "Bearer"
    assert score(client, "lsk_of_somebody").status_code == 401
    assert client.post("/predict", json={}).status_code == 200
    assert client.post("/predict", json={}, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 401
    assert client.get("/", environ_base=FAR).status_code == 403  # a token opens no page
    page = client.get("/", environ_base=FAR, headers={"Authorization": f"Bearer {google.identity_token()}"})
    assert page.status_code == 403


def test_where_anybody_is_answered_a_token_still_has_to_be_right(google: FakeOpenId, tmp_path: Path) -> None:
    client = create_app(settings_of(google, tmp_path, open=True)).test_client()
    assert client.post("/predict", json={}, environ_base=FAR).status_code == 200
    assert score(client, google.identity_token()).status_code == 200
    assert score(client, google.identity_token(_OTHER)).status_code == 401


def test_a_service_for_the_add_on_starts_at_a_public_address(google: FakeOpenId, tmp_path: Path) -> None:
    said = check_start(settings_of(google, tmp_path), ["0.0.0.0"])
    assert "add-on" in said
    assert "this machine only" in said
    assert "API key" in who_is_answered(["0.0.0.0"], open_to_all=False, has_keys=True, addon=True)
    assert "ANYBODY" in who_is_answered(["0.0.0.0"], open_to_all=True, has_keys=False, addon=True)
    with pytest.raises(BadChoice, match="nobody may use the add-on"):
        check_start(settings_of(google, tmp_path, allowed_domains=()), ["127.0.0.1"])
    check_start(settings_of(google, tmp_path, allowed_domains=(), allowed_emails=("ana@x.org",)), ["0.0.0.0"])


def test_the_setting_is_a_list_of_clients() -> None:
    other = "5678-b.apps.googleusercontent.com"
    for text in (f"{ADDON},{other}", f" {ADDON} , {other},{ADDON} ", f"{ADDON} {other}"):
        assert read_settings({"ADDON_CLIENT_IDS": text}).addon_client_ids == (ADDON, other)
    assert read_settings({}).addon_client_ids == ()
    for text in ("1234", "https://accounts.google.com", ".apps.googleusercontent.com", f"{ADDON}/x"):
        with pytest.raises(BadChoice, match="ADDON_CLIENT_IDS"):
            read_settings({"ADDON_CLIENT_IDS": text})
