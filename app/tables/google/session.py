"""What the writes of one run share: the client, the run's fences, its lease, and what is remembered for undoing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.tables.google.fences import fence_of, removed
from app.tables.google.intent import RowWrite
from app.tables.google.requests import Request


class Client(Protocol):
    """What we want of a client; client.SheetsClient is one."""

    def spreadsheet(self, spreadsheet_id: str, fields: str, ranges: Sequence[str] = ()) -> dict[str, Any]:
        """What the spreadsheet holds, as far as `fields` asks for it."""
        ...

    def values(self, spreadsheet_id: str, ranges: Sequence[str]) -> list[list[list[Any]]]:
        """The unformatted values of ranges, rows first; blank ends of rows and of ranges are left out."""
        ...

    def write(
        self,
        spreadsheet_id: str,
        requests: Sequence[Request],
        *,
        fence: int,
        sheet_id: int,
        run: str = "",
        response_ranges: Sequence[str] = (),
        fields: str = "",
    ) -> dict[str, Any] | None:
        """One atomic batch; its answer, or None where it landed and the answer was lost."""
        ...


@dataclass
class Session:
    """What the writes of one run share. `fences` are marks in the sheet that later batches take away again."""

    client: Client
    spreadsheet_id: str
    run: str
    remember: Callable[[Sequence[RowWrite]], None]
    step: Callable[[int], None] = lambda rows: None
    renew: Callable[[], list[Request]] = list  # what keeps the lease, now and then, along with a batch
    fences: list[int] = field(default_factory=list)
    batches: int = 0

    def send(
        self, sheet_id: int, requests: Sequence[Request], ranges: Sequence[str], fields: str, *, last: bool = False
    ) -> dict[str, Any]:
        """One batch and what stands in `ranges` after it, read anew where the answer was lost.

        The `last` batch of a run leaves no fence behind.
        """
        self.batches += 1
        fence = fence_of(self.run, self.batches)
        batch = [*requests, *self.renew(), *map(removed, self.fences), *([removed(fence)] if last else [])]
        answer = self.client.write(
            self.spreadsheet_id,
            batch,
            fence=fence,
            sheet_id=sheet_id,
            run=self.run,
            response_ranges=ranges,
            fields=f"updatedSpreadsheet({fields})" if ranges else "spreadsheetId",
        )
        self.fences = [] if last else [fence]
        if answer is not None:
            shown: dict[str, Any] = answer.get("updatedSpreadsheet", {})
            return shown
        return self.client.spreadsheet(self.spreadsheet_id, fields, ranges) if ranges else {}
