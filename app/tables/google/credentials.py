"""The service account we come to Google with, from a file or from the JSON itself. No sentence shows a secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials

from app.errors import SheetKind, SheetProblem

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
FILE = "GOOGLE_APPLICATION_CREDENTIALS"
JSON = "LEADSHEET_GOOGLE_CREDENTIALS"

_KEYS = ("client_email", "private_key", "token_uri")
_HOW = "docs/google-sheets.md says how to get one"
_OTHER_TYPES = {
    "authorized_user": "of a person's login",
    "external_account": "of a workload identity",
    "external_account_authorized_user": "of a workforce identity",
    "impersonated_service_account": "of an impersonated account",
    "gdch_service_account": "of a distributed cloud",
}


@dataclass(frozen=True)
class ServiceAccount:
    """Credentials for spreadsheets alone, and the address to share a sheet with."""

    credentials: Credentials
    address: str


def read_credentials(file: Path | None, text: str) -> ServiceAccount:
    """The service account in the JSON `text`, else in `file`; both come from the settings.

    Raises SheetProblem (CREDENTIALS) where there is none, or it is none Google would take.
    """
    if text.strip():
        return account_of(text, JSON)
    if file is None:
        raise _problem(f"No service account is set: put the path of its JSON file into {FILE}; {_HOW}.")
    # A path that is the key itself must neither be looked for nor shown.
    if str(file).lstrip().startswith("{"):
        raise _problem(f"{FILE} holds JSON instead of a path: put it into {JSON}.")
    try:
        return account_of(file.read_text(encoding="utf-8-sig"), FILE)
    except FileNotFoundError:
        raise _problem(f"{FILE} names a file that does not exist: correct the path; {_HOW}.") from None
    except UnicodeDecodeError:
        raise _problem(f"{FILE} names a file that is not JSON: give a service account's key; {_HOW}.") from None
    except OSError as error:
        said = error.strerror or "no reason given"
        raise _problem(f"The file that {FILE} names cannot be read ({said}): check its path and rights.") from None


def account_of(text: str, source: str) -> ServiceAccount:
    """The service account in a JSON text; `source` names where it came from.

    Raises SheetProblem (CREDENTIALS) for anything else, by what it is.
    """
    info = _json_object(text.strip().removeprefix("\ufeff"), source)
    _check_kind(info, source)
    missing = [key for key in _KEYS if not isinstance(info.get(key), str) or not info[key].strip()]
    if missing:
        raise _problem(f"The key in {source} lacks {' and '.join(missing)}: download the key again; {_HOW}.")
    # A panel of variables often keeps the line ends of a key as a backslash and an n.
    mended = {**info, "private_key": info["private_key"].replace("\\n", "\n")}
    try:
        credentials = Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
            mended, scopes=[SCOPE]
        )
        credentials.sign_bytes(b"leadsheet")  # a key of another kind is only found out by signing
    except (ValueError, TypeError, AttributeError, UnsupportedAlgorithm, GoogleAuthError):
        raise _problem(
            f"The private key in {source} is broken: download the key again and leave the file as it is; {_HOW}."
        ) from None
    return ServiceAccount(credentials, info["client_email"].strip())


def _json_object(text: str, source: str) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError:
        wants = f"the JSON itself; a path goes into {FILE}" if source == JSON else "the JSON file of a service account"
        raise _problem(f"What {source} gives is not JSON of a service account: give {wants}; {_HOW}.") from None


def _check_kind(info: Mapping[str, Any], source: str) -> None:
    """Raises SheetProblem for the other kinds of credentials Google lets people download."""
    kind = info.get("type")
    if "installed" in info or "web" in info:
        raise _problem(f"The JSON in {source} is of an OAuth client, not of a service account: {_HOW}.")
    if isinstance(kind, str) and kind in _OTHER_TYPES:
        raise _problem(f"The JSON in {source} is {_OTHER_TYPES[kind]}, not of a service account: {_HOW}.")
    if kind != "service_account":
        raise _problem(f"The JSON in {source} is not the key of a service account: {_HOW}.")


def _problem(sentence: str) -> SheetProblem:
    return SheetProblem(sentence, SheetKind.CREDENTIALS)
