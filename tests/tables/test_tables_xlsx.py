"""XLSX made by real programs: our columns are there, native to look at, and nothing else changed by a byte."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from app.errors import BadChoice, FileProblem, NameTaken
from app.tables.columns import OurColumn, find_ours
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore, plan_writes

Run = Callable[..., Grid]
Sheet = Any  # openpyxl's types know too many kinds of cell
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
SHEET = "xl/worksheets/sheet1.xml"
MAY_CHANGE = {SHEET, "xl/styles.xml", "xl/workbook.xml"}


def rich_workbook(path: Path) -> None:
    """A workbook with a bit of everything people have in one."""
    book = openpyxl.Workbook()
    sheet: Sheet = book.active
    sheet.title = "Max & Zoé's leads"
    sheet.append(["First name", "Company", "Size", "Joined", "Twice"])
    for number in range(8):
        sheet.append([f"Zoé {number}", f"Firm & <{number}>", number, date(2024, 1, 1 + number), f"=C{number + 2}*2"])
    sheet.delete_rows(6)  # a blank row further down
    sheet.insert_rows(6)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF335577")
    for row in sheet["A2:E9"]:
        for cell in row:
            cell.font = Font(name="Georgia", size=9)
            cell.border = Border(bottom=Side("thin"))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = "A1:E9"
    sheet.column_dimensions["A"].width = 22
    sheet["A3"].comment = Comment("call her first", "me")
    red = PatternFill("solid", bgColor="FFFFCCCC")
    rule = CellIsRule(operator="greaterThan", formula=["4"], fill=red)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add("C2:C9", rule)
    choice = DataValidation(type="list", formula1='"a,b"')
    choice.add("B2:B9")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=9), titles_from_data=True)
    sheet.add_chart(chart, "M12")
    other = book.create_sheet("Sums")
    other["A1"] = "total"
    other["B2"] = "=SUM('Max & Zoé''s leads'!C2:C9)"
    other.merge_cells("A4:C4")
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="Sums!$B$2")
    book.save(path)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.xlsx"
    rich_workbook(path)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_of(path: Path, name: str | None = None) -> Sheet:
    book = openpyxl.load_workbook(path)
    return book[name] if name else book.worksheets[0]


def values(sheet: Sheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def looks(sheet: Sheet) -> dict[str, str]:
    return {
        cell.coordinate: f"{cell.value!r} {cell.font} {cell.fill} {cell.border} {cell.number_format} {cell.comment}"
        for row in sheet.iter_rows(max_col=5)
        for cell in row
    }


def test_everything_else_survives(leads: Path, tmp_path: Path, run: Run) -> None:
    copy = tmp_path / "scored.xlsx"
    before = leads.read_bytes()
    run(leads, copy)
    assert leads.read_bytes() == before
    old, new = parts(leads), parts(copy)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == MAY_CHANGE
    was, now = sheet_of(leads), sheet_of(copy)
    assert looks(now) == looks(was)
    assert (was.auto_filter.ref, now.auto_filter.ref) == ("A1:E9", "A1:K9")
    for aspect in ("freeze_panes", "merged_cells", "data_validations", "sheet_view", "page_margins"):
        assert repr(getattr(now, aspect)) == repr(getattr(was, aspect))
    assert now.column_dimensions["A"].width == 22
    assert [str(each.sqref) for each in now.conditional_formatting] == ["C2:C9", "F2:F1048576"]
    assert [rule.priority for each in now.conditional_formatting for rule in each.rules] == [1, 2]
    assert now.parent.defined_names["Rate"].attr_text == "Sums!$B$2"
    assert values(now.parent["Sums"]) == values(was.parent["Sums"])


def test_our_cells_are_native(leads: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    run(leads)
    sheet = sheet_of(leads)
    assert sheet.dimensions == "A1:K9"
    assert [cell.value for cell in sheet[1]][5:] == OURS
    one = score_of(2)
    assert [cell.value for cell in sheet[4]][5:] == list(one)
    assert [cell.value for cell in sheet[6]] == [None] * 11  # the blank row
    assert sheet["F4"].number_format == "0.0000"
    assert sheet["K4"].is_date
    assert sheet["F1"].fill.fgColor.rgb == sheet["E1"].fill.fgColor.rgb == "FF335577"
    assert sheet["F1"].font.b
    assert sheet["I4"].font.name == "Georgia"
    assert sheet["I4"].border.bottom.style == "thin"
    assert sheet.column_dimensions["I"].width == 60


def test_a_second_run_updates_and_adds_nothing(leads: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    run(leads)
    first = parts(leads)
    run(leads, number=4)
    second = parts(leads)
    assert sheet_of(leads)["F4"].value == score_of(2, 4).score
    assert sheet_of(leads).max_column == 11
    assert {name for name in first if first[name] != second[name]} <= {SHEET, "xl/workbook.xml"}
    assert second[SHEET].count(b"colorScale>") == first[SHEET].count(b"colorScale>") == 2
    assert second["xl/workbook.xml"].count(b"_leadsheet_") == len(OURS)
    run(leads, number=4)
    assert parts(leads) == second


def test_formulas_are_computed_again_when_scores_changed(leads: Path, run: Run) -> None:
    book = openpyxl.load_workbook(leads)
    book.calculation.fullCalcOnLoad = False
    book.save(leads)
    run(leads)
    assert b'fullCalcOnLoad="1"' not in parts(leads)["xl/workbook.xml"]
    run(leads)
    assert b'fullCalcOnLoad="1"' in parts(leads)["xl/workbook.xml"]


def test_marks_follow_renamed_and_moved_columns(leads: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    """What a spreadsheet program leaves after two columns were inserted before ours and the headers renamed."""
    run(leads)
    book = openpyxl.load_workbook(leads)
    sheet = book.worksheets[0]
    sheet.insert_cols(2, 2)
    for number, column in enumerate("HIJKLM"):
        sheet[f"{column}1"] = f"Renamed {number}"
    for old, new in zip("KJIHGF", "MLKJIH", strict=True):
        for name in sheet.defined_names.values():
            if name.name.startswith("_leadsheet_"):
                name.attr_text = name.attr_text.replace(f"${old}", f"${new}")
    book.save(leads)
    run(leads, number=2)
    sheet = sheet_of(leads)
    assert [cell.value for cell in sheet[1]][7:] == [f"Renamed {number}" for number in range(6)]
    assert [cell.value for cell in sheet[4]][7:] == list(score_of(2, 2))


def test_marks_that_libreoffice_made_visible_are_hidden_again(leads: Path, run: Run) -> None:
    run(leads)
    book = openpyxl.load_workbook(leads)
    for name in book.worksheets[0].defined_names.values():
        name.hidden = False
    book.save(leads)
    run(leads, number=1)
    marks = re.findall(r"<definedName [^>]*_leadsheet_[^>]*>", parts(leads)["xl/workbook.xml"].decode())
    assert len(marks) == sum('hidden="1"' in mark for mark in marks) == len(OURS)


def test_without_marks_our_columns_are_known_by_what_they_hold(leads: Path, run: Run) -> None:
    run(leads)
    book = openpyxl.load_workbook(leads)
    sheet = book.worksheets[0]
    for name in list(sheet.defined_names):
        del sheet.defined_names[name]
    for column in "FGHIJ":
        sheet[f"{column}1"] = f"Other {column}"
    book.save(leads)
    grid = open_table(leads).read()
    assert not grid.marks
    assert list(find_ours(grid).values()) == [5, 6, 7, 8, 9, 10]


def test_a_format_and_colours_somebody_chose_stay(leads: Path, run: Run) -> None:
    run(leads)
    book = openpyxl.load_workbook(leads)
    book.worksheets[0]["F4"].number_format = "0%"
    book.worksheets[0].conditional_formatting = type(book.worksheets[0].conditional_formatting)()
    book.save(leads)
    run(leads, number=1)
    assert sheet_of(leads)["F4"].number_format == "0%"
    assert b"colorScale" not in parts(leads)[SHEET]


def test_only_some_rows_are_written(leads: Path, run: Run, score_of: Callable[..., RowScore]) -> None:
    run(leads, only={0: score_of(0), 6: score_of(6)}, wanted=())
    run(leads, only={1: score_of(1, 5)}, wanted=())
    scores = [row[5] for row in values(sheet_of(leads))][1:]
    assert scores == [score_of(0).score, score_of(1, 5).score, None, None, None, None, score_of(6).score, None]
    assert sheet_of(leads).max_column == 8


def test_a_formula_in_our_column_is_never_written_over(leads: Path, run: Run) -> None:
    run(leads)
    book = openpyxl.load_workbook(leads)
    book.worksheets[0]["G4"] = '=IF(F4>0.3,"engaged","not_engaged")'
    book.save(leads)
    before = leads.read_bytes()
    with pytest.raises(NameTaken, match=r'"Lead label" is where the label goes, but it holds formulas'):
        run(leads)
    table = open_table(leads)
    grid = table.read()
    score = RowScore(0.5, "engaged", "medium", "", "", datetime(2026, 1, 1))
    with pytest.raises(FileProblem, match=r"Cell G4 of leads.xlsx holds a formula"):
        table.write(plan_writes(grid, {2: score}, ours={OurColumn.SCORE: 5, OurColumn.LABEL: 6}))
    assert leads.read_bytes() == before
    assert list(leads.parent.iterdir()) == [leads]


def test_a_column_of_their_own_under_our_name(leads: Path, run: Run) -> None:
    book = openpyxl.load_workbook(leads)
    book.worksheets[0]["C1"] = "Lead Score"
    book.save(leads)
    with pytest.raises(NameTaken):
        run(leads)
    run(leads, prefix="LS")
    assert [cell.value for cell in sheet_of(leads)[1]][2:7] == ["Lead Score", "Joined", "Twice", "LS score", "LS label"]
    assert sheet_of(leads)["C4"].value == 2


def test_sheets_are_chosen_by_name_and_hidden_ones_passed_over(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "two.xlsx"
    book = openpyxl.Workbook()
    first: Sheet = book.active
    first.title = "Old"
    first.sheet_state = "hidden"
    first.append(["Name", "Size"])
    chart = book.create_chartsheet("Chart", 1)
    chart.add_chart(BarChart())
    for name in ("Leads", "More"):
        sheet = book.create_sheet(name)
        sheet.append(["Name", "Company"])
        sheet.append(["Ada", name])
    book.active = 2
    book.save(path)
    assert open_table(path).read().rows == [["Ada", "Leads"]]
    assert open_table(path, " more").read().rows == [["Ada", "More"]]
    with pytest.raises(BadChoice, match=r'no sheet "None": choose one of "Old", "Leads", "More"'):
        open_table(path, "None").read()
    run(path)
    run(path, sheet="More", number=1)
    assert open_table(path).read().marks["score"] == 2
    run(path, number=2)
    book = openpyxl.load_workbook(path)
    assert [sheet.max_column for sheet in book.worksheets] == [2, 8, 8]
    assert {name.attr_text for name in book["More"].defined_names.values()} >= {"'More'!$C:$C"}


def test_our_columns_stay_outside_list_objects_and_merged_headers(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "table.xlsx"
    book = openpyxl.Workbook()
    sheet: Sheet = book.active
    sheet.append(["Name", "Company"])
    sheet.append(["Ada", "X"])
    sheet.add_table(Table(displayName="Leads", ref="A1:B2"))
    sheet.merge_cells("C1:E1")
    book.save(path)
    before = parts(path)
    run(path)
    assert parts(path)["xl/tables/table1.xml"] == before["xl/tables/table1.xml"]
    assert [cell.value for cell in sheet_of(path)[1]][5:7] == ["Lead score", "Lead label"]
    assert str(sheet_of(path).merged_cells) == "C1:E1"


def test_columns_of_errors_and_uncomputed_formulas_are_not_free(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "leads.xlsx"
    book = openpyxl.Workbook()
    sheet: Sheet = book.active
    sheet.append(["Name", "Company", None, None])
    sheet.append(["Ada", "X", "=1/0", "#N/A"])
    book.save(path)
    run(path)
    assert [cell.value for cell in sheet_of(path)[2]][:5] == ["Ada", "X", "=1/0", "#N/A", 0.05]


def test_values_are_read_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = openpyxl.Workbook()
    sheet: Sheet = book.active
    sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"], sheet["F3"] = "Name", 2020, "Since", "Ok", "Missing"
    sheet["B4"], sheet["C4"], sheet["D4"], sheet["E4"], sheet["F4"] = "Ada", 37, date(2024, 5, 6), True, "#REF!"
    sheet["B6"] = "Bob"
    book.save(path)
    grid = open_table(path).read()
    assert grid.header == ("", "Name", "2020", "Since", "Ok", "Missing")
    assert grid.first_row == 4
    assert grid.rows[0] == [None, "Ada", 37.0, date(2024, 5, 6), True, None]
    assert grid.is_blank(1)
    assert grid.rows[2][1] == "Bob"


def test_unchanged_parts_keep_their_packed_bytes_and_macros_survive(leads: Path, run: Run) -> None:
    macros = leads.with_suffix(".xlsm")
    blob = bytes(range(256)) * 40
    with zipfile.ZipFile(leads) as old, zipfile.ZipFile(macros, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", blob, zipfile.ZIP_STORED)
        new.comment = b"mine"
    old_parts = packed(macros)
    run(macros)
    new_parts = packed(macros)
    assert {name for name in old_parts if old_parts[name] != new_parts[name]} == MAY_CHANGE
    assert parts(macros)["xl/vbaProject.bin"] == blob
    with zipfile.ZipFile(macros) as archive:
        assert archive.comment == b"mine"


class Stream(io.RawIOBase):
    """A file that cannot seek: what is zipped into it has its sizes behind the parts, as many exports have."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.content += data
        return len(data)


def test_a_streamed_package_is_copied_with_its_sizes_in_front(leads: Path, run: Run) -> None:
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts(leads).items():
            new.writestr(name, content)
    assert int.from_bytes(stream.content[6:8], "little") & 8
    leads.write_bytes(stream.content)
    old = parts(leads)
    run(leads)
    new_parts = parts(leads)
    assert {name for name in old if old[name] != new_parts[name]} == MAY_CHANGE
    content = leads.read_bytes()
    with zipfile.ZipFile(leads) as archive:
        for info in archive.infolist():
            header = content[info.header_offset : info.header_offset + 30]
            assert int.from_bytes(header[6:8], "little") & 8 == 0
            assert int.from_bytes(header[14:18], "little") == info.CRC
            assert int.from_bytes(header[18:22], "little") == info.compress_size


def packed(path: Path) -> dict[str, bytes]:
    content = path.read_bytes()
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            start = info.header_offset
            start += 30 + sum(int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
            found[info.filename] = content[start : start + info.compress_size]
    return found


def test_text_is_text_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Size"])
    book.worksheets[0].append(["Ada", 1])
    book.save(path)
    table = open_table(path)
    grid = table.read()
    nasty = "=cmd()\x00\x1b & <b>\"' _x0041_ \ud800 日本\r\n  end "
    table.write(plan_writes(grid, {0: RowScore(1.0, "engaged", "high", nasty, "+1", "2026 UTC")}))
    row = open_table(path).read().rows[0]
    assert row[2] == 1.0
    assert sheet_of(path)["F2"].data_type == "s"
    assert row[5] == "=cmd() & <b>\"' _x0041_  日本\n  end "
    assert row[6:] == ["+1", "2026 UTC"]
    assert re.search(rb'<c r="F2"[^>]* t="inlineStr">', parts(path)[SHEET])


def test_a_workbook_changed_meanwhile_is_left_alone(leads: Path, score_of: Callable[..., RowScore]) -> None:
    table = open_table(leads)
    plan = plan_writes(table.read(), {0: score_of(0)})
    other = leads.with_name("other.xlsx")
    shutil.copy(leads, other)
    with zipfile.ZipFile(other, "a") as archive:
        archive.writestr("extra.txt", "x")
    shutil.move(other, leads)
    before = leads.read_bytes()
    with pytest.raises(FileProblem, match="was changed while it was being scored"):
        table.write(plan)
    assert leads.read_bytes() == before
