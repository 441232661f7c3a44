"""Certificates: one that nobody vouches for ends the call at once, one that is named in the environment is trusted."""

import json
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.errors import SheetKind, SheetProblem
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import account_of
from tests.tables.google.account import account_info, pem


class Answers(BaseHTTPRequestHandler):
    """A token for every POST, no values for every GET."""

    def do_GET(self) -> None:
        self._answer({"valueRanges": [{}]})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "t", "expires_in": 3600})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Says nothing."""

    def _answer(self, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Server(HTTPServer):
    """Whoever hangs up during the handshake is no error of ours."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine that signs itself, with its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=2000))
        .not_valid_after(now + timedelta(days=2000))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_text(pem(key))
    return path


@pytest.fixture
def address(certificate: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with Server(("127.0.0.1", 0), Answers) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def values(address: str) -> list[list[list[object]]]:
    account = account_of(json.dumps(account_info(f"{address}/token")), "TEST")
    client = SheetsClient(account.credentials, address, sleep=lambda seconds: pytest.fail(f"waited {seconds} s"))
    try:
        return client.values("x", ["A1"])
    finally:
        client.close()


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


def refusal(address: str) -> str:
    with pytest.raises(SheetProblem) as raised:
        values(address)
    assert raised.value.kind is SheetKind.UNREACHABLE
    return str(raised.value)


def test_a_certificate_nobody_vouches_for_ends_the_call_at_once(address: str) -> None:
    assert "REQUESTS_CA_BUNDLE" in refusal(address)


def test_a_certificate_named_in_the_environment_is_trusted(
    address: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    assert values(address) == [[]]


def test_a_named_certificate_that_does_not_exist_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "no-such-file.pem")
    assert "REQUESTS_CA_BUNDLE" in refusal(address)
