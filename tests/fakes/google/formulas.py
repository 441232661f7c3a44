"""Results of formulas: references, arithmetic, a few functions, and ARRAYFORMULA that spills over a range.

Enough for what a lead sheet holds; any other function shows #NAME?, as an unknown one does in Google Sheets.
"""

import re

from tests.fakes.google.book import Book, Tab
from tests.fakes.google.cells import CellError, Formula, Value, number
from tests.fakes.google.formats import general
from tests.fakes.google.formula_shift import REFERENCE, cell_at, sheet_of

Matrix = list[list[Value]]
_TOKEN = re.compile(
    rf'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<error>#REF!)|(?P<reference>{REFERENCE.pattern})'
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)|(?P<sign><=|>=|<>|[-+*/&=<>(),;%]))"
)


class _Failed(Exception):
    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message)
        self.error = CellError(kind, message)


def recompute(book: Book) -> None:
    """Work out every formula of the spreadsheet anew, and what spills from them."""
    if not any(tab.grid.may_have_formulas for tab in book.tabs):
        return
    run = _Run(book)
    for tab in book.tabs:
        tab.grid.computed = {}
    for tab in book.tabs:
        for row, column, _ in tab.grid.formulas():
            run.settle(tab, row, column)


class _Run:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.under_way: set[tuple[int, int, int]] = set()

    def settle(self, tab: Tab, row: int, column: int) -> Value:
        known = tab.grid.computed.get(row, {})
        if column in known:
            return known[column]
        formula = tab.grid.entered(row, column)
        if not isinstance(formula, Formula):
            return formula
        key = (tab.sheet_id, row, column)
        if key in self.under_way:
            return CellError("REF", "Circular dependency detected.")
        self.under_way.add(key)
        try:
            result = _Reading(self, tab, formula).result()
            value = self._spill(tab, row, column, result) if isinstance(result, list) else result
        except _Failed as failed:
            value = failed.error
        finally:
            self.under_way.discard(key)
        tab.grid.computed.setdefault(row, {})[column] = value
        return value

    def _spill(self, tab: Tab, row: int, column: int, matrix: Matrix) -> Value:
        inside = [
            (row + down, column + right, value)
            for down, line in enumerate(matrix)
            for right, value in enumerate(line)
            if (down or right) and row + down < len(tab.grid.rows) and column + right < len(tab.grid.columns)
        ]
        if any(tab.grid.entered(at, across) is not None for at, across, _ in inside):
            raise _Failed("REF", "Array result was not expanded because it would overwrite data.")
        for at, across, value in inside:
            if value is not None:
                tab.grid.computed.setdefault(at, {})[across] = value
        return matrix[0][0] if matrix and matrix[0] else None

    def range(self, tab: Tab, first: str, last: str | None) -> Matrix:
        (top, left), (bottom, right) = cell_at(first), cell_at(last or first)
        if max(top, bottom) >= len(tab.grid.rows) or max(left, right) >= len(tab.grid.columns):
            raise _Failed("REF", "Reference does not exist")
        return [[self.settle(tab, row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]


class _Reading:
    """Reads one formula from left to right and works it out at once; everything is a matrix until the end."""

    def __init__(self, run: _Run, tab: Tab, formula: str) -> None:
        self.run, self.tab = run, tab
        self.tokens: list[re.Match[str]] = []
        at, text = 1, formula.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found:
                raise _Failed("ERROR", "Formula parse error.")
            self.tokens.append(found)
            at = found.end()
        self.next = 0
        self.array = False

    def result(self) -> Value | Matrix:
        matrix = self.compare()
        if self.next != len(self.tokens):
            raise _Failed("ERROR", "Formula parse error.")
        if self.array and (len(matrix) > 1 or len(matrix[0]) > 1):
            return matrix
        value = matrix[0][0]
        return 0 if value is None else value

    def sign(self, *signs: str) -> str | None:
        if self.next < len(self.tokens) and self.tokens[self.next]["sign"] in signs:
            self.next += 1
            return self.tokens[self.next - 1]["sign"]
        return None

    def compare(self) -> Matrix:
        left = self.joined()
        while sign := self.sign("=", "<>", "<", ">", "<=", ">="):
            left = _each(sign, left, self.joined())
        return left

    def joined(self) -> Matrix:
        left = self.sum()
        while self.sign("&"):
            left = _each("&", left, self.sum())
        return left

    def sum(self) -> Matrix:
        left = self.product()
        while sign := self.sign("+", "-"):
            left = _each(sign, left, self.product())
        return left

    def product(self) -> Matrix:
        left = self.one()
        while sign := self.sign("*", "/"):
            left = _each(sign, left, self.one())
        return left

    def one(self) -> Matrix:
        if self.sign("-"):
            return _each("-", [[0]], self.one())
        if self.sign("("):
            inner = self.compare()
            self.close()
            return inner
        if self.next >= len(self.tokens):
            raise _Failed("ERROR", "Formula parse error.")
        token = self.tokens[self.next]
        self.next += 1
        if token["text"]:
            return [[token["text"][1:-1].replace('""', '"')]]
        if token["number"]:
            return [[number(float(token["number"])) if not self.sign("%") else number(float(token["number"]) / 100)]]
        if token["reference"]:
            return self.refer(token)
        if token["name"]:
            return self.named(token["name"].upper())
        raise _Failed("REF" if token["error"] else "ERROR", "Reference does not exist")

    def close(self) -> None:
        if not self.sign(")"):
            raise _Failed("ERROR", "Formula parse error.")

    def refer(self, token: re.Match[str]) -> Matrix:
        title = sheet_of(token["sheet"])
        tab = self.tab if title is None else self.run.book.titled(title)
        if tab is None:
            raise _Failed("REF", f"Unresolved sheet name '{title}'.")
        return self.run.range(tab, token["first"], token["last"])

    def named(self, name: str) -> Matrix:
        if name in ("TRUE", "FALSE") and not (self.next < len(self.tokens) and self.tokens[self.next]["sign"] == "("):
            return [[name == "TRUE"]]
        if not self.sign("("):
            raise _Failed("NAME", f"Unknown range name: '{name}'.")
        # Inside ARRAYFORMULA all is a matrix already: what it does is to let the result spill.
        self.array = self.array or name == "ARRAYFORMULA"
        given: list[Matrix] = []
        while not self.sign(")"):
            given.append(self.compare())
            if not self.sign(",", ";"):
                self.close()
                break
        return _called(name, given)


def _called(name: str, given: list[Matrix]) -> Matrix:
    if name == "ARRAYFORMULA" and len(given) == 1:
        return given[0]
    flat = [value for matrix in given for line in matrix for value in line]
    for value in flat:
        if isinstance(value, CellError):
            raise _Failed(value.kind, value.message)
    if name == "SUM":
        return [
            [number(sum(value for value in flat if isinstance(value, int | float) and not isinstance(value, bool)))]
        ]
    if name == "LEN" and len(given) == 1:
        return [[len(general(value)) for value in line] for line in given[0]]
    if name == "HYPERLINK" and given:
        return given[-1]
    if name == "IF" and len(given) > 1:
        return given[1] if given[0][0][0] else (given[2] if len(given) > 2 else [[False]])
    raise _Failed("NAME", f"Unknown function: '{name}'.")


def _each(sign: str, left: Matrix, right: Matrix) -> Matrix:
    rows, columns = max(len(left), len(right)), max(len(left[0]), len(right[0]))

    def at(matrix: Matrix, row: int, column: int) -> Value:
        line = matrix[row if len(matrix) > 1 else 0]
        return line[column if len(line) > 1 else 0]

    return [
        [_apply(sign, at(left, row, column), at(right, row, column)) for column in range(columns)]
        for row in range(rows)
    ]


def _apply(sign: str, left: Value, right: Value) -> Value:
    for value in (left, right):
        if isinstance(value, CellError):
            return value
    if sign == "&":
        return general(left) + general(right)
    if sign in ("=", "<>"):
        same = (left or 0) == (right or 0)
        return same if sign == "=" else not same
    if sign in ("<", ">", "<=", ">=") and isinstance(left, str) and isinstance(right, str):
        return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign]
    if isinstance(left, str) or isinstance(right, str) or isinstance(left, CellError) or isinstance(right, CellError):
        return CellError("VALUE", f"Function parameter expects number values, at '{sign}'.")
    one, two = float(left or 0), float(right or 0)
    if sign in ("<", ">", "<=", ">="):
        return {"<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two}[sign]
    if sign == "/" and not two:
        return CellError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return number({"+": one + two, "-": one - two, "*": one * two, "/": one / (two or 1)}[sign])
