"""The week's workflow: judge it, archive it, ask for the mails. Begun once a week, however many workers there are."""

import logging
from collections.abc import Callable

from dbos import DBOS, SetWorkflowID

from app import clock
from app.errors import StoreProblem, place_of
from app.jobs.live_run import Stopping
from app.jobs.process import PATIENCE, here

WEEKS = "weeks"  # the queue
TELL_OF_WEEK = "tell_of_week"

_said = logging.getLogger("leadsheet.jobs")


def tell(period: str) -> None:
    """Have some worker tell of a week, unless one did."""
    with SetWorkflowID(f"week-{period}"):
        DBOS.enqueue_workflow(WEEKS, tell_of_week, period)


@DBOS.workflow(name=TELL_OF_WEEK, max_recovery_attempts=1_000)
def tell_of_week(period: str) -> None:
    """Judge the week and ask for its mails. Whatever fails, the mails go out and say so."""
    judge_week(period)
    ask_for_mails(period)


@DBOS.step(name="judge the week")
def judge_week(period: str) -> None:
    """The verdict and the full report, kept with the week."""
    # Imported here: scipy and what else a verdict needs are no part of an idle worker.
    from app.jobs.week_making import keep_unjudged, make_week

    def make() -> None:
        try:
            make_week(here.store, here.settings, period, clock.now())
        except StoreProblem:
            raise
        except Exception as defect:
            _said.error("the verdict on %s met a defect of ours: %s", period, place_of(defect))
            keep_unjudged(here.store, period, clock.now(), defect)

    _patiently(make)


@DBOS.step(name="ask for the mails")
def ask_for_mails(period: str) -> None:
    """One mail a recipient, with what the week says."""
    from app.jobs.week_making import ask_for_digest, bare_digest, make_digest

    def ask() -> None:
        now = clock.now()
        try:
            digest = make_digest(here.store, here.settings, period, now, here.opening)
        except StoreProblem:
            raise
        except Exception as defect:
            _said.error("the digest of %s met a defect of ours: %s", period, place_of(defect))
            digest = bare_digest(here.settings, period, defect)
        ask_for_digest(here.store, here.settings, digest, now)

    _patiently(ask)


def _patiently(do: Callable[[], None]) -> None:
    """Do it, again while the database is away."""
    for _ in range(PATIENCE):
        try:
            do()
            return
        except StoreProblem:
            if here.stopping.wait(5.0):
                raise Stopping from None
    do()
