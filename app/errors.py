"""One tree of errors. Every message is a sentence for a person: what happened, and what to do next."""

import traceback
from enum import StrEnum
from pathlib import Path

_PACKAGE = Path(__file__).parent


class LeadsheetError(Exception):
    """Something a person can mend. `str(error)` is the sentence to show; `exit_code` is the command line's."""

    exit_code = 1


class FileProblem(LeadsheetError):
    """The file cannot be read or written as a spreadsheet: missing, locked, encrypted, of another kind."""

    exit_code = 3


class NothingToScore(LeadsheetError):
    """The table has no header, no rows, or no column that feeds a field."""

    exit_code = 4


class NameTaken(LeadsheetError):
    """The sheet has a column of its own under a name we would write to."""

    exit_code = 5


class ModelProblem(LeadsheetError):
    """The stored model is missing, altered, or made for other library versions."""

    exit_code = 6


class BadChoice(LeadsheetError):
    """Something the person asked for does not exist: a column, a field, a sheet."""

    exit_code = 2


class StoreProblem(LeadsheetError):
    """The database, or a file beside it, cannot be used: unreachable, of another version, locked for too long."""

    exit_code = 7


class BadLink(LeadsheetError):
    """What was given as the link of a Google Sheet is none, or is the link of something else."""

    exit_code = 8


class SheetKind(StrEnum):
    """What is wrong with a Google Sheet, for programs: a schedule pauses a sheet by it."""

    NOT_SHARED = "not_shared"
    READ_ONLY = "read_only"
    NOT_FOUND = "not_found"
    NOT_A_SHEET = "not_a_sheet"
    PROTECTED = "protected"
    OUT_OF_RANGE = "out_of_range"
    FULL = "full"
    TOO_LARGE = "too_large"
    QUOTA = "quota"
    API_OFF = "api_off"
    CREDENTIALS = "credentials"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class SheetProblem(LeadsheetError):
    """A Google Sheet cannot be read or written; `kind` says why to a program, the sentence to a person."""

    exit_code = 9

    # A kind of its own must stay optional: pickle makes an exception from its sentence and sets the rest afterwards.
    def __init__(self, sentence: str, kind: SheetKind = SheetKind.REFUSED) -> None:
        super().__init__(sentence)
        self.kind = kind


def place_of(defect: BaseException) -> str:
    """A defect of ours in a few words: its kind and place, never its text, which may hold somebody's cells."""
    places = traceback.extract_tb(defect.__traceback__)
    own = [place for place in places if Path(place.filename).is_relative_to(_PACKAGE)] or places
    where = f"{Path(own[-1].filename).name}, line {own[-1].lineno}" if own else "an unknown place"
    return f"{type(defect).__name__} in {where}"
