"""The 19 fields of a lead. The one list: features, header mapper, API schema and documentation derive from it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a field's cell is read (values.py has one reader a kind)."""

    INTEGER = "integer"
    NUMBER = "number"
    YEAR = "year"
    CHOICE = "choice"  # one of `choices`
    SIZE = "size"  # one of `choices`, from a head count or a range
    CATEGORY = "category"  # any short text, compared without case and accents
    LANGUAGES = "languages"  # comma-separated, each known by its ISO 639 code
    LIST = "list"  # comma-separated
    PLACE = "place"  # "City, Region, Country" in any depth
    TEXT = "text"


@dataclass(frozen=True)
class Field:
    """One field of a lead.

    `low` and `high` are inclusive bounds of a number (a year's upper bound is the current year, which the caller
    gives); `choices` the closed set of a choice; `known` the usual values of an open category; `max_length` the
    longest text read, in characters. `title` is the field in a person's words, as reasons and reports show it.
    """

    name: str
    kind: Kind
    title: str
    description: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    max_length: int | None = None
    known: tuple[str, ...] = ()


SENIORITIES = ("Entry", "Mid", "Senior", "Executive", "C-Level")
GEOGRAPHIES = ("international_hub", "regional_hub", "other")
BUSINESS_TYPES = ("leaders", "experts", "salespeople", "workers", "others")

# "2-10", "1-10", "1" and "Self-employed" are one class: half of the exports cannot tell them apart (Apollo and Lemlist
# give "1-10", LinkedIn "2-10" and "Self-employed"), and a lead must score the same whichever tool it came from.
COMPANY_SIZES = ("1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5001-10000", "10001+")

COMPANY_TYPES = (
    "Privately Held",
    "Public Company",
    "Nonprofit",
    "Partnership",
    "Sole Proprietorship",
    "Self-Employed",
    "Educational Institution",
    "Government Agency",
)

SHORT_TEXT = 200

FIELDS: tuple[Field, ...] = (
    Field("llm_quality", Kind.INTEGER, "profile quality", "Quality of the profile, 0 to 100.", low=0, high=100),
    Field("llm_engagement", Kind.NUMBER, "engagement on LinkedIn", "How active the person is, 0 to 1.", low=0, high=1),
    Field("llm_decision_maker", Kind.NUMBER, "decision power", "How likely the person decides, 0 to 1.", low=0, high=1),
    Field("llm_company_fit", Kind.INTEGER, "company fit", "Fit of the company: 0 none, 1 some, 2 good.", low=0, high=2),
    Field("companyfoundedon", Kind.YEAR, "founding year", "Year the company was founded.", low=1000),
    Field("llm_seniority", Kind.CHOICE, "seniority", "Rank of the person.", choices=SENIORITIES),
    Field("llm_industry", Kind.CATEGORY, "industry (assessed)", "Industry, as assessed.", max_length=SHORT_TEXT),
    Field("industry", Kind.CATEGORY, "industry", "Industry on the person's profile.", max_length=SHORT_TEXT),
    Field("companyindustry", Kind.CATEGORY, "company industry", "Industry of the company.", max_length=SHORT_TEXT),
    Field("llm_geography", Kind.CHOICE, "geography", "Kind of place the person works in.", choices=GEOGRAPHIES),
    Field("llm_business_type", Kind.CHOICE, "kind of work", "Kind of work the person does.", choices=BUSINESS_TYPES),
    Field("companysize", Kind.SIZE, "company size", "Employees of the company.", choices=COMPANY_SIZES),
    Field(
        "companytype",
        Kind.CATEGORY,
        "company type",
        "Ownership of the company.",
        max_length=SHORT_TEXT,
        known=COMPANY_TYPES,
    ),
    Field("languages", Kind.LANGUAGES, "languages", "Languages the person speaks.", max_length=1_000),
    Field("location", Kind.PLACE, "location", "Where the person is: City, Region, Country.", max_length=SHORT_TEXT),
    Field("companylocation", Kind.PLACE, "company location", "Where the company is.", max_length=SHORT_TEXT),
    Field("summary", Kind.TEXT, "profile summary", "The profile's About text.", max_length=10_000),
    Field("skills", Kind.LIST, "skills", "Skills on the profile, comma-separated.", max_length=5_000),
    Field("jobtitle", Kind.TEXT, "job title", "The current job title.", max_length=500),
)

FIELD: dict[str, Field] = {field.name: field for field in FIELDS}
FIELD_NAMES: tuple[str, ...] = tuple(FIELD)
