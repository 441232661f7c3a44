"""`worker`: does the runs that were asked for, keeps registered sheets fresh, sends the mails."""

import logging

from app.config import read_settings


def worker() -> None:
    """Do what was asked for in the background, and what is due. Start as many as there is work for."""
    from app.jobs.at_work import work

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    work(read_settings())
