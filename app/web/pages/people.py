"""Who looks at a page: the one person at this machine, or somebody who signed in."""

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from flask import Request, g, session
from flask_babel import gettext as _

from app import clock
from app.config import Settings, is_loopback
from app.errors import StoreProblem
from app.store.database import open_store
from app.store.identity_hash import identity_secret
from app.store.people import SignedIn, enter_person, find_person, leave_person, unlock_token
from app.web.problems import Problem

_KEY = "word"
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@dataclass(frozen=True)
class Person:
    """Somebody who may see pages. `email` is "" for whoever sits at this machine."""

    email: str
    name: str

    @property
    def is_local(self) -> bool:
        """Whether it is the person at this machine, who owns the account's key anyway."""
        return not self.email

    @property
    def who(self) -> str:
        """How history names the person."""
        return self.email or "this machine"


LOCAL = Person("", "")


def signs_in(settings: Settings) -> bool:
    """Whether people sign in; without that only this machine is answered."""
    return bool(settings.google_client_id)


def person_of(settings: Settings, asked: Request) -> Person | None:
    """Who asks; None for somebody who has to sign in, or may not see anything. Raises Problem 503.

    With sign-in this asks the database every time: who signed out is out at once, in every process.
    """
    if not signs_in(settings):
        return LOCAL if is_this_machine(asked) else None
    word = session.get(_KEY)
    if not isinstance(word, str):
        return None
    try:
        with closing(open_store(settings.places.database_url)) as store:
            found = find_person(store, word, clock.now())
    except StoreProblem as problem:
        raise _unknown(problem) from problem
    if found is None:
        return None
    g.signed_in = found
    return Person(found.email, found.name)


def signed_in() -> SignedIn:
    """The row of who asks; only where `person_of` found somebody who signed in."""
    found: SignedIn = g.signed_in
    return found


def google_token(settings: Settings) -> str | None:
    """Google's token of who asks; None when it has expired or cannot be opened: the person has to sign in again."""
    found = signed_in()
    if found.token_until <= clock.now():
        return None
    return unlock_token(_secret(settings), session[_KEY], found)


def remember_person(settings: Settings, person: Person, token: str, token_until: datetime) -> None:
    """Sign somebody in, with a new word: one that was planted in the browser before is worth nothing."""
    former = session.get(_KEY)
    try:
        with closing(open_store(settings.places.database_url)) as store:
            if isinstance(former, str):
                leave_person(store, former)
            now = clock.now()
            word = enter_person(store, _secret(settings), person.email, person.name, token, token_until, now)
    except StoreProblem as problem:
        raise _unknown(problem) from problem
    session.clear()
    session[_KEY] = word


def forget_person(settings: Settings) -> None:
    """Sign out, here and in the database: a copy of the cookie opens nothing afterwards."""
    word = session.get(_KEY)
    session.clear()
    if not isinstance(word, str):
        return
    try:
        with closing(open_store(settings.places.database_url)) as store:
            leave_person(store, word)
    except StoreProblem as problem:
        raise _unknown(problem) from problem


def is_this_machine(asked: Request) -> bool:
    """Whether a browser on this machine asks for this machine.

    The name asked for counts too: a page of somebody else's whose name was made to lead here asks for another. So does
    what a proxy on this machine adds when it passes strangers on.
    """
    if any(name in asked.headers for name in _PASSED_ON):
        return False
    host = asked.host.rpartition(":")[0] if not asked.host.endswith("]") and ":" in asked.host else asked.host
    return is_loopback(asked.remote_addr or "") and is_loopback(host)


def _secret(settings: Settings) -> bytes:
    return identity_secret(os.environ, settings.places.secret)


def _unknown(problem: StoreProblem) -> Problem:
    return Problem(503, _("Who is signed in cannot be looked up just now: %(problem)s", problem=str(problem)))
