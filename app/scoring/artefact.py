"""A model on disk: a folder with pipeline.joblib, manifest.json, CARD.md and whatever else the manifest lists.

Together with stored.py the one module of `scoring` that touches the disk.
"""

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.pipeline import Pipeline

from app.errors import ModelProblem
from app.scoring.compiled_form import read_form
from app.scoring.compiled_trees import CompiledTrees
from app.scoring.manifest import Manifest, sha256
from app.scoring.scorer import Scorer
from app.scoring.stored import CARD, COMPILED, MANIFEST, REFERENCE, stored_file, stored_manifest
from app.scoring.stored import PIPELINE as PIPELINE

# A pickle of these may be read wrongly, or not at all, by another major version.
MUST_MATCH = ("numpy", "scikit-learn", "xgboost")


def library_versions() -> dict[str, str]:
    """The versions installed of what a stored pipeline is made of."""
    return {
        "joblib": joblib.__version__,
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "scikit-learn": sklearn.__version__,
        "xgboost": xgboost.__version__,
    }


def save(
    folder: Path,
    pipeline: Pipeline,
    manifest: Manifest,
    render_card: Callable[[Manifest], str],
    others: Mapping[str, bytes] | None = None,
) -> Manifest:
    """Write a model into `folder`, in place of the one there; returns the manifest with its version and files.

    `manifest.version` is a date, to which the first 8 digits of the pipeline's hash are added. `others` are further
    files of the model by name. The files are written beside the folder, flushed, and renamed into place: whoever
    looks sees the old model or the new one. ModelProblem if the folder holds anything that is not a model's.
    """
    _refuse_other_folders(folder)
    buffer = io.BytesIO()
    joblib.dump(pipeline, buffer, compress=3)
    content = {**(others or {}), PIPELINE: buffer.getvalue()}
    manifest = replace(manifest, version=f"{manifest.version}-{sha256(content[PIPELINE])[:8]}")
    content[CARD] = render_card(manifest).encode()
    manifest = replace(manifest, files={name: sha256(content[name]) for name in sorted(content)})
    content[MANIFEST] = manifest.to_bytes()

    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-new-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        for name, raw in content.items():
            _write(fresh / name, raw)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def verify(folder: Path) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the content of every file it lists, each checked against its SHA-256. Opens no pickle.

    Raises ModelProblem for a missing or altered file, and for a model trained with another major version of
    a library it is made of.
    """
    manifest = stored_manifest(folder)
    content = {name: stored_file(folder, manifest, name) for name in sorted({*manifest.files, PIPELINE})}
    _check_libraries(folder, manifest)
    return manifest, content


def load(folder: Path) -> Scorer:
    """Verify the model in `folder`, then open it. Raises ModelProblem as `verify` does."""
    manifest, content = verify(folder)
    trees = CompiledTrees(read_form(content[COMPILED])) if COMPILED in content else None
    return Scorer(_open(folder, content[PIPELINE]), manifest, trees)


def load_pipeline(folder: Path, manifest: Manifest) -> Pipeline:
    """The pipeline of the model in `folder`, verified, whatever became of the other files of its manifest.

    Raises ModelProblem as `verify` does.
    """
    content = stored_file(folder, manifest, PIPELINE)
    _check_libraries(folder, manifest)
    return _open(folder, content)


def _check_libraries(folder: Path, manifest: Manifest) -> None:
    installed = library_versions()
    for library in MUST_MATCH:
        made_with = manifest.libraries.get(library, "an unknown version")
        if made_with.split(".")[0] != installed[library].split(".")[0]:
            raise ModelProblem(
                f"The model in {folder} was trained with {library} {made_with} and {installed[library]} is installed; "
                f"install the versions of requirements.txt or train the model anew with scripts/train."
            )


def _open(folder: Path, content: bytes) -> Pipeline:
    """A pipeline from the very bytes that were hashed: nobody can change the file in between."""
    try:
        pipeline = joblib.load(io.BytesIO(content))
        # Trained on one thread, to be the same everywhere; scoring may use all (or OMP_NUM_THREADS) with equal results.
        pipeline.named_steps["engagement"].trees_.get_booster().set_param({"nthread": 0})
    except Exception as error:  # unpickling raises whatever the classes in it raise
        raise ModelProblem(
            f"The model in {folder} is intact but does not open with this version of Leadsheet ({error!r}); "
            f"train it anew with scripts/train."
        ) from error
    return pipeline


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _swap(fresh: Path, folder: Path) -> None:
    """Put `fresh` in the place of `folder`; cut off in between, the old model is whole beside it, as `...-previous`."""
    previous = folder.with_name(f".{folder.name}-previous")
    shutil.rmtree(previous, ignore_errors=True)
    if folder.exists():
        folder.rename(previous)
    try:
        fresh.rename(folder)
    except OSError:
        if previous.exists():
            previous.rename(folder)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _refuse_other_folders(folder: Path) -> None:
    """Replacing a folder deletes what is in it: only a model's own files may be."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ModelProblem(f"{folder} is a file, not a folder; name another place for the model.")
    ours = {PIPELINE, COMPILED, REFERENCE, MANIFEST, CARD, ".gitkeep"}
    with suppress(ModelProblem):
        ours |= set(stored_manifest(folder).files)
    strangers = sorted(path.name for path in folder.iterdir() if path.name not in ours)
    if strangers:
        raise ModelProblem(
            f"{folder} holds other things than a model ({', '.join(strangers[:3])}); name a folder of its own."
        )
