"""What a person asks of a run with --columns, --prefix, --map and --only-unscored, read."""

from typing import TYPE_CHECKING

from app.errors import BadChoice

if TYPE_CHECKING:
    from app.tables.scoring_run import Wishes


def wishes_of(columns: str, prefix: str, maps: list[str], only_unscored: bool) -> "Wishes":
    """The wishes in the words of the options. Raises BadChoice for a column that is none, or a map without "="."""
    from app.tables.columns import OurColumn
    from app.tables.plan import ALWAYS
    from app.tables.scoring_run import Wishes

    named = {column.value.replace(" ", "-"): column for column in OurColumn}
    asked = [name.strip().lower().replace(" ", "-") for name in columns.split(",")]
    unknown = [name for name in asked if name not in named and name not in {"all", "none", ""}]
    if unknown:
        raise BadChoice(f"There is no column “{unknown[0]}” to write; choose all, none, or of {', '.join(named)}.")
    chosen = tuple(OurColumn) if "all" in asked else (*ALWAYS, *(named[name] for name in asked if name in named))
    overrule: dict[str, str | None] = {}
    for text in maps:
        column, equals, field = text.rpartition("=")
        if not equals:
            raise BadChoice(f'--map wants "Column=field", and “{text}” has no equals sign.')
        overrule[column] = field.strip() or None
    return Wishes(chosen, prefix, overrule, only_unscored)
