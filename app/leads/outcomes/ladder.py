"""The ladder of what became of a lead, and what a rung counts as."""

from enum import IntEnum, StrEnum


class Rung(IntEnum):
    """How far a lead came. From NOT_TRIED to WON each is further than the one before; below zero it is over."""

    NEVER_REACHED = -3  # bounced, wrong number, left the company, deleted: says nothing of the lead's interest
    SAID_NO = -2
    ENDED_WITHOUT_ANSWER = -1
    NOT_TRIED = 0
    IN_PROGRESS = 1
    REPLIED = 2
    INTERESTED = 3
    MEETING = 4
    WON = 5


class Standing(StrEnum):
    """What a lead is to one who learns from outcomes."""

    ENGAGED = "engaged"
    NOT = "not"
    OPEN = "open"  # may still come: no outcome yet
    LEFT_OUT = "left out"


COUNTABLE = (Rung.REPLIED, Rung.INTERESTED, Rung.MEETING, Rung.WON)
"""The rungs from which on a team may count a lead as engaged."""


def standing_of(rung: Rung | None, counts_from: Rung = Rung.REPLIED) -> Standing | None:
    """What the rung counts as where a lead is engaged from `counts_from` on; None for a value nobody knows.

    Below `counts_from` a lead that is not over is open: who replied may still come to a meeting. Raises ValueError
    where `counts_from` is none of COUNTABLE.
    """
    if counts_from not in COUNTABLE:
        raise ValueError(f"a lead cannot count as engaged from {counts_from.name} on")
    if rung is None:
        return None
    if rung is Rung.NEVER_REACHED:
        return Standing.LEFT_OUT
    if rung < Rung.NOT_TRIED:
        return Standing.NOT
    return Standing.ENGAGED if rung >= counts_from else Standing.OPEN


def joined(state: Rung | None, status: Rung | None, counts_from: Rung = Rung.REPLIED) -> Rung | None:
    """What two columns say together, such as Lemlist's `laststate` and `status`; either order, None for unknown.

    A no in one of them is a no. What ended with a state below `counts_from` ended without (enough of) an answer; a
    state that counts stays. A bounce matters only where nobody answered elsewhere.
    """
    said = {rung for rung in (state, status) if rung is not None}
    if not said:
        return None
    furthest = max(said)
    if Rung.SAID_NO in said:
        return Rung.SAID_NO
    if furthest >= counts_from:
        return furthest
    if Rung.NEVER_REACHED in said and furthest < Rung.REPLIED:
        return Rung.NEVER_REACHED
    return Rung.ENDED_WITHOUT_ANSWER if Rung.ENDED_WITHOUT_ANSWER in said else furthest
