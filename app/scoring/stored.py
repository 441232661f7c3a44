"""The files of a stored model by name, read as bytes and checked. Opens no pickle, imports no library of the model."""

from pathlib import Path

import msgspec

from app.errors import ModelProblem
from app.scoring.manifest import RETRAIN, Manifest, read_manifest, sha256
from app.scoring.reference import Reference, read_reference

PIPELINE, COMPILED, MANIFEST, CARD = "pipeline.joblib", "compiled.json", "manifest.json", "CARD.md"
REFERENCE = "reference.json"


def stored_manifest(folder: Path) -> Manifest:
    """The manifest of the model in `folder`; ModelProblem if it is missing, damaged or of another format."""
    return read_manifest(_read(folder, MANIFEST))


def stored_file(folder: Path, manifest: Manifest, name: str) -> bytes:
    """The content of one file, checked against the SHA-256 in the manifest; ModelProblem for anything else."""
    if name not in manifest.files:
        raise ModelProblem(f"The manifest in {folder} lists no {name}; {RETRAIN}.")
    content = _read(folder, name)
    if sha256(content) != manifest.files[name]:
        raise ModelProblem(f"{name} of the model in {folder} is not what its manifest says; {RETRAIN}.")
    return content


def stored_reference(folder: Path) -> Reference | None:
    """The reference statistics of the model in `folder`; None for a model of before there were any.

    ModelProblem as `stored_file` raises it, and for a reference that cannot be read.
    """
    manifest = stored_manifest(folder)
    if REFERENCE not in manifest.files:
        return None
    found = read_reference(stored_file(folder, manifest, REFERENCE))
    return msgspec.structs.replace(found, version=manifest.version, thresholds=manifest.thresholds)


def _read(folder: Path, name: str) -> bytes:
    # A manifest is not to be trusted yet; a name like ../x is no file of the model.
    if Path(name).name != name:
        raise ModelProblem(f"The manifest in {folder} lists {name!r}, which is outside the folder; {RETRAIN}.")
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise ModelProblem(f"There is no {name} in the model folder {folder}; {RETRAIN}.") from error
    except OSError as error:
        raise ModelProblem(
            f"{name} in the model folder {folder} cannot be read: {error.strerror}; {RETRAIN}."
        ) from error
