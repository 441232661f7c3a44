import json
import os
from dataclasses import replace
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

from app.errors import ModelProblem
from app.scoring.artefact import library_versions, load, save, verify
from app.scoring.card import render_card
from app.scoring.features import Outcomes
from app.scoring.manifest import Manifest, read_manifest, sha256
from app.scoring.stored import CARD, MANIFEST, PIPELINE
from app.scoring.training import Trained


def assert_one_sentence(message: str) -> None:
    assert message.endswith(".")
    assert "\n" not in message


def rewrite_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_bytes(manifest.to_bytes())


def test_a_saved_model_scores_as_before(
    model_folder: Path, trained: Trained, leads: tuple[pd.DataFrame, Outcomes]
) -> None:
    scorer = load(model_folder)
    expected = trained.pipeline.predict_proba(leads[0])[:, 1]
    assert (scorer.score(leads[0], 2026, reasons=False).probability == expected).all()


def test_manifest_describes_the_folder(model_folder: Path) -> None:
    manifest, content = verify(model_folder)
    assert set(manifest.files) == {PIPELINE, CARD} == {path.name for path in model_folder.iterdir()} - {MANIFEST}
    assert manifest.version == f"2026.11.22-{sha256(content[PIPELINE])[:8]}"
    assert manifest.version in (model_folder / CARD).read_text(encoding="utf-8")
    assert manifest.libraries == library_versions()
    assert manifest.created_at == "2026-11-22T09:30:00+00:00"
    assert len(manifest.fields) == len(manifest.features) == 19
    assert manifest.training.leads == 240
    assert manifest.training.base_rate == round(manifest.training.engaged / 240, 4)
    json.loads((model_folder / MANIFEST).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [PIPELINE, MANIFEST, CARD])
def test_one_flipped_bit_anywhere_stops_before_the_pickle_is_opened(
    model_folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def must_not_open(*_: object) -> None:
        raise AssertionError("joblib opened a model that was not verified")

    monkeypatch.setattr(joblib, "load", must_not_open)
    path = model_folder / name
    intact = path.read_bytes()
    # Both ends of the file and places all over it.
    places = sorted({*range(40), *np.linspace(0, len(intact) - 1, 200, dtype=int).tolist()})
    for place in places:
        damaged = bytearray(intact)
        damaged[place] ^= 1 << (place % 8)
        path.write_bytes(bytes(damaged))
        with pytest.raises(ModelProblem) as problem:
            load(model_folder)
        assert_one_sentence(str(problem.value))


@pytest.mark.parametrize("name", [PIPELINE, MANIFEST, CARD])
def test_a_missing_or_cut_file_is_a_sentence_that_names_it(model_folder: Path, name: str) -> None:
    path = model_folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelProblem, match=name.replace(".", r"\.")):
        load(model_folder)
    path.unlink()
    with pytest.raises(ModelProblem, match=f"There is no {name}"):
        load(model_folder)


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match=r"There is no manifest\.json"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("library", ["numpy", "scikit-learn", "xgboost"])
def test_another_major_version_stops_and_a_minor_one_does_not(model_folder: Path, library: str) -> None:
    manifest = verify(model_folder)[0]
    major, *rest = library_versions()[library].split(".")
    rewrite_manifest(model_folder, replace(manifest, libraries={**manifest.libraries, library: f"{major}.999.0"}))
    verify(model_folder)
    other = ".".join([str(int(major) + 1), *rest])
    rewrite_manifest(model_folder, replace(manifest, libraries={**manifest.libraries, library: other}))
    with pytest.raises(ModelProblem, match=f"{library} {other}") as problem:
        load(model_folder)
    assert_one_sentence(str(problem.value))


def test_a_manifest_cannot_name_files_elsewhere(model_folder: Path) -> None:
    manifest = verify(model_folder)[0]
    rewrite_manifest(model_folder, replace(manifest, files={**manifest.files, "../secret": "0" * 64}))
    with pytest.raises(ModelProblem, match="outside the folder"):
        load(model_folder)


def test_a_manifest_of_another_format(model_folder: Path) -> None:
    manifest = verify(model_folder)[0]
    with pytest.raises(ModelProblem, match="format 2"):
        read_manifest(replace(manifest, format=2).to_bytes())


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000])
def test_anything_else_is_no_manifest(raw: bytes) -> None:
    with pytest.raises(ModelProblem):
        read_manifest(raw)


def test_intact_bytes_that_are_no_pipeline(model_folder: Path) -> None:
    manifest = verify(model_folder)[0]
    (model_folder / PIPELINE).write_bytes(b"not a pickle")
    rewrite_manifest(model_folder, replace(manifest, files={**manifest.files, PIPELINE: sha256(b"not a pickle")}))
    with pytest.raises(ModelProblem, match="does not open") as problem:
        load(model_folder)
    assert_one_sentence(str(problem.value))


def test_saving_again_replaces_the_model_and_leaves_nothing_beside_it(model_folder: Path, trained: Trained) -> None:
    later = replace(trained.manifest, version="2027.01.01")
    saved = save(model_folder, trained.pipeline, later, render_card, others={"reference.json": b"{}"})
    assert saved.version.startswith("2027.01.01-")
    assert set(verify(model_folder)[1]) == {PIPELINE, CARD, "reference.json"}
    assert [path.name for path in model_folder.parent.iterdir()] == ["model"]
    save(model_folder, trained.pipeline, later, render_card)
    assert set(verify(model_folder)[1]) == {PIPELINE, CARD}


def test_a_crash_while_writing_leaves_the_old_model(
    model_folder: Path, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = verify(model_folder)[0]
    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(OSError, match="No space"):
        save(model_folder, trained.pipeline, replace(trained.manifest, version="2027.01.01"), render_card)
    assert verify(model_folder)[0] == before
    assert [path.name for path in model_folder.parent.iterdir()] == ["model"]


def test_never_replaces_a_folder_with_other_things_in_it(model_folder: Path, trained: Trained, tmp_path: Path) -> None:
    (model_folder / "thesis.txt").write_text("ten years of work")
    with pytest.raises(ModelProblem, match=r"thesis\.txt"):
        save(model_folder, trained.pipeline, trained.manifest, render_card)
    assert (model_folder / "thesis.txt").exists()
    with pytest.raises(ModelProblem, match="is a file"):
        save(model_folder / "thesis.txt", trained.pipeline, trained.manifest, render_card)
