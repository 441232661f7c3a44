"""One call to Google: authorised, timed, repeated while a failure may pass, and counted."""

import functools
import os
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import msgspec
import requests
from google.auth.exceptions import RefreshError
from google.oauth2.service_account import Credentials
from gspread.http_client import HTTPClient, ParamsType
from gspread.urls import SPREADSHEETS_API_V4_BASE_URL
from requests.utils import get_environ_proxies

from app.errors import SheetProblem
from app.tables.google.answers import SERVER_ERRORS, Case, token_refusal
from app.tables.google.retrying import OnWait, Passing, Sleep, moment_of, repeat, seconds_asked

GOOGLE = SPREADSHEETS_API_V4_BASE_URL.removesuffix("/v4/spreadsheets")
TIMEOUT = (5.0, 60.0)  # seconds to connect, and between two parts of an answer
_TOO_MANY = 429

Permit = Callable[[str], None]  # told `read` or `write` before each call; waits until it may be made


@dataclass
class Calls:
    """What a client has done so far. Every repeat counts as a read or a write of its own, as in Google's quota."""

    reads: int = 0
    writes: int = 0
    retries: int = 0
    seconds_waited: float = 0.0
    largest_sent: int = 0  # bytes of a body
    largest_received: int = 0  # bytes of a body, unpacked


@dataclass(frozen=True)
class Sent:
    """A definite answer, and how many times the call was made until it came."""

    response: requests.Response
    attempts: int


@dataclass(frozen=True)
class TokenAnswer:
    """An answer of the token endpoint in the shape google-auth reads."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class SheetsHttp(HTTPClient):
    """gspread's HTTP client at an address of our choice, with timeouts, repeats and a token of ours. For one thread.

    google-auth's own session is not used: it logs bodies, and asks other services of Google in the background.
    """

    def __init__(
        self,
        credentials: Credentials,
        api_url: str,
        *,
        patience: float,
        sleep: Sleep,
        on_wait: OnWait,
        permit: Permit = lambda kind: None,
    ) -> None:
        session = requests.Session()
        # Of the environment only what leads through a proxy counts: its address, and the certificate it shows.
        session.trust_env = False
        session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        session.headers["User-Agent"] = "leadsheet (gzip)"  # Google packs its answers only for an agent that says so
        super().__init__(credentials, session)
        self.set_timeout(TIMEOUT)
        self.calls = Calls()
        self._credentials = credentials
        self._api_url = api_url.rstrip("/")
        self._told, self._permit = on_wait, permit
        self._repeat = functools.partial(repeat, patience=patience, sleep=sleep, on_wait=self._on_wait)

    @property
    def address(self) -> str:
        """The e-mail address of the service account."""
        return str(self._credentials.service_account_email)

    def request(
        self, method: str, endpoint: str, params: ParamsType | None = None, *rest: Any, **others: Any
    ) -> requests.Response:
        """One read, as gspread makes it: its answer even where that is a refusal. Raises SheetProblem without one."""
        if method != "get":
            raise NotImplementedError("Only a write behind a fence may be repeated: use SheetsClient.write.")
        return self.send(method, endpoint, params).response

    def send(self, method: str, endpoint: str, params: ParamsType | None = None, body: bytes | None = None) -> Sent:
        """One call, repeated while its failure may pass, also after a lost answer. Raises SheetProblem without answer.

        `endpoint` is Google's address, as gspread has it; a write must bring a fence.
        """
        url = self._api_url + endpoint.removeprefix(GOOGLE)
        params = {**(params or {}), "prettyPrint": "false"}  # Google's white space triples an answer
        attempts = 0

        def attempt() -> requests.Response:
            nonlocal attempts
            attempts += 1
            response = self._authorised(method, url, params, body)
            if response.status_code == requests.codes.unauthorized:
                self._credentials.token = None  # one that expired early, or by another clock
                response = self._authorised(method, url, params, body)
            self._pass_on(response)
            return response

        return Sent(self._repeat(attempt), attempts)

    def _authorised(self, method: str, url: str, params: ParamsType | None, body: bytes | None) -> requests.Response:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if not self._credentials.valid:
            self._renew()
        self._credentials.apply(headers)  # type: ignore[no-untyped-call]
        self._permit("read" if method == "get" else "write")
        if method == "get":
            self.calls.reads += 1
        else:
            self.calls.writes += 1
        self.calls.largest_sent = max(self.calls.largest_sent, len(body or b""))
        response = self._exchange(method, url, params=params, data=body, headers=headers)
        self.calls.largest_received = max(self.calls.largest_received, len(response.content))
        return response

    def _renew(self) -> None:
        try:
            self._credentials.refresh(self._token_call)  # type: ignore[no-untyped-call]
        except RefreshError as error:
            raise token_refusal(error.args[1] if len(error.args) > 1 else {}, self.address) from None

    def _token_call(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **others: Any,
    ) -> TokenAnswer:
        """A call of google-auth's: with our timeouts, and repeated by us rather than by it."""
        response = self._exchange(method, url, data=body, headers=headers)
        self._pass_on(response)
        try:
            msgspec.json.decode(response.content, type=dict[str, Any])
        except msgspec.MsgspecError:
            raise Case.NOT_GOOGLE.problem(status=response.status_code) from None
        return TokenAnswer(response.status_code, response.headers, response.content)

    def _exchange(self, method: str, url: str, **parts: Any) -> requests.Response:
        proxies = get_environ_proxies(url)
        try:
            # Google's API never leads elsewhere, and a page to log in to a network must not get the token.
            return self.session.request(
                method, url, timeout=self.timeout, proxies=proxies, allow_redirects=False, **parts
            )
        except OSError as error:  # all of requests' own are, and what it raises for a missing certificate
            _give_up_or_pass(error)

    def _pass_on(self, response: requests.Response) -> None:
        """Raises Passing for the statuses that may pass."""
        status = response.status_code
        asked = seconds_asked(response.headers.get("Retry-After"), moment_of(response.headers.get("Date")))
        if status == _TOO_MANY:
            raise Passing(Case.QUOTA.problem(), "Google's quota for this minute is used up", asked)
        if status in SERVER_ERRORS:
            raise Passing(Case.FAILING.problem(status=status), f"Google answered with status {status}", asked)

    def _on_wait(self, seconds: float, reason: str) -> None:
        self.calls.retries += 1
        self.calls.seconds_waited += seconds
        self._told(seconds, reason)


def _give_up_or_pass(error: OSError) -> NoReturn:
    """Raises Passing for a failure of the network, SheetProblem for one that stays: a certificate, a wrong address."""
    if isinstance(error, requests.exceptions.SSLError) and _is_untrusted(error):
        raise Case.UNTRUSTED.problem() from None
    if isinstance(error, requests.Timeout):
        raise Passing(Case.TOO_SLOW.problem(), "Google did not answer in time") from None
    if isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        raise Passing(Case.UNREACHABLE.problem(), "the connection to Google failed") from None
    problem: SheetProblem = (
        Case.UNREACHABLE if isinstance(error, requests.RequestException) else Case.UNTRUSTED
    ).problem()
    raise problem from None


def _is_untrusted(error: BaseException | None) -> bool:
    """Whether a certificate that cannot be checked is behind an error."""
    return "CERTIFICATE_VERIFY_FAILED" in str(error) or isinstance(error, ssl.SSLCertVerificationError)
