"""The program behind scripts/train: reads the leads, trains, and writes the model or one sentence saying why not."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from app.errors import FileProblem, LeadsheetError
from app.scoring.artefact import save
from app.scoring.card import render_card
from app.scoring.compiling import compile_checked
from app.scoring.evaluation import Protocol
from app.scoring.stored import CARD, COMPILED, REFERENCE
from app.scoring.training import Origin, read_outcomes, refuse_useless, train

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_DATA = ROOT.parent / "shared" / "data" / "outreach_contacts_303.csv"
SHIPPED = Origin(
    event="a reply or interest, among people who accepted the invitation and finished the outreach sequence",
    about=(
        "one outreach campaign's LinkedIn contacts, 303 of them, mostly French, de-identified: summaries, skills and "
        "many words of job titles were withheld, so only a summary's presence and length, the presence of skills and "
        "the rank that a job title names could be learned. The recipe was chosen by cross-validation on other "
        "divisions of these same contacts, so the figures below may be a little kind (docs/model.md)"
    ),
)
UNKNOWN = Origin(
    event="engagement, as the outcome column of the training file records it",
    about="a file of leads with outcomes, given to scripts/train without a description (see --about)",
)


def main() -> int:
    """Run once; returns the exit code."""
    choice = _arguments().parse_args()
    origin = SHIPPED if choice.data.resolve() == SHIPPED_DATA else UNKNOWN
    origin = Origin(choice.event or origin.event, choice.about or origin.about)
    try:
        table, outcomes = read_outcomes(read_csv(choice.data), choice.outcome)
        print(f"Training on {len(table)} leads, {outcomes.sum()} of whom engaged ...", flush=True)
        trained = train(table, outcomes, origin, datetime.now(UTC), Protocol(choice.repeats, choice.folds, choice.seed))
        refuse_useless(trained.manifest.metrics)
        compiled = compile_checked(trained.pipeline, trained.manifest, table)
        others = {COMPILED: compiled, REFERENCE: trained.reference.to_bytes()}
        manifest = save(choice.output, trained.pipeline, trained.manifest, render_card, others)
    except LeadsheetError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    best = {key: f"{spread['mean']:.3f}" for key, spread in manifest.metrics["model"].items()}
    print(f"Model {manifest.version} is in {choice.output}: AUC {best['auc']}, Brier {best['brier']}.")
    print(f"All measures, beside the baselines, are in {choice.output / CARD}.")
    return 0


def read_csv(path: Path) -> pd.DataFrame:
    """The table in a CSV file; FileProblem if there is none."""
    try:
        return pd.read_csv(path)
    except FileNotFoundError as error:
        raise FileProblem(f"There is no file {path}; name one with --data.") from error
    except (OSError, ValueError) as error:
        raise FileProblem(f"{path} cannot be read as a CSV file ({error}); save it as CSV in UTF-8.") from error


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/train", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHIPPED_DATA, help="CSV file with the fields' names as its header")
    parser.add_argument("--outcome", default="engaged", help="its column with the outcome, 1 or 0 (%(default)s)")
    parser.add_argument("--output", type=Path, default=ROOT / "model", help="folder to store the model in (model)")
    parser.add_argument("--event", help="what an outcome of 1 means, for the model card")
    parser.add_argument("--about", help="whose leads these are, for the model card")
    parser.add_argument(
        "--repeats", type=int, default=Protocol.repeats, help="repeats of cross-validation (%(default)s)"
    )
    parser.add_argument("--folds", type=int, default=Protocol.folds, help="folds of cross-validation (%(default)s)")
    parser.add_argument("--seed", type=int, default=Protocol.seed, help="of the division into folds (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
