"""A CSV file as a table: only the fields of our columns change, every other byte stays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import FileProblem
from app.tables.atomic import Snapshot, check_kind, replace_file
from app.tables.columns import PLACES
from app.tables.csv_text import Dialect, Encoded, Record, decode, encode, find_dialect, quoted, records, value, writable
from app.tables.grid import Cell, Grid, make_grid
from app.tables.plan import Plan


@dataclass(frozen=True)
class _Read:
    """What reading left behind for writing: how the text is written, and which record the header is."""

    encoded: Encoded
    dialect: Dialect
    header: int
    snapshot: Snapshot


class CsvTable:
    """A CSV on disk. `name` is how to call it in a sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self._read: _Read | None = None

    def read(self) -> Grid:
        """The table in the file. Raises FileProblem when it is no text, NothingToScore when it has no header."""
        snapshot = Snapshot.of(self.path)
        encoded = decode(snapshot.content)
        if encoded is None:
            raise FileProblem(f"{self.name} is not a spreadsheet: give a .csv or .xlsx file.")
        dialect = find_dialect(encoded.text)
        cells = [list(map(value, record.fields)) for record in records(encoded.text, dialect.delimiter)]
        # behind the widest record, even if its last fields are blank: taking them over would change somebody's bytes
        grid = make_grid(cells, self.name, next_column=max(map(len, cells), default=0))
        self._read = _Read(encoded, dialect, grid.first_row - 2, snapshot.without_content())
        return grid

    def write(self, plan: Plan, destination: Path | None = None, *, force: bool = False) -> Mapping[int, str]:
        """Writes the plan's cells into the file, or into a copy at `destination`.

        Raises FileProblem when the file changed since it was read, or cannot be written, and BadChoice when the copy is
        named as another kind of file; then nothing was.
        """
        read = self._read
        if read is None:
            raise RuntimeError("read the table before writing to it")
        target = destination or self.path
        check_kind(self.path, target, (".csv", ".tsv", ".txt"))
        text = "".join(spliced(records(read.encoded.text, read.dialect.delimiter), plan, read.dialect, read))
        content = encode(read.encoded._replace(text=text))
        replace_file(target, [content], source=read.snapshot, force=force)
        if target == self.path:
            self._read = None  # what was read is no longer what is there
        return {}


def spliced(source: Iterable[Record], plan: Plan, dialect: Dialect, read: _Read) -> Iterator[str]:
    """The pieces of the new text: every record of the old one, with the plan's fields set.

    A record too short for our columns is filled up with empty fields, so that ours never shift; blank lines and the
    preamble stay as they are.
    """
    encoding = read.encoded.encoding
    new = plan.new_columns
    places = [column.index for column in plan.columns]
    seen: dict[Cell, str] = {}
    padding = [(column.index, "") for column in new]
    for number, record in enumerate(source):
        fields, row = record.fields, number - read.header - 1
        if row == -1:
            changes = [(column.index, quoted(writable(column.new_header or "", encoding), dialect)) for column in new]
        elif row in plan.rows:
            changes = [
                (place, _field(cell, dialect, encoding, seen))
                for place, cell in zip(places, plan.rows[row], strict=True)
            ]
        else:
            changes = padding if row >= 0 and any(fields) else []
        for place, field in changes:
            if place >= len(fields):
                fields.extend([""] * (place + 1 - len(fields)))
            fields[place] = field
        yield dialect.delimiter.join(fields)
        yield record.end


def _field(cell: Cell, dialect: Dialect, encoding: str, seen: dict[Cell, str]) -> str:
    """A value of ours as a raw field. `seen` remembers: a table repeats its few reasons, models and times."""
    if cell not in seen:
        seen[cell] = quoted(writable(as_text(cell, dialect.decimal), encoding), dialect)
    return seen[cell]


def as_text(cell: Cell, decimal: str = ".") -> str:
    """A value of ours as a CSV says it: a score with 4 decimals, a time in UTC by its name."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.{PLACES}f}".replace(".", decimal)
    if isinstance(cell, datetime):
        cell = cell.astimezone(UTC) if cell.tzinfo else cell
        return f"{cell:%Y-%m-%d %H:%M:%S} UTC"
    return str(cell)
