"""The model a web process serves from: the compiled form, else the pipeline, compiled in the process's own memory."""

from dataclasses import dataclass
from pathlib import Path

from app.errors import ModelProblem
from app.scoring.compiled import CompiledScorer, load_compiled
from app.scoring.manifest import Manifest
from app.scoring.stored import PIPELINE, stored_file, stored_manifest


@dataclass(frozen=True)
class Served:
    """A model, and in sentences what is not as it should be; "" when all is well."""

    scorer: CompiledScorer
    problem: str = ""


def load_served(folder: Path) -> Served:
    """The model in `folder`; its scores, reasons and facts are the same whichever of its files they come from.

    Raises ModelProblem if neither file can be used, and says why of both.
    """
    manifest = stored_manifest(folder)
    try:
        return Served(load_compiled(folder))
    except ModelProblem as problem:
        try:
            scorer = _from_pipeline(folder, manifest)
        except ModelProblem as second:
            raise ModelProblem(f"{problem} {second}") from second
        return Served(
            scorer,
            f"{problem} Until then the scores come from {PIPELINE}: they are the same, but every process takes "
            f"longer to start and more memory.",
        )


def _from_pipeline(folder: Path, manifest: Manifest) -> CompiledScorer:
    stored_file(folder, manifest, PIPELINE)  # a process that will not serve need not import what follows
    # Imported here: a web process has no pandas, scikit-learn, XGBoost or pickle unless it must.
    from app.scoring.artefact import load_pipeline
    from app.scoring.compiling import compile_in_memory

    return compile_in_memory(load_pipeline(folder, manifest), manifest)
