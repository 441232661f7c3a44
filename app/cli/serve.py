"""`serve`: the web service under gunicorn."""

import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from app.config import ROOT, Settings, is_loopback, read_settings
from app.errors import BadChoice


def serve(
    host: Annotated[str, typer.Option(help="The address to answer at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to answer at.", envvar="PORT", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Worker processes.", envvar="WEB_CONCURRENCY", min=1)] = 2,
) -> None:
    """Serve the HTTP API."""
    settings = read_settings()
    _say_who_may_call(host, settings, _has_keys(settings))
    command = [str(Path(sys.executable).with_name("gunicorn")), "--config", str(ROOT / "gunicorn.conf.py")]
    command += ["--pythonpath", str(ROOT), "--bind", f"{host}:{port}", "--workers", str(workers), "app:create_app()"]
    _share_metrics(settings)
    os.execv(command[0], command)  # noqa: S606 - our own program, no shell


def _has_keys(settings: Settings) -> bool:
    """Make the store ready, drop what was kept long enough, and say whether anybody has a key."""
    from app.store.database import open_store
    from app.store.erasing import delete_older_than
    from app.store.keys import list_keys
    from app.store.migrating import migrate

    places = settings.places
    places.folder.mkdir(parents=True, exist_ok=True)
    migrate(places.database_url)
    with closing(open_store(places.database_url)) as store:
        delete_older_than(store, settings.retention_days)
        return any(key.revoked_at is None for key in list_keys(store))


def _share_metrics(settings: Settings) -> None:
    """One folder for what the workers count, so that /metrics tells of all of them; emptied at every start."""
    folder = settings.places.folder / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _say_who_may_call(host: str, settings: Settings, has_keys: bool) -> None:
    """Say at the start who will be answered. Raises BadChoice where others could call and nobody has a key."""
    if settings.open:
        typer.echo("LEADSHEET_OPEN is on: ANYBODY WHO REACHES THIS ADDRESS IS ANSWERED, without a key.", err=True)
    elif has_keys:
        typer.echo("Callers want an API key (python -m app keys list).", err=True)
    elif is_loopback(host):
        typer.echo("No API key has been made: only this machine is answered.", err=True)
    else:
        raise BadChoice(
            f"Nobody has a key yet, and {host} can be reached by others: make one with `python -m app keys add NAME`, "
            "or set LEADSHEET_OPEN=1 to answer anybody."
        )
