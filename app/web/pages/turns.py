"""How often a person may have us ask Google: counted in the database, for all processes together."""

from contextlib import closing

from flask_babel import gettext as _

from app.errors import StoreProblem
from app.store.database import open_store
from app.store.person_calls import Allowance, take_turns
from app.web.pages.site import person, service
from app.web.problems import Problem

LOOKS = Allowance("look", 60, 60.0)  # what a page asks of Google Sheets: Google itself allows 60 a minute
RUNS = Allowance("run", 10, 3600.0)


def take_turn(cost: int = 1) -> None:
    """Before a page asks something of Google. Raises Problem 429 with Retry-After, or 503 without the database."""
    seconds = _take(LOOKS, cost)
    if seconds:
        sentence = _(
            "You asked for Google Sheets more than %(most)s times in a minute: wait %(seconds)s seconds and try again.",
            most=LOOKS.most,
            seconds=seconds,
        )
        raise Problem(429, sentence, headers={"Retry-After": str(seconds)})


def take_run() -> None:
    """Before a page starts a run. Raises Problem 429 with Retry-After, or 503 without the database."""
    seconds = _take(RUNS, 1)
    if seconds:
        sentence = _(
            "You started %(most)s runs within an hour, the most there may be: start the next in %(minutes)s minutes.",
            most=RUNS.most,
            minutes=-(-seconds // 60),
        )
        raise Problem(429, sentence, headers={"Retry-After": str(seconds)})


def _take(allowance: Allowance, cost: int) -> int:
    """Whole seconds to wait, 0 where the turn was taken."""
    try:
        with closing(open_store(service().settings.places.database_url)) as store:
            return -int(-take_turns(store, person().who, allowance, cost) // 1)
    except StoreProblem as problem:
        raise Problem(503, _("Calls cannot be counted just now: %(problem)s", problem=str(problem))) from problem
