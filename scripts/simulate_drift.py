"""The program behind scripts/simulate_drift: invented weeks, judged by the rule of the weekly mail."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from app.errors import LeadsheetError
from app.reports.drift import USUAL_WEEKS, chosen, judge
from app.reports.verdict import Overall, Verdict
from app.scoring.reference import Reference
from app.scoring.stored import stored_reference
from scripts.drift_contacts import Contacts, read_contacts
from scripts.drift_populations import Drift, Population, Rng, drifts, of_contacts, of_reference, tallies

ROOT = Path(__file__).resolve().parent.parent
SIZES = (20, 40, 80, 150, 400)
HISTORIES = ((False, "first weeks"), (True, "with own weeks"))


def verdicts(
    reference: Reference,
    usual: Population,
    rng: Rng,
    weeks: int,
    leads: int,
    *,
    own_weeks: bool,
    drift: Drift | None = None,
) -> Iterator[Verdict]:
    """Verdicts on independent weeks of so many leads, with or without a history of the team's own weeks before.

    Small weeks are judged together as the rule has it; the drift is then in all of them. The counts of leads that
    volume is judged by are Poisson.
    """
    together, before = chosen([leads] * (13 if own_weeks else 4))
    now = drift(usual, rng) if drift else usual
    histories = tallies(reference, usual, rng, weeks, leads * before) if before else None
    for this in tallies(reference, now, rng, weeks, leads * together):
        counts = rng.poisson(leads, 1 + USUAL_WEEKS).tolist()
        yield judge(
            reference,
            this,
            next(histories) if histories else None,
            None,
            weeks=together,
            own_weeks=before,
            week_leads=counts[0],
            earlier_leads=counts[1:] if own_weeks else [],
        )


def alarmed(verdict: Verdict) -> bool:
    """Whether somebody is called."""
    return verdict.overall in {Overall.LOOK, Overall.ACT}


def finds(name: str | None) -> Callable[[Verdict], bool]:
    """Whether a finding is of a field (None: of scores), or the field is said not to be in the sheets."""
    return lambda verdict: (
        name in verdict.absent or any(one.name == name and one.p is not None for one in verdict.findings)
    )


def false_alarms(
    reference: Reference, population: Population, weeks: int, leads: int, *, own_weeks: bool, seed: int = 0
) -> float:
    """The share of weeks without drift in which somebody is called."""
    rng = np.random.default_rng([seed, leads, own_weeks])
    return float(np.mean([*map(alarmed, verdicts(reference, population, rng, weeks, leads, own_weeks=own_weeks))]))


def found(
    reference: Reference,
    population: Population,
    drift: Drift,
    name: str | None,
    weeks: int,
    leads: int,
    *,
    own_weeks: bool,
    seed: int = 0,
) -> float:
    """The share of weeks with a drift in which the field that drifted is among the findings."""
    rng = np.random.default_rng([seed, leads, own_weeks])
    some = verdicts(reference, population, rng, weeks, leads, own_weeks=own_weeks, drift=drift)
    return float(np.mean([*map(finds(name), some)]))


def redrawn(contacts: Contacts, version: str, weeks: int, leads: int, *, own_weeks: bool, worlds: int = 100) -> float:
    """False alarms where the reference itself is drawn anew as well, as the training leads once were."""
    shares = []
    for world in range(worlds):
        reference = contacts.redrawn_reference(np.random.default_rng(world), version)
        population = of_contacts(reference, contacts)
        shares.append(
            false_alarms(reference, population, max(weeks // worlds, 1), leads, own_weeks=own_weeks, seed=world)
        )
    return float(np.mean(shares))


def main() -> int:
    """Run once; returns the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/simulate_drift", description=__doc__)
    parser.add_argument(
        "--weeks", type=int, default=2_000, help="of each size without drift, and a quarter with (%(default)s)"
    )
    parser.add_argument("--model", type=Path, default=ROOT / "model")
    choice = parser.parse_args()
    try:
        reference = stored_reference(choice.model)
    except LeadsheetError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    if reference is None:
        print(f"The model in {choice.model} has no reference.json; train it anew with scripts/train.", file=sys.stderr)
        return 1
    contacts = read_contacts()
    population = of_contacts(reference, contacts) if contacts else of_reference(reference, np.random.default_rng(0))
    source = "the 303 contacts" if contacts else "the reference, fields on their own"
    cells = f"{choice.weeks:,} weeks a cell (drifts: {choice.weeks // 4:,})"
    print(f"{datetime.now(UTC):%d %B %Y}, model {reference.version}, {cells}, drawn from {source}\n")
    _print_table(reference, population, contacts, choice.weeks)
    return 0


def _print_table(reference: Reference, population: Population, contacts: Contacts | None, weeks: int) -> None:
    print("| in percent of weeks, by leads a week |", " | ".join(map(str, SIZES)), "|", flush=True)
    print("|---|" + "---|" * len(SIZES))
    for own, history in HISTORIES:
        _row(f"false alarms, {history}", partial(false_alarms, reference, population, weeks, own_weeks=own))
        if contacts is not None:
            drawn = partial(redrawn, contacts, reference.version, weeks, own_weeks=own)
            _row(f"false alarms, {history}, training leads drawn anew as well", drawn)
    for what, (drift, name) in drifts(reference, contacts).items():
        for own, history in HISTORIES:
            _row(
                f"{what}: found, {history}",
                partial(found, reference, population, drift, name, weeks // 4, own_weeks=own),
            )


def _row(what: str, share: Callable[[int], float]) -> None:
    print(f"| {what} |", " | ".join(f"{100 * share(leads):.1f}" for leads in SIZES), "|", flush=True)


if __name__ == "__main__":
    sys.exit(main())
