"""Workers killed at random moments: every run ends, and the sheet is what it is after an undisturbed one."""

import os
import random
import time
from collections import Counter
from functools import partial

from app.store.workers import at_work
from tests.fakes.google import Call, Spreadsheet
from tests.jobs.workplace import Workplace, said, wait_until

ROUNDS = int(os.environ.get("LEADSHEET_KILL_ROUNDS", "3"))
LEADS = 700


def test_killed_at_random_moments(workplace: Workplace) -> None:
    fake, chance = workplace.fake, random.Random(int(os.environ.get("LEADSHEET_KILL_SEED", "5")))
    undisturbed = workplace.sheet(LEADS)
    worker = workplace.start()
    workplace.ask("undisturbed", undisturbed)
    assert workplace.ended("undisturbed").told.scored == LEADS
    shall = said(undisturbed.sheet("Leads"))
    assert len(shall) == LEADS
    fake.before(lambda call: True, lambda: time.sleep(chance.uniform(0.02, 0.3)), times=None)
    killed_in: list[str] = []
    for number in range(ROUNDS):
        name, document = f"round-{number}", workplace.sheet(LEADS)
        if number % 3 == 2:
            sort_meanwhile(workplace, document)
        workplace.ask(name, document)
        for _ in range(chance.choice([1, 1, 2, 3])):
            workplace.until_at_work()
            wait_until(partial(engine_is_up, workplace, name))
            time.sleep(chance.uniform(0.0, 3.0))
            killed_in.append(workplace.run(name).phase.split(",")[0])
            workplace.kill(worker)
            worker = workplace.start()
        run = workplace.ended(name)
        assert run.state == "done", (name, run, workplace.log())
        assert said(document.sheet("Leads")) == shall, name
        assert (run.told.scored, run.told.unchanged, run.rows_done) == (LEADS, 0, LEADS), run
        assert {one["metadataKey"] for one in document.metadata()} == {"leadsheet-column"}
        assert len(document.metadata()) == 6
    print(Counter(killed_in))


def engine_is_up(workplace: Workplace, name: str) -> bool:
    """Whether somebody has begun the run, or it has ended."""
    run = workplace.run(name)
    living = {worker.name for worker in at_work(workplace.store)}
    return run.worker in living or not run.is_live


def sort_meanwhile(workplace: Workplace, document: Spreadsheet) -> None:
    """A colleague sorts the sheet in the instant before the next write into it."""

    def is_write(call: Call) -> bool:
        return call.is_write and document.id in call.path

    workplace.fake.before(is_write, lambda: document.sheet("Leads").colleague.sort(0, descending=True))
