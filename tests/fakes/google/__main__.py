"""Serves the fake for people: `python -m tests.fakes.google` prints a link, two variables and a command to try."""

import argparse
import json
import random
import sys
import tempfile
import threading
from pathlib import Path

from scripts.make_examples import HEADER, SEED, lead
from tests.fakes.google.documents import Rows
from tests.fakes.google.server import FakeGoogle


def invented(count: int) -> Rows:
    """A header and that many invented leads."""
    rng = random.Random(SEED)
    return [list(HEADER), *(list(lead(number, rng)) for number in range(1, count + 1))]


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.google", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--rows", type=int, default=200, help="leads in the sheet")
    asked = parser.parse_args()
    fake = FakeGoogle(asked.port)
    fake.verbose = True
    with fake, tempfile.TemporaryDirectory() as folder:
        sheet = fake.new_spreadsheet("Invented leads", sheets={"Leads": invented(asked.rows)})
        key_file = Path(folder) / "service-account.json"
        key_file.write_text(json.dumps(fake.credentials_info(), indent=2), encoding="utf-8")
        key_file.chmod(0o600)
        print(f"The sheet, to look at in a browser: {fake.url}/")
        print(f"Its link, as a person would copy it: {sheet.url}")
        print("In another terminal:\n")
        print(f"  export GOOGLE_APPLICATION_CREDENTIALS={key_file}")
        print(f"  export SHEETS_API_URL={fake.url}")
        print(f'  python -m app score "{sheet.url}"\n')
        print("Each call of the API is a line here; Ctrl-C ends it.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nEnded.", file=sys.stderr)


if __name__ == "__main__":
    main()
