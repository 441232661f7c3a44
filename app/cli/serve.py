"""`serve`: the web service under gunicorn, and with `--with-worker` a worker beside it."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.config import ROOT, Settings, read_settings


def serve(
    host: Annotated[str, typer.Option(help="The address to answer at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to answer at.", envvar="PORT", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Worker processes.", envvar="WEB_CONCURRENCY", min=1)] = 2,
    with_worker: Annotated[
        bool, typer.Option("--with-worker", help="Do the background work too: runs, schedules, mails.")
    ] = False,
) -> None:
    """Serve the HTTP API."""
    from app.web.starting import check_start

    settings = read_settings()
    check_start(settings, [host])  # gunicorn.conf.py asks again and says who is answered; here it is one sentence alone
    command = [str(Path(sys.executable).with_name("gunicorn")), "--config", str(ROOT / "gunicorn.conf.py")]
    command += ["--pythonpath", str(ROOT), "--bind", f"{host}:{port}", "--workers", str(workers), "app:create_app()"]
    # What a batch needed goes back to the system (glibc's own limit grows with the largest block ever freed).
    os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", str(128 * 1024))
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(_emptied_metrics(settings))}
    if with_worker:
        from app.cli.supervising import serve_with_worker

        worker = [sys.executable, "-m", "app", "worker"]
        raise typer.Exit(serve_with_worker(command, worker, environment))
    os.execve(command[0], command, environment)  # noqa: S606 - our own program, no shell


def _emptied_metrics(settings: Settings) -> Path:
    """One folder for what the processes count, so that /metrics tells of all of them; emptied at every start."""
    folder = settings.places.folder / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
