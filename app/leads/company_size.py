"""Company sizes as exports write them: ranges in any language, head counts, words, dates that were ranges once."""

import re
from datetime import date, datetime

from app.leads.fields import COMPANY_SIZES
from app.leads.lexicon import PHRASES, Concept
from app.leads.numbers import counts
from app.leads.size_words import size_span, size_words
from app.leads.words import fold, words

_LOWER_BOUNDS = (1, 11, 51, 201, 501, 1001, 5001, 10001)

_ALONE_NAMES = """myself only, just me, only me, self employed, selfemployed, freelance, freelancer, solo, sole trader,
    independent, independant, travailleur independant, auto entrepreneur, moi uniquement, selbststandig, selbstandig,
    nur ich, autonomo, trabajador autonomo, por cuenta propia, solo yo, lavoratore autonomo, libero professionista,
    solo io, trabalhador autonomo, profissional liberal, mei, microempreendedor individual, zzp, zzper, zelfstandige,
    zelfstandig, eenmanszaak"""
_ALONE = frozenset(words(name) for name in _ALONE_NAMES.split(","))
_LESS = re.compile(
    r"^\s*(<|≤)|\b(less than|fewer than|under|up to|below|moins de|jusqu'a|weniger als|unter|bis zu|menos de|hasta"
    r"|meno di|fino a|ate|abaixo de|minder dan|tot)\b"
)
_MORE = re.compile(
    r"\+|^\s*(>|≥)|\b(more than|over|above|or more|and more|plus de|et plus|ou plus|mehr als|uber|und mehr|oder mehr"
    r"|mas de|o mas|y mas|piu di|oltre|e piu|o piu|mais de|ou mais|e mais|acima de|meer dan|of meer|en meer)\b"
)
# What a tool writes where it knows no upper end: `10001-undefined`.
_NO_END = re.compile(r"(?<=\d)\s*[-–—]\s*(undefined|null|none|nan|inf|infinity|unknown|max|∞)$")
_DUTCH_TO = re.compile(r"\bt\s*/\s*m\b")  # "tot en met"; a lone m is metres
_WORD = re.compile(r"[a-z]+")
# What may stand beside the numbers: whom they count, between which and which, more or less.
_COUNTING = frozenset(
    word
    for concept in (Concept.EMPLOYEES, Concept.COUNT, Concept.COMPANY, Concept.RANGE, Concept.SIZE)
    for phrase in PHRASES[concept].split(",")
    for word in phrase.split()
) | frozenset(
    """to a bis und and et y e entre between zwischen tra from de du des d von da di in im en nell dans of the l le la
    les people persons person personnes personas persona persone leute personen pers emp empl about around
    approx circa env environ etwa ca ungefahr aproximadamente k mille mila tsd fewer less than under up below moins
    jusqu weniger als unter zu menos hasta meno fino more over above or plus ou mehr uber oder mas o piu
    oltre s pessoas personen menos mais ate acima abaixo minder meer dan tot of mil duizend em ou tussen van do da
    com""".split()
)
_BESIDE = _COUNTING | size_words()
_LETTER_BEFORE_DIGIT = re.compile(r"[a-z]\d")
_THOUSAND = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:k|mille|mila|mil|tsd|duizend)\b", re.IGNORECASE)
# What Excel shows when it took a range for a date: 11-50 is November 1950, 2-10 the tenth of February or the second
# of October. 18568 is the serial number of 1 November 1950.
_NOVEMBER_1950_SERIAL = 18568
_MONTHS = {
    10: "oct|octobre|okt|oktober|october|octubre|ottobre|ott|out|outubro",
    2: "feb|fev|fevr|fevrier|februar|february|febrero|febbraio|fevereiro|februari",
    1: "jan|janv|janvier|januar|january|ene|enero|gen|gennaio|janeiro|januari",
}
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOVEMBER_1950 = re.compile(r"^(nov\w*[-\s.]+(19)?50|(0?1[-/.])?11[-/.]1950|11[-/.]0?1[-/.]1950|1950-11(-01.*)?)$")
_SMALL_RANGE_DATE = re.compile(
    rf"^(0?[12][-\s.]+({_MONTHS[10]})|10[-\s.]+({_MONTHS[2]}|{_MONTHS[1]}))\.?$"
    r"|^20\d\d-(10-0[12]|0[12]-10)([t\s].*)?$"
)


def company_size(cell: str | float | date | datetime) -> str | None:
    """The class of COMPANY_SIZES a cell names, or None where it names none.

    A range that is not one of the classes (`25-50`, `101-250`) belongs to the class of its middle, one without an end
    (`250+`) to the class above its number; a word (`small`, `ETI`) stands for its range (size_words.py).
    """
    if isinstance(cell, date):
        return _from_date(cell)
    if isinstance(cell, int | float):
        return "11-50" if cell == _NOVEMBER_1950_SERIAL else _class_of(float(cell))
    return _from_text(cell)


def _from_text(text: str) -> str | None:
    if day := _written_date(text):
        return _from_date(day)
    folded = _NO_END.sub("+", _DUTCH_TO.sub("-", fold(text).strip()))
    if not folded[:1].isdigit() and (said := _in_words(text)):
        return said
    if _NOVEMBER_1950.match(folded):
        return "11-50"
    if _SMALL_RANGE_DATE.match(folded):
        return COMPANY_SIZES[0]
    if folded.startswith("-") or re.search(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|%", folded):
        return None
    expanded = _THOUSAND.sub(lambda match: str(int(float(match.group(1).replace(",", ".")) * 1000)), folded)
    if _LETTER_BEFORE_DIGIT.search(folded) or not set(_WORD.findall(folded)) <= _BESIDE:
        return None  # `Series 3` and `S3` are no head counts
    found = counts(expanded)
    if len(found) == 2 and found[0] <= found[1]:
        return _class_of(max((found[0] + found[1]) / 2, min(found[1], 1)))
    if len(found) != 1:
        return None
    if _LESS.search(folded):
        return _class_of(max(found[0] / 2, 1))
    if not _MORE.search(folded) and not set(_WORD.findall(folded)) <= _COUNTING:
        return None  # `Large 3`
    # "10 000+" and "over 500" name the class above the number, not the one that ends with it.
    return _class_of(found[0] + 1 if _MORE.search(folded) else found[0])


def _in_words(text: str) -> str | None:
    if words(text) in _ALONE:
        return COMPANY_SIZES[0]
    if (span := size_span(text)) is None:
        return None
    least, most = span
    return _class_of(least + 1 if most is None else (least + most) / 2)


def _written_date(text: str) -> date | None:
    """The date of a cell that reached us as `1950-11-01`; what it was in the sheet, it is here."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _from_date(day: date) -> str | None:
    if (day.year, day.month) == (1950, 11):
        return "11-50"
    if (day.month, day.day) in {(2, 10), (10, 2), (1, 10), (10, 1)}:
        return COMPANY_SIZES[0]
    return None


def _class_of(count: float) -> str | None:
    if not 1 <= count < float("inf"):
        return None
    above = [size for low, size in zip(_LOWER_BOUNDS, COMPANY_SIZES, strict=True) if count >= low]
    # The middle of 11 and 50 is 30.5, of 10 and 11 it would fall between two classes: the lower one has it.
    return above[-1]
