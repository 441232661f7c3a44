"""Hands scored leads to the prediction log: coarse facts and the score, never a name, an address or a text."""

from collections.abc import Sequence

from flask import g

from app import clock
from app.leads.identity import IdentityKind
from app.scoring.compiled import CompiledScores
from app.store.identity_hash import identity_hash
from app.store.journal import Entry, LoggedLead
from app.store.prediction_log import PredictionLog


class Remembering:
    """The prediction log of this process."""

    def __init__(self, log: PredictionLog, secret: bytes) -> None:
        self.log = log
        self._secret = secret

    def marks(self, kind: IdentityKind, names: Sequence[object]) -> list[bytes | None]:
        """The keyed hashes of who leads are, by their LinkedIn URL or e-mail; None where a cell names nobody."""
        return [identity_hash(self._secret, kind, name) if isinstance(name, str) else None for name in names]

    def remember(self, source: str, scores: CompiledScores, version: str, marks: Sequence[bytes | None] = ()) -> None:
        """Keep these scores: durable against a crash of this process when it returns.

        `marks` are the keyed hashes of who the leads are, one a lead, where that is known.
        """
        known = marks or [None] * len(scores)
        leads = [
            LoggedLead(score, mark, facts)
            for score, mark, facts in zip(scores.score, known, scores.facts(), strict=True)
        ]
        self.log.append(Entry(clock.now(), source, version, g.get("request_id"), leads))
