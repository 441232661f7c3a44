"""One tree of errors. Every message is a sentence for a person: what happened, and what to do next."""


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
