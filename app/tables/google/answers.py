"""What Google's refusals mean: an answer becomes a problem with its own sentence and next step. Pure."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from app.errors import SheetKind as Kind
from app.errors import SheetProblem

SERVER_ERRORS = frozenset({500, 502, 503, 504})
_SHARE = "open Share in the sheet and add {address} as Editor"


class Case(Enum):
    """Every way Google refuses: the kind for programs, and the sentence for people.

    In braces what is known only then: the service account's `address`, the `status` and where in a request (`where`).
    """

    NOT_SHARED = (Kind.NOT_SHARED, "The sheet is not shared with Leadsheet's account: " + _SHARE + ".")
    READ_ONLY = (Kind.READ_ONLY, "The sheet is shared with {address} as viewer, which cannot write: make it Editor.")
    NOT_FOUND = (
        Kind.NOT_FOUND,
        "Google knows no sheet at this link, or it was never shared: check the link, or " + _SHARE + ".",
    )
    NOT_A_SHEET = (
        Kind.NOT_A_SHEET,
        "The link is of a file on Google Drive that is no Google Sheet, an Excel file for example: open it and choose "
        "File > Save as Google Sheets, then use the new sheet's link.",
    )
    PROTECTED = (
        Kind.PROTECTED,
        "A protected range of the sheet covers cells we would write: allow {address} to edit it under Data > Protect "
        "sheets and ranges.",
    )
    OUT_OF_RANGE = (
        Kind.OUT_OF_RANGE,
        "Google does not have the tab or the cells we asked for{where}: run again if the sheet was changed just now, "
        "otherwise report this as a defect of Leadsheet.",
    )
    FULL = (
        Kind.FULL,
        "The spreadsheet has reached Google's limit of 10,000,000 cells: delete tabs, or rows and columns that are "
        "empty, and run again.",
    )
    TOO_LARGE = (
        Kind.TOO_LARGE,
        "Google finds our request too large (status {status}): report this as a defect of Leadsheet.",
    )
    QUOTA = (
        Kind.QUOTA,
        "Google's quota of calls a minute stayed used up for as long as we waited: run again in some minutes, or let "
        "fewer programs use this service account at a time.",
    )
    API_OFF = (
        Kind.API_OFF,
        "The Google Sheets API is not switched on in the service account's project: switch it on in the Google Cloud "
        "console under APIs & Services > Library, wait a minute, and run again.",
    )
    SUSPENDED = (
        Kind.CREDENTIALS,
        "Google has suspended the service account's project: look into it in the Google Cloud console.",
    )
    BY_POLICY = (
        Kind.NOT_SHARED,
        "A rule of the organisation keeps {address} out of the sheet: ask the administrator of Google Workspace to "
        "allow it.",
    )
    NO_SCOPE = (
        Kind.CREDENTIALS,
        "The credentials were not made for spreadsheets: use the scope https://www.googleapis.com/auth/spreadsheets.",
    )
    NOT_ACCEPTED = (
        Kind.CREDENTIALS,
        "Google does not accept the service account's token: run again, and make a new key for {address} in the "
        "Google Cloud console if that does not help.",
    )
    NO_ACCOUNT = (
        Kind.CREDENTIALS,
        "Google knows no service account {address}, or it is disabled: enable it in the Google Cloud console, or make "
        "another one and share the sheet with it.",
    )
    KEY_GONE = (
        Kind.CREDENTIALS,
        "Google no longer accepts the key of {address}: make a new key in the Google Cloud console and use its JSON.",
    )
    CLOCK = (
        Kind.CREDENTIALS,
        "Google refuses the key of {address} because this machine's clock is wrong: set the clock and run again.",
    )
    NO_TOKEN = (
        Kind.CREDENTIALS,
        "Google gives no token for {address}: check in the Google Cloud console that the account and its key exist.",
    )
    FAILING = (
        Kind.UNREACHABLE,
        "Google kept failing (status {status}) for as long as we waited: run again in some minutes.",
    )
    UNREACHABLE = (
        Kind.UNREACHABLE,
        "Google Sheets cannot be reached: check this machine's connection and proxy, and run again.",
    )
    TOO_SLOW = (
        Kind.UNREACHABLE,
        "Google did not answer in time, however often we asked: check this machine's connection and run again.",
    )
    UNTRUSTED = (
        Kind.UNREACHABLE,
        "The certificate shown for Google Sheets cannot be trusted: where a company's proxy reads along, name its "
        "certificate in REQUESTS_CA_BUNDLE, otherwise check this machine's clock and network.",
    )
    NOT_GOOGLE = (
        Kind.UNREACHABLE,
        "Something other than Google Sheets answered (status {status}, no JSON): log in to the network, or check the "
        "proxy and SHEETS_API_URL.",
    )
    REFUSED = (
        Kind.REFUSED,
        "Google refused a request (status {status}{where}): report this as a defect of Leadsheet.",
    )

    def __init__(self, kind: Kind, sentence: str) -> None:
        self.kind = kind
        self.sentence = sentence

    def problem(self, address: str = "", status: int = 0, where: str = "") -> SheetProblem:
        """The problem to raise. Nothing of Google's message goes in: it may quote what stands in a cell."""
        known = {"address": address or "the service account", "status": status, "where": where and f" at {where}"}
        return SheetProblem(self.sentence.format(**known), self.kind)


_BY_REASON = {  # the machine-readable reason in an error's details
    "SERVICE_DISABLED": Case.API_OFF,
    "CONSUMER_SUSPENDED": Case.SUSPENDED,
    "SECURITY_POLICY_VIOLATED": Case.BY_POLICY,
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": Case.NO_SCOPE,
    "RATE_LIMIT_EXCEEDED": Case.QUOTA,
}
_BY_WORDS = (  # words of the message in lower case, most telling first
    ("protected cell", Case.PROTECTED),
    ("protected range", Case.PROTECTED),
    ("not supported for this document", Case.NOT_A_SHEET),
    ("above the limit of", Case.FULL),
    ("payload size exceeds", Case.TOO_LARGE),
    ("unable to parse range", Case.OUT_OF_RANGE),
    ("exceeds grid limits", Case.OUT_OF_RANGE),
    ("no grid with id", Case.OUT_OF_RANGE),
    ("beyond the last requested", Case.OUT_OF_RANGE),
    ("has not been used in project", Case.API_OFF),
    ("insufficient authentication scopes", Case.NO_SCOPE),
    ("organization's policy", Case.BY_POLICY),
    ("quota exceeded", Case.QUOTA),
)
_BY_STATUS = {
    401: Case.NOT_ACCEPTED,
    403: Case.NOT_SHARED,
    404: Case.NOT_FOUND,
    413: Case.TOO_LARGE,
    414: Case.TOO_LARGE,
    429: Case.QUOTA,
}
_BY_TOKEN_ERROR = (  # words of the token endpoint's error and description, most telling first
    ("account not found", Case.NO_ACCOUNT),
    ("disabled", Case.NO_ACCOUNT),
    ("deleted", Case.NO_ACCOUNT),
    ("timeframe", Case.CLOCK),
    ("iat and exp", Case.CLOCK),
    ("signature", Case.KEY_GONE),
    ("invalid_grant", Case.KEY_GONE),
)
_WHERE = re.compile(r"requests\[\d{1,6}\](?:\.[A-Za-z]{1,40})?")


def case_of(status: int, body: Any, *, read_before: bool = False) -> Case:
    """What an answer means that is not 2xx; `body` is its parsed JSON, None when it is none.

    `read_before` says that the sheet could be read, so that a refusal now is one of writing.
    """
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return _without_json(status)
    for reason in _reasons(error):
        if reason in _BY_REASON:
            return _BY_REASON[reason]
    message = str(error.get("message", "")).lower()
    for words, case in _BY_WORDS:
        if words in message:
            return case
    if status in SERVER_ERRORS:
        return Case.FAILING
    case = _BY_STATUS.get(status, Case.REFUSED)
    return Case.READ_ONLY if case is Case.NOT_SHARED and read_before else case


def refusal(status: int, body: Any, address: str, *, read_before: bool = False) -> SheetProblem:
    """The problem an answer means that is not 2xx; see `case_of`. `address` is the service account's."""
    case = case_of(status, body, read_before=read_before)
    where = _WHERE.search(str(body["error"].get("message", ""))) if case in (Case.REFUSED, Case.OUT_OF_RANGE) else None
    return case.problem(address, status, where[0] if where else "")


def token_refusal(body: Any, address: str) -> SheetProblem:
    """The problem behind a refused token; `body` is what the token endpoint answered, parsed where it was JSON."""
    if not isinstance(body, Mapping):
        return Case.NOT_GOOGLE.problem(status=200)
    said = f"{body.get('error', '')} {body.get('error_description', '')}".lower()
    return next((case for words, case in _BY_TOKEN_ERROR if words in said), Case.NO_TOKEN).problem(address)


def _without_json(status: int) -> Case:
    """Google's own front answers a page for these statuses; for others somebody in between does."""
    if status in SERVER_ERRORS:
        return Case.FAILING
    return _BY_STATUS[status] if status in {413, 414, 429} else Case.NOT_GOOGLE


def _reasons(error: Mapping[str, Any]) -> list[str]:
    details = error.get("details")
    parts = details if isinstance(details, list) else []
    return [str(part["reason"]) for part in parts if isinstance(part, Mapping) and "reason" in part]
