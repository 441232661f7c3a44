"""Names that say little, and texts that are nobody's summary: what the values must say before a column is fed."""

import pytest

from app.leads.contact_details import is_contact_detail, is_role_address
from app.leads.header_map import Column, Use
from app.leads.headers import map_headers

LONG = "We build houses in three regions and renovate old ones with the people who live there. "
PHONES = ["+1 555 723 5626", "(555) 114-9000", "0555.12.34.56", "01 55 51 23 45"]
MAILS = ["info@one.example", "ana@two.example", "Mail: bo@three.example"]
LINKS = ["https://one.example", "www.two.example/contact", "three.org"]
STREETS = ["1500 Georgia St", "12 rue de la Paix, 75002 Paris", "Hauptstraße 7, 10115 Berlin", "Calle Mayor 3, Madrid"]
MIXED = [
    "Tel. +33 1 55 51 23 45 / info@one.example",
    "Phone: 555 010 7788, Fax: 555 010 7789",
    "www.one.org - 555 0107788",
]


def one(header: str, *cells: object) -> Column:
    return map_headers([header], [[cell] for cell in cells]).columns[0]


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("regional_office", ["Central", "East", "West"], None),
        ("Work", ["Central", "East", "West"], None),
        ("Work", ["Site engineer", "Buyer", "Accountant"], "jobtitle"),
        ("Lavoro", ["Direttrice vendite", "Ingegnere", "Impiegato"], "jobtitle"),
        ("Course Title", ["Baking", "Painting", "Drawing"], None),
        ("Course Title", [], None),
        ("Deck Size", ["Red", "Blue", "Green"], None),
        ("Job", ["Central", "East", "West"], "jobtitle"),
        ("Segmento", ["Serviços", "Construção", "Varejo"], "industry"),
        ("Segmento", ["PME", "Grande empresa", "Micro"], None),
        ("Segmento", ["11-50", "51-200", "201-500"], None),
        ("Local", ["São Paulo, SP", "Curitiba", "Recife"], "location"),
        ("Local", ["yes", "no"], None),
        ("Tamaño empresa", ["pequeña", "mediana", "grande"], "companysize"),
        ("Tamaño empresa", ["XS", "M", "XXL"], None),
        ("Company Size", ["unclear", "unclear", "unclear"], None),
    ],
)
def test_a_weak_name_needs_values_that_agree(header: str, cells: list[object], field: str | None) -> None:
    assert one(header, *cells).feeds == field


def test_a_size_of_which_nothing_can_be_read_says_so() -> None:
    column = one("Company Size", "huge", "tiny")
    assert (column.use, column.field) == (Use.AMBIGUOUS, "companysize")
    assert column.why == "none of its cells can be read as company size"


@pytest.mark.parametrize("header", ["Info", "Summary", "Bio", "summary", "About", "Contact Info", "Kontaktdaten"])
@pytest.mark.parametrize("cells", [PHONES, MAILS, LINKS, STREETS, MIXED, PHONES[:1]])
def test_how_to_reach_somebody_is_never_a_summary(header: str, cells: list[object]) -> None:
    assert one(header, *cells).feeds is None


@pytest.mark.parametrize("header", ["Info", "Summary", "Bio", "About"])
def test_a_text_that_names_a_number_or_a_site_is_a_summary(header: str) -> None:
    text = "Head of sales at one.example since 2011. Call me on 555 010 7788, I like to talk about gardens."
    assert one(header, text, LONG).feeds == "summary"


@pytest.mark.parametrize(
    "header",
    """SEO Description, Meta Description, Site Description, Website Description, Page Description, Product Description,
    Company Description, Brand Description, About us, Company Summary, Short Company Description, Business Description,
    Service Description, Store Description, Job Description, Descripción de la tienda, Beschreibung der Firma,
    Description du produit, Descrizione azienda, Descrição da empresa, Omschrijving bedrijf, Über uns, Over ons,
    Campaign brief description, Project Summary""".replace("\n    ", " ").split(", "),
)
def test_a_text_about_something_else_is_no_summary(header: str) -> None:
    assert one(header, LONG, LONG * 2).feeds is None


def test_a_bare_description_is_doubtful_beside_a_text_of_the_company() -> None:
    rows = [["Ana", LONG, LONG], ["Bo", LONG * 2, LONG]]
    alone = map_headers(["First Name", "Description", "Title"], rows)
    beside = map_headers(["First Name", "Short Description", "SEO Description"], rows)
    assert alone.columns[1].feeds == "summary"
    assert (beside.columns[1].use, beside.columns[1].why) == (Use.AMBIGUOUS, "it may describe the company")
    # A summary by name stays one.
    assert map_headers(["First Name", "Summary", "SEO Description"], rows).columns[1].feeds == "summary"


@pytest.mark.parametrize("text", [*PHONES, *MAILS, *LINKS, *STREETS, *MIXED])
def test_contact_details(text: str) -> None:
    assert is_contact_detail(text)


@pytest.mark.parametrize("text", ["", "CEO", "Founded in 2011", "I sell 3 kinds of tea", "Way to go", "Ana, 34", LONG])
def test_other_texts_are_none(text: str) -> None:
    assert not is_contact_detail(text)


def test_mailboxes_of_roles() -> None:
    assert all(
        map(is_role_address, ["info@a.example", "Ventas@a.example", "contact.paris@a.example", "elm@elm.example"])
    )
    assert not any(map(is_role_address, ["ana@a.example", "ana.sol@a.example", "b@a.example", "salesa@a.example"]))
