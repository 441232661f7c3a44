"""A cell of an outcome column -> a rung: words, yes and no, marks, numbers, counts and dates. Pure.

What a cell means may need its column: a 2 under "lt_interest_status" is a meeting, under "reply_count" two replies, and
a date under "Won time" a lead that was won.
"""

import math
import re
from datetime import date

from app.leads.outcomes.columns import About, about
from app.leads.outcomes.grammar import rung_of_words
from app.leads.outcomes.ladder import Rung
from app.leads.values import is_blank
from app.leads.words import clean, words

_LONGEST = 60  # characters: longer cells are prose
_MARKS = {
    **dict.fromkeys("✓✔☑✅🗸👍", "yes"),
    **dict.fromkeys("✗✘❌✖☒👎🚫", "no"),
}
_VARIATION = "\ufe0e\ufe0f"  # what makes a mark text or picture
_NUMBER = re.compile(r"^[-+]?\d{1,12}([.,]0+)?$")
_NO_WORDS = re.compile(r"^[\d\s.,:%€$£+-]+$")
_MONTHS = (
    "jan feb fev feb mar apr avr abr may mai mei mag jun jui giu jul lug aug aou ago sep set okt oct ott out nov"
    " dec dez dic ene gen mrt maa marz".split()
)
_NUMERIC_DATE = re.compile(
    r"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)[\sTt,\d:.+Zz-]*([APap][Mm])?$"
)
_WORDED_DATE = re.compile(r"^([a-z]+ )?(\d{1,2} (de )?([a-z]+)|([a-z]+) \d{1,2})( de)? \d{4}\b[\d a-z]{0,20}$")
# Instantly's lt_interest_status.
_INTEREST = {
    4: Rung.WON,
    3: Rung.MEETING,
    2: Rung.MEETING,
    1: Rung.INTERESTED,
    0: Rung.IN_PROGRESS,
    -1: Rung.SAID_NO,
    -2: Rung.SAID_NO,
    -3: Rung.SAID_NO,
    -4: Rung.ENDED_WITHOUT_ANSWER,
}


def rung_of(cell: object, header: str = "") -> Rung | None:
    """The rung that a cell tells, None where nobody knows: a value is never guessed. Raises nothing, whatever the cell.

    `header` is the name of its column. A yes, a date or a count above 0 tells what the header is about ("Replied",
    "Won time", "reply_count"), REPLIED where it is about nothing in particular; a no tells the end without it. A blank
    is None, under a date's header IN_PROGRESS: not yet, never no.
    """
    column = about(header)
    if isinstance(cell, bool):
        return rung_of_words("yes" if cell else "no", column.rung)
    if isinstance(cell, int | float):
        return _of_number(cell, column)
    if isinstance(cell, date):
        return column.rung
    if cell is not None and not isinstance(cell, str):
        return None
    text = "" if cell is None else clean(cell)
    mark = _MARKS.get(text.strip(_VARIATION))
    if mark:
        return rung_of_words(mark, column.rung)
    if is_blank(text):
        return Rung.IN_PROGRESS if column.dated and column.rung is not None else None
    return _of_text(text, column) if len(text) <= _LONGEST else None


def _of_text(text: str, column: About) -> Rung | None:
    if _NUMBER.match(text):
        return _of_number(float(text.replace(",", ".")), column)
    if _is_date(text):
        return column.rung
    rung = None if _NO_WORDS.match(text) else rung_of_words(text, column.rung)
    if rung is None:
        return None
    if column.deal and Rung.REPLIED <= rung < Rung.WON:
        return Rung.IN_PROGRESS  # every stage before the last leaves a deal open
    if column.connection and rung is Rung.REPLIED and words(text).startswith("connect"):
        return Rung.IN_PROGRESS  # an accepted invitation is no answer
    return rung


def _of_number(number: float, column: About) -> Rung | None:
    if not math.isfinite(number):
        return None
    if column.interest:
        return _INTEREST.get(int(number)) if number == int(number) else None
    if number in (0, 1):
        return rung_of_words("yes" if number else "no", column.rung)
    return column.rung if number > 1 else None  # a count, or a date as a spreadsheet's number


def _is_date(text: str) -> bool:
    if _NUMERIC_DATE.match(text):
        return True
    found = _WORDED_DATE.match(words(text))
    return found is not None and (found[4] or found[5])[:3] in _MONTHS
