"""Languages in many tongues, with levels, codes, and what is no language beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.leads.fields import FIELD
from app.leads.languages import knows, languages
from app.leads.values import MISSING, REFUSED, read_cell


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Anglais", "en"),
        ("Inglese", "en"),
        ("English", "en"),
        ("Inglés", "en"),
        ("anglais , FRANÇAIS", "en,fr"),
        ("French; English", "en,fr"),
        ("English (Native or bilingual proficiency), Deutsch (B2)", "de,en"),
        ("Français - Langue maternelle", "fr"),
        ("Englisch und Spanisch", "en,es"),
        ("Anglais, English, Inglese", "en"),
        ("en, fr", "en,fr"),
        ("Chinese (Simplified)", "zh"),
        ("English\nFrench", "en,fr"),
        ("Inglês, Alemão, Holandês", "de,en,nl"),
        ("Engels, Duits en Frans", "de,en,fr"),
        ("Nederlands (moedertaal)", "nl"),
        ("Maghiară, Germană", "de,hu"),
        ("Angielski, Niemiecki", "de,en"),
        ("Engelska, Tyska, Franska", "de,en,fr"),
        ("Angol, Német", "de,en"),
        ("İngilizce", "en"),
        ("İtalyanca, Rusça", "it,ru"),
        ("Tiếng Anh, Tiếng Pháp", "en,fr"),
        ("Deutsch, eng", "de,en"),
        ("ger, dut", "de,nl"),
        ("Inglês avançado", "en"),
        ("notions d'allemand", "de"),
        ("Portugais Brésil", "pt"),
        ("Greek, Ancient (to 1453)", "el,grc"),
        # What is no language is dropped; the others stay.
        ("Mandarin, Elbisch", "zh"),
        ("Italian, Java, Excel", "it"),
        ("English, undefined", "en"),
    ],
)
def test_languages(cell: str, codes: str) -> None:
    assert read_cell(FIELD["languages"], cell, 2026) == codes


@pytest.mark.parametrize("cell", ["Python", "Java, SQL", "Elbisch", "fluent"])
def test_a_cell_without_any_language_is_refused(cell: str) -> None:
    assert read_cell(FIELD["languages"], cell, 2026) is REFUSED


def test_undefined_is_nothing() -> None:
    assert read_cell(FIELD["languages"], "undefined", 2026) is MISSING


@pytest.mark.parametrize(
    "text", ["Ruby", "Swift", "Rust", "Scala", "Julia", "Pascal", "Delphi", "Married", "Marketing"]
)
def test_other_words_are_no_languages_in_any_tongue(text: str) -> None:
    assert languages(text) is None


def test_a_language_within_a_text_is_no_sign_of_a_column_of_languages() -> None:
    assert knows("English, Français - natif")
    assert not knows("German Market")
    assert not knows("English, Python")


@given(st.text(max_size=60))
def test_what_is_read_reads_as_itself(text: str) -> None:
    found = languages(text)
    assert found is None or languages(found) == found
