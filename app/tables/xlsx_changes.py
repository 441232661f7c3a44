"""The parts of a workbook that a plan changes, and how they come out. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.tables.columns import OurColumn
from app.tables.grid import Cell
from app.tables.plan import Plan
from app.tables.xlsx_around import Around
from app.tables.xlsx_cells import Content, content_of
from app.tables.xlsx_marks import find_marks, with_marks
from app.tables.xlsx_parts import Package, Sheet
from app.tables.xlsx_ranges import Beside, filter_growth, list_objects, with_filter_name
from app.tables.xlsx_references import Area
from app.tables.xlsx_sheet import NewCell, SheetXml
from app.tables.xlsx_styles import Styles


@dataclass(frozen=True)
class Layout:
    """How the leads lie in the sheet: their first row (from 1), the cells of the header above it, the first column a
    lead cannot be without (see `Beside`), and whether anything in the sheet is computed."""

    first_row: int
    header: Sequence[Cell]
    leads_from: int
    computed: bool


def changed_parts(package: Package, sheet: Sheet, plan: Plan, layout: Layout) -> dict[str, Iterable[bytes]]:
    """The parts that change, by name: the sheet, the styles, the workbook part, and list objects that grow."""
    xml = SheetXml(package.part(sheet.part), package.name)
    around = Around(xml)
    old = package.part(package.workbook)
    styles = Styles(package.part(package.styles), package.name) if package.styles else None
    rows = _rows(xml, styles, plan, layout, package)
    new = [(column.kind, column.index + 1) for column in plan.new_columns]
    last_row = max((layout.first_row + row for row in plan.rows), default=layout.first_row - 1)

    tables = list_objects(package, sheet)
    beside = _beside(plan, layout, [*around.merged(), *(table.area for table in tables)])
    grown = {table.part: [now] for table in tables if (now := table.grown(beside)) != table.content}
    growth = filter_growth(around, beside)

    # formulas may use the scores that change, or a whole table that grows
    recompute = (len(new) < len(plan.columns) or bool(grown)) and _computes(package, layout)
    marks = {column.kind: column.index for column in plan.columns}
    workbook = with_marks(old, sheet, marks, package.name, recompute=recompute)
    heat = _heat(plan, layout, around, marked=OurColumn.SCORE in find_marks(old, sheet, package.name))
    if growth is not None:
        workbook = with_filter_name(workbook, sheet, growth, package.name)
    before, behind = around.changed(new, heat, last_row, growth.cuts if growth else ())

    changed: dict[str, Iterable[bytes]] = {sheet.part: _joined(before, xml.spliced_rows(rows.edits()), behind), **grown}
    if workbook != old:
        changed[package.workbook] = [workbook]
    if package.styles and styles and styles.changed() != styles.content:
        changed[package.styles] = [styles.changed()]
    return changed


def _rows(xml: SheetXml, styles: Styles | None, plan: Plan, layout: Layout, package: Package) -> "_Rows":
    """The rows to write, in the looks of the cells beside them."""
    ours = {column.index + 1 for column in plan.columns}
    neighbour = _last_style(xml.styles_of(layout.first_row), ours)
    by_kind = styles.for_columns(neighbour or 0) if styles else dict.fromkeys(OurColumn)
    header_style = _last_style(xml.styles_of(layout.first_row - 1), ours)
    return _Rows(plan, layout.first_row, xml.prefix, by_kind, header_style, package.date1904)


def _heat(plan: Plan, layout: Layout, around: Around, *, marked: bool) -> tuple[int, int] | None:
    """Column and first row of the colours the score is to get, if it is."""
    score = next((column.index + 1 for column in plan.columns if column.kind is OurColumn.SCORE), None)
    # once marked, a column without the colours is one somebody took them from
    return None if score is None or marked or around.has_heat(score) else (score, layout.first_row)


def _computes(package: Package, layout: Layout) -> bool:
    """Whether anything in the workbook is computed."""
    return layout.computed or any(kind == "calcChain" for kind, _ in package.relations(package.workbook).values())


def _beside(plan: Plan, layout: Layout, others: Sequence[Area]) -> Beside:
    """Our columns as the ranges beside them see them."""

    def there(index: int) -> str:
        cell = layout.header[index] if index < len(layout.header) else None
        return cell if isinstance(cell, str) else ""

    titles = {column.index + 1: column.new_header or there(column.index) for column in plan.columns}
    new = frozenset(column.index + 1 for column in plan.new_columns)
    return Beside(layout.first_row - 1, layout.leads_from, titles, new, others)


def _joined(before: bytes, rows: Iterable[bytes], behind: bytes) -> Iterator[bytes]:
    yield before
    yield from rows
    yield behind


def _last_style(styles: Mapping[int, int], ours: set[int]) -> int | None:
    """The style of the last cell that is not ours."""
    return styles[max(theirs)] if (theirs := styles.keys() - ours) else None


@dataclass(frozen=True)
class _Rows:
    """The plan as cells by row number."""

    plan: Plan
    first_row: int
    prefix: bytes
    styles: Mapping[OurColumn, int | None]
    header_style: int | None
    date1904: bool

    def edits(self) -> Iterator[tuple[int, Sequence[NewCell]]]:
        """Row numbers, ascending, with the cells to write, ascending."""
        seen: dict[Cell, Content] = {}
        header = []
        for column in self.plan.new_columns:
            inside, kind = self._content(column.new_header, seen)
            header.append(NewCell(column.index + 1, inside, kind, self.header_style))
        if header:
            yield self.first_row - 1, sorted(header)
        order = sorted(range(len(self.plan.columns)), key=lambda place: self.plan.columns[place].index)
        places = [(place, self.plan.columns[place].index + 1) for place in order]
        styles = [self.styles[column.kind] for column in self.plan.columns]
        for row in sorted(self.plan.rows):
            values = self.plan.rows[row]
            yield (
                self.first_row + row,
                [NewCell(column, *self._content(values[place], seen), styles[place]) for place, column in places],
            )

    def _content(self, cell: Cell, seen: dict[Cell, Content]) -> Content:
        if cell not in seen:
            dated = self.styles[OurColumn.SCORED_AT] is not None
            seen[cell] = content_of(cell, self.prefix, date1904=self.date1904, dated=dated)
        return seen[cell]
