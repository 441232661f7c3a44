"""Tokens, who may do what, and quotas."""

import time
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt
from google.auth.crypt import RSASigner
from google.auth.exceptions import RefreshError

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes.google.oauth import GRANT, READ_ONLY
from tests.fakes_tests.asking import SCOPE, Asker

CLEAR: tuple[str, str, Any] = ("POST", "/values/Leads!A1:clear", {})


def asked_token(fake: FakeGoogle, asker: Asker, key: str = "", alg: str = "RS256", **claims: Any) -> tuple[int, Any]:
    info = fake.credentials_info()
    signer = RSASigner.from_string(key or info["private_key"])  # type: ignore[no-untyped-call]
    now = int(time.time())
    own = {"iss": fake.account, "aud": info["token_uri"], "iat": now, "exp": now + 3600, "scope": SCOPE}
    assertion = jwt.encode(signer, {**own, **claims}, header={"alg": alg})  # type: ignore[no-untyped-call]
    form = {"grant_type": GRANT, "assertion": assertion}
    answer = requests.post(info["token_uri"], data=form, timeout=10)
    return answer.status_code, answer.json()


def test_a_token_for_a_signed_claim(fake: FakeGoogle, asker: Asker) -> None:
    status, answer = asked_token(fake, asker)
    assert status == 200
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ({"iss": "nobody@example.com"}, "invalid_grant"),
        ({"aud": "https://example.com/token"}, "invalid_grant"),
        ({"exp": 1}, "invalid_grant"),
        ({"exp": int(time.time()) + 90_000}, "invalid_grant"),
        ({"iat": int(time.time()) + 4000}, "invalid_grant"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": f"{SCOPE} https://www.googleapis.com/auth/drive"}, "invalid_scope"),
    ],
)
def test_claims_that_get_no_token(fake: FakeGoogle, asker: Asker, claims: Any, error: str) -> None:
    status, answer = asked_token(fake, asker, **claims)
    assert (status, answer["error"]) == (400, error)


def test_another_key_or_algorithm_gets_no_token(fake: FakeGoogle, asker: Asker) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    formats = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    answer = asked_token(fake, asker, key=other.private_bytes(*formats).decode())[1]
    assert answer == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
    assert asked_token(fake, asker, alg="none")[0] == 400


def test_a_revoked_account(fake: FakeGoogle, asker: Asker) -> None:
    asker.get()
    fake.revoke()
    with pytest.raises(RefreshError, match="invalid_grant"):
        asker.get()


def test_an_expired_token_is_refused_and_google_auth_gets_another(fake: FakeGoogle, asker: Asker) -> None:
    asker.get()
    fake.clock.advance(3601)
    asker.get()
    assert [call.status for call in fake.calls] == [200, 401, 200]
    assert len(fake.token_calls) == 2


@pytest.mark.parametrize(
    ("header", "status", "word"),
    [({}, 403, "PERMISSION_DENIED"), ({"Authorization": "Bearer x"}, 401, "UNAUTHENTICATED")],
)
def test_without_a_good_token(fake: FakeGoogle, document: Spreadsheet, header: Any, status: int, word: str) -> None:
    answer = requests.get(f"{fake.url}/v4/spreadsheets/{document.id}", headers=header, timeout=10)
    assert (answer.status_code, answer.json()["error"]["status"]) == (status, word)


def test_a_read_only_scope_does_not_write(fake: FakeGoogle, document: Spreadsheet) -> None:
    asker = Asker(fake, document.id, READ_ONLY)
    asker.get()
    status, answer = asker.ask(*CLEAR)
    assert (status, answer["error"]["message"]) == (403, "Request had insufficient authentication scopes.")


@pytest.mark.parametrize(("role", "read", "write"), [(False, 403, 403), ("reader", 200, 403), (True, 200, 200)])
def test_sharing(asker: Asker, document: Spreadsheet, role: bool | str, read: int, write: int) -> None:
    document.share(role)
    assert asker.ask("GET", "")[0] == read
    status, answer = asker.ask(*CLEAR)
    assert status == write
    if write == 403:
        expected = {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}
        assert answer["error"] == expected


def test_a_spreadsheet_that_is_not_there(fake: FakeGoogle) -> None:
    status, answer = Asker(fake, "1nothing").ask("GET", "")
    expected = {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}
    assert (status, answer["error"]) == (404, expected)


def test_an_excel_file_and_an_api_that_is_not_enabled(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    document.excel_file = True
    status, answer = asker.ask("GET", "")
    assert (status, answer["error"]["status"]) == (400, "FAILED_PRECONDITION")
    assert answer["error"]["message"] == "This operation is not supported for this document"
    fake.api_disabled = True
    status, answer = asker.ask("GET", "")
    assert (status, "it is disabled" in answer["error"]["message"]) == (403, True)


def test_sixty_reads_and_sixty_writes_a_minute(fake: FakeGoogle, asker: Asker) -> None:
    fake.quota.switch_on()
    assert [asker.ask("GET", "")[0] for _ in range(61)] == [200] * 60 + [429]
    assert asker.ask(*CLEAR)[0] == 200
    status, answer = asker.ask("GET", "")
    assert (status, answer["error"]["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert "'Read requests per minute per user'" in answer["error"]["message"]
    assert answer["error"]["details"][0]["metadata"]["quota_limit_value"] == "60"
    fake.clock.advance(61)
    assert asker.ask("GET", "")[0] == 200
    assert fake.per_minute()[1] == 1
    fake.quota.switch_off()


def test_a_projects_limit_counts_all_its_users(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    other = Asker(fake, document.id, account="another")
    fake.quota.switch_on(per_user=3, per_project=5)
    assert [asker.ask("GET", "")[0] for _ in range(4)] == [200, 200, 200, 429]
    assert [other.ask("GET", "")[0] for _ in range(3)] == [403, 403, 429]
    answer = other.ask("GET", "")[1]
    assert "'Read requests per minute' " in answer["error"]["message"]
