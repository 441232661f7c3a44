"""`python -m app keys`: who may call the service."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from app.config import read_settings

if TYPE_CHECKING:
    from app.store.database import Store

keys = typer.Typer(name="keys", help="Who may call the service: make, list and revoke API keys.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The key's name: who or what uses it.", show_default=False)]


@keys.command("add")
def add(name: Name) -> None:
    """Makes a key and prints it: the only time it is shown."""
    from app.store.keys import add_key

    with _store() as store:
        key = add_key(store, name)
    typer.echo(f"The key {name.strip()} is shown this once; keep it safe:", err=True)
    typer.echo(key)


@keys.command("list")
def list_() -> None:
    """Lists the keys: name, first characters, when made, last used and revoked (UTC)."""
    from rich.console import Console
    from rich.table import Table

    from app.store.keys import list_keys

    with _store() as store:
        found = list_keys(store)
    if not found:
        typer.echo("No key was made yet: `python -m app keys add NAME` makes one.")
        return
    table = Table("Name", "Key", "Made", "Last used", "State", box=None, pad_edge=False, header_style="bold")
    for key in found:
        used = key.last_used_on.isoformat() if key.last_used_on else "never"
        state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "in use"
        table.add_row(key.name, f"{key.prefix}…", f"{key.created_at:%Y-%m-%d}", used, state)
    Console(highlight=False, markup=False).print(table)


@keys.command("revoke")
def revoke(name: Name) -> None:
    """Stops a key for good, within seconds in every process that serves."""
    from app.store.keys import revoke_key

    with _store() as store:
        revoke_key(store, name)
    typer.echo(f"The key {name.strip()} is revoked.")


@contextlib.contextmanager
def _store() -> "Iterator[Store]":
    from app.store.database import open_store
    from app.store.migrating import migrate

    url = read_settings().places.database_url
    migrate(url)
    with contextlib.closing(open_store(url)) as store:
        yield store
