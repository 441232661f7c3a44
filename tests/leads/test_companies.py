"""A table of companies alone, told from a table of persons: whose the industry and the place are."""

import pytest

from app.leads.header_map import Use
from app.leads.headers import map_headers

Rows = list[list[object]]


def fed(header: list[str], *rows: list[object], overrule: dict[int, str | None] | None = None) -> list[str | None]:
    return [column.feeds for column in map_headers(header, rows, overrule=overrule).columns]


def row(text: str) -> list[object]:
    return [cell.strip() or None for cell in text.split("|")]


COMPANIES: dict[str, tuple[str, list[str], str]] = {
    "accounts": (
        "account|sector|year_established|revenue|employees|office_location",
        ["Norvo|technology|1996|1100.04|2822|United States", "Quillan|medical|1999|251.41|495|Kenya"],
        "|companyindustry|companyfoundedon||companysize|companylocation",
    ),
    "header alone": (
        "Company|Industry|City|Country|Employees|Website",
        [],
        "|companyindustry|companylocation|companylocation|companysize|",
    ),
    "shops of a town": (
        "Name|Website|Phone|Email|Category|City|Employees",
        ["Elm Bakery|https://elm.example|+1 555 010 7788|info@elm.example|bakery|Springfield|12"] * 2,
        "|||||companylocation|companysize",
    ),
    "mailbox of a firm's own name": (
        "Company|Industry|Email|Country",
        ["Quill|retail|quill@quill.example|France", "Norvo|retail|sales@norvo.example|Spain"],
        "|companyindustry||companylocation",
    ),
    "sellers are no persons": (
        "Account|Account Owner|Sales Agent|Industry|Region|Employees",
        ["Norvo|Mel C.|Bo D.|retail|Bavaria|20"] * 2,
        "|||companyindustry|companylocation|companysize",
    ),
    "company pages": (
        "Company|LinkedIn|Industry|Location",
        ["Norvo|https://www.linkedin.com/company/norvo|retail|Lyon, France"] * 2,
        "||companyindustry|companylocation",
    ),
    "texts of the company": (
        "Company|Website|Industry|Headquarters|Founded|Tagline|About",
        [f"Norvo|norvo.example|retail|Lyon|1999|Tools that last|{'We make garden tools. ' * 5}"] * 2,
        "||companyindustry|companylocation|companyfoundedon||",
    ),
    "registre": (
        "Raison sociale|SIREN|Secteur|Effectif|Ville|Date de création",
        ["Norvo SAS|123456789|commerce|10|Lyon|2001"] * 2,
        "||companyindustry|companysize|companylocation|companyfoundedon",
    ),
    "empresas": (
        "Empresa|Setor|Cidade|UF|Funcionários|Telefone",
        ["Norvo Ltda|comércio|Curitiba|PR|12|(41) 3555-0101"] * 2,
        "|companyindustry|companylocation|companylocation|companysize|",
    ),
}

PERSONS: dict[str, tuple[str, list[str]]] = {
    "first name": ("First Name|Company|Industry|City|Employees", []),
    "job title": ("Company|Role|Industry|City|Employees", []),
    "a name beside a company": ("Name|Company|Industry|City|Employees", []),
    "contact": ("Contact|Company|Industry|City|Employees", []),
    "ansprechpartner": ("Firma|Ansprechpartner|Branche|Ort|Mitarbeiter", []),
    "salutation": ("Anrede|Firma|Branche|Ort|Mitarbeiter", []),
    "languages": ("Company|Languages|Industry|City|Employees", []),
    "an e-mail column not looked into": ("Company|Email|Industry|City|Employees", []),
    "personal addresses": (
        "Company|Email|Industry|City|Employees",
        ["Norvo|ana.sol@norvo.example|retail|Lyon|12", "Quill|bo@quill.example|retail|Nice|40"],
    ),
    "profiles under any name": (
        "Company|Link|Industry|City|Employees",
        ["Norvo|https://www.linkedin.com/in/ana-sol|retail|Lyon|12"] * 2,
    ),
    "sales navigator": (
        "Company|LinkedIn|Industry|City|Employees",
        ["Norvo|https://www.linkedin.com/sales/lead/AC12|retail|Lyon|12"] * 2,
    ),
    "told apart": ("Company|Company Industry|Industry|City|Employees", []),
    "no company": ("Industry|City|Replied", []),
}


@pytest.mark.parametrize("name", COMPANIES)
def test_a_table_without_any_person_is_of_companies(name: str) -> None:
    header, rows, fields = COMPANIES[name]
    assert fed(header.split("|"), *map(row, rows)) == [field or None for field in fields.split("|")]


@pytest.mark.parametrize("name", PERSONS)
def test_a_table_with_a_person_in_it_is_of_persons(name: str) -> None:
    header, rows = PERSONS[name]
    names = header.split("|")
    found = dict(zip(names, fed(names, *map(row, rows)), strict=True))
    assert [found.get(column) for column in names if column in {"Industry", "Branche"}] == ["industry"]
    assert [found[column] for column in names if column in {"City", "Ort"}] == ["location"]


HEADER = ["Company", "Sector", "Country", "Employees", "Note 1"]


def test_a_persons_word_counts() -> None:
    assert fed(HEADER) == [None, "companyindustry", "companylocation", "companysize", None]
    # A column said to be of a person tells of persons.
    assert fed(HEADER, overrule={4: "jobtitle"}) == [None, "industry", "location", "companysize", "jobtitle"]
    assert fed(HEADER, overrule={1: "industry"}) == [None, "industry", "location", "companysize", None]
    # One said to be the company's does not, and one left out changes nothing of the others.
    assert fed(HEADER, overrule={1: "companyindustry", 3: None})[1:4] == ["companyindustry", "companylocation", None]
    people = ["Job Title", "Company", "Industry", "Country"]
    assert fed(people, overrule={0: None}) == [None, None, "industry", "location"]
    # What was taken for a person's column and is none no longer tells of one.
    assert fed(people, overrule={0: "companytype"}) == ["companytype", None, "companyindustry", "companylocation"]


def test_the_reason_is_said() -> None:
    column = map_headers(HEADER).columns[1]
    assert column.why == "its name says company industry: the table is of companies"
    assert column.use is Use.FIELD
