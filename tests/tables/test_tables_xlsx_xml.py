"""XLSX as other programs write it, or nearly: made by hand, a variant at a time."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import FileProblem, NothingToScore
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore, plan_writes
from app.tables.xlsx_references import column_letters, column_number
from app.tables.xlsx_sheet import NewCell, SheetXml

Run = Callable[..., Grid]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Size</t></is></c></row>'
)
ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c><c r="B2"><v>3</v></c></row>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf '
    'numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle '
    'name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def sheet_xml(rows: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def make(
    path: Path,
    sheet: str | bytes,
    *,
    styles: str | None = STYLES,
    target: str = "worksheets/sheet1.xml",
    main: str = MAIN,
    relations: str = RELATIONS,
    workbook: str = "",
) -> Path:
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
        if styles or name != "styles"
    )
    links = f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="{target}"/>'
    links += f'<Relationship Id="rId2" Type="{relations}/styles" Target="styles.xml"/>' if styles else ""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{types}</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            workbook
            or f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        )
        if styles:
            archive.writestr("xl/styles.xml", styles)
        archive.writestr(SHEET, sheet)
    return path


def sheet_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(SHEET).decode()


def cells_of(path: Path, rows: int = 2) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(max_row=rows)]


VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {"sheet": sheet_xml(HEADER + ROW)},
    "no styles": {"sheet": sheet_xml(HEADER + ROW), "styles": None},
    "absolute target": {"sheet": sheet_xml(HEADER + ROW), "target": "/xl/worksheets/sheet1.xml"},
    "no references": {"sheet": sheet_xml(re.sub(r' r="[A-Z]*\d+"', "", HEADER + ROW))},
    "spaces and line ends in tags": {
        "sheet": sheet_xml((HEADER + ROW).replace("<c r", "<c\n r").replace("<row r", "<row  \t r"))
    },
    "declared, with comments and CDATA": {
        "sheet": '<?xml version="1.0" encoding="UTF-8"?><!-- <sheetData><row r="9"/> -->\n'
        + sheet_xml('<!-- <row r="1"> -->' + HEADER + ROW.replace("Ada", "<![CDATA[Ada]]>") + "<!-- </row> -->")
    },
    "byte order mark": {"sheet": ("\ufeff" + sheet_xml(HEADER + ROW)).encode()},
    "another encoding": {
        "sheet": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + sheet_xml(HEADER + ROW)).encode("latin-1")
    },
    "empty cells and spans": {
        "sheet": sheet_xml(
            HEADER.replace("<row ", '<row spans="1:2" ')
            + ROW.replace("</row>", '<c r="C2" s="0"/><c r="D2" s="0"></c></row>').replace("<row ", '<row spans="1:4" ')
        )
    },
    "single quotes": {"sheet": sheet_xml((HEADER + ROW).replace('"', "'"))},
    "rows with extensions": {
        "sheet": sheet_xml(HEADER + ROW.replace("</row>", "<extLst><ext uri='x'/></extLst></row>"))
    },
    "strict": {
        "sheet": sheet_xml(HEADER + ROW, main=STRICT),
        "main": STRICT,
        "relations": STRICT_RELATIONS,
        "styles": STYLES.replace(MAIN, STRICT),
    },
    "widths to the last column": {
        "sheet": sheet_xml(
            HEADER + ROW, '<cols><col min="1" max="1" width="9"/><col min="2" max="16384" width="8"/></cols>'
        )
    },
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_are_scored_twice_and_stay_readable(
    variant: str, tmp_path: Path, run: Run, score_of: Callable[..., RowScore]
) -> None:
    path = make(tmp_path / "leads.xlsx", **VARIANTS[variant])
    assert run(path).rows == [["Ada", 3.0]]
    score = score_of(0)
    last = score.scored_at if VARIANTS[variant].get("styles", STYLES) else "2026-11-22 20:30:00 UTC"
    assert run(path).rows[0][2:] == [*score[:5], last]
    assert ("spans" in variant) == ('spans="1:8"' in sheet_of(path))
    if "extensions" in variant:
        assert "</c><extLst>" in sheet_of(path)
    elif variant != "strict":  # openpyxl reads neither
        assert cells_of(path)[1] == ["Ada", 3, *score[:5], last]
        assert cells_of(path)[0][:3] == ["Name", "Size", "Lead score"]


def test_prefixed_names(tmp_path: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    def prefixed(xml: str) -> str:
        return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")

    workbook = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{RELATIONS}"><x:sheets><x:sheet name="S" sheetId="1" r:id="rId1"/>'
        "</x:sheets><x:definedNames/></x:workbook>"
    )
    path = make(tmp_path / "leads.xlsx", prefixed(sheet_xml(HEADER + ROW)), styles=prefixed(STYLES), workbook=workbook)
    run(path)
    assert re.search(r'<x:c r="C2" s="\d+"><x:v>0\.05</x:v></x:c>', sheet_of(path))
    assert cells_of(path)[1][2:] == list(score_of(0))
    assert list(run(path).marks.values()) == [2, 3, 4, 5, 6, 7]


def test_missing_rows_and_gaps_are_filled_in_place(tmp_path: Path, score_of: Callable[..., RowScore]) -> None:
    rows = (
        HEADER
        + '<row r="4"><c r="A4"><v>1</v></c></row><row r="5"/>'
        + '<row r="7" ht="20"><c r="J7"><v>9</v></c></row>'
    )
    path = make(tmp_path / "leads.xlsx", sheet_xml(rows, '<dimension ref="A1:J7"/>'))
    table = open_table(path)
    grid = table.read()
    ours = dict(zip(("score", "label", "confidence"), (3, 5, 11), strict=True))
    assert grid.next_column == 10
    plan = plan_writes(grid, {row: score_of(row) for row in range(6)}, (), ours)  # type: ignore[arg-type]
    table.write(plan)
    cells = cells_of(path, 7)
    for row in range(6):
        assert [cells[row + 1][column] for column in (3, 5, 11)] == list(score_of(row)[:3])
    assert (cells[3][0], cells[6][9]) == (1, 9)
    assert '<row r="7" ht="20"><c r="D7"' in sheet_of(path)
    assert [int(number) for number in re.findall(r'<row r="(\d)', sheet_of(path))] == [1, 2, 3, 4, 5, 6, 7]


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path: Path, run: Run) -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )
    path = make(tmp_path / "leads.xlsx", sheet_xml(HEADER + ROW), workbook=workbook)
    run(path)
    assert str(open_table(path).read().rows[0][7]) == "2026-11-22 20:30:00"


def test_the_colours_stand_where_the_schema_wants_them(tmp_path: Path, run: Run) -> None:
    after = (
        '<autoFilter ref="A1:B2"/><mergeCells count="1"><mergeCell ref="A9:B9"/></mergeCells>'
        '<dataValidations count="0"/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
    )
    path = make(tmp_path / "leads.xlsx", sheet_xml(HEADER + ROW, '<sheetFormatPr defaultRowHeight="15"/>', after))
    run(path)
    order = re.findall(
        r"<(sheetFormatPr|cols|sheetData|autoFilter|mergeCells|conditionalFormatting|dataVal|pageM)", sheet_of(path)
    )
    assert order == [
        *("sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells", "conditionalFormatting", "dataVal", "pageM")
    ]


def test_widths_that_reach_over_ours_are_cut(tmp_path: Path, run: Run) -> None:
    path = make(
        tmp_path / "leads.xlsx", sheet_xml(HEADER + ROW, '<cols><col min="2" max="16384" width="8" hidden="1"/></cols>')
    )
    run(path, wanted=())
    ranges = re.findall(r'min="(\d+)" max="(\d+)" width="(\d+)"', sheet_of(path))
    assert ranges == [("2", "2", "8"), *(("3", "3", "12"), ("4", "4", "15"), ("5", "5", "17")), ("6", "16384", "8")]


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml(HEADER + ROW), "DTD"),
        ('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(HEADER + ROW), "UTF-16"),
        (sheet_xml(HEADER + ROW).replace("</sheetData>", ""), "damaged"),
        (sheet_xml(ROW + HEADER), "damaged"),
        ("<other/>", "damaged"),
        ("", "damaged"),
        (sheet_xml(HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "stray cells"),
    ],
)
def test_what_cannot_be_read_safely_is_refused(tmp_path: Path, sheet: str, sentence: str) -> None:
    content: str | bytes = sheet.encode("utf-16") if "UTF-16" in sheet else sheet
    path = make(tmp_path / "leads.xlsx", content)
    with pytest.raises(FileProblem, match=sentence):
        open_table(path).read()


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = make(tmp_path / "leads.xlsx", sheet_xml(HEADER + ROW))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (210 * 1024**2))
    with pytest.raises(FileProblem, match="unpacks to more"):
        open_table(path).read()


def test_an_empty_sheet_has_no_header(tmp_path: Path) -> None:
    for rows in ("", '<row r="1"><c r="A1" s="0"/></row>'):
        path = make(tmp_path / "leads.xlsx", sheet_xml(rows).replace("<sheetData></sheetData>", "<sheetData/>"))
        with pytest.raises(NothingToScore, match=r'Sheet "S" of leads.xlsx has no header row'):
            open_table(path).read()


REFERENCES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@settings(max_examples=150, deadline=None)
@given(
    there=st.dictionaries(st.integers(1, 9), st.sets(st.integers(1, 30), max_size=6), max_size=6),
    edits=st.dictionaries(st.integers(1, 10), st.sets(st.integers(1, 32), min_size=1, max_size=4), max_size=6),
    implicit=st.booleans(),
    noise=st.sampled_from(["", "\n  ", "<!-- <c r='A1'/> -->"]),
)
def test_splicing_sets_our_cells_and_no_other(
    there: dict[int, set[int]], edits: dict[int, set[int]], implicit: bool, noise: str
) -> None:
    """Against a plain model of the sheet, with cells in any gap, and references left out where that is allowed."""
    rows = ""
    for number in sorted(there):
        cells, before = "", 0
        for column in sorted(there[number]):
            said = "" if implicit and column == before + 1 else f' r="{column_letters(column)}{number}"'
            cells += f"<c{said}><v>{number}.{column}</v></c>{noise}"
            before = column
        said = "" if implicit and number - 1 in there else f' r="{number}"'
        rows += f"<row{said}>{noise}{cells}</row>{noise}"
    sheet = SheetXml(sheet_xml(noise + rows).encode(), "x")
    new = [
        (number, [NewCell(column, b"<v>-1</v>", b"", None) for column in sorted(edits[number])])
        for number in sorted(edits)
    ]
    inside = b"".join(sheet.spliced_rows(iter(new))).decode()
    model = {(row, column): f"{row}.{column}" for row, columns in there.items() for column in columns}
    model.update({(row, column): "-1" for row, columns in edits.items() for column in columns})
    found = {}
    number = 0
    for row in ElementTree.fromstring(sheet_xml(inside)).iter(REFERENCES + "row"):
        assert int(row.get("r", number + 1)) > number
        number, column = int(row.get("r", number + 1)), 0
        for cell in row:
            letters = cell.get("r", column_letters(column + 1) + str(number)).removesuffix(str(number))
            assert column_number(letters.encode()) > column
            column = column_number(letters.encode())
            found[number, column] = cell[0].text
    assert found == model


@given(st.integers(1, 18_278))
def test_column_letters(number: int) -> None:
    assert column_number(column_letters(number).encode()) == number
    assert column_letters(26 + 1) == "AA"
