"""Several columns that could feed one field: which of them do. Decides only."""

from dataclasses import replace

from app.leads.fields import FIELD
from app.leads.header_map import Column, Use
from app.leads.header_meaning import Part, Strength
from app.leads.header_phrases import header_words


def settle_rivals(columns: list[Column], field: str) -> list[Column]:
    """Of several columns that could feed a field, keep those that say the same thing equally well."""
    rivals = [column for column in columns if column.feeds == field]
    if len(rivals) < 2:
        return columns
    losers: dict[int, Column] = {}
    if FIELD[field].name in {"location", "companylocation"}:
        losers.update(_lesser_places(rivals))
    else:
        best = max(rivals, key=lambda column: column.strength)
        # A plain "Size" beside "Employee Count" may fill its gaps: what is no size is refused when it is read.
        enough = Strength.FAIR if field == "companysize" else Strength.STRONG
        losers.update(
            {
                column.index: replace(column, use=Use.UNUSED, why=f"“{best.header}” says {FIELD[field].title} better")
                for column in rivals
                if column is not best and column.strength < enough
            }
        )
    losers.update(_repeated_names([column for column in rivals if column.index not in losers]))
    return [losers.get(column.index, column) for column in columns]


def _lesser_places(rivals: list[Column]) -> dict[int, Column]:
    """A street address only where no other column names the town; a country's code only where its name is not."""
    parts = {column.part for column in rivals}
    lesser = {}
    for column in rivals:
        if column.part is Part.ADDRESS and parts & {Part.WHOLE, Part.CITY}:
            lesser[column.index] = replace(
                column, use=Use.UNUSED, why="other columns name the place without the street"
            )
        elif column.strength < Strength.STRONG and any(
            other.part is column.part and other.strength > column.strength for other in rivals
        ):
            lesser[column.index] = replace(
                column, use=Use.UNUSED, why="another column names the same part of the place"
            )
    return lesser


def _repeated_names(rivals: list[Column]) -> dict[int, Column]:
    """A second column of the very same name: whose it is cannot be told."""
    seen: set[str] = set()
    repeated = {}
    for column in rivals:
        name = " ".join(header_words(column.header))
        if name in seen and column.why != "you said so":
            repeated[column.index] = replace(column, use=Use.AMBIGUOUS, why="a second column of the same name")
        seen.add(name)
    return repeated
