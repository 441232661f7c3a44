"""What the monitor shows anew every ten seconds: whether all is well, and how long answers take."""

from contextlib import closing
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.store.database import open_store
from app.web.pages.latency import latencies, of_all_processes
from app.web.pages.monitor_health import parts
from app.web.pages.site import pages, service


@pages.route("/monitor/now")
def monitor_now() -> ResponseReturnValue:
    """The live parts alone, for htmx."""
    return render_template("monitor_now.html", **now_facts())


def now_facts() -> dict[str, Any]:
    """What the live parts show."""
    with closing(open_store(service().settings.places.database_url)) as store:
        known = parts(service(), store)
    return {"parts": known, "latencies": latencies(), "of_all": of_all_processes()}
