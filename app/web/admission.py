"""Who may call and how often: keys from the database, calls counted for all worker processes together."""

from app.config import is_loopback
from app.errors import StoreProblem
from app.store.key_ring import KeyRing
from app.store.rate import RateCounter
from app.web.identity_tokens import IdentityTokens, is_token
from app.web.problems import Problem

NOBODY = -1  # the caller's id where no key is wanted

_NO_KEYS = "No API key has been made, so only this machine is answered: run `python -m app keys add NAME`."
_KEY_WANTED = "A valid API key is wanted, in X-API-Key or as Authorization: Bearer."
_IDENTITY_WANTED = "The identity token of somebody who uses the add-on is wanted, as Authorization: Bearer."


class Admission:
    """Lets callers in by their key, or by an identity token where `tokens` are checked.

    Without any key only this machine is answered otherwise, or anybody where `open`.
    """

    def __init__(
        self, ring: KeyRing, counter: RateCounter, open_to_all: bool, tokens: IdentityTokens | None = None
    ) -> None:
        self._ring = ring
        self._counter = counter
        self._open = open_to_all
        self._tokens = tokens

    def check(self, presented: str | None, address: str) -> int:
        """The id of the caller's key, or of the person.

        Raises Problem 401; 403 for a person who may not call; 503 while the database, or Google's keys, cannot be read.
        """
        if self._tokens is not None and presented is not None and is_token(presented):
            return self._tokens.caller(presented)
        try:
            if not self._ring.has_keys():
                if self._open or is_loopback(address):
                    return NOBODY
                if self._tokens is not None:
                    raise Problem(401, _IDENTITY_WANTED, headers={"WWW-Authenticate": "Bearer"})
                raise Problem(401, _NO_KEYS)
            caller = self._ring.check(presented) if presented else None
        except StoreProblem as problem:
            raise Problem(503, f"Keys cannot be checked just now: {problem}") from problem
        if caller is None:
            if self._open and presented is None:
                return NOBODY
            raise Problem(401, _KEY_WANTED, headers={"WWW-Authenticate": "Bearer"})
        return caller

    def take(self, caller: int, cost: int = 1) -> dict[str, str]:
        """Count a call; the X-RateLimit headers of its answer. Raises Problem 429."""
        if caller == NOBODY and not self._open:
            return {}  # this machine alone
        taken = self._counter.take(max(caller, 0), cost)
        seconds = str(max(1, round(taken.reset_seconds + 0.5)))
        headers = {
            "X-RateLimit-Limit": str(taken.limit),
            "X-RateLimit-Remaining": str(taken.remaining),
            "X-RateLimit-Reset": seconds,
        }
        if not taken.allowed:
            sentence = f"More than {taken.limit:,} requests in a minute; come back in {seconds} seconds."
            raise Problem(429, sentence, headers={**headers, "Retry-After": seconds})
        return headers
