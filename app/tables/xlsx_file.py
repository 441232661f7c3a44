"""An XLSX file as a table: values are read by calamine, our cells are spliced into the XML; all else stays as it is."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import python_calamine

from app.errors import FileProblem
from app.tables.atomic import Snapshot, check_kind, replace_file
from app.tables.grid import Cell, Grid, make_grid
from app.tables.plan import Plan
from app.tables.xlsx_around import Around
from app.tables.xlsx_changes import Layout, changed_parts
from app.tables.xlsx_marks import find_marks
from app.tables.xlsx_parts import Sheet, damaged, open_package
from app.tables.xlsx_ranges import leads_from, list_objects
from app.tables.xlsx_references import Area
from app.tables.xlsx_sheet import SheetXml
from app.tables.xlsx_zip import repack

LARGEST_AREA = 50_000_000  # cells between A1 and the last used one; reading takes memory for each
LAST_COLUMN = 16_384


@dataclass(frozen=True)
class _Read:
    """What reading left behind for writing."""

    snapshot: Snapshot
    layout: Layout


class XlsxTable:
    """A worksheet of an XLSX (or XLSM) on disk; `sheet` is its name, by default the first that is not hidden."""

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        self.path = path
        self.name = path.name
        self.sheet = sheet
        self._read: _Read | None = None

    def read(self) -> Grid:
        """The table in the sheet.

        Raises FileProblem when the file is damaged or dangerous, BadChoice when it has no sheet of that name,
        NothingToScore when the sheet has no header.
        """
        snapshot = Snapshot.of(self.path)
        with open_package(io.BytesIO(snapshot.content), self.path) as package:
            sheet = package.sheet(self.sheet)
            xml = SheetXml(package.part(sheet.part), self.name)
            tables = list_objects(package, sheet)
            totals = [each.totals for each in tables if each.totals is not None]
            extent = xml.extent(totals)
            if extent.last_row * extent.last_column > LARGEST_AREA:
                raise FileProblem(
                    f'Sheet "{sheet.name}" of {self.name} reaches to row {extent.last_row} and column '
                    f"{extent.last_column}: delete the stray cells below and beside the leads and run again."
                )
            around = Around(xml)
            del xml  # a large sheet is 100 MB of XML, and calamine unpacks its own
            areas = [*around.merged(), *(each.area for each in tables)]
            marks = find_marks(package.part(package.workbook), sheet, self.name)
        records = _without(totals, _values(snapshot.content, sheet, self.name))
        formulas = {column - 1: row - 1 for column, row in extent.formulas.items()}
        named = f'Sheet "{sheet.name}" of {self.name}'
        grid = make_grid(
            records,
            named,
            formulas=formulas,
            marks={str(k): v for k, v in marks.items()},
            next_column=extent.last_column,
        )
        layout = Layout(grid.first_row, records[grid.first_row - 2], leads_from(grid.rows), extent.computed)
        self._read = _Read(snapshot.without_content(), layout)
        return _beyond(grid, areas)

    def write(self, plan: Plan, destination: Path | None = None, *, force: bool = False) -> Mapping[int, str]:
        """Writes the plan's cells into the file, or into a copy at `destination`.

        Raises FileProblem when the file changed since it was read, when a cell to write holds a formula, or when the
        file cannot be written, and BadChoice when the copy is named as another kind of file; then nothing was.
        """
        read = self._read
        if read is None:
            raise RuntimeError("read the table before writing to it")
        target = destination or self.path
        check_kind(self.path, target, (".xlsm",) if self.path.suffix.lower() == ".xlsm" else (".xlsx",))
        if any(column.index >= LAST_COLUMN for column in plan.columns):
            raise FileProblem(f"{self.name} has no room for our columns: delete unused columns and run again.")
        snapshot = Snapshot.of(self.path)

        def write(file: IO[bytes]) -> None:
            with open_package(io.BytesIO(snapshot.content), self.path) as package:
                repack(package.archive, file, changed_parts(package, package.sheet(self.sheet), plan, read.layout))

        replace_file(target, write, source=read.snapshot, force=force)
        if target == self.path:
            self._read = None  # what was read is no longer what is there
        return {}


def _values(content: bytes, sheet: Sheet, name: str) -> Sequence[Sequence[Cell]]:
    """Every row of the sheet from A1 on; errors such as #N/A and formulas never computed are blank."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        try:
            return book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        finally:
            book.close()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # calamine's panics are no Exception
        raise damaged(name) from error


def _without(totals: Iterable[Area], records: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The records with the totals of list objects blanked: they are no leads, but the rows below keep their place."""
    kept = list(records)
    for each in totals:
        for row, record in enumerate(kept[each.top - 1 : each.bottom], each.top):
            blank = [None] * len(record[each.left - 1 : each.right])
            kept[row - 1] = [*record[: each.left - 1], *blank, *record[each.right :]]
    return kept


def _beyond(grid: Grid, areas: Iterable[Area]) -> Grid:
    """The grid with new columns starting beyond every merged range and list object beside or below its header."""
    rights = [each.right for each in areas if each.bottom >= grid.first_row - 1]
    return Grid(grid.header, grid.rows, grid.first_row, grid.formulas, grid.marks, max([grid.next_column, *rights]))
