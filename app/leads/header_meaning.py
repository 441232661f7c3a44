"""One header's phrase -> what it can feed, before its neighbours and its values are looked at. A pure grammar."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from app.leads.fields import FIELD, FIELD_NAMES
from app.leads.header_phrases import Phrase, header_words, phrase_of
from app.leads.lexicon import Concept as C
from app.leads.outcomes import what_else


class Part(StrEnum):
    """Which part of a place a column holds; parts join to "City, Region, Country"."""

    WHOLE = "whole"
    ADDRESS = "address"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class Strength(IntEnum):
    """How well a name says that the column feeds the field."""

    WEAK = 1  # only where nothing better does: "Headline" for the job title
    FAIR = 2
    STRONG = 3
    EXACT = 4  # the field's own name


@dataclass(frozen=True)
class Meaning:
    """What a header means on its own: a field it can feed, an outcome, or nothing.

    `field` None with `outcome` False is a column of no use; `doubt` says why a field must be confirmed by the values
    before it is fed.
    """

    field: str | None = None
    strength: Strength = Strength.STRONG
    part: Part | None = None
    outcome: bool = False
    doubt: str = ""
    why: str = ""


_PLACES = frozenset({C.CITY, C.STATE, C.REGION, C.COUNTRY, C.PLACE, C.ADDRESS, C.HEADQUARTERS})
_CORES = _PLACES | {
    C.INDUSTRY, C.SEGMENT, C.EMPLOYEES, C.SIZE, C.FOUNDED, C.CREATED, C.TYPE, C.OWNERSHIP, C.JOB_TITLE, C.TITLE, C.JOB,
    C.WORK, C.HEADLINE, C.SUMMARY, C.DESCRIPTION, C.SKILLS, C.LANGUAGES, C.SENIORITY, C.LEVEL,
}  # fmt: skip
_NEVER = frozenset({C.OTHER, C.FACTS, C.PERSONAL, C.PAST, C.LINK, C.EMAIL, C.STREET})
# What is said only of whom it is, wherever something else is named.
_WHOSE = frozenset({C.JOB, C.WORK})
# Which forms change nothing beside which core.
_COUNTABLE = frozenset({C.EMPLOYEES, C.SIZE})

_SINGLE: dict[frozenset[C], str] = {
    frozenset({C.INDUSTRY}): "industry",
    frozenset({C.INDUSTRY, C.TYPE}): "industry",
    frozenset({C.SEGMENT}): "industry",
    frozenset({C.INDUSTRY, C.SEGMENT}): "industry",
    frozenset({C.EMPLOYEES}): "companysize",
    frozenset({C.SIZE}): "companysize",
    frozenset({C.EMPLOYEES, C.SIZE}): "companysize",
    frozenset({C.FOUNDED}): "companyfoundedon",
    frozenset({C.CREATED}): "companyfoundedon",
    frozenset({C.FOUNDED, C.CREATED}): "companyfoundedon",
    frozenset({C.OWNERSHIP}): "companytype",
    frozenset({C.TYPE}): "companytype",
    frozenset({C.OWNERSHIP, C.TYPE}): "companytype",
    frozenset({C.JOB_TITLE}): "jobtitle",
    frozenset({C.TITLE}): "jobtitle",
    frozenset({C.TITLE, C.JOB_TITLE}): "jobtitle",
    frozenset({C.JOB}): "jobtitle",
    frozenset({C.WORK}): "jobtitle",
    frozenset({C.HEADLINE}): "jobtitle",
    frozenset({C.HEADLINE, C.TITLE}): "jobtitle",
    frozenset({C.SUMMARY}): "summary",
    frozenset({C.DESCRIPTION}): "summary",
    frozenset({C.SUMMARY, C.DESCRIPTION}): "summary",
    frozenset({C.SKILLS}): "skills",
    frozenset({C.LANGUAGES}): "languages",
    frozenset({C.SENIORITY}): "llm_seniority",
    frozenset({C.LEVEL}): "llm_seniority",
    frozenset({C.SENIORITY, C.LEVEL}): "llm_seniority",
    frozenset({C.SENIORITY, C.TITLE}): "llm_seniority",
    frozenset({C.SENIORITY, C.JOB_TITLE}): "llm_seniority",
    frozenset({C.LEVEL, C.TITLE}): "llm_seniority",
    frozenset({C.LEVEL, C.JOB_TITLE}): "llm_seniority",
}

_ASSESSED = {
    "decision maker": "llm_decision_maker",
    "decision power": "llm_decision_maker",
    "decision maker score": "llm_decision_maker",
    "company fit": "llm_company_fit",
    "company fit score": "llm_company_fit",
    "profile quality": "llm_quality",
    "profile quality score": "llm_quality",
    "engagement score": "llm_engagement",
    "business type": "llm_business_type",
    "geography": "llm_geography",
}

# Names that are whole headers only: within a longer one they mean nothing, or something else.
_WHOLE_HEADERS = {"local": "location", "over": "summary"}

_EXACT = {"".join(header_words(name)): name for name in FIELD_NAMES}
_ASSESSED_PREFIXES = frozenset({"llm", "ai", "gpt"})


@lru_cache(maxsize=5_000)
def meaning_of(header: str) -> Meaning:
    """What the header means by its name alone."""
    words = header_words(header)
    exact = _EXACT.get("".join(words)) or _assessed(words)
    if exact is not None:
        place = exact in {"location", "companylocation"}
        return Meaning(exact, Strength.EXACT, Part.WHOLE if place else None, why=f"named {exact}")
    phrase = phrase_of(header)
    if phrase.says(C.OUTCOME):
        other = what_else(header)
        return Meaning(why=other) if other else Meaning(outcome=True, why="tells what became of the lead")
    whole = _WHOLE_HEADERS.get(" ".join(words))
    if whole is not None:
        part = Part.WHOLE if whole == "location" else None
        return Meaning(whole, Strength.WEAK, part, why=f"its name says {FIELD[whole].title}")
    spelled = _ASSESSED.get(" ".join(words))
    if spelled is not None and not phrase.says(*_PLACES):
        return Meaning(spelled, Strength.WEAK, doubt="the name alone does not say that it is this assessment")
    return _grammar(phrase)


def _assessed(words: list[str]) -> str | None:
    """`AI seniority`, `Seniority (LLM)` -> llm_seniority: the field's words with a sign that a model assessed it."""
    if not _ASSESSED_PREFIXES.intersection(words):
        return None
    rest = "".join(word for word in words if word not in _ASSESSED_PREFIXES)
    return _EXACT.get("llm" + rest)


def _grammar(phrase: Phrase) -> Meaning:
    cores = phrase.concepts & _CORES
    register = phrase.says(C.REGISTER) and not cores <= {C.CITY, C.REGION, C.COUNTRY, C.STATE}
    if phrase.says(*_NEVER) or not cores or register:
        return Meaning(why="no field is about this")
    if phrase.says(C.COUNT) and not cores & _COUNTABLE and cores != {C.JOB}:
        return Meaning(why="a count of something")
    if phrase.says(C.RANGE, C.YEAR, C.DATE) and not cores & {C.EMPLOYEES, C.SIZE, C.FOUNDED, C.CREATED}:
        return Meaning(why="a range or a date of something")
    if phrase.says(C.CODE) and not cores & _PLACES:
        return Meaning(why="a code")
    if any(number > 1 for number in phrase.numbers) and not cores & {C.SKILLS, C.LANGUAGES, C.EMPLOYEES, C.FOUNDED}:
        return Meaning(why="a further one of several")
    if phrase.last is C.COMPANY and cores <= {C.JOB_TITLE, C.TITLE, *_WHOSE} and not phrase.says(C.NEUTRAL):
        return Meaning(why="a company's name")  # `Position 1 Company`, but not `Position in the company`
    return _unsure_of_words(_field_of((cores - _WHOSE) or cores, phrase), phrase)


def _field_of(cores: frozenset[C], phrase: Phrase) -> Meaning:
    company = phrase.says(C.COMPANY)
    if cores <= _PLACES:
        return _place(cores, phrase)
    if C.DESCRIPTION in cores and (company or cores & {C.JOB_TITLE, C.TITLE, C.TYPE} or phrase.says(*_WHOSE)):
        return Meaning(why="a description of something else")
    if cores <= {C.DESCRIPTION, C.SUMMARY} and phrase.unknown and not phrase.says(C.PERSON, C.LEAD, C.LINKEDIN):
        return Meaning(why="a description of something else")
    field = _SINGLE.get(cores)
    if field is None:
        return Meaning(why="names several things at once")
    if field == "industry" and company:
        field = "companyindustry"
    if company and (field in {"summary", "skills", "languages"} or C.HEADLINE in cores):
        return Meaning(why="about the company, not the person")
    strength, doubt = _strength(cores, phrase, company)
    return Meaning(field, strength, doubt=doubt, why=f"its name says {FIELD[field].title}")


def _strength(cores: frozenset[C], phrase: Phrase, company: bool) -> tuple[Strength, str]:
    """How strongly the name alone speaks for its field, and what about it is doubtful."""
    if phrase.says(C.LESSER):
        return Strength.WEAK, ""
    if cores == {C.HEADLINE} or cores == {C.HEADLINE, C.TITLE}:
        return Strength.WEAK, ""
    if cores in ({C.TITLE}, {C.JOB}):  # "Dr." is a title too
        return Strength.FAIR, ""
    if cores == {C.WORK}:
        return Strength.WEAK, "it may be anything about work"
    if cores == {C.SEGMENT}:  # of one's customers, as often as of a market
        return Strength.WEAK, ""
    if cores == {C.SIZE} and not company:
        return Strength.FAIR, ""
    if cores == {C.TYPE} and (not company or phrase.says(C.PERSON, C.LEAD)):
        return Strength.WEAK, "it may be a type of anything"
    if cores == {C.CREATED} and not company:
        return Strength.WEAK, "it may be the date the record was made"
    if cores == {C.LEVEL}:
        return Strength.WEAK, "it may be a level of anything"
    if cores == {C.DESCRIPTION}:
        return Strength.WEAK, "it may describe anything"
    return Strength.STRONG, ""


def _place(cores: frozenset[C], phrase: Phrase) -> Meaning:
    company = phrase.says(C.COMPANY, C.HEADQUARTERS, C.REGISTER)
    field = "companylocation" if company else "location"
    parts = cores & {C.CITY, C.STATE, C.REGION, C.COUNTRY}
    if cores == {C.STATE} and phrase.says(C.LEAD):
        return Meaning(outcome=True, why="tells what became of the lead")
    if len(parts) == 1:
        part = {C.CITY: Part.CITY, C.COUNTRY: Part.COUNTRY}.get(next(iter(parts)), Part.REGION)
    else:
        part = Part.ADDRESS if C.ADDRESS in cores and C.PLACE not in cores else Part.WHOLE
    alone = cores == {C.STATE} and not phrase.says(C.COMPANY, C.CODE, *_WHOSE)
    doubt = "it may be a region or the state of the lead" if alone else ""
    strength = Strength.WEAK if phrase.says(C.LESSER) else Strength.FAIR if phrase.says(C.CODE) else Strength.STRONG
    return Meaning(field, strength, part, doubt=doubt, why=f"its name says {FIELD[field].title}")


def _unsure_of_words(meaning: Meaning, phrase: Phrase) -> Meaning:
    """A word nobody knows makes a name weaker; two, or one beside a weak name, make it doubtful."""
    if meaning.field is None or not phrase.unknown:
        return meaning
    doubt = meaning.doubt
    if len(phrase.unknown) > 1 or meaning.strength < Strength.STRONG:
        doubt = doubt or f"the words {' '.join(phrase.unknown)} are not known"
    return Meaning(meaning.field, min(meaning.strength, Strength.FAIR), meaning.part, doubt=doubt, why=meaning.why)
