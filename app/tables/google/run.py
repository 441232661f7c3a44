"""Who writes to a sheet, and what was done there in the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Run:
    """Who writes: the run's own name, the account it runs on, when it began (as text, for people)."""

    name: str
    who: str
    began: str


@dataclass
class Done:
    """What was done to the sheet over all passes.

    `written` and `cleared` are the leads whose rows say something else now, `unchanged` those that said it already;
    `refused` are leads left unscored and why, by data row as last read.
    """

    written: int = 0
    cleared: int = 0
    unchanged: int = 0
    passes: int = 0
    refused: Mapping[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
