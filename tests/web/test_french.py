"""The pages in French: the catalogue is whole, its placeholders hold, and a browser gets the language it asks for."""

import re
from collections.abc import Iterable
from gettext import GNUTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from app import create_app
from app.config import ROOT, Settings

FOLDER = ROOT / "templates" / "translations"
CATALOGUE = FOLDER / "fr" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)s")
NAVIGATION = {"Score", "Feuilles", "Passages", "Modèle", "Suivi"}
ENGLISH = {"Sheets", "Runs", "Model", "Monitor"}  # "Score" is the same word


@pytest.fixture(scope="module")
def french() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr")


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path)).test_client()


class Words(HTMLParser):
    """What the links of the navigation say, and the language of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lang, self.links, self._inside = "", list[str](), False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "nav"
        if tag == "html":
            self.lang = dict(attrs)["lang"] or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "nav"

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self.links.append(data.strip())


def test_no_words_of_the_pages_are_missing_or_left_over(french: Catalog) -> None:
    catalogued = {message.id for message in messages(french)}
    extracted = extracted_ids()
    assert extracted - catalogued == set(), "run scripts/translate, then translate these"
    assert catalogued - extracted == set(), "run scripts/translate: these are on no page any more"


def test_everything_is_translated(french: Catalog) -> None:
    assert [message.id for message in messages(french) if message.fuzzy or not all(forms(message.string))] == []


def test_placeholders_are_those_of_the_english(french: Catalog) -> None:
    for message in messages(french):
        for english, translated in zip(forms(message.id), forms(message.string), strict=True):
            assert set(PLACEHOLDER.findall(translated)) == set(PLACEHOLDER.findall(english)), english
            assert translated.count("%%") == english.count("%%"), english


def test_what_is_filled_in_can_be(french: Catalog) -> None:
    for message in messages(french):
        for translated in forms(message.string):
            names = [found[2:-2] for found in PLACEHOLDER.findall(translated)]
            if names:
                assert translated % dict.fromkeys(names, "x")
    assert list(french.check()) == []


def test_code_words_stay(french: Catalog) -> None:
    for message in messages(french):
        for english, translated in zip(forms(message.id), forms(message.string), strict=True):
            for code in re.findall(r"`[^`]*`|python -m app \w+|[A-Z]+_[A-Z_]+|llm_|\.csv|\.xlsx|/metrics", english):
                assert code in translated, english


def test_french_signs(french: Catalog) -> None:
    for message in messages(french):
        for translated in forms(message.string):
            prose = re.sub(r"`[^`]*`|https?://[^ ,]+", "", translated)
            assert not re.search(r"[ \w»][;!?]|[ \w»]:| %(?!\()|« | »|['“”]", prose.replace("\u202f", "\0")), prose


def test_the_compiled_catalogue_is_that_of_the_words(french: Catalog) -> None:
    made = BytesIO()
    write_mo(made, french, use_fuzzy=True)  # the header counts as fuzzy where the file has none
    made.seek(0)
    expected = compiled(GNUTranslations(made))
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        found = GNUTranslations(file)
    assert compiled(found) == expected, "compile the catalogue anew"
    many = ("%(count)s lead is scored", "%(count)s leads are scored")
    assert [found.ngettext(*many, count) for count in (0, 1, 2)] == [
        "%(count)s prospect noté",
        "%(count)s prospect noté",
        "%(count)s prospects notés",
    ]


def test_a_french_browser_gets_french(client: FlaskClient) -> None:
    page = start(client, "fr-CH, fr;q=0.9, en;q=0.8")
    assert page.lang == "fr"
    assert set(page.links) == NAVIGATION
    assert not set(page.links) & ENGLISH


def test_no_english_sentence_is_left_on_the_start_page(client: FlaskClient, french: Catalog) -> None:
    page = client.get("/", headers={"Accept-Language": "fr"}).text
    same = {message.id for message in messages(french) if message.id == message.string}
    for message in messages(french):
        if isinstance(message.id, str) and message.id not in same and "%" not in message.id and len(message.id) > 5:
            assert f">{message.id}<" not in page


def test_a_chosen_language_is_remembered(client: FlaskClient) -> None:
    assert start(client, "fr").lang == "fr"
    assert start(client, "fr", "/?lang=en").lang == "en"
    assert client.get_cookie("lang") is not None
    assert start(client, "fr").lang == "en"
    assert start(client, "fr", "/?lang=fr").lang == "fr"
    assert start(client, "en").lang == "fr"


@pytest.mark.parametrize(("path", "accepted", "expected"), [
    ("/?lang=xx", "fr", "fr"),
    ("/?lang=xx", "de", "en"),
    ("/", "de, es;q=0.5", "en"),
    ("/?lang=../fr", "", "en"),
])  # fmt: skip
def test_an_unknown_language_falls_back(client: FlaskClient, path: str, accepted: str, expected: str) -> None:
    assert start(client, accepted, path).lang == expected
    assert client.get_cookie("lang") is None


def start(client: FlaskClient, accepted: str, path: str = "/") -> Words:
    answer = client.get(path, headers={"Accept-Language": accepted})
    assert answer.status_code == 200
    return Words(answer.text)


def messages(catalogue: Catalog) -> list[Message]:
    """Every entry but the header."""
    return [message for message in catalogue if message.id]


def forms(text: str | Iterable[str] | None) -> list[str]:
    """The singular and plural of an entry, or its one text."""
    return [text] if isinstance(text, str) else list(text or ())


def compiled(translations: GNUTranslations) -> dict[object, str]:
    """The texts by their keys, without the header."""
    return {key: text for key, text in vars(translations)["_catalog"].items() if key != ""}


def extracted_ids() -> set[str | tuple[str, ...]]:
    """What the pages say now, found as scripts/translate finds it."""
    with (FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(["_", "ngettext:1,2"])}
    found = extract_from_dir(ROOT, methods, options, keywords)
    return {
        tuple(said) if isinstance(said, tuple | list) else said for _file, _line, said, _comments, _context in found
    }
