"""Our columns: what they are called, and how an earlier run's are found again wherever they went. Pure."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from app.errors import NameTaken
from app.scoring import verdict
from app.scoring.manifest import Thresholds
from app.tables.grid import Cell, Grid, is_blank

DEFAULT_PREFIX = "Lead"
PLACES = 4  # decimals of a score
THRESHOLDS = Thresholds()  # the contract of existing clients: what every earlier run wrote by
NAMED_SHARE = 0.8  # of the rows must agree where the name is ours: people overrule a label or type into a row
SAMPLE = 40  # cells looked at before a whole column is


class OurColumn(StrEnum):
    """The columns we write, in their order; the value is the name behind the prefix."""

    SCORE = "score"
    LABEL = "label"
    CONFIDENCE = "confidence"
    REASONS = "reasons"
    MODEL = "model"
    SCORED_AT = "scored at"


ALWAYS = (OurColumn.SCORE, OurColumn.LABEL, OurColumn.CONFIDENCE)  # written whatever else is asked for

LABELS = (verdict.ENGAGED, verdict.NOT_ENGAGED)
CONFIDENCES = (verdict.HIGH, verdict.MEDIUM, verdict.LOW)

_SCORE = re.compile(r"[01](?:[.,]\d{1,4})?|[.,]\d{1,4}")
_REASONS = re.compile(r"[+-] \S.*|no field .*", re.DOTALL)
_UP_AND_DOWN = re.compile(r"'?\+ \S.*; - \S.*", re.DOTALL)
_SCORED_AT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)? UTC")
_MODEL = re.compile(r"leadsheet\b.*", re.IGNORECASE | re.DOTALL)
_WORDING = {OurColumn.REASONS: _REASONS, OurColumn.MODEL: _MODEL, OurColumn.SCORED_AT: _SCORED_AT}


def title(column: OurColumn, prefix: str = DEFAULT_PREFIX) -> str:
    """The header we give the column: "Lead score"; without a prefix "Score"."""
    text = f"{prefix.strip()} {column.value}".strip()
    return text[:1].upper() + text[1:]


def find_ours(
    grid: Grid,
    prefix: str = DEFAULT_PREFIX,
    marks: Mapping[str, int] | None = None,
    wanted: Collection[OurColumn] = tuple(OurColumn),
) -> Mapping[OurColumn, int]:
    """Where our columns of an earlier run are now: column indices of `grid`, for those that are there.

    Marks (by default the grid's own) win, whatever the column is called now, unless every value under one is foreign.
    Otherwise a score is ours only together with a label or confidence that says the same of the same rows: of four
    rows in five where one of them bears our name, of every row and both together where all were renamed. Reasons,
    model and scored-at are ours by name beside such a score, or by their wording.

    Raises NameTaken when the name of a column we write (those `wanted`, and the first three always) belongs to a
    column that is not ours, or when a column of ours holds formulas: neither may be written over.
    """
    found = _marked(grid, grid.marks if marks is None else marks)
    named = _named(grid, prefix)
    if OurColumn.SCORE not in found:
        for kind, index in _scored_together(grid, named, set(found.values())).items():
            found.setdefault(kind, index)
    if OurColumn.SCORE in found:
        _complete(grid, named, found)
    for kind, indices in named.items():
        if kind not in found:
            blank = [index for index in indices if index not in found.values() and not _filled(grid, index)]
            if blank and blank[0] not in grid.formulas:
                found[kind] = blank[0]
    _refuse_foreign(grid, prefix, named, found, wanted)
    return MappingProxyType({kind: found[kind] for kind in OurColumn if kind in found})


def as_score(cell: Cell) -> float | None:
    """The score a cell of ours holds (0.5321, "0.5321", "0,5321"), or None if it holds none."""
    if isinstance(cell, str):
        text = cell.strip()
        if not _SCORE.fullmatch(text):
            return None
        cell = float(text.replace(",", "."))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return float(cell) if 0 <= cell <= 1 and abs(round(cell, PLACES) - cell) < 1e-9 else None


def confidence_of(score: float) -> str:
    """The confidence word that belongs to a score."""
    return verdict.confidence_of(score, THRESHOLDS)


def looks_ours(kind: OurColumn, cell: Cell) -> bool:
    """Whether a cell could have been written by us in the column `kind`."""
    if kind is OurColumn.SCORE:
        return as_score(cell) is not None
    if kind is OurColumn.SCORED_AT and isinstance(cell, datetime):
        return True
    if not isinstance(cell, str):
        return False
    text = unguarded(cell).strip()
    if kind is OurColumn.LABEL:
        return text in LABELS
    if kind is OurColumn.CONFIDENCE:
        return text in CONFIDENCES
    return bool(_WORDING[kind].fullmatch(text))


def unguarded(text: str) -> str:
    """A text of ours without the apostrophe that keeps it from being a formula in a CSV."""
    return text[1:] if text[:1] == "'" else text


def _marked(grid: Grid, marks: Mapping[str, int]) -> dict[OurColumn, int]:
    found: dict[OurColumn, int] = {}
    for kind in OurColumn:
        index = marks.get(kind)
        if index is None or not 0 <= index < len(grid.header) or index in found.values():
            continue
        values = _filled(grid, index)
        # a script that inserts columns without moving the names leaves a mark on somebody's own column
        strict = kind in ALWAYS and not grid.marks_follow
        if not values or not strict or any(looks_ours(kind, cell) for cell in values.values()):
            found[kind] = index
    return found


def _named(grid: Grid, prefix: str) -> dict[OurColumn, list[int]]:
    def plain(text: str) -> str:
        return "".join(text.split()).casefold()

    ours = {plain(title(kind, prefix)): kind for kind in OurColumn}
    named: dict[OurColumn, list[int]] = {}
    for index, text in enumerate(grid.header):
        kind = ours.get(plain(text))
        if kind is not None:
            named.setdefault(kind, []).append(index)
    return named


def _scored_together(grid: Grid, named: Mapping[OurColumn, list[int]], taken: set[int]) -> dict[OurColumn, int]:
    """A score column and the label and confidence that say the same, if that is evidence enough."""
    candidates = {
        kind: {index: cells for index in range(len(grid.header)) if (cells := _like(grid, kind, index, named, taken))}
        for kind in ALWAYS
    }
    best: tuple[tuple[int, ...], dict[OurColumn, int]] | None = None
    for score, cells in candidates[OurColumn.SCORE].items():
        scores = {row: value for row, cell in cells.items() if (value := as_score(cell)) is not None}
        group = {OurColumn.SCORE: score}
        for kind in (OurColumn.LABEL, OurColumn.CONFIDENCE):
            agreeing = {
                index: share
                for index, words in candidates[kind].items()
                if (share := _agreement(kind, scores, words)) >= NAMED_SHARE
                and (share == 1 or index in named.get(kind, ()) or score in named.get(OurColumn.SCORE, ()))
            }
            if agreeing:
                group[kind] = max(agreeing, key=lambda i: (i in named.get(kind, ()), agreeing[i], -abs(i - score)))
        names = sum(index in named.get(kind, ()) for kind, index in group.items())
        if len(group) == 3 or (len(group) == 2 and names):
            rank = (names, len(group), len(cells), -sum(abs(index - score) for index in group.values()))
            if best is None or rank > best[0]:
                best = (rank, group)
    return best[1] if best else {}


def _agreement(kind: OurColumn, scores: Mapping[int, float], words: Mapping[int, Cell]) -> float:
    """The share of rows on which a label or confidence says what the score says; 0 where they never meet."""
    both = scores.keys() & words.keys()
    if len(both) < max(1, NAMED_SHARE * min(len(scores), len(words))):
        return 0.0
    if kind is OurColumn.LABEL:
        agree = sum(verdict.label_of(scores[row], THRESHOLDS) == words[row] for row in both)
    else:
        agree = sum(confidence_of(scores[row]) == words[row] for row in both)
    return agree / len(both)


def _like(
    grid: Grid, kind: OurColumn, index: int, named: Mapping[OurColumn, list[int]], taken: set[int]
) -> dict[int, Cell]:
    """The filled cells of a column, by row, if the column looks like `kind`; else nothing."""
    if index in taken or index in grid.formulas:
        return {}
    share = NAMED_SHARE if index in named.get(kind, ()) else 1.0
    sample: list[Cell] = []
    for row in grid.rows:
        if not is_blank(row[index]):
            sample.append(row[index])
            if len(sample) == SAMPLE:
                break
    if not sample or sum(looks_ours(kind, cell) for cell in sample) < share * len(sample) * NAMED_SHARE:
        return {}
    cells = _filled(grid, index)
    good = {row: cell for row, cell in cells.items() if looks_ours(kind, cell)}
    return good if len(good) >= share * len(cells) else {}


def _complete(grid: Grid, named: Mapping[OurColumn, list[int]], found: dict[OurColumn, int]) -> None:
    """Adds the columns known by their name, or their wording, once the score is known to be ours."""
    scored = _filled(grid, found[OurColumn.SCORE]).keys()
    for kind in OurColumn:
        if kind in found:
            continue
        for index in named.get(kind, ()):
            beside = kind not in ALWAYS
            if index not in found.values() and (beside or _like(grid, kind, index, named, set(found.values()))):
                found.setdefault(kind, index)
        if kind not in found and kind not in ALWAYS:
            for index in range(len(grid.header)):
                cells = _like(grid, kind, index, named, set(found.values()))
                if cells and cells.keys() <= scored and _worded_by_us(kind, cells):
                    found.setdefault(kind, index)


def _worded_by_us(kind: OurColumn, cells: Mapping[int, Cell]) -> bool:
    """Whether a column without our name or mark says things only we would say."""
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    if kind is not OurColumn.REASONS:
        return len(texts) == len(cells)
    both = sum(bool(_UP_AND_DOWN.fullmatch(text)) for text in texts)
    return both * 3 >= len(texts)  # a list of "- notes" is not ours


def _filled(grid: Grid, index: int) -> dict[int, Cell]:
    return {number: row[index] for number, row in enumerate(grid.rows) if not is_blank(row[index])}


def _refuse_foreign(
    grid: Grid,
    prefix: str,
    named: Mapping[OurColumn, list[int]],
    found: Mapping[OurColumn, int],
    wanted: Collection[OurColumn],
) -> None:
    for kind, index in found.items():
        if index in grid.formulas:
            raise NameTaken(
                f'Column "{grid.header[index]}" is where the {kind.value} goes, but it holds formulas: move them '
                "to a column of their own and run again."
            )
    for kind, indices in named.items():
        if kind not in found and (kind in wanted or kind in ALWAYS):
            raise NameTaken(
                f'The sheet has a column "{grid.header[indices[0]]}" of its own, which must not be overwritten: '
                f'choose another name for ours, such as --prefix "{prefix} AI".'
            )
