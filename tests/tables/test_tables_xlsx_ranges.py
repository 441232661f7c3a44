"""AutoFilters and Excel tables: whoever sorts the leads through them takes our columns along; nothing else changes."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from app.tables.columns import OurColumn
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore
from app.tables.xlsx_references import Area, area, stretched

Run = Callable[..., Grid]
Sheet = Any  # openpyxl's types know too many kinds of cell
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
SHEET, TABLE, BOOK = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"
MAY_CHANGE = {SHEET, "xl/styles.xml", BOOK}
NAMES = ["Zoé", "Ada", "Max", "Bob", "Eve", "Kim", "Liv", "Ole"]


def leads(
    path: Path,
    filtered: str | None = None,
    tables: tuple[Table, ...] = (),
    *,
    columns: int = 5,
    totals: tuple[Any, ...] = (),
    change: Callable[[Sheet], None] = lambda sheet: None,
) -> Path:
    """Eight leads with their names in column A; a row of totals below them in row 10; filters and tables."""
    book = openpyxl.Workbook()
    sheet: Sheet = book.active
    sheet.title = "Max & Zoé's leads"
    sheet.append(["Name", "Company", "Size", "City", "Since", "More", "Most"][:columns])
    for number, name in enumerate(NAMES):
        sheet.append([name, f"Firm {number}", 7 * number % 5, "Köln", 2000 - number, "x", "y"][:columns])
    if totals:
        sheet.append(totals)
    sheet.auto_filter.ref = filtered
    for each in tables:
        sheet.add_table(each)
    change(sheet)
    book.save(path)
    return path


def table(ref: str = "A1:E9", name: str = "Leads", totals: int = 0) -> Table:
    made = Table(displayName=name, ref=ref, totalsRowCount=totals or None)
    made._initialise_columns()  # type: ignore[attr-defined]
    last = re.sub(r"\d+$", lambda match: str(int(match[0]) - totals), ref)
    if made.autoFilter is not None:
        made.autoFilter.ref = last
    titles = ["Name", "Company", "Size", "City", "Since", "More", "Most"]
    for number, column in enumerate(made.tableColumns, (area(ref) or Area(1, 1, 1, 1)).left - 1):
        column.name = titles[number]
    return made


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    """Puts into the XML what openpyxl cannot."""
    content = parts(path)
    assert content[part].decode().count(old) == 1
    content[part] = content[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def sheet_of(path: Path) -> Sheet:
    return openpyxl.load_workbook(path).worksheets[0]


def ranges(path: Path) -> tuple[str | None, list[str]]:
    """The AutoFilter's range and those of the tables, checked for what Excel asks of them."""
    sheet = sheet_of(path)
    for each in sheet.tables.values():
        place = area(each.ref)
        assert place is not None
        header = [cell.value for cell in sheet[place.top]][place.left - 1 : place.right]
        assert [column.name for column in each.tableColumns] == header
        assert len({name.casefold() for name in header}) == len(header)
        assert len({column.id for column in each.tableColumns}) == len(header)
        inner = area(each.autoFilter.ref)
        assert inner is not None
        assert inner == place._replace(bottom=place.bottom - (each.totalsRowCount or 0))
    return sheet.auto_filter.ref, [each.ref for each in sheet.tables.values()]


def changed(old: dict[str, bytes], new: dict[str, bytes]) -> set[str]:
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


CRITERIA = (
    '<autoFilter ref="A1:E9" xr:uid="{1}" xmlns:xr="http://x"><filterColumn colId="2"><filters><filter val="3"/>'
    '</filters></filterColumn><sortState ref="A2:E9"><sortCondition ref="C2:C9"/></sortState></autoFilter>'
)


def test_a_filter_grows_over_our_columns_and_nothing_else_changes(tmp_path: Path, run: Run) -> None:
    def change(sheet: Sheet) -> None:
        sheet.freeze_panes = "B2"
        sheet.print_area = "A1:E9"
        other = sheet.parent.create_sheet("Other", 0)
        other.append(["Name"])
        other.auto_filter.ref = "A1:E9"
        sheet.parent.active = 1

    path = leads(tmp_path / "leads.xlsx", "A1:E9", change=change)
    part = "xl/worksheets/sheet2.xml"
    rewrite(
        path,
        part,
        '<autoFilter ref="A1:E9"/>' if b'"A1:E9"/>' in parts(path)[part] else '<autoFilter ref="A1:E9" />',
        CRITERIA,
    )
    margins = re.findall("<pageMargins[^>]*>", parts(path)[part].decode())[0]
    errors = '<ignoredErrors><ignoredError sqref="A1:E9" numberStoredAsText="1"/></ignoredErrors>'
    rewrite(path, part, margins, margins + errors)
    old = parts(path)
    run(path, sheet="Max & Zoé's leads")
    new = parts(path)
    assert changed(old, new) == {part, "xl/styles.xml", BOOK}
    was, now = old[part].decode(), new[part].decode()
    for cut in (r"<dimension[^>]*>", r"<cols>.*</cols>", r"<sheetData>.*</sheetData>", "<conditionalF.*Formatting>"):
        was, now = re.sub(cut, "", was), re.sub(cut, "", now)
    assert now == was.replace(CRITERIA, CRITERIA.replace('ref="A1:E9"', 'ref="A1:K9"', 1))
    book = re.sub("<definedName [^>]*_leadsheet_.*?</definedName>", "", new[BOOK].decode())
    name = "localSheetId=\"1\" hidden=\"1\">'Max &amp; Zoé''s leads'!$A$1:$E$9<"
    assert old[BOOK].decode().count(name) == 1
    assert book == old[BOOK].decode().replace(name, name.replace("$E$9", "$K$9"))
    run(path, sheet="Max & Zoé's leads")
    assert changed(new, parts(path)) <= {BOOK}
    assert parts(path)[BOOK].replace(b' fullCalcOnLoad="1"', b"") == new[BOOK].replace(b' fullCalcOnLoad="1"', b"")


@pytest.mark.parametrize("kind", ["filter", "table"])
def test_sorting_moves_the_scores_with_their_leads(
    kind: str, tmp_path: Path, run: Run, score_of: Callable[..., RowScore]
) -> None:
    """Sorts as spreadsheet programs do: the cells below the header of the range, and no other."""
    path = leads(tmp_path / "leads.xlsx", "A1:E9" if kind == "filter" else None, (table(),) if kind == "table" else ())
    run(path)
    said = {name: score_of(row).score for row, name in enumerate(NAMES)}
    book = openpyxl.load_workbook(path)
    sheet: Sheet = book.worksheets[0]
    place = area(sheet.auto_filter.ref or sheet.tables["Leads"].ref)
    assert place is not None
    cells = sheet.iter_rows(place.top + 1, place.bottom, place.left, place.right)
    rows = [[cell.value for cell in row] for row in cells]
    for number, row in enumerate(sorted(rows, key=str), place.top + 1):
        for column, value in enumerate(row, place.left):
            sheet.cell(number, column).value = value
    assert [cell.value for cell in sheet["A"]][1:] == sorted(NAMES)
    assert {row[0].value: row[5].value for row in sheet["A2:F9"]} == said
    book.save(path)
    again = open_table(path).read()
    assert {row[0]: row[5] for row in again.rows} == said


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("A1:E9", "A1:K9"),
        ("A1:E7", "A1:K7"),  # leads typed in below it
        ("$A$1:$E$9", "$A$1:$K$9"),
        ("A1:G9", "A1:K9"),  # over columns that were empty, where ours go
        ("A1:Z9", "A1:Z9"),
        ("A1:D9", "A1:D9"),  # not beside ours
        ("A2:E9", "A2:E9"),  # not our header
        ("B1:E9", "B1:E9"),  # sorting through it tears the leads apart, and our button would invite to it
        ("E1:E9", "E1:E9"),
        ("A1", "A1"),
    ],
)
def test_which_filters_grow(was: str, now: str, tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx")
    data = "</sheetData>"
    rewrite(path, SHEET, data, f'{data}<autoFilter ref="{was}"/>')
    old = parts(path)
    run(path)
    assert re.findall(r'<autoFilter ref="(.*?)"/>', parts(path)[SHEET].decode()) == [now]
    assert changed(old, parts(path)) == MAY_CHANGE


def test_a_lone_column_has_a_filter_of_one_cell(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx", columns=1)
    rewrite(path, SHEET, "</sheetData>", '</sheetData><autoFilter ref="A1"/>')
    run(path, wanted=())
    assert ranges(path)[0] == "A1:D1"


def test_a_running_number_or_a_margin_may_stay_outside(tmp_path: Path, run: Run) -> None:
    def number(sheet: Sheet) -> None:
        sheet.insert_cols(1, 2)
        sheet["B1"] = "No."
        for row in range(2, 10):
            sheet[f"B{row}"] = row - 1

    path = leads(tmp_path / "leads.xlsx", "C1:G9", change=number)
    run(path)
    assert ranges(path) == ("C1:M9", [])


def test_a_preamble_above_the_header(tmp_path: Path, run: Run) -> None:
    def lower(sheet: Sheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Leads of May"

    path = leads(tmp_path / "leads.xlsx", "A3:E11", change=lower)
    run(path)
    assert ranges(path) == ("A3:K11", [])


def test_a_table_grows_over_our_columns_and_nothing_else_changes(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx", tables=(table(),))
    rewrite(path, TABLE, 'id="3"', 'id="30" dataDxfId="0" totalsRowFunction="sum"')
    old = parts(path)
    run(path, prefix='É "&" <x>')
    new = parts(path)
    assert changed(old, new) == MAY_CHANGE | {TABLE}
    ours = "".join(
        f'<tableColumn id="{number}" name=\'&#201; "&amp;" &lt;x&gt; {title.split(" ", 1)[1]}\'/>'
        for number, title in enumerate(OURS, 31)
    )
    expected = old[TABLE].decode().replace("A1:E9", "A1:K9").replace('count="5"', 'count="11"')
    assert new[TABLE].decode() == expected.replace("</tableColumns>", f"{ours}</tableColumns>")
    assert ranges(path) == (None, ["A1:K9"])
    run(path, prefix='É "&" <x>', number=1)
    assert parts(path)[TABLE] == new[TABLE]


def test_a_prefixed_table_with_its_buttons_off(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx", tables=(table(),))
    xml = re.sub("<autoFilter[^>]*>", "", parts(path)[TABLE].decode())
    xml = (
        re.sub(r"<(/?)(\w)", r"<\1x:\2", xml)
        .replace("xmlns=", "xmlns:x=")
        .replace('ref="', 'comment="ref=\'B2\'" ref = "')
    )
    rewrite(path, TABLE, parts(path)[TABLE].decode(), xml)
    run(path, wanted=())
    new = parts(path)[TABLE].decode()
    assert 'comment="ref=\'B2\'" ref = "A1:H9"' in new
    assert '<x:tableColumn id="6" name="Lead score"/><x:tableColumn id="7"' in new
    assert '<x:tableColumns count="8">' in new
    assert sheet_of(path).tables["Leads"].ref == "A1:H9"


def test_totals_are_no_lead(tmp_path: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    def note(sheet: Sheet) -> None:
        sheet["A12"], sheet["B12"] = "Pia", "Firm 9"  # a lead somebody typed in below

    totals = ("Total", None, "=SUBTOTAL(109,Leads[Size])", None, 15972)
    path = leads(tmp_path / "leads.xlsx", tables=(table("A1:E10", totals=1),), totals=totals, change=note)
    grid = run(path)
    assert [row[0] for row in grid.rows] == [*NAMES, None, None, "Pia"]
    assert grid.is_blank(8)
    assert not grid.formulas
    assert ranges(path) == (None, ["A1:K10"])
    sheet = sheet_of(path)
    assert [cell.value for cell in sheet[10]] == [*totals, *[None] * 6]
    assert sheet["F12"].value == score_of(10).score
    columns = sheet.tables["Leads"].tableColumns[5:]
    assert not any(column.totalsRowFunction or column.totalsRowLabel for column in columns)

    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F10"] = "=SUBTOTAL(101,Leads[Lead score])"  # what Excel offers below every column
    book.worksheets[0]["G10"] = "half"
    book.calculation.fullCalcOnLoad = False
    book.save(path)
    old = parts(path)
    assert run(path, number=1).marks["score"] == 5
    assert changed(old, parts(path)) <= MAY_CHANGE
    assert b'fullCalcOnLoad="1"' in parts(path)[BOOK]
    sheet = sheet_of(path)
    assert [sheet[cell].value for cell in ("F9", "F10", "G10")] == [
        score_of(7, 1).score,
        "=SUBTOTAL(101,Leads[Lead score])",
        "half",
    ]


def test_totals_at_the_foot_and_formulas_among_the_leads(tmp_path: Path, run: Run) -> None:
    def sums(sheet: Sheet) -> None:
        sheet["D4"] = "=1+1"

    totals = ("Total", None, "=SUM(C2:C9)", "=MAX(D2:D9)")
    path = leads(tmp_path / "leads.xlsx", tables=(table("A1:E10", totals=1),), totals=totals, change=sums)
    grid = run(path)
    assert len(grid.rows) == 8
    assert grid.formulas == {3}


def test_totals_beside_the_leads_blank_only_their_own_cells(tmp_path: Path) -> None:
    path = leads(tmp_path / "leads.xlsx", tables=(table("F1:G4", "Small", 1),), columns=7)
    rows = open_table(path).read().rows
    assert rows[2] == ["Max", "Firm 2", 4, "Köln", 1998, None, None]
    assert rows[3][5:] == ["x", "y"]


def test_formulas_over_a_table_that_grew_are_computed_again(tmp_path: Path, run: Run) -> None:
    def count(sheet: Sheet) -> None:
        sheet["E2"] = "=COUNTA(Leads)"
        sheet.parent.calculation.fullCalcOnLoad = False

    path = leads(tmp_path / "leads.xlsx", tables=(table(),), change=count)
    run(path)
    assert b'fullCalcOnLoad="1"' in parts(path)[BOOK]


@pytest.mark.parametrize("right", ["D1:E9", "E1:G5"])
def test_tables_side_by_side_stay_as_they_are(right: str, tmp_path: Path, run: Run) -> None:
    """Whichever of them the leads are in, sorting the one beside ours would not move the whole lead."""
    left = "A1:C9"
    path = leads(tmp_path / "leads.xlsx", tables=(table(left), table(right, "Prices")), columns=7)
    old = parts(path)
    run(path)
    assert changed(old, parts(path)) == MAY_CHANGE
    assert ranges(path) == (None, [left, right])
    assert [cell.value for cell in sheet_of(path)[1]][7:] == OURS


def test_a_table_with_something_between_it_and_ours_stays(tmp_path: Path, run: Run) -> None:
    def lower(sheet: Sheet) -> None:
        sheet["D20"], sheet["E20"], sheet["F20"] = "City", "Since", "More"
        sheet["F21"] = 1

    path = leads(tmp_path / "leads.xlsx", tables=(table(), table("D20:F21", "Prices")), change=lower)
    old = parts(path)
    run(path)
    assert changed(old, parts(path)) == MAY_CHANGE


def test_more_of_our_columns_on_a_later_run(tmp_path: Path, run: Run) -> None:
    for filtered, tables in (("A1:E9", ()), (None, (table(),))):
        path = leads(tmp_path / "leads.xlsx", filtered, tables)
        run(path, wanted=())
        assert ranges(path) == (("A1:H9", []) if filtered else (None, ["A1:H9"]))
        run(path, wanted=(OurColumn.REASONS,))
        assert ranges(path) == (("A1:I9", []) if filtered else (None, ["A1:I9"]))
        book = openpyxl.load_workbook(path)
        sheet: Sheet = book.worksheets[0]
        sheet["J1"], sheet["J2"] = "Mine", "x"  # outside: what follows is not beside the range
        book.save(path)
        run(path)
        assert ranges(path) == (("A1:I9", []) if filtered else (None, ["A1:I9"]))
        assert [cell.value for cell in sheet_of(path)[1]][5:] == [*OURS[:4], "Mine", *OURS[4:]]


def test_columns_an_earlier_run_left_outside_are_taken_in_with_new_ones(tmp_path: Path, run: Run) -> None:
    def late(path: Path, filtered: str | None, *tables: Table) -> None:
        book = openpyxl.load_workbook(path)
        sheet: Sheet = book.worksheets[0]
        sheet.auto_filter.ref = filtered
        sheet["G1"] = "Their word for it"
        for each in tables:
            sheet.add_table(each)
        book.save(path)

    for filtered, tables in (("A1:E9", ()), (None, (table(),))):
        path = leads(tmp_path / "leads.xlsx")
        run(path, wanted=())
        late(path, filtered, *tables)
        old = parts(path)
        run(path, wanted=(), number=1)
        assert changed(old, parts(path)) <= MAY_CHANGE
        assert ranges(path) == (filtered, ["A1:E9"] if tables else [])
        run(path)
        assert ranges(path) == (("A1:K9", []) if filtered else (None, ["A1:K9"]))


def test_a_filter_does_not_grow_into_a_table_made_of_ours(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx")
    run(path, wanted=())
    book = openpyxl.load_workbook(path)
    sheet: Sheet = book.worksheets[0]
    sheet.auto_filter.ref = "A1:E9"
    sheet.add_table(Table(displayName="Scores", ref="F1:H9"))
    book.save(path)
    run(path)
    assert ranges(path) == ("A1:E9", ["F1:H9"])
    assert [cell.value for cell in sheet_of(path)[1]][5:] == OURS


def test_the_filter_of_somebodys_own_view_stays(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx")
    view = (
        '<customSheetViews><customSheetView guid="{0}"><autoFilter ref="A1:E9"/></customSheetView></customSheetViews>'
    )
    rewrite(path, SHEET, "</sheetData>", "</sheetData>" + view)
    run(path)
    assert view in parts(path)[SHEET].decode()


def test_columns_moved_to_the_front_of_the_table(tmp_path: Path, run: Run) -> None:
    """What Excel leaves when our three were dragged in front of the last two columns of the table."""
    path = leads(tmp_path / "leads.xlsx", tables=(table(),))
    run(path, wanted=())
    book = openpyxl.load_workbook(path)
    sheet: Sheet = book.worksheets[0]
    for row in sheet["A1:H9"]:
        cells = [cell.value for cell in row]
        for cell, value in zip(row, cells[:3] + cells[5:] + cells[3:5], strict=True):
            cell.value = value
    columns = sheet.tables["Leads"].tableColumns
    sheet.tables["Leads"].tableColumns = columns[:3] + columns[5:] + columns[3:5]
    for name in sheet.defined_names.values():
        if "_leadsheet_" in name.name:
            name.attr_text = re.sub(r"\$([FGH])", lambda m: f"${chr(ord(m[1]) - 2)}", name.attr_text)
    book.save(path)
    run(path)
    assert ranges(path) == (None, ["A1:K9"])
    assert [cell.value for cell in sheet_of(path)[1]][3:] == [*OURS[:3], "City", "Since", *OURS[3:]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('displayName="Leads"', 'displayName="Leads" tableType="queryTable"'),
        ('displayName="Leads"', 'displayName="Leads" headerRowCount="0"'),
        ('name="Since"', 'name="LEAD LABEL"'),
        ('<tableColumn id="5" name="Since"', '<tableColumn id="5" name="Since"/><tableColumn id="6" name="Six"'),
    ],
)
def test_tables_that_excel_would_not_open_with_more_columns(old: str, new: str, tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx", tables=(table(),))
    xml = parts(path)[TABLE].decode()
    if "headerRowCount" in new:
        rewrite(path, TABLE, xml, re.sub(' headerRowCount="1"', "", xml))
    rewrite(path, TABLE, old, new)
    before = parts(path)
    run(path)
    assert changed(before, parts(path)) == MAY_CHANGE


def test_a_header_too_long_for_a_table(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx", tables=(table(),))
    before = parts(path)
    run(path, prefix="x" * 260)
    assert changed(before, parts(path)) == MAY_CHANGE


def test_a_header_of_two_lines_is_escaped_as_excel_does(tmp_path: Path, run: Run) -> None:
    path = leads(tmp_path / "leads.xlsx", tables=(table(),))
    run(path, prefix="A_x0041_\nB\x01", wanted=())
    assert b'name="A_x005F_x0041__x000a_B score"' in parts(path)[TABLE]


def test_a_foreign_or_stale_filter_name_is_left_alone(tmp_path: Path, run: Run) -> None:
    def change(sheet: Sheet) -> None:
        sheet.defined_names["_xlnm.Criteria"] = DefinedName(
            "_xlnm.Criteria", attr_text="'Max & Zoé''s leads'!$A$1:$E$9"
        )

    path = leads(tmp_path / "leads.xlsx", "A1:E9", change=change)
    rewrite(path, BOOK, "hidden=\"1\">'Max &amp; Zoé''s leads'!$A$1:$E$9", 'hidden="1">#REF!')
    run(path)
    book = parts(path)[BOOK].decode()
    assert ">#REF!</definedName>" in book
    assert book.count("!$A$1:$E$9<") == 1
    assert ranges(path)[0] == "A1:K9"


@pytest.mark.parametrize(
    ("reference", "right", "expected"),
    [("A1:T201", 26, "A1:Z201"), ("$A$1:$E$9", 28, "$A$1:$AB$9"), ("B2", 3, "B2:C2"), ("$B$2", 3, "$B$2:$C$2")],
)
def test_references_are_stretched(reference: str, right: int, expected: str) -> None:
    assert stretched(reference, right) == expected
    assert area(expected) == (area(reference) or Area(0, 0, 0, 0))._replace(right=right)
