"""A scorer whose every score tells whose it is: made from the job title alone, no two alike."""

import hashlib
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from app.leads.fields import FIELD_NAMES
from app.scoring.manifest import Thresholds
from app.scoring.reasons import Reasons
from app.scoring.scorer import Scores
from app.scoring.verdict import confidences, labels


def score_of(job: str) -> float:
    """The score of a job title."""
    return int.from_bytes(hashlib.blake2b(job.encode(), digest_size=4).digest()) % 10_001 / 10_000


def reason_of(job: str) -> str:
    """What is written as the reason: whose score it is."""
    return f"+ job title {job}"


class ByHand:
    """Stands where the model's scorer stands."""

    version = "by-hand"

    def score(
        self,
        table: pd.DataFrame,
        latest_year: int,
        reasons: bool = True,
        unspoken: Collection[str] = (),
        facts: bool = False,
    ) -> Scores:
        """Score the leads of a table."""
        cells = table["jobtitle"] if "jobtitle" in table else [None] * len(table)
        jobs = ["" if job is None else str(job) for job in cells]
        empty = np.array([not job for job in jobs], dtype=bool)
        score = np.array([score_of(job) for job in jobs], dtype=float)
        texts: Any = np.array([reason_of(job) for job in jobs], dtype=object)
        none = np.full((len(jobs), 6), -1)
        return Scores(
            score=score,
            probability=score,
            log_odds=score,
            label=labels(score, Thresholds()),
            confidence=confidences(score, Thresholds()),
            refused=dict.fromkeys(FIELD_NAMES, 0),
            empty=empty,
            contributions=None,
            reasons=Reasons(texts, none, none.astype(float), none.astype(object)),
        )
