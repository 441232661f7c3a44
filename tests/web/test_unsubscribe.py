"""The page for unsubscribing, as people, mail programs and the ill-meaning meet it."""

import base64
import hashlib
import http.client
import re
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.config import Settings
from app.store.database import open_store
from app.store.identity_hash import identity_secret
from app.store.keys import add_key
from app.store.unsubscribing import is_unsubscribed, token, unsubscribe
from tests.web.real_service import needs_proc, real_service

FAR = {"REMOTE_ADDR": "192.0.2.7"}
ANA = "ana+leads@example.com"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
SECRET = "0123456789abcdef" * 4


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("LEADSHEET_IDENTITY_SECRET", SECRET)
    return Settings(data=tmp_path)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """Somebody far away, without a key."""
    client = create_app(settings).test_client()
    client.environ_base.update(FAR)
    return client


def link(recipient: str = ANA) -> str:
    return f"/unsubscribe?token={token(SECRET.encode(), recipient)}"


def gets_none(settings: Settings, recipient: str = ANA) -> bool:
    with closing(open_store(settings.places.database_url)) as store:
        return is_unsubscribed(store, recipient)


def words(answer: TestResponse) -> str:
    """What a person reads."""
    body = re.sub(r"<style>.*?</style>|</?span>", "", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_opening_the_link_asks_and_changes_nothing(client: FlaskClient, settings: Settings) -> None:
    for _ in range(2):
        answer = client.get(link())
        assert answer.status_code == 200
        assert f"{ANA} This address will get no more mails" in words(answer)
        assert "Nothing has changed yet." in words(answer)
        assert client.head(link()).status_code == 200
    assert not gets_none(settings)


@pytest.mark.parametrize("multipart", [False, True])
def test_one_click_of_a_mail_program_is_enough(client: FlaskClient, settings: Settings, multipart: bool) -> None:
    """RFC 8058: no cookie, no key, no redirect; the body in either form."""
    kind = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
    answer = client.post(link(), data=ONE_CLICK, content_type=kind)
    assert answer.status_code == 200
    assert f"{ANA} This address gets no more mails" in words(answer)
    assert "Set-Cookie" not in answer.headers
    assert gets_none(settings)
    assert client.post(link(), data=ONE_CLICK).status_code == 200  # a reload
    assert gets_none(settings)


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe=\x00&&&=", b"again=2", b"again", b"--x\r\nbroken", b"again=0&again=1"]
)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "", "é/;;"]
)
def test_whatever_the_body_a_post_unsubscribes(client: FlaskClient, settings: Settings, body: bytes, kind: str) -> None:
    assert client.post(link(), data=body, content_type=kind).status_code == 200
    assert gets_none(settings)


def test_taking_it_back(client: FlaskClient, settings: Settings) -> None:
    client.post(link(), data=ONE_CLICK)
    assert "gets no more mails" in words(client.get(link()))
    assert gets_none(settings)
    answer = client.post(link(), data={"again": "1"})
    assert answer.status_code == 200
    assert f"{ANA} This address gets mails from this Leadsheet again" in words(answer)
    assert not gets_none(settings)
    assert "will get no more mails" in words(client.get(link()))


def test_one_recipient_is_not_another(client: FlaskClient, settings: Settings) -> None:
    client.post(link("Ben@Example.com"))
    assert gets_none(settings, "ben@example.COM")
    assert not gets_none(settings)


class Controls(HTMLParser):
    """The page's forms, fields and buttons, and whatever would load something or lead away."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


def test_the_buttons_send_what_the_service_takes(client: FlaskClient, settings: Settings) -> None:
    """Forms go to the page's own address, token and all, also behind a proxy that adds a prefix."""
    for _ in range(2):
        page = Controls(client.get(link()).text)
        assert page.of("form") == [{"method": "post"}]
        assert len(page.of("button")) == 1
        fields = {str(one["name"]): one["value"] for one in page.of("input")}
        before = gets_none(settings)
        client.post(link(), data=fields)
        assert gets_none(settings) is not before
    for data in (ONE_CLICK, {"again": "1"}):
        page = Controls(client.post(link(), data=data).text)
        client.post(link(), data={str(one["name"]): one["value"] for one in page.of("input")})
        assert gets_none(settings) is ("again" in data)


def test_the_page_may_do_nothing_else(client: FlaskClient) -> None:
    for answer in (client.get(link()), client.post(link()), client.get("/unsubscribe?token=x")):
        assert answer.content_type == "text/html; charset=utf-8"
        policy = {rule.split()[0]: rule.split()[1:] for rule in answer.headers["Content-Security-Policy"].split("; ")}
        style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
        assert style
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert policy == {
            "default-src": ["'none'"],
            "style-src": [f"'sha256-{digest}'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        page = Controls(answer.text)
        assert page.of("html") == [{"lang": "en"}]
        assert len(page.of("h1")) == len(page.of("main")) == len(page.of("title")) == 1
        assert not page.of("a", "script", "img", "link", "base", "iframe")
        assert not [attributes for _, attributes in page.found if attributes.keys() & {"style", "src", "onclick"}]
        assert token(SECRET.encode(), ANA) not in answer.text


def forged() -> list[str]:
    good = token(SECRET.encode(), ANA)
    address, mark = good.split(".")
    other = base64.urlsafe_b64encode(b"ben@example.com").rstrip(b"=").decode()
    return [
        "",
        "x",
        ".",
        address,
        f"{address}.",
        f".{mark}",
        f"{other}.{mark}",
        f"{address}=.{mark}",
        f"{good}.",
        f" {good}",
        good.swapcase(),
        good[:-1],
        token(b"another secret that is long enough, too", ANA),
        "%00",
        "%FF%FE",
        "%F0%9F%92%8C." + mark,
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "{{7*7}}",
        "'%20OR%201=1--",
        "A" * 3000,
        "%E2%80%AE" * 300,
    ]


@pytest.mark.parametrize("given", forged())
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wrong_token_is_a_page_that_says_so(client: FlaskClient, settings: Settings, method: str, given: str) -> None:
    answer = client.open(
        f"/unsubscribe?token={given}", method=method, data={"again": "1"} if method == "POST" else None
    )
    assert answer.status_code == 404
    assert answer.content_type == "text/html; charset=utf-8"
    assert "This link is not whole" in words(answer)
    assert "<script" not in answer.text
    assert "49" not in words(answer)
    assert ANA not in answer.text
    with closing(open_store(settings.places.database_url)) as store, store.reading() as transaction:
        assert transaction.rows("SELECT * FROM unsubscribed") == []


def test_without_a_token_it_says_so_too(client: FlaskClient) -> None:
    assert client.get("/unsubscribe").status_code == 404
    assert client.post("/unsubscribe", data={"token": token(SECRET.encode(), ANA)}).status_code == 404


def test_the_first_of_two_tokens_counts(client: FlaskClient, settings: Settings) -> None:
    assert client.post(f"{link()}&token=x").status_code == 200
    assert gets_none(settings)


@pytest.mark.parametrize("recipient", ['"<script>alert(1)</script>"@example.com', "a&b@example.com", "é@exämple.com"])
def test_an_address_is_shown_as_text(client: FlaskClient, recipient: str) -> None:
    for answer in (client.get(link(recipient)), client.post(link(recipient))):
        assert recipient in words(answer)
        assert "<script" not in answer.text


def test_a_body_without_end_is_refused(client: FlaskClient, settings: Settings) -> None:
    assert client.post(link(), data=b"x=" + b"y" * 100_000).status_code == 413
    assert not gets_none(settings)


def test_keys_and_limits_are_for_others(settings: Settings) -> None:
    with closing(open_store(create_and_url(settings))) as store:
        add_key(store, "n8n")
    client = create_app(Settings(data=settings.data, rate_per_minute=1)).test_client()
    client.environ_base.update(FAR)
    assert client.post("/predict", json={}).status_code == 401
    assert [client.post(link()).status_code for _ in range(5)] == [200] * 5


def create_and_url(settings: Settings) -> str:
    create_app(settings)
    return settings.places.database_url


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_database_it_says_so(client: FlaskClient, settings: Settings, method: str) -> None:
    with closing(open_store(settings.places.database_url)) as store, store.writing() as transaction:
        transaction.run("DROP TABLE unsubscribed")
    answer = client.open(link(), method=method)
    assert answer.status_code == 503
    assert answer.content_type == "text/html; charset=utf-8"
    assert "nothing has changed: try again in a few minutes." in words(answer)
    assert "DATABASE_URL" not in answer.text  # for who runs the service, who finds it in the log
    assert answer.headers["Retry-After"] == "120"


def test_without_the_secret_it_says_so_and_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEADSHEET_IDENTITY_SECRET", raising=False)
    settings = Settings(data=tmp_path, log_predictions=False)
    client = create_app(settings).test_client()
    settings.places.secret.unlink(missing_ok=True)  # other parts of the service may have made one
    answer = client.get(link())
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
    assert not settings.places.secret.exists()
    made = identity_secret({}, settings.places.secret)
    assert client.post(f"/unsubscribe?token={token(made, ANA)}").status_code == 200
    assert gets_none(settings)


def test_who_unsubscribed_long_ago_reads_that(client: FlaskClient, settings: Settings) -> None:
    with closing(open_store(settings.places.database_url)) as store:
        unsubscribe(store, ANA, datetime(2026, 1, 1, tzinfo=UTC))
    assert "You already get no mails" in words(client.get(link()))


@needs_proc
def test_an_access_log_holds_no_address(tmp_path: Path) -> None:
    """gunicorn's, where somebody turns it on."""
    log = tmp_path / "access.log"
    with real_service(
        tmp_path, GUNICORN_CMD_ARGS=f"--access-logfile {log}", LEADSHEET_IDENTITY_SECRET=SECRET
    ) as service:
        with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)) as connection:
            connection.request("POST", link(), headers={"Referer": f"http://127.0.0.1{link()}"})
            assert connection.getresponse().status == 200
        service.stop()
        assert '"POST /unsubscribe HTTP/1.1" 200' in log.read_text()
        assert "token" not in log.read_text() + service.said.read_text()


def test_it_is_not_for_programs(client: FlaskClient) -> None:
    assert not [path for path in client.get("/openapi.json").get_json()["paths"] if "unsubscribe" in path]
    assert client.put(link()).status_code == 405
    assert client.delete(link()).status_code == 405
