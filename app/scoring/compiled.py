"""Scores without pandas, scikit-learn, XGBoost or a pickle: the same numbers as the pipeline's, to the last bit.

A web process serves single leads and batches from compiled.json through this module; compiling.py makes the file.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from app.leads.fields import FIELD_NAMES, FIELDS, Kind
from app.scoring.columns import COLUMNS
from app.scoring.compiled_cells import MISSING_READING, Changes, Fact, FieldCells, Reading
from app.scoring.compiled_form import CompiledForm, read_form
from app.scoring.compiled_trees import CompiledTrees
from app.scoring.manifest import Manifest
from app.scoring.reason import NO_FIELD, Reason, line, strongest
from app.scoring.stored import COMPILED, stored_file, stored_manifest
from app.scoring.verdict import Numbers, confidence_of, label_of, rounded, rounded_one, sigmoid, sigmoid_of
from app.scoring.wording import words_for

Lead = Mapping[str, object]
_Readings = list[Reading]

# Equal cells of these kinds say the same; `True` equals 1 and does not.
_PLAIN = frozenset({str, float, int})
# With fewer leads than this, numbers one by one are quicker than arrays.
_FEW = 8
_PORTION = 1_000
# Scored when a model is loaded: names of languages and countries are looked up once a process, which takes a while.
_FIRST = {"languages": "English", "location": "Paris, France", "companytype": "Partnership", "jobtitle": "CEO"}


class CompiledScores:
    """The scores of leads, one entry a lead in their order.

    `score` is the probability rounded to 4 places, `label` and `confidence` are decided on it. `reasons` are None
    unless asked for. `readings` are the 19 readings of each lead; what only some callers want of them is worked out
    when it is asked for.
    """

    def __init__(
        self,
        probability: list[float],
        score: list[float],
        label: list[str],
        confidence: list[str],
        readings: list[list[Reading]],
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
        return [all(value is None for _, _, value, _ in readings) for readings in self.readings]

    @cached_property
    def refused_fields(self) -> list[tuple[str, ...]]:
        """The fields of each lead whose cell was out of range or not understood."""
        return [
            tuple([name for name, (_, _, _, refused) in zip(FIELD_NAMES, readings, strict=True) if refused])
            for readings in self.readings
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
        for readings in self.readings:
            yield tuple([fact for _, fact, _, _ in readings])


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
        # In portions, so that what a batch needs in between does not grow with it.
        for start in range(0, len(leads), _PORTION):
            codes, readings = [], []
            for lead in leads[start : start + _PORTION]:
                code, read = self._read(lead, cells)
                codes.append(code)
                readings.append(read)
            self._judge(scores, codes)
            scores.readings += readings
            if scores.reasons is not None:
                scores.reasons += _reasons(self.contributions(codes), readings, unspoken)
        return scores

    def contributions(self, codes: Sequence[int]) -> Numbers:
        """What each field adds to the calibrated log-odds of leads as `trees` sees them: (leads, fields)."""
        return self.trees.contributions(codes) * self._form.slope

    def remembered(self, latest_year: int) -> Mapping[str, Collection[object]]:
        """The cells that are remembered of each field."""
        return self._cells_for(latest_year)

    def _read(self, lead: Lead, cells: Mapping[str, FieldCells]) -> tuple[int, _Readings]:
        """The lead's integer and its 19 readings."""
        code = self.trees.nothing
        readings = [MISSING_READING] * len(FIELDS)
        for name, cell in lead.items():
            if cell is None or name not in cells:
                continue
            own = cells[name]
            reading = own[cell] if type(cell) in _PLAIN else own.read(cell)
            readings[own.place] = reading
            code ^= reading[0]
        return code, readings

    def _judge(self, scores: CompiledScores, codes: Sequence[int]) -> None:
        """Add the probabilities of leads and what follows from them; few one by one, many all at once."""
        slope, intercept, thresholds = self._form.slope, self._form.intercept, self.manifest.thresholds
        if len(codes) < _FEW:
            probability = [sigmoid_of(slope * self.trees.margin(code) + intercept) for code in codes]
            score = [rounded_one(one) for one in probability]
        else:
            many = sigmoid(slope * self.trees.margins(codes) + intercept)
            probability, score = many.tolist(), rounded(many).tolist()
        scores.probability += probability
        scores.score += score
        scores.label += [label_of(one, thresholds) for one in score]
        scores.confidence += [confidence_of(one, thresholds) for one in score]

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


def _reasons(
    contributions: Numbers, readings: Sequence[_Readings], unspoken: Collection[str]
) -> list[tuple[Reason, ...]]:
    """The reasons of every lead, those that raise the score first; none for a lead without fields."""
    spoken = np.array([name not in unspoken for name in FIELD_NAMES])
    fields, log_odds = strongest(contributions * spoken)
    worded: dict[tuple[int, float | str | None], str] = {}

    def words(place: int, value: float | str | None) -> str:
        key = (place, value)
        if key not in worded:
            worded[key] = words_for(FIELDS[place], value)
        return worded[key]

    return [
        tuple([Reason(FIELD_NAMES[at], words(at, read[at][2]), part) for at, part in parts if at >= 0])
        if any(value is not None for _, _, value, _ in read)
        else ()
        for read, parts in zip(readings, map(zip, fields.tolist(), log_odds.tolist()), strict=True)
    ]


def load_compiled(folder: Path) -> CompiledScorer:
    """The compiled model in `folder`. Opens no pickle.

    ModelProblem if the manifest or compiled.json is missing, altered, or made by another version of Leadsheet.
    """
    manifest = stored_manifest(folder)
    scorer = CompiledScorer(read_form(stored_file(folder, manifest, COMPILED)), manifest)
    scorer.score([_FIRST], latest_year=manifest.training.latest_year, explain=True)
    return scorer
