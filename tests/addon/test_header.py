"""The add-on finds a tab's header as the service does: same words, same weights, same row."""

import json
import random
import subprocess
from typing import Any

from app.config import ROOT
from app.tables.cells import Cell
from app.tables.header_row import find_header, weight
from scripts import make_column_words
from tests.addon.test_contract import CONTRACT
from tests.addon.test_in_node import in_node_only
from tests.tables.titled import HEADERS, VALUES, lead_rows

SPELLINGS = [
    *("Numéro de SIREN", "N° employés", "n° employés", "Größe", "Unternehmensgröße", "companyfoundedon", "LANGUE(S)"),
    *("Prospects autumn", "x", "Straße", "ÉTAT", "linkedInProfileUrl", "# Employees", "Øresund", "Lead scored at"),
    *("2024", "Skill 12", "İzmir", "日本", "e-mail", "E-Mail 2"),
]
TITLES = [
    "Prospects autumn",
    "Batch 01",
    "May",
    "Country",
    "Owner",
    "Company",
    "412",
    "",
    "",
    "",
    "www.crm.example",
    "Type",
]

_SCRIPT = """
const { readFileSync } = require('fs'), vm = require('vm');
const names = ['Fields', 'ColumnWords', 'ColumnNames', 'Header', 'Table'];
const files = names.map((name) => readFileSync(`addon/${name}.js`, 'utf8'));
const context = vm.createContext({});
vm.runInContext(files.join('\\n'), context);
context.given = JSON.parse(readFileSync(0, 'utf8'));
const said = '({ weights: given.names.map(nameWeight_), headers: given.tables.map(findHeader_) })';
console.log(JSON.stringify(vm.runInContext(said, context)));
"""


def in_the_addon(names: list[str], tables: list[list[list[Cell]]]) -> Any:
    """Every name's weight and every table's header, as the add-on finds them."""
    given = json.dumps({"names": names, "tables": tables})
    ran = subprocess.run(["node", "-e", _SCRIPT], cwd=ROOT, input=given, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def tables() -> list[list[list[Cell]]]:
    """Title rows above headers of every tool and leads below, rectangular as a tab is; and tables without a header."""
    made: list[list[list[Cell]]] = []
    for number, header in enumerate(HEADERS.values()):
        chance = random.Random(number)
        for titles in range(4):
            above = [chance.choices(TITLES, k=chance.randint(1, len(header))) for _ in range(titles)]
            words = [[chance.choice(VALUES).strip() for _ in header] for _ in range(chance.randint(0, 3))]
            rows = [*above, *([header] if chance.random() < 0.8 else []), *words, *lead_rows(header, 3)]
            made.append([[*row, *[""] * (len(header) - len(row))] for row in rows])
    return made


@in_node_only
def test_the_addon_knows_names_and_headers_as_the_service_does() -> None:
    known = {name for header in HEADERS.values() for name in header}
    names = sorted(known | {name.strip() for name in [*SPELLINGS, *VALUES]})
    found = in_the_addon(names, tables())
    service = dict(zip(names, map(weight, names), strict=True))
    assert dict(zip(names, found["weights"], strict=True)) == service
    assert {0, 1, 2, 3} == set(service.values())
    headers = [find_header(table) for table in tables()]
    assert found["headers"] == headers
    assert {0, 1, 2, 3} <= set(headers)


@in_node_only
def test_the_addon_finds_the_headers_of_the_contract() -> None:
    given = [table for table, _ in CONTRACT["headers"]]
    assert in_the_addon([], given)["headers"] == [header for _, header in CONTRACT["headers"]]


def test_the_service_finds_the_headers_of_the_contract() -> None:
    assert [find_header(table) for table, _ in CONTRACT["headers"]] == [header for _, header in CONTRACT["headers"]]
    assert len(CONTRACT["headers"]) >= 15


def test_the_addon_has_the_words_of_the_lexicon() -> None:
    """Where this fails, run scripts/make_column_words.py."""
    assert make_column_words.FILE.read_text(encoding="utf-8") == make_column_words.text()
