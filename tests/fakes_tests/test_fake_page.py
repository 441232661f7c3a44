"""The fake for people: the page, its buttons, and the program's first lines."""

import os
import re
import subprocess
import sys
from pathlib import Path

import requests

from tests.fakes.google import FakeGoogle, Spreadsheet

ROOT = Path(__file__).parent.parent.parent


def test_the_page_shows_the_grid_and_its_buttons_edit_it(fake: FakeGoogle, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.set(1, 0, "<b>Ada</b>")
    page = requests.get(f"{fake.url}/", timeout=10).text
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert '<td class="number">7.5</td>' in page
    assert "<th>C</th>" in page
    edit = requests.post(f"{fake.url}/fake/colleague", data={"edit": "insert", "gid": "0"}, timeout=10)
    assert edit.url.endswith("/?gid=0")
    assert "<tr><th>2</th><td></td>" in edit.text
    assert document.sheet("Leads").values()[1:3] == [[], ["<b>Ada</b>", "Nova", 12]]
    requests.post(f"{fake.url}/fake/colleague", data={"edit": "sort", "gid": "0"}, timeout=10)
    assert [row[0] for row in document.sheet("Leads").values()[1:]] == ["<b>Ada</b>", "Bob", "Cid"]
    requests.post(f"{fake.url}/fake/colleague", data={"edit": "move", "gid": "0"}, timeout=10)
    assert [row[0] for row in document.sheet("Leads").values()[1:]] == ["Bob", "Cid", "<b>Ada</b>"]


def test_an_edit_that_is_refused_is_told(fake: FakeGoogle, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.merge("A2:A3")
    answer = requests.post(f"{fake.url}/fake/colleague", data={"edit": "sort"}, timeout=10)
    assert (answer.status_code, "merged cells" in answer.text) == (400, True)


def test_the_program_prints_what_to_try() -> None:
    command = [sys.executable, "-m", "tests.fakes.google", "--rows", "7"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            told = "".join(running.stdout.readline() for _ in range(9))
            address = re.search(r"SHEETS_API_URL=(http://\S+)", told)
            key_file = re.search(r"GOOGLE_APPLICATION_CREDENTIALS=(\S+)", told)
            assert address is not None
            assert key_file is not None
            assert "https://docs.google.com/spreadsheets/d/" in told
            assert "python -m app score" in told
            assert address[1] in Path(key_file[1]).read_text()
            page = requests.get(f"{address[1]}/", timeout=10).text
            assert page.count("<tr><th>") == 1 + 1 + 7  # letters, header, leads
        finally:
            running.terminate()
