"""Whether a table tells of companies alone: then its industry, place and texts are the companies'. Pure.

A person is told by a name, a job, a language, a profile or a personal e-mail address. Who sells to a company (`Account
Owner`, `Sales Agent`), how it is reached (`Website`, `Phone`, `info@...`) and what it is called are no person.
"""

from collections.abc import Mapping, Sequence

from app.leads import column_evidence
from app.leads.header_map import Column, Use
from app.leads.header_meaning import Strength, meaning_of
from app.leads.header_phrases import Phrase, header_words, phrase_of
from app.leads.lexicon import Concept as C

_PERSONS = frozenset({"jobtitle", "llm_seniority", "skills", "languages", "summary"})
_COMPANYS = frozenset({"companysize", "companyfoundedon", "companytype", "companyindustry", "companylocation"})
# A field of the person where nobody says whose it is, and the company's that it then is.
OWNERLESS = {"industry": "companyindustry", "location": "companylocation"}
# Names of texts that companies have as well as persons.
_ANYBODYS = frozenset({"about", "info", "infos", "informations", "presentation", "sobre", "over"})
_ENOUGH = 2  # things that only companies have, before a bare `Name` is a company's


def of_companies(
    columns: Sequence[Column], cells: Sequence[Sequence[object]], chosen: Mapping[int, str | None]
) -> bool:
    """Whether no column tells of a person and some tell of a company.

    `columns` are the columns as read alone, `cells` the sampled cells of each, `chosen` a person's own word on what
    columns feed: a field said to be a person's tells of one; a column left out still tells what the table is about.
    """
    if not any(column.field in OWNERLESS or column.feeds in _PERSONS for column in columns):
        return False  # nothing would change
    phrases = [phrase_of(column.header) for column in columns]
    if any(map(_told_by_name, columns, phrases, [chosen] * len(columns))) or _told_apart(columns):
        return False
    signs = sum(map(_of_company, columns, phrases))
    named = any(phrase.says(C.COMPANY) and phrase.concepts <= {C.COMPANY, C.NAME, C.NEUTRAL} for phrase in phrases)
    bare = any(map(_bare_name, columns, phrases))
    if not signs or (bare and (named or signs < _ENOUGH)):
        return False
    return not any(map(_told_by_values, phrases, cells))


def _told_by_name(column: Column, phrase: Phrase, chosen: Mapping[int, str | None]) -> bool:
    if chosen.get(column.index) is not None:
        field = chosen[column.index] or ""
        return field in OWNERLESS or field in _PERSONS or field.startswith("llm_")
    if column.use in (Use.FIELD, Use.AMBIGUOUS) and _persons_field(column):
        return True
    if phrase.says(C.PERSONAL):
        return True
    if phrase.says(C.PERSON, C.LEAD):
        return bool(column.feeds) or phrase.concepts <= {C.PERSON, C.LEAD, C.NAME, C.NEUTRAL, C.LINKEDIN, C.LINK}
    return False


def _persons_field(column: Column) -> bool:
    field = column.field or ""
    if column.strength < Strength.FAIR or meaning_of(column.header).doubt:
        return False
    if field == "summary":
        return not _ANYBODYS.issuperset(header_words(column.header))
    return field in _PERSONS or field.startswith("llm_")


def _told_apart(columns: Sequence[Column]) -> bool:
    """Whether the table has a person's and a company's of the same: `Country` and `Company Country`."""
    fed = {(column.field, column.part) for column in columns if column.feeds}
    return any((OWNERLESS[field or ""], part) in fed for field, part in fed if field in OWNERLESS)


def _of_company(column: Column, phrase: Phrase) -> bool:
    if phrase.says(C.PERSON, C.LEAD):
        return False
    return column.feeds in _COMPANYS or phrase.says(C.COMPANY, C.FACTS, C.REGISTER, C.HEADQUARTERS)


def _bare_name(column: Column, phrase: Phrase) -> bool:
    """`Name`, `Nom`, `Nombre`: a person's as a rule."""
    named = phrase.says(C.NAME) and phrase.concepts <= {C.NAME, C.NEUTRAL} and not phrase.unknown
    return named or header_words(column.header) == ["nombre"]


def _told_by_values(phrase: Phrase, cells: Sequence[object]) -> bool:
    """A profile or an e-mail address of somebody; where no cell is filled, a column named so."""
    profiles = column_evidence.linkedin_share(cells)
    if profiles is None:
        return phrase.says(C.EMAIL, C.LINKEDIN) and not phrase.says(C.COMPANY, C.OUTCOME)
    if profiles >= 0.5:
        return True
    if phrase.says(C.COMPANY):
        return False
    if phrase.says(C.LINKEDIN) and column_evidence.company_page_share(cells) < 0.5:
        return True
    return column_evidence.personal_email_share(cells) >= 0.5
