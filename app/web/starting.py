"""Before the service starts, however it is started: the store made ready, and whether strangers could call unasked."""

import os
import socket
from collections.abc import Sequence
from contextlib import closing
from urllib.parse import urlsplit

from app import clock
from app.config import Settings, is_loopback
from app.errors import BadChoice
from app.store.database import open_store
from app.store.erasing import delete_older_than
from app.store.keys import list_keys
from app.store.migrating import migrate
from app.store.people import forget_expired

_FIRST_INHERITED = 3  # the number of the first socket that systemd hands over (sd_listen_fds)


def who_is_answered(
    hosts: Sequence[str], open_to_all: bool, has_keys: bool, sign_in: bool = False, addon: bool = False
) -> str:
    """In a sentence, who will be answered at these addresses ("" for a socket of this machine's own).

    `addon`: people of the add-on are known by their identity tokens. Raises BadChoice where others could call, nobody
    has a key, and people neither sign in nor show such tokens.
    """
    people = "People sign in with Google. " if sign_in else ""
    if addon:
        people += "The add-on's people are known by their Google accounts. "
    if open_to_all:
        return f"{people}LEADSHEET_OPEN is on: ANYBODY WHO REACHES THIS ADDRESS IS ANSWERED, without a key."
    if has_keys:
        return f"{people}Callers want an API key (python -m app keys list)."
    if sign_in or addon:  # the pages are what strangers may reach; calls of programs are refused one by one
        return f"{people}No API key has been made: programs are answered on this machine only."
    for host in hosts:
        if host and not is_loopback(host):
            raise BadChoice(
                f"Nobody has a key yet, and {host} can be reached by others: make one with "
                "`python -m app keys add NAME`, or set LEADSHEET_OPEN=1 to answer anybody."
            )
    if any(hosts):
        return "No API key has been made: only this machine is answered."
    return "No API key has been made, so nobody is answered at a unix socket: run `python -m app keys add NAME`."


def check_sign_in(settings: Settings) -> None:
    """Raises BadChoice where signing in is set up by halves: it would let in nobody, or be heard on the way."""
    if not settings.google_client_id:
        if settings.google_client_secret:
            raise BadChoice("GOOGLE_CLIENT_SECRET is set without GOOGLE_CLIENT_ID: set both, or neither.")
        return
    if not settings.google_client_secret:
        raise BadChoice("GOOGLE_CLIENT_ID is set without GOOGLE_CLIENT_SECRET: set both, or neither.")
    where = urlsplit(settings.url)
    if where.scheme != "https" and not (where.scheme == "http" and is_loopback(where.hostname or "")):
        raise BadChoice(
            "Signing in needs LEADSHEET_URL, the https address of this service (http:// only on this machine): set it."
        )
    if not (settings.allowed_domains or settings.allowed_emails):
        raise BadChoice(
            "Nobody may sign in: name who may in ALLOWED_DOMAINS, such as example.com, or in ALLOWED_EMAILS."
        )


def check_addon(settings: Settings) -> None:
    """Raises BadChoice where identity tokens are taken, but nobody is named who may come with one."""
    if settings.addon_client_ids and not (settings.allowed_domains or settings.allowed_emails):
        raise BadChoice(
            "ADDON_CLIENT_IDS is set, but nobody may use the add-on: name who may in ALLOWED_DOMAINS, such as "
            "example.com, or in ALLOWED_EMAILS."
        )


def check_start(settings: Settings, hosts: Sequence[str]) -> str:
    """Make the store ready, drop what was kept long enough, and say who will be answered.

    Raises BadChoice as `who_is_answered`, `check_sign_in` and `check_addon` do, StoreProblem when the database cannot
    be used.
    """
    check_sign_in(settings)
    check_addon(settings)
    places = settings.places
    places.folder.mkdir(parents=True, exist_ok=True)
    migrate(places.database_url)
    with closing(open_store(places.database_url)) as store:
        delete_older_than(store, settings.retention_days)
        forget_expired(store, clock.now())
        has_keys = any(key.revoked_at is None for key in list_keys(store))
    return who_is_answered(
        hosts,
        settings.open,
        has_keys,
        sign_in=bool(settings.google_client_id),
        addon=bool(settings.addon_client_ids),
    )


def hosts_of(addresses: Sequence[object]) -> list[str]:
    """The hosts of gunicorn's addresses: a host and port, the path of a unix socket, or the number of an open one."""
    inherited = int(os.environ.get("LISTEN_FDS", 0)) if os.environ.get("LISTEN_PID") == str(os.getpid()) else 0
    if inherited:  # these instead of the addresses
        addresses = range(_FIRST_INHERITED, _FIRST_INHERITED + inherited)
    return [_host(_name(address) if isinstance(address, int) else address) for address in addresses]


def _name(number: int) -> object:
    with socket.socket(fileno=os.dup(number)) as one:
        return one.getsockname()


def _host(address: object) -> str:
    return str(address[0]) if isinstance(address, tuple) else ""
