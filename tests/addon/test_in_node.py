"""The add-on's own tests: each tests/addon/*.test.mjs in Node, with a real service to score at.

The tests in Node find in their environment: `LEADSHEET_URL` and `LEADSHEET_KEY`, a service as people start it and a key
to it; `LEADSHEET_IDENTITY_URL` and `LEADSHEET_IDENTITY_TOKEN`, a service that knows people by Google's identity tokens
and such a token, and `LEADSHEET_IDENTITY_EXPIRED`, one that was good an hour ago.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import ROOT
from tests.fakes.openid import ADDON, FakeOpenId
from tests.serving import make_key
from tests.web.real_service import needs_proc, real_service

FILES = sorted(Path(__file__).parent.glob("*.test.mjs"))
OLDEST = 20
LONGEST = 900  # seconds for one file


def node_missing() -> str:
    """Why the tests cannot run here, "" where they can."""
    node = shutil.which("node")
    if node is None:
        return f"Node {OLDEST} or newer is missing"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return "" if int(version[1:].split(".")[0]) >= OLDEST else f"Node {OLDEST} or newer is missing: this is {version}"


MISSING = node_missing()


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The services that the tests in Node score at, as they find them in their environment."""
    folder, other = tmp_path_factory.mktemp("addon"), tmp_path_factory.mktemp("addon-identity")
    key = make_key(folder / "data", "addon")
    with FakeOpenId() as google:
        knowing = {"ADDON_CLIENT_IDS": ADDON, "ALLOWED_DOMAINS": "example.com", "SIGN_IN_URL": google.url}
        hour = int(time.time()) - 3600
        # The add-on's waiting is virtual and the service's minute is not: the tests ask more in one than people do.
        # What they score would take the service minutes to move into the database when it is stopped.
        often = {"LEADSHEET_RATE": "1000000", "LOG_PREDICTIONS": "off"}
        with real_service(folder, **often) as service, real_service(other, **often, **knowing) as identity:
            yield {
                "LEADSHEET_URL": f"http://127.0.0.1:{service.port}",
                "LEADSHEET_KEY": key,
                "LEADSHEET_IDENTITY_URL": f"http://127.0.0.1:{identity.port}",
                "LEADSHEET_IDENTITY_TOKEN": google.identity_token(exp=int(time.time()) + 6 * 3600),
                "LEADSHEET_IDENTITY_EXPIRED": google.identity_token(iat=hour - 3600, exp=hour),
            }


def count(said: str, what: str) -> int:
    """A number of TAP's summary: `# tests 12`."""
    found = re.findall(rf"^# {what} (\d+)$", said, re.M)
    return int(found[-1]) if found else 0


def in_node(file: Path, services: dict[str, str]) -> str:
    """Run one file of tests, in a single process so that nothing outlives a timeout; returns what went wrong, or ""."""
    command = ["node", "--test-reporter=tap", str(file)]
    environment = {**os.environ, **services}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST)
    if ran.returncode != 0:
        return failures(ran.stdout) + ran.stderr
    if count(ran.stdout, "tests") <= count(ran.stdout, "skipped") + count(ran.stdout, "todo"):
        return f"{file.name} has no test that ran:\n{ran.stdout}{ran.stderr}"
    return ""


def failures(said: str) -> str:
    """What TAP says of tests that failed, without those that passed."""
    parts = re.split(r"(?m)^(?=\s*(?:not ok|ok|# Subtest:) )", said)
    return "".join(part for part in parts if part.lstrip().startswith("not ok")) or said


in_node_only = pytest.mark.skipif(bool(MISSING), reason=f"{MISSING}: install it from https://nodejs.org")


@needs_proc
@in_node_only
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_in_node(file: Path, services: dict[str, str]) -> None:
    wrong = in_node(file, services)
    assert not wrong, wrong


@in_node_only
@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("", "no test that ran"),
        ("test('a', { skip: true }, () => {});", "no test that ran"),
        ("test('a', () => {}); test('b', () => { throw new Error('so it is'); });", "so it is"),
        ("test('a', () => {}); await null; throw new Error('outside');", "outside"),
        ("test('a', () => {});", ""),
    ],
)
def test_what_does_not_run_or_fails_is_told(tmp_path: Path, tests: str, said: str) -> None:
    file = tmp_path / "some.test.mjs"
    file.write_text(f"import {{ test }} from 'node:test';\n{tests}\n")
    wrong = in_node(file, {})
    assert (said in wrong) if said else not wrong, wrong


def test_there_are_tests() -> None:
    assert len(FILES) >= 5
