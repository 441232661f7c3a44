"""How gunicorn serves Leadsheet: `python -m app serve`, or `gunicorn 'app:create_app()'`."""

import os

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
