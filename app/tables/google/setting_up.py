"""Makes our columns where they are missing, once, and finds out where they came to stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.tables.columns import OurColumn, title
from app.tables.google import requests
from app.tables.google.columns_moved import Place
from app.tables.google.fences import removed
from app.tables.google.lead_keys import new_id
from app.tables.google.needs import Needs
from app.tables.google.requests import Request
from app.tables.google.session import Session
from app.tables.google.shape import ID
from app.tables.google.window import CELL_FIELDS, Layout, Raw, Window, fields_of, ranges_for, window_of


def set_up(
    session: Session,
    layout: Layout,
    titles: Mapping[OurColumn | None, str],
    found: Mapping[OurColumn, int],
    marked: Mapping[str, int],
    next_column: int,
    columns: int,
) -> Layout | None:
    """The layout with every column of `titles` (None is our ID), made or marked in one atomic batch.

    `found` are those that stand there, `marked` those of them that bear our mark. None where colleagues moved columns
    or the header meanwhile, so that everything must be read anew; nothing of theirs was touched even then.
    """
    missing = [
        (kind, text) for kind, text in titles.items() if (kind not in found if kind is not None else ID not in marked)
    ]
    unmarked = {kind: at for kind, at in found.items() if kind.value not in marked and kind in titles}
    if not (missing or unmarked):
        return layout
    batch: list[Request] = [requests.marked(layout.sheet_id, at, kind.value) for kind, at in unmarked.items()]
    if missing:
        heat = OurColumn.SCORE not in found
        batch += requests.new_columns(layout, missing, next_column, columns, heat=heat)
    ranges = ranges_for(layout, [], None)
    answer = session.send(layout.sheet_id, batch, ranges, fields_of(CELL_FIELDS))
    seen = window_of(answer, layout, [])
    expected: dict[OurColumn | None, str] = dict(missing)
    expected.update({kind: _header(layout, at) for kind, at in found.items() if kind in titles})
    ready = _as_seen(layout, seen, list(titles), expected)
    if ready is None and unmarked:  # a mark of ours may stand on a column of theirs
        wrong = [requests.mark_id(layout.sheet_id, kind.value) for kind in unmarked]
        session.send(layout.sheet_id, [removed(one) for one in wrong], (), "")
    return ready


def _as_seen(
    layout: Layout, seen: Window, kinds: Sequence[OurColumn | None], expected: Mapping[OurColumn | None, str]
) -> Layout | None:
    """The layout that the answer shows; None where it shows something else than was to be expected."""
    for kind in kinds:
        at = seen.marked.get(ID if kind is None else kind.value)
        if at is None or (kind in expected and _text(seen.header, at) != expected[kind]):
            return None
    for at in (layout.keys.linkedin, layout.keys.email):
        if at is not None and _text(seen.header, at) != _header(layout, at):
            return None
    ours = {kind: seen.marked[kind.value] for kind in OurColumn if kind in kinds}
    return replace(layout, header=seen.header, ours=ours, keys=layout.keys._replace(id=seen.marked.get(ID)))


def _header(layout: Layout, at: int) -> str:
    return _text(layout.header, at)


def _text(header: Sequence[str], at: int) -> str:
    return header[at] if at < len(header) else ""


def missing_headers(layout: Layout, prefix: str) -> dict[Place, Raw]:
    """The headers of our columns that have lost theirs, by place."""
    unnamed = {at: title(kind, prefix) for kind, at in layout.ours.items() if not _header(layout, at)}
    return {(layout.header_row, at): requests.value(text) for at, text in unnamed.items()}


def new_ids(layout: Layout, needs: Needs) -> dict[Place, Raw]:
    """IDs of ours for rows that nothing else tells apart, and blanks where one stands and no lead does, by place.

    Which lead gets which, should rows move in that instant, the next reading shows.
    """
    column, top = layout.keys.id, layout.header_row + 1
    if column is None:
        return {}
    named: dict[Place, Raw] = {(top + row, column): requests.value(new_id()) for row in needs.nameless}
    return named | {(top + row, column): requests.value(None) for row in needs.idle}
