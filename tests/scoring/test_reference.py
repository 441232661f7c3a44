"""Reference statistics: coarse, stored and verified with the model, and missing from older ones without harm."""

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ModelProblem
from app.leads.fields import FIELD_NAMES
from app.scoring.artefact import load, save, verify
from app.scoring.card import render_card
from app.scoring.evaluation import Protocol, all_held_out, as_given, held_out
from app.scoring.features import Outcomes
from app.scoring.manifest import sha256
from app.scoring.pipeline import build_pipeline
from app.scoring.reference import KEPT_FROM, Histogram, Shares, category_of, read_reference
from app.scoring.referencing import histogram, make_reference, shares
from app.scoring.stored import MANIFEST, PIPELINE, REFERENCE, stored_manifest, stored_reference
from app.scoring.training import Trained, read_outcomes
from app.scoring.verdict import rounded

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ROOT / "model"
CONTACTS = ROOT.parent / "shared" / "data" / "outreach_contacts_303.csv"


@pytest.fixture
def with_reference(trained: Trained, tmp_path: Path) -> Path:
    others = {REFERENCE: trained.reference.to_bytes()}
    save(tmp_path / "model", trained.pipeline, trained.manifest, render_card, others)
    return tmp_path / "model"


def test_what_is_stored_is_read_back_with_its_models_version(with_reference: Path, trained: Trained) -> None:
    manifest = verify(with_reference)[0]
    found = stored_reference(with_reference)
    assert found is not None
    assert (found.version, found.thresholds) == (manifest.version, manifest.thresholds)
    assert msgspec.structs.replace(found, version="", thresholds=trained.reference.thresholds) == trained.reference
    raw = (with_reference / REFERENCE).read_bytes()
    assert found.to_bytes() == raw == trained.reference.to_bytes()


def test_the_version_and_the_scores_are_those_without_it(with_reference: Path, model_folder: Path) -> None:
    assert stored_manifest(with_reference).version == stored_manifest(model_folder).version
    assert stored_manifest(with_reference).files[PIPELINE] == stored_manifest(model_folder).files[PIPELINE]


def test_an_older_model_loads_and_has_none(trained: Trained, tmp_path: Path) -> None:
    save(tmp_path / "older", trained.pipeline, trained.manifest, render_card)
    assert load(tmp_path / "older").version
    assert stored_reference(tmp_path / "older") is None


def test_an_altered_one_is_refused(with_reference: Path) -> None:
    path = with_reference / REFERENCE
    path.write_bytes(path.read_bytes().replace(b'"leads": 240', b'"leads": 241'))
    for read in (stored_reference, verify):
        with pytest.raises(ModelProblem, match=r"reference\.json of the model in .* is not what its manifest says"):
            read(with_reference)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"leads": "many"}', b"\xff"])
def test_anything_else_is_no_reference(with_reference: Path, raw: bytes) -> None:
    with pytest.raises(ModelProblem, match="damaged"):
        read_reference(raw)
    manifest = stored_manifest(with_reference)
    (with_reference / REFERENCE).write_bytes(raw)
    mended = replace(manifest, files={**manifest.files, REFERENCE: sha256(raw)})
    (with_reference / MANIFEST).write_bytes(mended.to_bytes())
    with pytest.raises(ModelProblem, match="damaged"):
        stored_reference(with_reference)


def test_one_of_another_format_or_other_fields_is_refused(trained: Trained) -> None:
    few = dict(list(trained.reference.fields.items())[1:])
    for other in (
        msgspec.structs.replace(trained.reference, format=2),
        msgspec.structs.replace(trained.reference, fields=few),
    ):
        with pytest.raises(ModelProblem, match="train the model anew"):
            read_reference(other.to_bytes())


def test_its_scores_are_held_out(trained: Trained, leads: tuple[pd.DataFrame, Outcomes]) -> None:
    table, outcomes = leads
    protocol = Protocol(repeats=1)
    anew = rounded(held_out(build_pipeline(2026), table, outcomes, protocol, {"model": as_given})["model"])
    seen = rounded(trained.pipeline.predict_proba(table)[:, 1])
    assert trained.reference.scores.leads == len(table)
    assert trained.reference.scores.values == histogram(anew.ravel().tolist())
    assert trained.reference.scores.values != histogram(seen.tolist())
    assert sum(trained.reference.scores.bands) == pytest.approx(1)


def test_counts_add_up_to_the_leads(trained: Trained) -> None:
    reference = trained.reference
    assert tuple(reference.fields) == FIELD_NAMES
    for field in reference.fields.values():
        values = field.values
        known = sum(values.counts) if isinstance(values, Histogram) else sum(values.counts.values()) + values.rare
        assert field.missing + known == reference.leads == 240
    assert sum(field.importance for field in reference.fields.values()) == pytest.approx(1, abs=0.002)
    # The outcomes of the invented leads hang on these three.
    strongest = sorted(reference.fields, key=lambda name: -reference.fields[name].importance)
    assert {"industry", "jobtitle", "companysize"} == set(strongest[:3])


@given(st.lists(st.integers(-20, 20) | st.integers(-5_000, 5_000).map(lambda number: number / 1_000), max_size=200))
def test_every_bin_holds_several_and_no_edge_is_a_value(numbers: list[float]) -> None:
    made = histogram(numbers)
    assert sum(made.counts) == len(numbers)
    assert list(made.edges) == sorted(set(made.edges))
    if made.edges:
        assert min(made.counts) >= KEPT_FROM
        assert not set(made.edges) & set(numbers)
    below = [sum(number <= edge for number in numbers) for edge in made.edges]
    assert np.cumsum(made.counts)[:-1].tolist() == below


def test_rare_categories_are_counted_together() -> None:
    said = ["Law Practice"] * 6 + ["law practice"] * 2 + ["Retail"] * 5 + ["Farming"] * 4 + ["Fishing"]
    made = shares("industry", said)
    assert made == Shares({"Law Practice": 8, "Retail": 5}, 5, 10)
    assert category_of("industry")("Arts & Crafts") == category_of("industry")("arts and crafts")
    assert category_of("location")("paris") == "paris"


def test_the_shipped_reference_names_nothing_rare() -> None:
    reference = stored_reference(MODEL)
    assert reference is not None
    for field in reference.fields.values():
        values = field.values
        counts = list(values.counts) if isinstance(values, Histogram) else list(values.counts.values())
        assert min(counts) >= KEPT_FROM
    assert (MODEL / REFERENCE).stat().st_size < 20_000


def test_the_shipped_reference_is_the_contacts() -> None:
    if not CONTACTS.exists():
        pytest.skip("the contacts the shipped model learned from are not on this machine")
    table, outcomes = read_outcomes(pd.read_csv(CONTACTS), "engaged")
    year = stored_manifest(MODEL).training.latest_year
    predictions = all_held_out(build_pipeline(year), table, outcomes, year, Protocol(repeats=1))
    anew = make_reference(build_pipeline(year).fit(table, outcomes), table, year, predictions, outcomes)
    shipped = stored_reference(MODEL)
    assert shipped is not None
    for name, field in shipped.fields.items():
        assert (field.missing, field.values, field.beside) == (
            anew.fields[name].missing,
            anew.fields[name].values,
            anew.fields[name].beside,
        )
        assert field.importance == pytest.approx(anew.fields[name].importance, abs=1e-3)
    assert shipped.scores.values.median == pytest.approx(anew.scores.values.median, abs=0.01)
