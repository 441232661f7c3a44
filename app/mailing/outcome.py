"""What became of a mail that was handed over."""

from dataclasses import dataclass
from enum import StrEnum


class Ended(StrEnum):
    """How handing over a mail ended."""

    SENT = "sent"  # the server said that it has it
    REFUSED = "refused"  # for good: it surely has it not, and will not take it as it is
    PUT_OFF = "put off"  # it surely has it not; another time it may take it
    UNKNOWN = "unknown"  # it had all of it and did not say: sending it again may be sending it twice


@dataclass(frozen=True)
class Outcome:
    """How it ended, with the sentence for people unless it was sent.

    `others_too`: the reason is no matter of this mail (server away, wrong password), any other would fare the same.
    """

    ended: Ended
    sentence: str = ""
    others_too: bool = False
