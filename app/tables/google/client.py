"""The calls of the Sheets API that Leadsheet makes."""

import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec
import requests
from google.oauth2.service_account import Credentials
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL, SPREADSHEET_VALUES_BATCH_URL

from app.tables.google import fences
from app.tables.google.answers import Case, refusal
from app.tables.google.retrying import PATIENCE, OnWait, Sleep
from app.tables.google.sending import GOOGLE, Calls, Permit, SheetsHttp

_NOT_FOUND = 404
_METADATA_URL = SPREADSHEET_URL + "/developerMetadata/%d"


def _silent(seconds: float, reason: str) -> None:
    """Tells nobody of a wait."""


class SheetsClient:
    """Google Sheets as one service account sees it; for one thread.

    `patience` bounds, in seconds, how long one call is repeated; `on_wait` is told each wait, in seconds, and why;
    `permit` is asked before each call, `read` or `write`, and may wait.
    Every method raises SheetProblem, whose kind and sentence say what Google refused and what to do.
    """

    def __init__(
        self,
        credentials: Credentials,
        api_url: str = GOOGLE,
        *,
        patience: float = PATIENCE,
        on_wait: OnWait = _silent,
        sleep: Sleep = time.sleep,
        permit: Permit = lambda kind: None,
    ) -> None:
        self._http = SheetsHttp(credentials, api_url, patience=patience, sleep=sleep, on_wait=on_wait, permit=permit)
        self._readable: set[str] = set()

    @property
    def address(self) -> str:
        """The e-mail address to share sheets with."""
        return self._http.address

    @property
    def calls(self) -> Calls:
        """What was done so far."""
        return self._http.calls

    def close(self) -> None:
        """Closes the connections that are kept open between calls."""
        self._http.session.close()

    def spreadsheet(self, spreadsheet_id: str, fields: str, ranges: Sequence[str] = ()) -> dict[str, Any]:
        """What the field mask names of a spreadsheet, its cells too, those only within `ranges` (A1) when given."""
        params = {"fields": fields, "ranges": list(ranges)}
        return self._read(spreadsheet_id, SPREADSHEET_URL % _escaped(spreadsheet_id), params)

    def values(
        self,
        spreadsheet_id: str,
        ranges: Sequence[str],
        *,
        render: str = "UNFORMATTED_VALUE",
        columns_first: bool = False,
    ) -> list[list[list[Any]]]:
        """The values of each range (A1), row by row or column by column, ragged; [] for a range without values.

        Dates and times are serial numbers unless `render` is FORMATTED_VALUE.
        """
        if not ranges:
            return []
        params = {
            "ranges": list(ranges),
            "valueRenderOption": render,
            "dateTimeRenderOption": "SERIAL_NUMBER",
            "majorDimension": "COLUMNS" if columns_first else "ROWS",
        }
        answer = self._read(spreadsheet_id, SPREADSHEET_VALUES_BATCH_URL % _escaped(spreadsheet_id), params)
        found = answer.get("valueRanges", [])
        if len(found) != len(ranges):
            raise Case.NOT_GOOGLE.problem(status=200)
        return [one.get("values", []) for one in found]

    def write(
        self,
        spreadsheet_id: str,
        requests: Sequence[Mapping[str, Any]],
        *,
        fence: int,
        sheet_id: int,
        run: str = "",
        response_ranges: Sequence[str] = (),
        fields: str = "",
    ) -> dict[str, Any] | None:
        """Sends the requests as one batch, taken whole or not at all, exactly once; Google's answer to it.

        `fence` (see fences.fence_of) goes first and makes a repeat safe: None says that the batch landed but its
        answer was lost, so read back. `run` is kept in the fence. With `response_ranges` (A1) the answer holds those
        cells as they are after the write; `fields` is the mask of the whole answer. The caller removes old fences.

        A batch that removes its own fence is sent at least once instead: only for what may be done twice.
        """
        mark = run or str(fence)
        batch: dict[str, Any] = {"requests": [fences.raised(fence, sheet_id, mark), *requests]}
        if response_ranges:
            batch |= {
                "includeSpreadsheetInResponse": True,
                "responseRanges": list(response_ranges),
                "responseIncludeGridData": True,
            }
        endpoint = SPREADSHEET_BATCH_UPDATE_URL % _escaped(spreadsheet_id)
        sent = self._http.send("post", endpoint, {"fields": fields} if fields else None, msgspec.json.encode(batch))
        refused_again = sent.response.status_code == 400 and sent.attempts > 1
        if refused_again and fences.is_of(self.metadata(spreadsheet_id, fence), mark):
            return None
        return self._decoded(spreadsheet_id, sent.response)

    def metadata(self, spreadsheet_id: str, metadata_id: int) -> dict[str, Any] | None:
        """The developer metadata of this id; None where the spreadsheet has none."""
        response = self._http.request("get", _METADATA_URL % (_escaped(spreadsheet_id), metadata_id))
        return None if response.status_code == _NOT_FOUND else self._decoded(spreadsheet_id, response)

    def _read(self, spreadsheet_id: str, endpoint: str, params: dict[str, Any]) -> dict[str, Any]:
        answer = self._decoded(spreadsheet_id, self._http.request("get", endpoint, params))
        self._readable.add(spreadsheet_id)
        return answer

    def _decoded(self, spreadsheet_id: str, response: requests.Response) -> dict[str, Any]:
        """The JSON of an answer. Raises SheetProblem for a refusal and for what is no answer of Google's."""
        try:
            body = msgspec.json.decode(response.content, type=dict[str, Any])
        except msgspec.MsgspecError:
            body = None
        if body is None or not 200 <= response.status_code < 300:
            read_before = spreadsheet_id in self._readable
            raise refusal(response.status_code, body, self.address, read_before=read_before)
        return body


def _escaped(spreadsheet_id: str) -> str:
    return quote(spreadsheet_id, safe="")
