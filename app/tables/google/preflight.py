"""What would stop us from writing, found before any lead is scored. Pure: every obstacle is a sentence."""

from collections.abc import Collection, Iterator, Mapping

from app.errors import SheetKind, SheetProblem
from app.tables.columns import OurColumn
from app.tables.google.a1 import column_letters
from app.tables.google.shape import Area, Shape
from app.tables.google.window import Window

MOST_CELLS = 10_000_000
MOST_COLUMNS = 18_278


def check(
    shape: Shape, header_row: int, last_row: int, ours: Mapping[OurColumn, int], new: int, next_column: int
) -> None:
    """Raises SheetProblem, with the first obstacle, where our columns or `new` ones from `next_column` cannot be
    written on the rows from the header to before `last_row`."""
    for obstacle in _obstacles(shape, header_row, last_row, ours.values(), new, next_column):
        raise obstacle


def check_ours(window: Window, columns: Collection[int]) -> None:
    """Raises SheetProblem where formulas stand in our columns, or another cell's formula spills into them: then there
    are results, and no entries. Neither may be written over."""
    for row in window.rows.values():
        for column in columns:
            cell = row.cell(column)
            if "formulaValue" in cell.get("userEnteredValue", ()):
                raise _refused(
                    f"Column {column_letters(column)} is ours and holds a formula in row {row.row + 1}: move it into a "
                    "column of its own and run again."
                )
            if "effectiveValue" in cell and "userEnteredValue" not in cell:
                raise _refused(
                    f"A formula fills column {column_letters(column)}, which is ours, from another cell: remove that "
                    "formula (ARRAYFORMULA or the like) and run again."
                )


def _obstacles(
    shape: Shape, header_row: int, last_row: int, ours: Collection[int], new: int, next_column: int
) -> Iterator[SheetProblem]:
    rows = (header_row, max(last_row, header_row + 1))
    header = Area(header_row, header_row + 1, 0, shape.columns)
    for area in shape.merges:
        if area.meets(header) and (area.end_row - area.first_row > 1 or area.end_column - area.first_column > 1):
            yield _refused(
                f"The header row {header_row + 1} of {shape.name} has merged cells: unmerge them, so that every column "
                "has a name of its own, and run again."
            )
    for column in ours:
        mine = Area(*rows, column, column + 1)
        letters = column_letters(column)
        if any(area.meets(mine) for area in shape.merges):
            yield _refused(
                f"Column {letters} of {shape.name} is ours and has merged cells: unmerge them and run again."
            )
        yield from _typed(shape, mine, f"column {letters}, which is ours,")
        yield from _protected(shape, mine)
    if new:
        span = Area(*rows, next_column, next_column + new)
        yield from _closed(shape)
        yield from _protected(shape, Area(header_row, max(shape.rows, rows[1]), next_column, next_column + 1))
        yield from _typed(shape, span, f"the place for our columns, from column {column_letters(next_column)},")
        yield from _too_large(shape, new)


def _too_large(shape: Shape, new: int) -> Iterator[SheetProblem]:
    # one more for the blank column that new ones are inserted before
    if shape.columns + new + 1 > MOST_COLUMNS:
        yield _refused(
            f"{shape.name} has {shape.columns:,} columns and Google allows {MOST_COLUMNS:,}: delete blank columns."
        )
    more = shape.rows * (new + 1)
    if shape.cells_of_all_tabs + more > MOST_CELLS:
        yield _refused(
            f"The spreadsheet “{shape.document}” has {shape.cells_of_all_tabs:,} cells; our columns would make it more "
            f"than the {MOST_CELLS:,} Google allows: delete blank rows and columns, or copy the tab into a new sheet."
        )


def _protected(shape: Shape, mine: Area) -> Iterator[SheetProblem]:
    for area, open_parts in shape.protected:
        if area.meets(mine) and not any(_inside(mine, part) for part in open_parts):
            yield _locked(shape)


def _closed(shape: Shape) -> Iterator[SheetProblem]:
    """Into a sheet that is protected as a whole nobody may insert columns, whatever parts of it are open."""
    whole = [area for area, _ in shape.protected if area.first_row == area.first_column == 0]
    if any(area.end_row >= shape.rows and area.end_column >= shape.columns for area in whole):
        yield _locked(shape)


def _locked(shape: Shape) -> SheetProblem:
    return SheetProblem(
        f"A part of {shape.name} that we write into is protected: under Data > Protected sheets and ranges allow the "
        "address the sheet is shared with, or remove the protection, and run again.",
        SheetKind.PROTECTED,
    )


def _typed(shape: Shape, mine: Area, where: str) -> Iterator[SheetProblem]:
    for name, area in shape.tables:
        if area.meets(mine):
            yield _refused(
                f"In {shape.name} {where} lies in the table “{name}”, whose columns have types: choose Convert to "
                "unformatted data in the table's menu, or move our columns out of it, and run again."
            )


def _inside(mine: Area, part: Area) -> bool:
    rows = part.first_row <= mine.first_row and mine.end_row <= part.end_row
    return rows and part.first_column <= mine.first_column and mine.end_column <= part.end_column


def _refused(sentence: str) -> SheetProblem:
    return SheetProblem(sentence, SheetKind.REFUSED)
