import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.titles import TITLE_CLASSES, title_class


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Co-Founder & CEO", "top"),
        ("Geschäftsführer", "top"),
        ("Avocate associée", "top"),
        ("Socio director", "top"),
        ("Head of Sales", "lead"),
        ("Directrice marketing", "lead"),
        ("Responsabile vendite", "lead"),
        ("Jefe de proyecto", "lead"),
        ("Marketing Intern", "junior"),
        ("Assistant to the CEO (internship)", "junior"),
        ("Stagiaire juridique", "junior"),
        ("Praktikantin Vertrieb", "junior"),
        ("International Tax Lawyer", "other"),
        ("Associate", "other"),
        ("Developer", "other"),
        ("", "other"),
        ("汉语", "other"),
    ],
)
def test_classes_in_five_languages(title: str, expected: str) -> None:
    assert title_class(title) == expected


@given(st.text(max_size=60))
def test_any_text_has_a_class(title: str) -> None:
    assert title_class(title) in TITLE_CLASSES
    assert title_class(title.upper()) in TITLE_CLASSES
