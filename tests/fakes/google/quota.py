"""Google's quotas a minute, and the clock they and the tokens live by."""

import threading
import time
from collections import deque

from tests.fakes.google.errors import ApiError, Json

MINUTE = 60.0
PROJECT = "project_number:123456789012"


class Clock:
    """Seconds that pass by themselves and that a test can advance."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since some fixed moment."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead += seconds


class Quota:
    """Reads and writes of the last 60 seconds, by user and by project; off until switched on.

    Google documents a refill every minute and not where a minute starts: any 60 seconds is the strictest reading.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._spent: dict[tuple[bool, str], deque[float]] = {}
        self.on = False
        self.per_user = 60
        self.per_project = 300

    def switch_on(self, per_user: int = 60, per_project: int = 300) -> None:
        """Count from now on."""
        self.on, self.per_user, self.per_project = True, per_user, per_project

    def switch_off(self) -> None:
        """Refuse nothing."""
        self.on = False

    def spend(self, write: bool, user: str) -> None:
        """Count one request; 429 when a limit is reached (a refused request is not counted)."""
        if not self.on:
            return
        with self._lock:
            now = self._clock.now()
            limits = {user: self.per_user, "": self.per_project}
            for who, limit in limits.items():
                spent = self._spent.setdefault((write, who), deque())
                while spent and spent[0] <= now - MINUTE:
                    spent.popleft()
                if len(spent) >= limit:
                    raise _exhausted(write, bool(who), limit)
            for who in limits:
                self._spent[write, who].append(now)


def _exhausted(write: bool, by_user: bool, limit: int) -> ApiError:
    kind = "Write" if write else "Read"
    per = "per minute per user" if by_user else "per minute"
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests {per}' "
        f"of service 'sheets.googleapis.com' for consumer '{PROJECT}'."
    )
    info: Json = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": f"projects/{PROJECT.split(':')[1]}",
            "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
            "quota_limit": f"{kind}RequestsPerMinutePer{'User' if by_user else 'Project'}",
            "quota_limit_value": str(limit),
            "quota_location": "global",
        },
    }
    return ApiError(429, message, details=[info])
