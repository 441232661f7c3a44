"""FakeGoogle: the fake on a loopback port, in a thread of this process, with what a test needs to steer it."""

import threading
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.fakes.google.calls import Action, Call, Faults, Hooks, On
from tests.fakes.google.documents import Document, Rows, new_book
from tests.fakes.google.errors import Json
from tests.fakes.google.handles import Spreadsheet
from tests.fakes.google.oauth import DOMAIN, Accounts
from tests.fakes.google.quota import MINUTE, Clock, Quota
from tests.fakes.google.service import Service

ACCOUNT = "leadsheet"
ADVISED_BODY = 2_000_000  # bytes


class _Quiet(WSGIRequestHandler):
    """Says nothing on the console; a connection that was cut is no error."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


class FakeGoogle:
    """Google's Sheets API and token endpoint; see the package for how to use it."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self.clock = Clock()
        self.quota = Quota(self.clock)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.token_calls: list[Call] = []
        self.problems: list[Exception] = []
        self.documents: dict[str, Document] = {}
        self.api_disabled = False  # 403 as when nobody enabled the Sheets API in the project
        self.verbose = False  # print each call as a line
        self.hooks_before, self.hooks_after = Hooks(), Hooks()
        self.accounts = Accounts(self.clock, lambda: self.url)
        self._host, self._port = host, port
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self._host}:{self._port}"

    def open(self) -> Self:
        """Start listening."""
        self._server = make_server(self._host, self._port, Service(self), threaded=True, request_handler=_Quiet)
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop; raises what went wrong inside the fake or in a hook meanwhile."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None
        if self.problems:
            raise self.problems[0]

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.close()
        except Exception:
            if value is None:
                raise

    @property
    def account(self) -> str:
        """The service account's e-mail address."""
        return f"{ACCOUNT}@{DOMAIN}"

    def credentials_info(self, account: str = ACCOUNT) -> Json:
        """The JSON of a service account's key file; another name is another account (another user of the quota)."""
        return self.accounts.credentials(account)

    @property
    def token_seconds(self) -> float:
        """How long the tokens given from now on live."""
        return self.accounts.token_seconds

    @token_seconds.setter
    def token_seconds(self, seconds: float) -> None:
        self.accounts.token_seconds = seconds

    def revoke(self) -> None:
        """The service account's key is gone."""
        self.accounts.revoke(self.account)

    def new_spreadsheet(
        self,
        title: str = "Untitled spreadsheet",
        locale: str = "en_US",
        sheets: Mapping[str, Rows] | None = None,
        share_with_service_account: bool | str = True,
        rows: int = 1000,
        columns: int = 26,
    ) -> Spreadsheet:
        """A spreadsheet with these sheets (texts stay texts; cells.Formula is a formula), at least of that size."""
        book = new_book(title, locale, sheets or {"Sheet1": []}, rows, columns)
        document = self.documents[book.spreadsheet_id] = Document(book)
        made = Spreadsheet(document, self.account)
        made.share(share_with_service_account)
        return made

    def before(self, on: On, action: Action, times: int | None = 1) -> None:
        """Run an action just before the calls meant."""
        self.hooks_before.add(on, action, times)

    def after(self, on: On, action: Action, times: int | None = 1) -> None:
        """Run an action just after the calls meant were applied, before they are answered."""
        self.hooks_after.add(on, action, times)

    def count(self, kind: str = "") -> int:
        """Calls of a kind, "read", "write", or all of them."""
        sides = {"": (True, False), "read": (False,), "write": (True,)}
        if kind in sides:
            return sum(call.is_write in sides[kind] for call in self.calls)
        return sum(call.kind == kind for call in self.calls)

    def largest_body(self) -> int:
        """The size in bytes of the largest body received."""
        return max((call.body_bytes for call in self.calls), default=0)

    def over_advice(self) -> list[Call]:
        """The calls whose body is over the 2 MB that Google advises."""
        return [call for call in self.calls if call.body_bytes > ADVISED_BODY]

    def per_minute(self) -> Counter[int]:
        """Calls by the minute of the clock, counted from the first call."""
        first = self.calls[0].at if self.calls else 0.0
        return Counter(int((call.at - first) // MINUTE) for call in self.calls)

    def shown(self, call: Call) -> None:
        """Tell a person of a call."""
        if self.verbose:
            print(call, flush=True)
