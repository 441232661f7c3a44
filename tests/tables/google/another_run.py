"""Another run on the same sheet: on another machine, by its lease alone, or in a thread of this process."""

import threading
from collections.abc import Callable

import msgspec

from app.tables.google import lease
from tests.fakes.google import Spreadsheet

PATIENCE = 60.0  # seconds until a test says that a thread hangs
ELSEWHERE = lease.Holder("20261122-0859-abcd", "ben@example.org", "2026-11-22 08:59 UTC", "another machine", 4, "5")


def text_of(holder: lease.Holder) -> str:
    return msgspec.json.encode(holder).decode()


def take_as(document: Spreadsheet, text: str) -> None:
    """Put a lease into the sheet, as a run on another machine does."""
    sheet_id = document.sheet("Leads").id
    note = {
        "metadataId": lease.lease_id(sheet_id),
        "metadataKey": lease.KEY,
        "metadataValue": text,
        "location": {"sheetId": sheet_id},
        "visibility": "DOCUMENT",
    }
    document.apply([{"createDeveloperMetadata": {"developerMetadata": note}}])


def let_go(document: Spreadsheet) -> None:
    lookup = {"metadataId": lease.lease_id(document.sheet("Leads").id)}
    document.apply([{"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}])


def renew_as(document: Spreadsheet, beat: int) -> None:
    let_go(document)
    take_as(document, text_of(msgspec.structs.replace(ELSEWHERE, beat=beat)))


class Sleeping:
    """A sleep that takes no time, and what happens to the sheet each time somebody sleeps."""

    def __init__(self, happens: Callable[[int], None] = lambda times: None) -> None:
        self.happens = happens
        self.times, self.seconds = 0, 0.0

    def __call__(self, seconds: float) -> None:
        self.times, self.seconds = self.times + 1, self.seconds + seconds
        assert self.times < 1000, "it waits for ever"
        self.happens(self.times)


class Thread(threading.Thread):
    """A run in a thread of its own; `wrong` is what it raised."""

    def __init__(self, run: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._run, self.wrong = run, list[BaseException]()
        self.start()

    def run(self) -> None:
        try:
            self._run()
        except BaseException as error:
            self.wrong.append(error)

    def end(self) -> None:
        self.join(PATIENCE)
        assert not self.is_alive()
