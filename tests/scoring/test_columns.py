import math

import pytest

from app.leads.fields import COMPANY_SIZES, FIELD_NAMES, SENIORITIES
from app.scoring.columns import COLUMN_FIELDS, COLUMN_NAMES, COLUMNS, category_key, place_key


def test_one_column_a_field_in_the_fields_order() -> None:
    # scorer.py takes a column's contribution as its field's.
    assert COLUMN_FIELDS == FIELD_NAMES
    assert len(set(COLUMN_NAMES)) == len(COLUMN_NAMES)


def test_no_column_has_two_rules() -> None:
    assert not [column.name for column in COLUMNS if column.measure and column.key]


@pytest.mark.parametrize(("field", "choices"), [("llm_seniority", SENIORITIES), ("companysize", COMPANY_SIZES)])
def test_ordered_choices_are_ranked(field: str, choices: tuple[str, ...]) -> None:
    measure = COLUMNS[FIELD_NAMES.index(field)].measure
    assert measure is not None
    assert [measure(choice) for choice in choices] == list(range(len(choices)))
    assert math.isnan(measure("anything else"))


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [("languages", "en,fr", 2), ("skills", "law, sales, wine", 3), ("summary", "hello", 5)],
)
def test_counts_and_lengths_are_logarithms(field: str, text: str, expected: int) -> None:
    measure = COLUMNS[FIELD_NAMES.index(field)].measure
    assert measure is not None
    assert measure(text) == pytest.approx(math.log(1 + expected))


def test_spellings_of_one_category_share_a_key() -> None:
    assert category_key("Marketing & Advertising") == category_key("marketing and  advertising")
    assert category_key("Édition") == category_key("EDITION")
    assert category_key("汉语") != category_key("日本")


def test_a_place_is_its_closest_part_or_its_country() -> None:
    assert place_key("Paris, Île-de-France, France") == place_key("Paris, FR") == "paris"
    assert place_key("France") == place_key("FR") == "country fr"
    assert place_key("Greater Paris Metropolitan Region") == "greater paris metropolitan region"
