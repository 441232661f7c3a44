import pytest

from app.leads.fields import FIELD, FIELDS, Kind
from app.scoring.wording import LONGEST_VALUE, words_for

VALUES: dict[str, tuple[float | str, str]] = {
    "llm_quality": (80.0, "profile quality 80"),
    "llm_engagement": (0.65, "engagement on LinkedIn 0.65"),
    "llm_decision_maker": (0.3, "decision power 0.3"),
    "llm_company_fit": (2.0, "company fit 2"),
    "companyfoundedon": (2021.0, "founded 2021"),
    "llm_seniority": ("C-Level", "C-Level"),
    "llm_industry": ("Law Practice", "industry (assessed) Law Practice"),
    "industry": ("Law Practice", "industry Law Practice"),
    "companyindustry": ("Retail", "company industry Retail"),
    "llm_geography": ("international_hub", "international hub"),
    "llm_business_type": ("leaders", "kind of work leaders"),
    "companysize": ("11-50", "company size 11-50"),
    "companytype": ("Partnership", "company type Partnership"),
    "languages": ("en,fr", "2 languages"),
    "location": ("Paris, Île-de-France, France", "location Paris, Île-de-France, France"),
    "companylocation": ("Paris, FR", "company location Paris, FR"),
    "summary": ("x" * 1234, "profile summary of 1,234 characters"),
    "skills": ("law, sales, wine", "3 skills"),
    "jobtitle": ("Head of Sales", "job title Head of Sales"),
}


@pytest.mark.parametrize("name", FIELD)
def test_a_value_of_every_field(name: str) -> None:
    value, expected = VALUES[name]
    assert words_for(FIELD[name], value) == expected


@pytest.mark.parametrize("name", FIELD)
def test_a_missing_value_of_every_field(name: str) -> None:
    assert words_for(FIELD[name], None) == f"no {FIELD[name].title}"


def test_every_choice_reads_without_an_underscore() -> None:
    worded = [words_for(field, choice) for field in FIELDS if field.kind is Kind.CHOICE for choice in field.choices]
    assert len(worded) == len(set(worded))
    assert not [words for words in worded if "_" in words]
    assert words_for(FIELD["llm_seniority"], "Entry") == "entry level"


def test_one_of_a_thing_is_singular() -> None:
    assert words_for(FIELD["languages"], "fr") == "1 language"
    assert words_for(FIELD["skills"], "law") == "1 skill"
    assert words_for(FIELD["summary"], "x") == "profile summary of 1 character"


def test_a_long_value_is_cut_and_kept_on_one_line() -> None:
    words = words_for(FIELD["jobtitle"], "Head of\nSales " + "and more " * 40)
    assert words.startswith("job title Head of Sales and more")
    assert words.endswith("…")
    assert len(words) <= LONGEST_VALUE + len("job title ")
