"""Scores without pandas, scikit-learn, XGBoost or a pickle: the same numbers as the pipeline's, to the last bit.

A web process serves single leads and batches from compiled.json through this module; compiling.py makes the file.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import compress
from operator import itemgetter
from pathlib import Path

import numpy as np

from app.leads.fields import FIELD_NAMES, FIELDS, Kind
from app.scoring.columns import COLUMNS
from app.scoring.compiled_cells import MISSING_READING, PLAIN, Changes, Fact, FieldCells, Reading
from app.scoring.compiled_form import CompiledForm, read_form
from app.scoring.compiled_leads import Columns, Lead, portions
from app.scoring.compiled_reasons import Readings, empty_ones, reasons_of
from app.scoring.compiled_trees import CompiledTrees, Leads
from app.scoring.manifest import Manifest
from app.scoring.reason import NO_FIELD, Reason, line
from app.scoring.stored import COMPILED, stored_file, stored_manifest
from app.scoring.verdict import (
    Numbers,
    confidence_of,
    confidences,
    label_of,
    labels,
    rounded,
    rounded_one,
    sigmoid,
    sigmoid_of,
)

_change, _fact, _refused = itemgetter(0), itemgetter(1), itemgetter(3)

# With fewer leads than this, numbers one by one are quicker than arrays.
_FEW = 8
# Scored when a model is loaded: names of languages and countries are looked up once a process, which takes a while.
_FIRST = {"languages": "English", "location": "Paris, France", "companytype": "Partnership", "jobtitle": "CEO"}


class CompiledScores:
    """The scores of leads, one entry a lead in their order.

    `score` is the probability rounded to 4 places, `label` and `confidence` are decided on it. `reasons` are None
    unless asked for. `readings` are those of the leads in portions, each a column a field; what only some callers want
    of them is worked out when it is asked for.
    """

    def __init__(
        self,
        probability: list[float],
        score: list[float],
        label: list[str],
        confidence: list[str],
        readings: list[Readings],
        reasons: list[tuple[Reason, ...]] | None = None,
    ) -> None:
        self.probability, self.score, self.label, self.confidence = probability, score, label, confidence
        self.reasons = reasons
        self.readings = readings

    def __len__(self) -> int:
        return len(self.score)

    @cached_property
    def empty(self) -> list[bool]:
        """Whether a lead has no field at all."""
        return [empty for columns in self.readings for empty in empty_ones(columns)]

    @cached_property
    def refused_fields(self) -> list[tuple[str, ...]]:
        """The fields of each lead whose cell was out of range or not understood."""
        return [
            tuple(compress(FIELD_NAMES, refused))
            for columns in self.readings
            for refused in zip(*[map(_refused, column) for column in columns], strict=True)
        ]

    @property
    def refused(self) -> dict[str, int]:
        """How many cells of each of the 19 fields were refused."""
        counted = Counter(name for fields in self.refused_fields for name in fields)
        return {name: counted[name] for name in FIELD_NAMES}

    @cached_property
    def texts(self) -> list[str]:
        """The reasons of each lead in one line; nothing at all unless reasons were asked for."""
        return [
            NO_FIELD if empty else line(reasons) for empty, reasons in zip(self.empty, self.reasons or (), strict=False)
        ]

    def facts(self) -> Iterator[tuple[Fact, ...]]:
        """For each lead the 19 coarse values the model saw, in FIELD_NAMES order; None for a missing one.

        Numbers as they are; choices, sizes and categories as their clean text, cut; languages as codes; a place as
        its closest part or its country; a summary as its length in characters, skills as their count, a job title as
        its class. This is what a log of predictions may keep.
        """
        for columns in self.readings:
            yield from zip(*[map(_fact, column) for column in columns], strict=True)


class CompiledScorer:
    """Scores leads with a verified compiled model and its manifest. Safe to share between threads.

    `trees` gives margins and contributions, should anybody want them of a matrix.
    """

    def __init__(self, form: CompiledForm, manifest: Manifest) -> None:
        self.manifest = manifest
        self._form = form
        self.trees = CompiledTrees(form)
        self._cells = {field: self._field_cells(place, 0) for place, field in enumerate(FIELD_NAMES)}
        self._cells_of_year = (0, self._cells)

    @property
    def version(self) -> str:
        """The model's version, as written beside each score."""
        return self.manifest.version

    def score(
        self, leads: Sequence[Lead], latest_year: int, explain: bool = False, unspoken: Collection[str] = ()
    ) -> CompiledScores:
        """Score raw leads: each any of the 19 fields by name, cells of any kind; other names are ignored.

        `latest_year` is the latest founding year that is believed, as a rule the current year. `unspoken` are fields
        to leave out of the reasons, though not of the score.
        """
        cells = self._cells_for(latest_year)
        scores = CompiledScores([], [], [], [], [], [] if explain else None)
        if len(leads) < _FEW:
            self._add_few(scores, [_row(lead, cells) for lead in leads], unspoken)
        else:
            for columns in portions(leads):
                self._add_many(scores, columns, cells, unspoken)
        return scores

    def contributions(self, leads: Leads) -> Numbers:
        """What each field adds to the calibrated log-odds of leads as `trees` sees them: (leads, fields)."""
        return self.trees.contributions(leads) * self._form.slope

    def remembered(self, latest_year: int) -> Mapping[str, Collection[object]]:
        """The cells that are remembered of each field."""
        return self._cells_for(latest_year)

    def _add_few(self, scores: CompiledScores, rows: Readings, unspoken: Collection[str]) -> None:
        """Add leads whose cells are read, one by one."""
        slope, intercept, thresholds = self._form.slope, self._form.intercept, self.manifest.thresholds
        for row in rows:
            probability = sigmoid_of(slope * self.trees.margin([reading[0] for reading in row]) + intercept)
            score = rounded_one(probability)
            scores.probability.append(probability)
            scores.score.append(score)
            scores.label.append(label_of(score, thresholds))
            scores.confidence.append(confidence_of(score, thresholds))
        if rows:
            self._add_reasons(
                scores, [[reading[0] for reading in row] for row in rows], list(zip(*rows, strict=True)), unspoken
            )

    def _add_many(
        self, scores: CompiledScores, columns: Columns, cells: Mapping[str, FieldCells], unspoken: Collection[str]
    ) -> None:
        """Read the cells of leads and add those, all at once."""
        readings = [own.column(column) for own, column in zip(cells.values(), columns, strict=True)]
        changes = np.array([np.fromiter(map(_change, column), np.intp, len(column)) for column in readings]).T
        probability = sigmoid(self._form.slope * self.trees.margins(changes) + self._form.intercept)
        score = rounded(probability)
        scores.probability += probability.tolist()
        scores.score += score.tolist()
        scores.label += labels(score, self.manifest.thresholds).tolist()
        scores.confidence += confidences(score, self.manifest.thresholds).tolist()
        self._add_reasons(scores, changes, readings, unspoken)

    def _add_reasons(
        self, scores: CompiledScores, changes: Leads, readings: Readings, unspoken: Collection[str]
    ) -> None:
        scores.readings.append(readings)
        if scores.reasons is not None:
            scores.reasons += reasons_of(self.contributions(changes), readings, unspoken)

    def _field_cells(self, place: int, latest_year: int) -> FieldCells:
        column, form = COLUMNS[place], self._form
        change = partial(self.trees.change, place)
        by_key = {key: change(mean) for key, mean in form.means.get(column.name, {}).items()}
        return FieldCells(FIELDS[place], column, place, Changes(change, by_key, change(form.base_rate)), latest_year)

    def _cells_for(self, latest_year: int) -> Mapping[str, FieldCells]:
        """The fields' cells; a year that was read under another latest year is read anew."""
        year, cells = self._cells_of_year
        if year != latest_year:
            years = {
                field.name: self._field_cells(place, latest_year)
                for place, field in enumerate(FIELDS)
                if field.kind is Kind.YEAR
            }
            cells = {**self._cells, **years}
            self._cells_of_year = (latest_year, cells)
        return cells


def _row(lead: Lead, cells: Mapping[str, FieldCells]) -> list[Reading]:
    """The 19 readings of one lead."""
    readings = [MISSING_READING] * len(FIELDS)
    for name, cell in lead.items():
        if cell is not None and name in cells:
            own = cells[name]
            readings[own.place] = own[cell] if type(cell) in PLAIN else own.read(cell)
    return readings


def load_compiled(folder: Path) -> CompiledScorer:
    """The compiled model in `folder`. Opens no pickle.

    ModelProblem if the manifest or compiled.json is missing, altered, or made by another version of Leadsheet.
    """
    manifest = stored_manifest(folder)
    scorer = CompiledScorer(read_form(stored_file(folder, manifest, COMPILED)), manifest)
    scorer.score([_FIRST], latest_year=manifest.training.latest_year, explain=True)
    return scorer
