"""A table whose `headers` are no names of columns but a title, as a step that takes row 1 for the header sends it."""

from typing import TypeVar

from app.tables.grid import header_text
from app.tables.header_row import SEARCHED_ROWS, better_named
from app.web.table_schema import MOST_COLUMNS, TableBody

Body = TypeVar("Body", bound=TableBody)


def below_titles(table: Body) -> tuple[Body, int]:
    """The table from the row that names its columns on, and which of `rows` that is: 1 the first, 0 for `headers`.

    What a caller says of the columns holds: with `feeds`, or where `mapping` names one of `headers`, those are it.
    """
    said = table.feeds is not None or any(name in table.headers for name in table.mapping or {})
    at = 0 if said else better_named([table.headers, *table.rows[: SEARCHED_ROWS - 1]], 0)
    if at == 0:
        return table, 0
    names = [header_text(cell) for cell in table.rows[at - 1][:MOST_COLUMNS]]
    return table.model_copy(update={"headers": names, "rows": table.rows[at:]}), at
