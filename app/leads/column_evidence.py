"""What a column's own values say about the field its name suggests. Pure; looks at a sample."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from enum import Enum

from app.leads import languages
from app.leads.choices import choice
from app.leads.company_size import company_size
from app.leads.contact_details import is_contact_detail, is_link, is_phone, is_role_address
from app.leads.fields import FIELD, Kind
from app.leads.header_phrases import phrase_of
from app.leads.job_words import names_a_job
from app.leads.lexicon import Concept
from app.leads.outcomes import says_outcome
from app.leads.places import country_of
from app.leads.values import REFUSED, Unread, is_blank, read_cell
from app.leads.words import clean, words

# Only what cannot be a founding year in any lifetime of this program; the true limit is applied when leads are read.
_LATEST_YEAR = 2100
_ENOUGH = 3  # cells, before values alone may name a column's field or speak against it
_INDUSTRIES = frozenset({"industry", "companyindustry"})

_LINKEDIN_PERSON = re.compile(r"linkedin\.com/(in|pub)/[^/\s]+", re.IGNORECASE)
_LINKEDIN_COMPANY = re.compile(r"linkedin\.com/(company|school|showcase)/[^/\s]+", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_RANGE = re.compile(
    r"^\s*(\d[\d.,\s'’k]*\s*([-–]|to|à|bis|a|até|tot|t/m)\s*\d[\d.,\s'’k]*|\d[\d.,\s'’]*\+)(\s+\D+)?$", re.IGNORECASE
)
_DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ t].*)?$", re.IGNORECASE)
_BARE_YEAR = re.compile(r"^\s*\d{4}(\.0)?\s*$")
_NUMBER = re.compile(r"^[-+]?[\d\s.,%€$£]+$")
_SALUTATIONS = frozenset(
    """mr mrs ms miss mx dr prof sir madam m mme mlle monsieur madame herr frau sr sra srta sig signor signora
    dott dhr mevr mw mevrouw meneer senhor senhora senor senora exmo exma""".split()
)
_YES_NO = frozenset(
    ["true", "false", "yes", "no", "oui", "non", "ja", "nein", "si", "vrai", "faux", "sim", "não", "nee", "0", "1", "x"]
)


class Evidence(Enum):
    """What the values say of the suggested field."""

    AGREE = "agree"
    SILENT = "silent"
    CONTRADICT = "contradict"


def filled(cells: Sequence[object]) -> list[object]:
    """The cells that hold something."""
    return [cell for cell in cells if cell is not None and not (isinstance(cell, str) and is_blank(clean(cell)))]


def evidence(field: str, cells: Sequence[object], weak: bool = False) -> Evidence:
    """Whether the filled cells look like the field's values; a `weak` name's are looked at more closely."""
    held = filled(cells)
    if not held:
        return Evidence.SILENT
    kind = FIELD[field].kind
    if kind in (Kind.INTEGER, Kind.NUMBER, Kind.YEAR, Kind.SIZE, Kind.CHOICE):
        read = _share(held, lambda cell: not isinstance(read_cell(FIELD[field], cell, _LATEST_YEAR), Unread))
        return _verdict(read, held)
    if _share(held, _is_no_text) >= 0.5 and _several(held):
        return Evidence.CONTRADICT
    if kind is Kind.TEXT or field in _INDUSTRIES:
        return _of_text(field, held, weak)
    if kind is Kind.LANGUAGES:
        known = _share(held, lambda cell: languages.knows(str(cell)))
        return Evidence.AGREE if known >= 0.6 else Evidence.SILENT
    if field == "companytype":
        known = _share(held, lambda cell: choice(FIELD[field], str(cell)) is not None)
        return Evidence.AGREE if known >= 0.5 else Evidence.SILENT
    if kind is Kind.PLACE:
        return (
            Evidence.AGREE if _share(held, lambda cell: country_of(str(cell)) is not None) >= 0.5 else Evidence.SILENT
        )
    return Evidence.SILENT


def _of_text(field: str, held: Sequence[object], weak: bool) -> Evidence:
    """What texts say of a job title, a summary or an industry."""
    if field == "jobtitle":
        if _share(held, lambda cell: words(str(cell)) in _SALUTATIONS) >= 0.5:
            return Evidence.CONTRADICT
        jobs = weak and _share(held, lambda cell: names_a_job(str(cell))) >= 0.4
        return Evidence.AGREE if jobs else Evidence.SILENT
    if field == "summary":
        # How to reach somebody is no summary, be it one cell only.
        if _share(held, lambda cell: is_contact_detail(clean(str(cell)))) >= 0.5:
            return Evidence.CONTRADICT
        return Evidence.AGREE if _share(held, lambda cell: len(str(cell)) >= 60) >= 0.5 else Evidence.SILENT
    # `SMB`, `Enterprise`: a segment of one's customers by their size.
    sized = weak and _several(held) and _share(held, lambda cell: company_size(clean(str(cell))) is not None) >= 0.5
    return Evidence.CONTRADICT if sized else Evidence.SILENT


def none_reads(field: str, cells: Sequence[object]) -> bool:
    """Whether there are several filled cells, and none of them can be read as the field."""
    held = filled(cells)
    return (_several(held) or len(held) >= _ENOUGH) and not any(_reads(field, cell) for cell in held)


def field_by_values(cells: Sequence[object]) -> str | None:
    """The field that values alone give away, whatever the column is called: sizes, company types, languages."""
    held = [cell for cell in filled(cells) if isinstance(cell, str)]
    if len(held) < _ENOUGH or len(held) < len(filled(cells)):
        return None
    if _share(held, lambda cell: bool(_RANGE.match(str(cell))) and _reads("companysize", cell)) >= 0.8:
        return "companysize"
    if _share(held, lambda cell: choice(FIELD["companytype"], str(cell)) in FIELD["companytype"].known) >= 0.8:
        return "companytype"
    if _share(held, lambda cell: len(str(cell)) > 3 and languages.knows(str(cell))) >= 0.9:
        return "languages"
    return None


def tells_outcomes(cells: Sequence[object]) -> bool:
    """Whether most filled cells are words for what became of a lead: `Replied`, `Not interested`, `Meeting booked`."""
    held = filled(cells)
    return bool(held) and _share(held, _is_outcome) >= 0.6


def bare_years(cells: Sequence[object]) -> bool:
    """Whether the filled cells are years alone, not whole dates."""
    held = filled(cells)
    return bool(held) and _share(held, lambda cell: bool(_BARE_YEAR.match(str(cell)))) >= 0.6


def linkedin_share(cells: Sequence[object]) -> float | None:
    """The share of filled cells that are public LinkedIn profiles; None where nothing is filled."""
    held = filled(cells)
    return _share(held, lambda cell: bool(_LINKEDIN_PERSON.search(str(cell)))) if held else None


def company_page_share(cells: Sequence[object]) -> float:
    """The share of filled cells that are LinkedIn pages of companies or schools."""
    held = filled(cells)
    return _share(held, lambda cell: bool(_LINKEDIN_COMPANY.search(str(cell)))) if held else 0


def personal_email_share(cells: Sequence[object]) -> float:
    """The share of filled cells that are e-mail addresses of one person, not `info@...`."""
    held = [str(cell).strip() for cell in filled(cells)]
    return sum(bool(_EMAIL.match(text)) and not is_role_address(text) for text in held) / len(held) if held else 0


def email_share(cells: Sequence[object]) -> float | None:
    """The share of filled cells that are e-mail addresses; None where nothing is filled."""
    held = filled(cells)
    return _share(held, lambda cell: bool(_EMAIL.match(str(cell).strip()))) if held else None


def _reads(field: str, cell: object) -> bool:
    return read_cell(FIELD[field], cell, _LATEST_YEAR) is not REFUSED


def _share(cells: Sequence[object], holds: Callable[[object], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _verdict(share: float, held: Sequence[object]) -> Evidence:
    if share >= 0.6:
        return Evidence.AGREE
    return Evidence.CONTRADICT if share < 0.3 and _several(held) else Evidence.SILENT


def _several(held: Sequence[object]) -> bool:
    """Whether there are different cells at all: one, or one again and again, speaks against no name."""
    return len({str(cell) for cell in held}) > 1


def _is_no_text(cell: object) -> bool:
    """Links, addresses, dates, numbers and yes/no are no industry, place, title or summary."""
    if not isinstance(cell, str):
        return isinstance(cell, bool | int | float | date | time)
    text = clean(cell)
    return bool(
        is_link(text)
        or is_phone(text)
        or _EMAIL.match(text)
        or _DATE.match(text)
        or _NUMBER.match(text)
        or text.casefold() in _YES_NO
    )


def _is_outcome(cell: object) -> bool:
    if not isinstance(cell, str) or len(cell) > 60:
        return False
    if says_outcome(cell):
        return True
    phrase = phrase_of(cell)
    return phrase.says(Concept.OUTCOME) and not phrase.unknown and phrase.concepts <= {
        Concept.OUTCOME, Concept.NEUTRAL, Concept.COUNT, Concept.EMAIL, Concept.LINKEDIN,
    }  # fmt: skip
