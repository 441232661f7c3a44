"""A real OpenID provider and a Drive that knows who may edit what, on a loopback port, in a thread of this process.

    with FakeOpenId() as google:
        google.who = Account("ana@example.com", "Ana", domain="example.com")
        google.may_edit.add(("ana@example.com", "SHEET"))
        settings = google.settings(tmp_path, allowed_domains=("example.com",))

It agrees at once as `who`. `faults` holds what it does wrong: see FAULTS. `google.identity_token()` is what Apps Script
gives the add-on for `who`.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlencode

import msgspec
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from app.config import Settings

FAULTS = {
    "wrong nonce", "no nonce", "wrong aud", "foreign azp", "unverified", "verified as a word", "expired",
    "other key", "unsigned", "signed by the secret", "wrong issuer", "issuer of discovery", "denied", "no drive scope",
    "wrong at_hash", "no id token", "no email", "away", "broken token", "keys away", "login_required", "plain endpoint",
}  # fmt: skip
CLIENT, SECRET = "leadsheet.apps.googleusercontent.com", "GOCSPX-a-secret-of-tests"
ADDON = "1234-addon.apps.googleusercontent.com"  # the OAuth client of the add-on's script
_KEY, _OTHER, NEW = (RSAKey.generate_key(2048, parameters={"kid": kid}, private=True) for kid in ("one", "one", "new"))
Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Account:
    """Whose account agrees. `domain` is that of the Workspace it belongs to, "" for a private one."""

    email: str
    name: str = "Ana Example"
    domain: str = ""


@dataclass
class Code:
    """A code that was given, once to be redeemed."""

    account: Account
    redirect_uri: str
    challenge: str
    nonce: str
    scope: str


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


@dataclass
class FakeOpenId:
    """The provider and the Drive; a test changes its attributes as it goes."""

    who: Account = field(default_factory=lambda: Account("ana@example.com", domain="example.com"))
    faults: set[str] = field(default_factory=set)
    may_edit: set[tuple[str, str]] = field(default_factory=set)  # address and file
    may_see: set[tuple[str, str]] = field(default_factory=set)
    drive_answer: tuple[int, Any] | None = None  # instead of the truth
    token_seconds: int = 3599
    drive_calls: list[tuple[str, str]] = field(default_factory=list)  # address and file
    asked: list[dict[str, str]] = field(default_factory=list)  # what browsers brought to the authorization endpoint
    calls: list[str] = field(default_factory=list)  # the paths of every call
    keys: list[RSAKey] = field(default_factory=lambda: [_KEY])  # those it publishes
    slowness: float = 0.0  # seconds until it tells its keys
    problems: list[str] = field(default_factory=list)  # what a client of OpenID must not do

    def __post_init__(self) -> None:
        self._codes: dict[str, Code] = {}
        self.tokens: dict[str, Account] = {}
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        assert not self.problems, self.problems

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    def settings(self, data: Path, **others: Any) -> Settings:
        """Settings of a service whose people sign in here."""
        chosen: dict[str, Any] = {
            "url": "http://localhost", "google_client_id": CLIENT, "google_client_secret": SECRET,
            "sign_in_url": self.url, "drive_api_url": self.url, "allowed_domains": ("example.com",),
        }  # fmt: skip
        return Settings(data=data, **{**chosen, **others})

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        self.calls.append(path)
        query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        if path == "/authorize":
            answer = self._authorize(query)
        elif path == "/token":
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
            answer = self._token({name: values[0] for name, values in parse_qs(body).items()})
        elif path == "/jwks":
            time.sleep(self.slowness)
            published = {"keys": [key.as_dict(private=False) for key in self.keys]}
            answer = _json(503, {}) if "keys away" in self.faults else _json(200, published)
        elif path == "/.well-known/openid-configuration":
            answer = self._discovery()
        elif path.startswith("/drive/v3/files/"):
            answer = self._drive(unquote(path.rpartition("/")[2]), query, environ.get("HTTP_AUTHORIZATION", ""))
        else:
            answer = _json(404, {})
        status, headers, sent = answer
        start(f"{status} {HTTPStatus(status).phrase}", [*headers.items(), ("Content-Length", str(len(sent)))])
        return [sent]

    def _discovery(self) -> Answer:
        if "away" in self.faults:
            return _json(503, {})
        elsewhere = "http://192.0.2.7" if "plain endpoint" in self.faults else self.url
        issuer = "https://evil.example" if "issuer of discovery" in self.faults else self.url
        return _json(200, {
            "issuer": issuer, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{elsewhere}/token",
            "jwks_uri": f"{self.url}/jwks", "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        })  # fmt: skip

    def _authorize(self, query: dict[str, str]) -> Answer:
        self.asked.append(query)
        wanted = {"client_id": CLIENT, "response_type": "code", "code_challenge_method": "S256"}
        self.problems += [f"{name} is {query.get(name)}" for name in wanted if query.get(name) != wanted[name]]
        self.problems += [f"no {name}" for name in ("state", "nonce", "code_challenge", "scope") if not query.get(name)]
        back = {"state": query.get("state", "")}
        if "denied" in self.faults:
            back["error"] = "access_denied"
        elif "login_required" in self.faults and query.get("prompt") == "none":
            back["error"] = "login_required"
        else:
            back["code"] = secrets.token_urlsafe(20)
            code = Code(self.who, query["redirect_uri"], query["code_challenge"], query["nonce"], query["scope"])
            self._codes[back["code"]] = code
        return 302, {"Location": f"{query['redirect_uri']}?{urlencode(back)}"}, b""

    def _token(self, form: dict[str, str]) -> Answer:
        if "broken token" in self.faults:
            return 200, {"Content-Type": "text/html"}, b"<p>hello"
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return _json(401, {"error": "invalid_client"})
        code = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if code is None or code.redirect_uri != form.get("redirect_uri") or code.challenge != _text(digest):
            return _json(400, {"error": "invalid_grant"})
        token = f"ya29.{secrets.token_urlsafe(32)}"
        self.tokens[token] = code.account
        scope = code.scope if "no drive scope" not in self.faults else "openid email profile"
        told = {"access_token": token, "expires_in": self.token_seconds, "token_type": "Bearer", "scope": scope}
        return _json(200, told if "no id token" in self.faults else {**told, "id_token": self._id_token(code, token)})

    def _id_token(self, code: Code, token: str) -> str:
        now, account, faults = int(time.time()), code.account, self.faults
        if "wrong at_hash" in faults:
            token = "another"
        claims: dict[str, Any] = {
            "iss": "https://evil.example" if "wrong issuer" in faults else self.url,
            "aud": "another" if "wrong aud" in faults else CLIENT,
            "azp": "another" if "foreign azp" in faults else CLIENT,
            "sub": "1182",
            "email": account.email,
            "email_verified": "true" if "verified as a word" in faults else "unverified" not in faults,
            "name": account.name,
            "nonce": "another" if "wrong nonce" in faults else code.nonce,
            "at_hash": _text(hashlib.sha256(token.encode()).digest()[:16]),
            "iat": now - 4000 if "expired" in faults else now,
            "exp": now - 400 if "expired" in faults else now + 3600,
            **({"hd": account.domain} if account.domain else {}),
        }
        for fault, name in (("no nonce", "nonce"), ("no email", "email")):
            if fault in faults:
                del claims[name]
        if "unsigned" in faults:
            parts = ({"alg": "none", "kid": "one"}, claims)
            return ".".join(_text(msgspec.json.encode(part)) for part in parts) + "."
        if "signed by the secret" in faults:
            import hmac

            parts = ({"alg": "HS256", "kid": "one"}, claims)
            signed = ".".join(_text(msgspec.json.encode(part)) for part in parts)
            return f"{signed}.{_text(hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256))}"
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, _OTHER if "other key" in faults else _KEY)

    def identity_token(
        self, key: RSAKey = _KEY, header: dict[str, Any] | None = None, drop: Iterable[str] = (), **claims: Any
    ) -> str:
        """An identity token of `who` for the add-on, as ScriptApp.getIdentityToken() gives it, but for what is said."""
        said = {**self.claims(), **claims}
        for name in drop:
            del said[name]
        return jwt.encode({"alg": "RS256", "typ": "JWT", "kid": key.kid, **(header or {})}, said, key)

    def claims(self) -> dict[str, Any]:
        """What an identity token of `who` says."""
        now, account = int(time.time()), self.who
        number = int.from_bytes(hashlib.sha256(account.email.lower().encode()).digest()[:8])
        return {
            "iss": self.url, "azp": ADDON, "aud": ADDON, "sub": str(number), "email": account.email,
            "email_verified": True, "at_hash": "c-Xr7vHgvtWwNVVDiZFv5A", "iat": now, "exp": now + 3600,
            **({"hd": account.domain} if account.domain else {}),
        }  # fmt: skip

    def _drive(self, file: str, query: dict[str, str], header: str) -> Answer:
        account = self.tokens.get(header.removeprefix("Bearer "))
        if account is None:
            return _json(401, {"error": {"code": 401, "errors": [{"reason": "authError"}]}})
        self.drive_calls.append((account.email, file))
        if query != {"fields": "capabilities/canEdit", "supportsAllDrives": "true"}:
            self.problems.append(f"asked of Drive: {query}")
        if self.drive_answer is not None:
            return _json(*self.drive_answer)
        whose = (account.email, file)
        if whose in self.may_edit or whose in self.may_see:
            return _json(200, {"capabilities": {"canEdit": whose in self.may_edit}})
        return _json(404, {"error": {"code": 404, "errors": [{"domain": "global", "reason": "notFound"}]}})


def _json(status: int, body: Any) -> Answer:
    return status, {"Content-Type": "application/json"}, msgspec.json.encode(body)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
