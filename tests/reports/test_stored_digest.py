"""A digest is kept as JSON until its mail is sent, and comes back as it was."""

import json
from dataclasses import replace

import pytest

from app.errors import StoreProblem
from app.reports.digest import Digest
from app.reports.stored_digest import digest_facts, digest_of
from tests.reports import mails

VERDICTS = [mails.ACT, mails.STABLE, mails.LOOK, mails.TOO_FEW]
TROUBLED = replace(
    mails.QUIET, verdict=None, no_verdict="None.", volume=replace(mails.NOTHING, failed=(mails.FAILED,)),
    best=(mails.CONTACTS, mails.FAIR), paused=(mails.PAUSED,), stuck=(mails.STUCK,),
)  # fmt: skip


@pytest.mark.parametrize("digest", [mails.QUIET, TROUBLED, *(replace(mails.QUIET, verdict=one) for one in VERDICTS)])
def test_comes_back(digest: Digest) -> None:
    assert digest_of(json.loads(json.dumps(digest_facts(digest)))) == digest


@pytest.mark.parametrize("facts", [{}, {"format": 9, "digest": {}}, {"format": 1, "digest": {"period": 5}}])
def test_anything_else_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(StoreProblem, match="ask for the week again"):
        digest_of(facts)
