"""How gunicorn serves Leadsheet: `python -m app serve`, or `gunicorn 'app:create_app()'`."""

import os
from typing import Any

worker_class = "gthread"
threads = 4  # a batch in flight leaves three that answer others
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 100_000
max_requests_jitter = 10_000
accesslog = None  # counted in /metrics; a line a request says little and costs much
# One thread a worker for the numeric libraries: more only fight over the cores.
raw_env = ["OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"]
control_socket_disable = True  # nobody steers it but its signals


def post_worker_init(worker: Any) -> None:
    """Start moving predictions into the database, also those a killed process left behind."""
    remembering = _remembering(worker)
    if remembering is not None:
        remembering.log.start()


def worker_exit(server: Any, worker: Any) -> None:
    """Leave nothing behind in this worker's journal."""
    remembering = _remembering(worker)
    if remembering is not None:
        remembering.log.close()


def child_exit(server: Any, worker: Any) -> None:
    """Let go of a dead worker's counts of what goes on now; what it counted stays."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def _remembering(worker: Any) -> Any:
    service = getattr(worker.app.callable, "extensions", {}).get("leadsheet") if worker.app.callable else None
    return service.remembering if service is not None else None
