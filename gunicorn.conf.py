"""How gunicorn serves Leadsheet: `python -m app serve`, or `gunicorn 'app:create_app()'`."""

import gc
import os
import sys
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
# Where it is turned on: paths without what follows the "?", from which the address of who unsubscribes can be read.
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s "%(a)s"'
# One thread a worker for the numeric libraries: more only fight over the cores.
raw_env = ["OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"]
control_socket_disable = True  # nobody steers it but its signals


def on_starting(server: Any) -> None:
    """Make the store ready and say who is answered; do not start where strangers could call and nobody has a key."""
    from app.config import read_settings
    from app.errors import LeadsheetError
    from app.web.starting import check_start, hosts_of

    try:
        server.log.info("%s", check_start(read_settings(), hosts_of(server.address)))
    except LeadsheetError as problem:
        server.halt(reason=str(problem), exit_status=problem.exit_code)
    finally:
        # Workers are forked from this process: what it kept of ours, they would not load anew after a reload.
        for name in [name for name in sys.modules if name.partition(".")[0] == "app"]:
            del sys.modules[name]


def post_fork(server: Any, worker: Any) -> None:
    """Let threads take turns more often: a batch in flight must not hold up the others."""
    sys.setswitchinterval(0.0005)


def post_worker_init(worker: Any) -> None:
    """Start moving predictions into the database, also those a killed process left behind."""
    # What was made so far stays: looking through all of it again and again held every thread up for 60 ms at a time.
    gc.collect()
    gc.freeze()
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
