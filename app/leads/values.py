"""One cell of somebody's sheet -> the clean value of a field, missing, or refused."""

import math
import numbers
import re
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Final

from app.leads.choices import choice
from app.leads.company_size import company_size
from app.leads.fields import Field, Kind
from app.leads.languages import languages
from app.leads.numbers import number, percent, year
from app.leads.words import clean, fold


class Unread(Enum):
    """Why a cell gave no value."""

    MISSING = "missing"  # blank, or a word that people write for it
    REFUSED = "refused"  # outside the field's range, or not understood


MISSING: Final = Unread.MISSING
REFUSED: Final = Unread.REFUSED

Value = float | str | Unread

_BLANK_WORDS = frozenset(
    {
        *("n/a", "n.a.", "n.a", "na", "n/d", "n.d.", "nd", "n/c", "null", "none", "nil", "nan", "nat", "<na>"),
        *("undefined", "non disponible"),
        *("unknown", "inconnu", "inconnue", "unbekannt", "desconocido", "sconosciuto", "not available"),
        *("not specified", "to be defined", "tbd"),
        *("non renseigne", "non renseignee", "non specifie", "keine angabe", "k.a.", "sin datos", "non disponibile"),
        *("undisclosed", "not disclosed", "not applicable", "non applicable", "non communique", "nc", "sans objet"),
        *("nicht angegeben", "nicht verfugbar", "nicht bekannt", "unbekannte", "desconocida", "no disponible"),
        *("no especificado", "no aplica", "sin informacion", "sconosciuta", "non specificato", "non indicato"),
        *("nao informado", "nao informada", "nao disponivel", "nao especificado", "nao definido", "nao se aplica"),
        *("desconhecido", "desconhecida", "sem informacao", "sem dados", "onbekend", "niet bekend", "geen"),
        *("niet beschikbaar", "niet opgegeven", "niet ingevuld", "niet van toepassing", "n.v.t."),
        *("nvt", "geen gegevens"),
        *("#n/a", "#n/d", "#nv", "#ref!", "#value!", "#valeur!", "#wert!", "#div/0!", "#name?", "#nom?", "#null!"),
        *("#nul!", "#num!", "#nombre!", "#zahl!", "#spill!", "#calc!", "#error!", "#field!", "#getting_data"),
        *("#blocked!", "#connect!", "#bezug!", "#¡ref!", "#¡valor!", "#rif!", "#valore!", "err:502"),
        *("(blank)", "(vide)", "(none)", "(null)"),
    }
)  # fmt: skip
LONGEST_BLANK_WORD = max(map(len, _BLANK_WORDS))
_SEPARATORS = ";|\n•"  # beside the comma
_ONLY_MARKS = re.compile(r"[\W_]*")


def read_cell(field: Field, cell: object, latest_year: int) -> Value:
    """Read one cell for one field.

    Returns a float for numbers and years, a str for everything else, MISSING for a blank in any spelling, REFUSED for
    a value outside the field's range or one that cannot be understood. Never raises, whatever the cell holds.
    `latest_year` is the latest founding year that is believed, as a rule the current year.
    """
    plain = _plain(cell)
    if isinstance(plain, Unread):
        return plain
    if field.kind in (Kind.INTEGER, Kind.NUMBER):
        return _read_number(field, plain)
    if field.kind is Kind.YEAR:
        return _read_year(field, plain, latest_year)
    if field.kind is Kind.SIZE:
        return REFUSED if isinstance(plain, time) else company_size(plain) or REFUSED
    return _read_text(field, plain)


def is_blank(text: str) -> bool:
    """Whether a text is one of the many ways to write nothing."""
    if len(text) > LONGEST_BLANK_WORD and text[0].isalnum():
        return False
    return not text or fold(text) in _BLANK_WORDS or _ONLY_MARKS.fullmatch(text) is not None


def _plain(cell: object) -> str | float | date | datetime | time | Unread:
    """The cell as one of the kinds a sheet can hold; NaN, NaT and blanks are missing."""
    if cell is None:
        return MISSING
    if isinstance(cell, str):
        text = clean(cell) if "\n" not in cell else cell.strip()
        return MISSING if is_blank(text) else text
    if isinstance(cell, bool) or type(cell).__name__ in {"bool_", "bool"}:
        return REFUSED
    if isinstance(cell, numbers.Real | Decimal):
        return _real(cell)
    if isinstance(cell, date | time):
        return cell if cell == cell else MISSING  # NaT is a date that is not equal to itself
    # pandas.NA says neither yes nor no to a comparison and belongs to no type of numbers.
    return MISSING if type(cell).__name__ in {"NAType", "NaTType"} else REFUSED


def _real(cell: numbers.Real | Decimal) -> float | Unread:
    try:
        value = float(cell)
    except (OverflowError, ValueError):  # 10**400, a signalling NaN
        return REFUSED
    if math.isnan(value):
        return MISSING
    return value if math.isfinite(value) else REFUSED


def _read_number(field: Field, plain: str | float | date | time) -> Value:
    if isinstance(plain, str):
        share = percent(plain)
        if share is not None:
            # 85 % is 0.85 on a scale to 1 and 85 on a scale to 100.
            value: float | None = round(share * 100, 9) if field.kind is Kind.INTEGER else share
        else:
            value = number(plain)
    else:
        value = plain if isinstance(plain, float) else None
    if value is None or not _within(field, value):
        return REFUSED
    if field.kind is Kind.INTEGER and value != int(value):
        return REFUSED
    return value + 0.0  # -0.0 and 0.0 are one value


def _read_year(field: Field, plain: str | float | date | time, latest_year: int) -> Value:
    value = None if isinstance(plain, time) else year(plain)
    if value is None or value != int(value) or not _within(field, value) or value > latest_year:
        return REFUSED
    return value


def _within(field: Field, value: float) -> bool:
    return (field.low is None or value >= field.low) and (field.high is None or value <= field.high)


def _read_text(field: Field, plain: str | float | date | time) -> Value:
    if isinstance(plain, date | time):
        return REFUSED
    text = plain if isinstance(plain, str) else f"{plain + 0.0:.15g}"  # + 0.0: minus zero is zero
    if field.kind is Kind.TEXT and "\n" not in text and len(text) <= (field.max_length or 0):
        return text  # clean already: the longest texts of a table are read once
    if field.kind is Kind.CHOICE:
        return choice(field, text) or REFUSED
    cut = text[: field.max_length]
    if field.kind is Kind.LANGUAGES:
        return languages(cut) or REFUSED
    if field.kind is Kind.LIST:
        return ", ".join(_items(cut)) or MISSING
    if field.known:
        return choice(field, cut) or clean(cut) or MISSING
    return clean(cut) or MISSING


def _items(text: str) -> list[str]:
    for separator in _SEPARATORS:
        if separator in text:
            text = text.replace(separator, ",")
    return [item for part in text.split(",") if (item := clean(part))]
