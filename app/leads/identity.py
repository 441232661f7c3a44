"""Which column names a row: the public LinkedIn profile, else the e-mail address, else none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.leads import column_evidence
from app.leads.header_phrases import Phrase, header_words, phrase_of
from app.leads.lexicon import Concept as C
from app.leads.words import words

# Beside "LinkedIn" or "E-mail" these say that the column holds something else about it.
_BESIDE = (C.OTHER, C.FACTS, C.PERSONAL)


class IdentityKind(StrEnum):
    """What names a row."""

    LINKEDIN = "LinkedIn URL"
    EMAIL = "e-mail"


@dataclass(frozen=True)
class Identity:
    """The column that names a row."""

    index: int
    kind: IdentityKind


def find_identity(
    header: Sequence[str],
    columns: Sequence[Sequence[object]],
    skip: Collection[int] = (),
    kinds: Collection[IdentityKind] = tuple(IdentityKind),
) -> Identity | None:
    """The best identity column, by name and by the sampled values of each column; None where there is none.

    `kinds` are those to look for; a profile goes before an e-mail address.
    """
    for kind, rank in ((IdentityKind.LINKEDIN, _linkedin_rank), (IdentityKind.EMAIL, _email_rank)):
        if kind not in kinds:
            continue
        named = enumerate(zip(header, columns, strict=True))
        ranked = [(rank(name, cells), -at) for at, (name, cells) in named if at not in skip]
        best = max(ranked, default=(0.0, 0))
        if best[0] > 0:
            return Identity(-best[1], kind)
    return None


def _linkedin_rank(name: str, cells: Sequence[object]) -> float:
    """0 where the column cannot be a person's public profile; values decide where there are any."""
    share = column_evidence.linkedin_share(cells)
    if share is not None:
        return 10 * share + _linkedin_name_rank(phrase_of(name), name) / 10 if share >= 0.5 else 0
    return _linkedin_name_rank(phrase_of(name), name)


def _linkedin_name_rank(phrase: Phrase, name: str) -> float:
    said = set(header_words(name))
    if phrase.says(C.COMPANY, C.PAST, C.OUTCOME, C.INDUSTRY) or said & {"id", "image", "picture", "photo", "headline"}:
        return 0
    if phrase.says(C.LINKEDIN) and not phrase.says(C.EMAIL):
        if phrase.says(*_BESIDE) and not phrase.says(C.LINK):
            return 0
        return 4 if "public" in said else 3
    if phrase.says(C.LINK):
        if phrase.says(C.PERSON, C.LEAD):
            return 2.5 if said & {"default", "public"} else 2
        return 1 if phrase.concepts <= {C.LINK, C.NEUTRAL} and not phrase.unknown else 0
    return 0


def _email_rank(name: str, cells: Sequence[object]) -> float:
    share = column_evidence.email_share(cells)
    phrase = phrase_of(name)
    told_of_it = phrase.says(C.OUTCOME, *_BESIDE, C.DATE, C.TYPE, C.CODE, C.COUNT, C.ADDRESS)
    named = phrase.says(C.EMAIL) and not told_of_it
    rank = 0.0
    if named:
        further = phrase.says(C.LESSER) or any(number > 0 for number in phrase.numbers) or bool(phrase.unknown)
        rank = 2 if further else 3
    if share is not None:
        return 10 * share + rank / 10 if share >= 0.5 else 0
    return rank


_NAMES = frozenset(
    words(name)
    for name in """name, full name, fullname, first name, firstname, last name, lastname, lead, contact, person name,
    prenom, nom, nom complet, vorname, nachname, nombre, apellido, apellidos, nombre completo, nome, cognome,
    nome completo, prospect name, contact name, lead name, primeiro nome, sobrenome, naam, volledige naam, voornaam,
    achternaam""".split(",")
)


def name_columns(header: Sequence[str]) -> list[int]:
    """The columns that hold a person's name, to show whom a score is about; a full name alone where there is one."""
    named = {at: " ".join(header_words(text)) for at, text in enumerate(header)}
    found = [at for at, text in named.items() if text in _NAMES]
    full = [
        at for at in found if "full" in named[at] or "compl" in named[at] or named[at] in {"name", "volledige naam"}
    ]
    return full[:1] or found[:2]
