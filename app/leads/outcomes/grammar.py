"""What the clauses of a text are worth: a "not", a "not yet" or a "to" turns a phrase or puts it off. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from app.leads.outcomes.clauses import Clause, clauses_of
from app.leads.outcomes.ladder import Rung
from app.leads.outcomes.vocabulary import Kind

_MOST_UNKNOWN = 2  # words beside a plain one: "replied via Ana"

# What a kind is worth: plainly, and beside a "not".
_WORTH: dict[Kind, tuple[Rung | None, Rung | None]] = {
    Kind.REPLY: (Rung.REPLIED, Rung.ENDED_WITHOUT_ANSWER),
    Kind.INTEREST: (Rung.INTERESTED, Rung.SAID_NO),
    Kind.MEETING: (Rung.MEETING, Rung.ENDED_WITHOUT_ANSWER),
    Kind.WON: (Rung.WON, Rung.SAID_NO),
    Kind.NO: (Rung.SAID_NO, None),
    Kind.ENDED: (Rung.ENDED_WITHOUT_ANSWER, None),
    Kind.GONE: (Rung.NEVER_REACHED, None),
    Kind.CONTACTED: (Rung.IN_PROGRESS, Rung.NOT_TRIED),
    Kind.CONTACT: (None, Rung.SAID_NO),
    Kind.PROGRESS: (Rung.IN_PROGRESS, Rung.IN_PROGRESS),
    Kind.STAGE: (Rung.IN_PROGRESS, None),
    Kind.UNTRIED: (Rung.NOT_TRIED, None),
    Kind.CLOSED: (None, Rung.IN_PROGRESS),
    Kind.FIT: (None, Rung.SAID_NO),
    Kind.CALL: (Rung.IN_PROGRESS, Rung.NOT_TRIED),
    Kind.CLIENT: (Rung.WON, Rung.SAID_NO),
    Kind.DEAL: (Rung.INTERESTED, Rung.SAID_NO),
    Kind.DONE: (Rung.ENDED_WITHOUT_ANSWER, Rung.IN_PROGRESS),
    Kind.OPEN: (Rung.IN_PROGRESS, None),
    Kind.LEAD: (Rung.NOT_TRIED, None),
    Kind.OTHER: (Rung.NEVER_REACHED, None),
}
_WEAK = frozenset({Kind.CLIENT, Kind.DEAL, Kind.DONE, Kind.OPEN, Kind.LEAD, Kind.OTHER})
_CLEAR = frozenset(Rung) - {Rung.NEVER_REACHED, Rung.NOT_TRIED, Rung.IN_PROGRESS}
_OVER = (Rung.SAID_NO, Rung.ENDED_WITHOUT_ANSWER)


@lru_cache(maxsize=20_000)
def rung_of_words(text: str, about: Rung | None = None) -> Rung | None:
    """The rung that words name, whatever their case, accents and spaces: `linkedinReplied`, "pas intéressé".

    `about` is what the column is about, if its header says: the meaning of a bare "yes", "no", "done" or "booked".
    None where nobody knows, also for prose. Of several clauses a no wins ("Replied - not interested"), then an end
    ("Meeting, no-show"), then the furthest rung.
    """
    clauses = clauses_of(text)
    if not clauses or sum(clause.unknown for clause in clauses) > _MOST_UNKNOWN + len(clauses):
        return None
    strong = any(clause.kinds - _WEAK for clause in clauses)
    said = [_rung(clause, strong, about) for clause in clauses]
    rungs = [rung for rung in said if rung is not None]
    # A "not" before words nobody knows may take everything back.
    if any(rung is None and clause.negated and clause.unknown for rung, clause in zip(said, clauses, strict=True)):
        rungs = [rung for rung in rungs if rung in _OVER]
    if not rungs:
        return None
    if Rung.ENDED_WITHOUT_ANSWER in rungs and Rung.SAID_NO not in rungs and any(clause.yet for clause in clauses):
        return Rung.IN_PROGRESS
    return _furthest(rungs)


def says_outcome(text: str) -> bool:
    """Whether a text says what became of a lead whatever its column is called: a clear outcome, and not a word more.

    "Open", "New" or a bare yes may be said of anything, and "Purchase manager" is no purchase.
    """
    clauses = clauses_of(text)
    plain = all(clause.kinds and not clause.unknown for clause in clauses)
    return plain and rung_of_words(text) in _CLEAR


def _furthest(rungs: Sequence[Rung]) -> Rung:
    best = max(rungs)
    if Rung.SAID_NO in rungs:
        return Rung.SAID_NO
    if Rung.NEVER_REACHED in rungs and best < Rung.REPLIED:
        return Rung.NEVER_REACHED
    if Rung.ENDED_WITHOUT_ANSWER in rungs:
        return Rung.ENDED_WITHOUT_ANSWER
    # "Open - Not Contacted": the more exact of two that are open.
    return Rung.NOT_TRIED if Rung.NOT_TRIED in rungs and best is Rung.IN_PROGRESS else best


def _rung(clause: Clause, strong: bool, about: Rung | None) -> Rung | None:
    kinds = clause.kinds
    if kinds - _WEAK:
        kinds = kinds - _WEAK
    elif kinds and (strong or (clause.unknown and kinds != {Kind.DONE})):
        return None
    if not kinds or (kinds == {Kind.DONE} and about in (Rung.MEETING, Rung.WON)):
        return _rung_of_markers(clause, about)
    if clause.unknown > _MOST_UNKNOWN:
        return None
    if clause.booked and Kind.CALL in kinds:
        kinds = kinds | {Kind.MEETING}
    if Kind.INTEREST in kinds and not clause.booked:
        kinds = kinds - {Kind.MEETING}  # "interested in a demo" is no demo yet
    rungs = [
        rung for kind in kinds if (rung := _WORTH[kind][clause.negated and kind not in clause.settled]) is not None
    ]
    if clause.negated and clause.yet and clause.unknown:
        rungs.append(Rung.IN_PROGRESS)
    if Kind.CONTACT in kinds and not clause.negated and not kinds & {Kind.CONTACTED, Kind.PROGRESS}:
        rungs.append(Rung.NOT_TRIED)
    ahead = clause.ahead or (Kind.PROGRESS in kinds and Kind.REPLY not in kinds)
    if clause.negated and clause.yet:
        rungs = [rung if rung in (Rung.NOT_TRIED, Rung.NEVER_REACHED) else Rung.IN_PROGRESS for rung in rungs]
    elif ahead:
        rungs = [min(rung, Rung.IN_PROGRESS) for rung in rungs]
    return _furthest(rungs) if rungs else None


def _rung_of_markers(clause: Clause, about: Rung | None) -> Rung | None:
    """`Not yet`, `No`, `Yes`, `to nurture`, `awaiting`: a clause without a phrase."""
    if clause.unknown > (2 if clause.yet and clause.negated else 1 if clause.ahead else 0):
        return None
    if clause.ahead:
        return Rung.IN_PROGRESS
    if clause.negated:
        good = about is None or about >= Rung.REPLIED
        return Rung.ENDED_WITHOUT_ANSWER if good and not clause.yet else Rung.IN_PROGRESS
    if clause.yes:
        return Rung.REPLIED if about is None else about
    return about if clause.booked or clause.kinds else None
