"""The service account: read from either place, refused by what it is instead, and never shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.config import Settings, read_settings
from app.errors import BadChoice, SheetKind, SheetProblem
from app.tables.google.credentials import FILE, JSON, SCOPE, read_credentials
from tests.tables.google.account import ADDRESS, account_info, pem, private_key

SECRET = "MIIEvSecretOfAKey"


def refused(file: Path | None, text: str = "") -> str:
    with pytest.raises(SheetProblem) as problem:
        read_credentials(file, text)
    assert problem.value.kind is SheetKind.CREDENTIALS
    assert problem.value.exit_code == 9
    sentence = str(problem.value)
    assert sentence.endswith(".")
    assert ": " in sentence
    assert ". " not in sentence
    return sentence


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.json"
    path.write_text(json.dumps(account_info()))
    return path


def test_a_file_and_the_json_itself_give_the_account_for_spreadsheets_alone(key_file: Path) -> None:
    other = json.dumps(account_info(client_email="other@tests.iam.gserviceaccount.com"))
    for account, address in (
        (read_credentials(key_file, " "), ADDRESS),
        (read_credentials(None, other), "other@tests.iam.gserviceaccount.com"),
        (read_credentials(key_file, other), "other@tests.iam.gserviceaccount.com"),
    ):
        assert account.address == address
        assert account.credentials.service_account_email == address
        assert account.credentials.scopes == [SCOPE]
        assert "PRIVATE" not in repr(account)


def test_what_editors_and_panels_do_to_a_key_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text(json.dumps(account_info()), encoding="utf-8-sig")
    assert read_credentials(path, "").address == ADDRESS
    escaped = account_info(private_key=private_key().replace("\n", "\\n"), client_email=f" {ADDRESS} ")
    assert read_credentials(None, f"\ufeff {json.dumps(escaped)}\n").address == ADDRESS


def test_no_account_says_how_to_get_one() -> None:
    assert "docs/google-sheets.md" in refused(None)
    assert FILE in refused(None)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "no.json")
    assert "cannot be read" in refused(tmp_path)
    blob = tmp_path / "blob.json"
    blob.write_bytes(b"\xff\xfe\x00")
    assert "not JSON" in refused(blob)
    text = tmp_path / "note.json"
    text.write_text("my key is " + SECRET)
    assert "not JSON" in refused(text)
    assert SECRET not in refused(text)


def test_json_and_path_in_each_others_place_are_told_and_not_shown(key_file: Path) -> None:
    whole = json.dumps(account_info(private_key=SECRET))
    assert f"put it into {JSON}" in refused(Path(whole))
    assert SECRET not in refused(Path(whole))
    assert f"a path goes into {FILE}" in refused(None, str(key_file))


@pytest.mark.parametrize(
    ("info", "words"),
    [
        ({"installed": {"client_id": "1", "client_secret": SECRET}}, "OAuth client"),
        ({"web": {"client_id": "1", "client_secret": SECRET}}, "OAuth client"),
        ({"type": "authorized_user", "refresh_token": SECRET}, "a person's login"),
        ({"type": "external_account"}, "workload identity"),
        ({"type": "impersonated_service_account"}, "impersonated"),
        ({"type": ["service_account"]}, "not the key of a service account"),
        ({}, "not the key of a service account"),
    ],
)
def test_other_credentials_are_named(info: dict[str, Any], words: str) -> None:
    sentence = refused(None, json.dumps(info))
    assert words in sentence
    assert SECRET not in sentence


@pytest.mark.parametrize("text", ["[]", '"service_account"', "1", "null", "{", "{}{}"])
def test_json_that_is_no_object_is_not_json_of_an_account(text: str) -> None:
    assert "not JSON of a service account" in refused(None, text)


@pytest.mark.parametrize("missing", ["client_email", "private_key", "token_uri"])
@pytest.mark.parametrize("value", [None, "", " ", 7])
def test_missing_keys_are_named(missing: str, value: object) -> None:
    sentence = refused(None, json.dumps({**account_info(), missing: value}))
    assert f"lacks {missing}:" in sentence


def test_a_broken_private_key_is_told_and_not_shown() -> None:
    whole = private_key()
    broken = [
        SECRET,
        whole[: len(whole) // 2],
        whole.replace("PRIVATE KEY", "CERTIFICATE"),
        whole.replace("A", "B", 40),
        pem(ec.generate_private_key(ec.SECP256R1())),
        pem(rsa.generate_private_key(public_exponent=65537, key_size=2048), password=b"sealed"),
    ]
    for key in broken:
        sentence = refused(None, json.dumps(account_info(private_key=key)))
        assert "private key" in sentence
        assert not any(line in sentence for line in key.splitlines())


def test_the_settings_hold_both_and_show_neither(key_file: Path) -> None:
    settings = read_settings({FILE: str(key_file), JSON: json.dumps({"private_key": SECRET})})
    assert settings.google_key_file == key_file
    assert SECRET in settings.google_key
    assert SECRET not in repr(settings)
    assert SECRET not in repr(read_settings({FILE: json.dumps({"private_key": SECRET})}))
    assert (Settings().google_key_file, Settings().google_key) == (None, "")


@pytest.mark.parametrize(
    "address", ["https://sheets.googleapis.com", "https://sheets.example.com:8443/", "http://127.0.0.1:9000"]
)
def test_the_api_may_be_elsewhere(address: str) -> None:
    assert read_settings({"SHEETS_API_URL": address}).sheets_api_url == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://sheets.example.com", "sheets.example.com", "ftp://127.0.0.1", "https://", "https://[x",
        "https://me@example.com", "https://example.com/v4", "https://example.com?x=1",
    ],
)  # fmt: skip
def test_an_address_without_tls_or_with_more_than_a_host_is_refused(address: str) -> None:
    with pytest.raises(BadChoice, match="SHEETS_API_URL must look like"):
        read_settings({"SHEETS_API_URL": address})
