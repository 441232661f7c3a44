"""Two samples for a report that wants rows: leads as a reference describes them, and a week's leads told as coarsely.

Neither holds a lead: of a week each column is a list of its own, put in an order that its values alone decide, so
that no two facts can be put together again. Numbers stand at the middle of the reference's bins, each of which holds
five training leads or more, so that equal samples look equal. Pure.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.leads.fields import FIELD_NAMES
from app.reports.tally import binned
from app.reports.window import Window
from app.scoring.compiled_cells import Fact
from app.scoring.reference import KEPT_FROM, FieldReference, Histogram, Reference, Shares, category_of

RARE = "rare"
SCORE = "score"  # the name of the scores' column; the others have their fields' names

_MOST_NEW = 10  # categories that a chart can hold beside those of the reference
_DECIMALS = 4
_HARMLESS = str.maketrans("<>", "‹›")  # the page holds its data as JSON in a script, which `</script>` would end

Sample = dict[str, list[Fact]]


def reference_sample(reference: Reference, rows: int, *, plain: bool = False) -> Sample:
    """So many rows that have the reference's statistics, column by column; None for a missing value.

    With as many rows as the reference has leads every count is met exactly; else shares are rounded so that none is
    further off than one row (largest remainder). `plain`: scores of leads without assessed fields. The same call
    gives the same rows; how fields go together is not in a reference, and not in the rows.
    """
    scores = reference.plain_scores if plain else reference.scores
    sample = {name: _mixed(_rebuilt(field, rows)) for name, field in reference.fields.items()}
    sample[SCORE] = _mixed(_drawn(_middles(scores.values), scores.values.counts, rows))
    return sample


def window_sample(reference: Reference, window: Window) -> Sample:
    """A week's leads in the same form, as many rows as leads.

    A category that the reference does not name keeps its name if five leads of the week have it (ten such at most),
    and is "rare" else. Scores of other models than the reference's are None.
    """
    told = list(zip(*(lead.facts for lead in window.leads), strict=True)) or [()] * len(FIELD_NAMES)
    columns = dict(zip(FIELD_NAMES, told, strict=True))
    sample = {name: _mixed(_told(name, field, columns[name])) for name, field in reference.fields.items()}
    scores = [lead.score if lead.version == reference.version else None for lead in window.leads]
    compared = reference.plain_scores if is_plain(window) else reference.scores
    sample[SCORE] = _mixed(_snapped(compared.values, scores))
    return sample


def is_plain(window: Window) -> bool:
    """Whether no lead of a week has an assessed field, so that its scores go with the reference's plain ones."""
    assessed = [place for place, name in enumerate(FIELD_NAMES) if name.startswith("llm_")]
    return all(lead.facts[place] is None for lead in window.leads for place in assessed)


def _rebuilt(field: FieldReference, rows: int) -> list[Fact]:
    values = field.values
    said: list[Fact] = [*_middles(values)] if isinstance(values, Histogram) else [*map(_harmless, values.counts), RARE]
    counts = values.counts if isinstance(values, Histogram) else (*values.counts.values(), values.rare)
    return _drawn([None, *said], [field.missing, *counts], rows)


def _drawn(said: Sequence[Fact], counts: Sequence[int], rows: int) -> list[Fact]:
    """So many of each as its count is of all, together `rows`; those with the largest remainder get what is left."""
    total = sum(counts)
    if not total:
        return [None] * rows
    parts = [divmod(count * rows, total) for count in counts]
    left = rows - sum(whole for whole, _ in parts)
    upward = set(sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))[:left])
    return [fact for at, fact in enumerate(said) for _ in range(parts[at][0] + (at in upward))]


def _middles(values: Histogram) -> list[float]:
    """A number that stands for each bin: its middle, of an open one as if it were as wide as the one beside it."""
    edges = values.edges
    if not edges:
        return [values.median or 0.0]
    first = edges[1] - edges[0] if len(edges) > 1 else 1.0
    last = edges[-1] - edges[-2] if len(edges) > 1 else 1.0
    ends = [edges[0] - first, *edges, edges[-1] + last]
    return [round((low + high) / 2, _DECIMALS) for low, high in pairwise(ends)]


def _told(name: str, field: FieldReference, column: Sequence[Fact]) -> list[Fact]:
    if isinstance(field.values, Histogram):
        return _snapped(field.values, column)
    return _named(name, field.values, column)


def _snapped(values: Histogram, column: Sequence[Fact]) -> list[Fact]:
    numbers = [fact for fact in column if isinstance(fact, int | float)]
    at_middles = _drawn(_middles(values), binned(values, numbers), len(numbers))
    return [*at_middles, *[None] * (len(column) - len(numbers))]


def _named(name: str, values: Shares, column: Sequence[Fact]) -> list[Fact]:
    rule = category_of(name)
    shown = {rule(category): category for category in values.counts}
    said = Counter(str(fact) for fact in column if fact is not None)
    shown |= _new(said, {fact: rule(fact) for fact in said}, shown)
    return [None if fact is None else _harmless(shown.get(rule(str(fact)), RARE)) for fact in column]


def _new(said: Counter[str], keys: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The commonest categories that are not known, by key, each in its commonest spelling."""
    together: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for fact, leads in sorted(said.items(), key=lambda item: (-item[1], item[0])):
        if keys[fact] not in known:
            together[keys[fact]] += leads
            spelling.setdefault(keys[fact], fact)
    enough = sorted((key for key in together if together[key] >= KEPT_FROM), key=lambda key: (-together[key], key))
    return {key: spelling[key] for key in enough[:_MOST_NEW]}


def _harmless(text: str) -> str:
    return text.translate(_HARMLESS)


def _mixed(column: list[Fact]) -> list[Fact]:
    """Sorted, then shuffled always alike: nothing of the order that the values came in is left."""
    found = sorted(column, key=lambda fact: (fact is None, isinstance(fact, str), fact or 0))
    random.Random(len(found)).shuffle(found)  # noqa: S311 - guards nothing: sorting has done that
    return found
