"""compiled.json beside the pipeline: made at training, checked against it, refused when altered."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from xgboost import XGBClassifier

from app.errors import ModelProblem
from app.scoring.artefact import load, save
from app.scoring.card import render_card
from app.scoring.columns import COLUMN_NAMES
from app.scoring.compiled import CompiledScorer, load_compiled
from app.scoring.compiled_form import CompiledForm, read_form
from app.scoring.compiled_trees import CompiledTrees
from app.scoring.compiling import check, compile_checked, compile_pipeline, records, strange_leads
from app.scoring.features import Outcomes
from app.scoring.manifest import sha256
from app.scoring.pipeline import TREES, build_pipeline
from app.scoring.stored import COMPILED, MANIFEST, PIPELINE, stored_manifest
from app.scoring.training import Trained
from app.scoring.tree_parts import TreeShape, tabulate

MODEL = Path(__file__).resolve().parent.parent.parent / "model"
Leads = tuple[pd.DataFrame, Outcomes]


@pytest.fixture
def folder(trained: Trained, leads: Leads, tmp_path: Path) -> Path:
    compiled = compile_checked(trained.pipeline, trained.manifest, leads[0])
    save(tmp_path / "model", trained.pipeline, trained.manifest, render_card, {COMPILED: compiled})
    return tmp_path / "model"


def rewrite(folder: Path, raw: bytes) -> None:
    """Another compiled.json that the manifest vouches for."""
    manifest = stored_manifest(folder)
    (folder / COMPILED).write_bytes(raw)
    (folder / MANIFEST).write_bytes(replace(manifest, files={**manifest.files, COMPILED: sha256(raw)}).to_bytes())


def refused(folder: Path, says: str) -> None:
    with pytest.raises(ModelProblem, match=says) as problem:
        load_compiled(folder)
    assert str(problem.value).endswith(".")
    assert "\n" not in str(problem.value)


def test_a_stored_model_scores_the_same_compiled(folder: Path, leads: Leads) -> None:
    pipeline, compiled = load(folder), load_compiled(folder)
    assert compiled.version == pipeline.version
    table = strange_leads(leads[0], 3)
    expected = pipeline.score(table, 2026, reasons=False)
    assert compiled.score(records(table), 2026).probability == expected.probability.tolist()


def test_the_shipped_model_scores_the_same_compiled() -> None:
    pipeline, compiled = load(MODEL), load_compiled(MODEL)
    assert compiled.version == pipeline.version
    table = strange_leads(pd.DataFrame(), 4)
    for name, means in pipeline.classifier.features_.means_.items():
        field = COLUMN_NAMES.index(name)
        column = table.columns[field]
        table[column] = table[column].where(np.arange(len(table)) % 3 > 0, np.resize([*means], len(table)))
    expected = pipeline.score(table, 2026)
    told = compiled.score(records(table), 2026, explain=True)
    assert told.probability == expected.probability.tolist()
    assert len(set(told.score)) > 300
    assert expected.reasons is not None
    assert told.texts == expected.reasons.text.tolist()


def test_opens_without_the_pipeline(folder: Path) -> None:
    (folder / PIPELINE).write_bytes(b"no pickle is opened")
    assert load_compiled(folder).score([{}], 2026).empty == [True]


def test_an_altered_file_is_refused(folder: Path) -> None:
    raw = (folder / COMPILED).read_bytes()
    (folder / COMPILED).write_bytes(raw.replace(b"0", b"1", 1))
    refused(folder, "is not what its manifest says")
    (folder / COMPILED).unlink()
    refused(folder, "There is no compiled.json")


def test_an_altered_manifest_is_refused(folder: Path) -> None:
    raw = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(raw.replace(b"invented", b"imagined", 1))
    refused(folder, "damaged or was changed")


def test_a_model_without_a_compiled_form(model_folder: Path) -> None:
    refused(model_folder, "lists no compiled.json")


@pytest.mark.parametrize("change", [{"format": 2}, {"columns": ["llm_quality"]}])
def test_made_by_another_version(folder: Path, change: dict[str, object]) -> None:
    content = json.loads((folder / COMPILED).read_bytes())
    rewrite(folder, json.dumps({**content, **change}).encode())
    refused(folder, "another version of Leadsheet")


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000, b'{"format": 1}'])
def test_anything_else_is_no_model(folder: Path, raw: bytes) -> None:
    rewrite(folder, raw)
    refused(folder, "does not hold a model")


def test_the_file_is_read_back_as_it_was_and_always_the_same(trained: Trained) -> None:
    form = compile_pipeline(trained.pipeline)
    assert read_form(form.to_bytes()) == form
    assert compile_pipeline(trained.pipeline).to_bytes() == form.to_bytes()


def differing(form: CompiledForm, **change: object) -> CompiledForm:
    return replace(form, **change)  # type: ignore[arg-type]


def test_a_form_that_differs_is_not_published(trained: Trained, leads: Leads) -> None:
    form = compile_pipeline(trained.pipeline)
    first, *rest = form.trees
    root = first.decisions[0]
    assert root is not None
    nudged = root._replace(threshold=float(np.nextafter(np.float32(root.threshold), np.float32(np.inf))))
    for other in (
        differing(form, intercept=form.intercept + 1e-5),
        differing(form, base_rate=0.9),
        differing(form, trees=tuple(rest)),
        differing(form, trees=(first._replace(decisions=(nudged, *first.decisions[1:])), *rest)),
    ):
        with pytest.raises(ModelProblem, match="is not used"):
            check(CompiledScorer(other, trained.manifest), trained.pipeline, form, leads[0])
    check(CompiledScorer(form, trained.manifest), trained.pipeline, form, leads[0])


def test_deeper_trees_are_refused(leads: Leads) -> None:
    pipeline = build_pipeline(2026)
    deep = XGBClassifier(**{**TREES, "max_depth": 3, "n_estimators": 5})
    pipeline.named_steps["engagement"].set_params(trees=deep)
    pipeline.fit(*leads)
    with pytest.raises(ModelProblem, match="deeper than 2"):
        compile_pipeline(pipeline)


def test_too_many_trees_are_refused(trained: Trained) -> None:
    form = compile_pipeline(trained.pipeline)
    with pytest.raises(ModelProblem, match="more than 8191 trees"):
        CompiledTrees(replace(form, trees=form.trees[:1] * 8192))
    most = CompiledTrees(replace(form, trees=form.trees[:1] * 8191))
    assert most.margin(most.nothing) == most.margins([most.nothing])[0]


def test_the_parts_of_a_tree_add_up_to_what_it_says_beyond_its_mean() -> None:
    shape = TreeShape(
        columns=(4, 2, 4),
        leaves=(None, None, None, 1.0, -2.0, 0.5, 3.0),
        covers=(10.0, 6.0, 4.0, 2.0, 4.0, 1.0, 3.0),
    )
    leaves, columns, parts = tabulate(shape)
    mean = (2 * 1.0 + 4 * -2.0 + 1 * 0.5 + 3 * 3.0) / 10
    assert columns == (2, 4)
    for root, left, right in product((0, 1), repeat=3):
        outcome = root | left << 1 | right << 2
        assert leaves[outcome] == ((0.5, 3.0)[right] if root else (1.0, -2.0)[left])
        assert sum(parts[outcome]) == pytest.approx(leaves[outcome] - mean)


def test_a_tree_that_decides_nothing() -> None:
    leaves, columns, parts = tabulate(TreeShape((None,) * 3, (0.5, *(None,) * 6), (1.0, *(0.0,) * 6)))
    assert (leaves, columns, parts) == ((0.5,) * 8, (), ((),) * 8)
