"""Objects that hold a file or a lock of their process, and must let go of it in a forked child."""

import os
import weakref
from typing import Protocol


class Forkable(Protocol):
    """Something that holds what belongs to one process."""

    def start_anew(self) -> None:
        """Forget what the parent holds; called in the child, where only one thread runs."""


_held: "weakref.WeakSet[Forkable]" = weakref.WeakSet()


def start_anew_after_fork(holder: Forkable) -> None:
    """Have `start_anew` called in every child forked from now on, for as long as the object lives."""
    _held.add(holder)


def _tell_all() -> None:
    for holder in list(_held):
        holder.start_anew()


os.register_at_fork(after_in_child=_tell_all)
