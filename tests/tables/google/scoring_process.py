"""A run in a process of its own, to be killed: multiprocessing calls `run_over` in one forked off a server."""

import os
from pathlib import Path
from typing import cast

from app.scoring.scorer import Scorer
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import read_credentials
from app.tables.google.run import Run
from app.tables.google.scoring import score_tab
from app.tables.google.table import GoogleTable
from app.tables.links import parse_link
from app.tables.scoring_run import Wishes
from tests.tables.google.leads_sheet import NOW
from tests.tables.google.scoring_by_hand import ByHand


def run_over(link: str, key_file: str, api_url: str, name: str) -> None:
    """Score the tab a link points to, as the command line does; the exit code of the process tells how it went."""
    account = read_credentials(Path(key_file), "")
    client = SheetsClient(account.credentials, api_url)
    table = GoogleTable(client, parse_link(link), Run(name, f"process {os.getpid()}", "2026-11-22 09:00 UTC"))
    score_tab(table, cast(Scorer, ByHand()), Wishes(), NOW)
