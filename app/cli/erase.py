"""`python -m app erase`: a person asks that nothing be kept about them."""

import contextlib
import os
from typing import Annotated

import typer

from app.config import read_settings


def erase(
    email: Annotated[str | None, typer.Option("--email", help="The person's e-mail address.")] = None,
    linkedin: Annotated[str | None, typer.Option("--linkedin", help="The person's public LinkedIn URL.")] = None,
) -> None:
    """Removes all that is kept of a person, predictions and notes to undo runs; give both where both are known."""
    from app.store.database import open_store
    from app.store.erasing import erase_person
    from app.store.identity_hash import identity_secret
    from app.store.migrating import migrate

    places = read_settings().places
    migrate(places.database_url)
    secret = identity_secret(os.environ, places.secret, make=False)
    with contextlib.closing(open_store(places.database_url)) as store:
        erased = erase_person(store, places.journals, secret, email=email, linkedin=linkedin)
    typer.echo("Nothing was kept about this person." if not erased else f"Removed: {erased} records.")
