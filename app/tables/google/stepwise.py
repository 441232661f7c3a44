"""Work that goes window by window: whoever drives it may stop, note how far it is, or let it go on in between."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")

Steps = Generator[int, None, T]  # yields the row of the sheet that was reached; returns what came of it


def at_once(steps: Steps[T]) -> T:
    """Take all steps without a pause; what they return."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # a generator's return value has no type of its own
