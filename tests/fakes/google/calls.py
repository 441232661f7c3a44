"""What was asked of the fake, and what tests hang on it: colleagues' edits before or after a call, and faults."""

import inspect
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import msgspec

READS = (
    "spreadsheets.get",
    "spreadsheets.getByDataFilter",
    "values.get",
    "values.batchGet",
    "values.batchGetByDataFilter",
    "developerMetadata.get",
    "developerMetadata.search",
)


@dataclass(slots=True)
class Call:
    """One request. Sizes in bytes; `at` in seconds of the fake's clock; `status` 0 when no answer was sent."""

    number: int  # of the API's calls, from 1; of token requests, from 1
    method: str
    path: str
    kind: str
    at: float
    spreadsheet_id: str = ""
    query: dict[str, list[str]] = field(default_factory=dict)
    raw: bytes = b""  # the body as it came; bytes, since thousands of parsed cells would slow the test process down
    body_bytes: int = 0
    answer_bytes: int = 0
    status: int = 0

    @property
    def body(self) -> Any:
        """The body's JSON, {} without one; ValueError when it is no JSON."""
        return msgspec.json.decode(self.raw) if self.raw else {}

    @property
    def is_write(self) -> bool:
        """Whether it counts as a write in Google's quotas."""
        return self.kind not in READS and self.kind != "token"

    def __str__(self) -> str:
        sizes = f"{self.body_bytes:>9,} B in {self.answer_bytes:>9,} B out"
        return f"{self.number:4} {self.status or 'cut':>3} {self.kind:32} {sizes}"


On = int | str | Callable[[Call], bool] | None
Action = Callable[[], object] | Callable[[Call], object]


def matches(on: On, call: Call) -> bool:
    """Whether a call is the one meant: by number, kind, "read", "write" or predicate; None is any API call."""
    if callable(on):
        return on(call)
    if call.kind == "token" or on == "token":
        return on == call.kind
    if isinstance(on, int):
        return call.number == on
    return on is None or on in (call.kind, "write" if call.is_write else "read")


@dataclass(slots=True)
class _Armed:
    on: On
    left: int | None  # times it still fires; None is for ever

    def fires(self, call: Call) -> bool:
        if self.left == 0 or not matches(self.on, call):
            return False
        if self.left is not None:
            self.left -= 1
        return True


@dataclass(slots=True)
class _Hook(_Armed):
    action: Action


class Hooks:
    """Actions to run around calls, in the order they were added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hooks: list[_Hook] = []

    def add(self, on: On, action: Action, times: int | None) -> None:
        """Run the action on the next calls that match."""
        with self._lock:
            self._hooks.append(_Hook(on, times, action))

    def run(self, call: Call) -> None:
        """Run what is due."""
        with self._lock:
            due = [hook.action for hook in self._hooks if hook.fires(call)]
        for action in due:
            if inspect.signature(action).parameters:
                action(call)  # type: ignore[call-arg]
            else:
                action()  # type: ignore[call-arg]


@dataclass(slots=True)
class Fault(_Armed):
    """Something that goes wrong with a call: `what` is answer, lose, cut or delay."""

    what: str
    status: int = 0
    message: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


class Faults:
    """The faults to come. `on` says on which calls, `times` how often (None: for ever)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def answer(
        self,
        status: int,
        on: On = None,
        times: int | None = 1,
        retry_after: float | datetime | None = None,
        message: str = "",
    ) -> None:
        """Answer with this HTTP status instead of applying; Retry-After in seconds, or as the date of an aware time."""
        headers = {}
        if isinstance(retry_after, datetime):
            headers["Retry-After"] = format_datetime(retry_after.astimezone(UTC), usegmt=True)
        elif retry_after is not None:
            headers["Retry-After"] = f"{retry_after:g}"
        self._add(Fault(on, times, "answer", status, message, headers))

    def lose_answer(self, on: On = None, times: int | None = 1) -> None:
        """Apply the request, then cut the connection without an answer."""
        self._add(Fault(on, times, "lose"))

    def cut(self, on: On = None, times: int | None = 1) -> None:
        """Cut the connection without applying the request."""
        self._add(Fault(on, times, "cut"))

    def delay(self, seconds: float, on: On = None, times: int | None = 1) -> None:
        """Wait before doing anything."""
        self._add(Fault(on, times, "delay", seconds=seconds))

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._faults.clear()

    def due(self, call: Call) -> dict[str, Fault]:
        """The faults that this call meets, by what they do."""
        with self._lock:
            found: dict[str, Fault] = {}
            for fault in self._faults:
                if fault.what not in found and fault.fires(call):
                    found[fault.what] = fault
            return found

    def _add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)
