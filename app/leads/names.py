"""What a lead is called, for people to know it by; never an input of a score. Pure."""

from collections.abc import Sequence

from app.leads.words import words

_NAMES = (
    *("name", "full name", "nom complet", "nombre completo", "nome completo", "vollstandiger name", "nom"),
    *("volledige naam", "naam", "nome"),
)
_FIRST = ("first name", "prenom", "vorname", "nombre", "nome", "primeiro nome", "voornaam")
_LAST = ("last name", "nom", "nachname", "apellido", "apellidos", "cognome", "sobrenome", "apelido", "achternaam")


def name_of(header: Sequence[str], cells: Sequence[object]) -> str:
    """A lead's name, from a column of names or of first and last ones; "" where there is none."""
    folded = [words(text) for text in header]
    first = next((at for at, text in enumerate(folded) if text in _FIRST), None)
    last = next((at for at, text in enumerate(folded) if text in _LAST), None)
    if first is not None and last is not None:
        return f"{_text(cells[first])} {_text(cells[last])}".strip()
    whole = next((at for at, text in enumerate(folded) if text in _NAMES), None)
    return _text(cells[whole]) if whole is not None else ""


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
