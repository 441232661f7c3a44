"""The monitor: what is true now of the service, its volume and its scores, and whether leads still are as known."""

import math
from contextlib import closing
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime

from app import clock
from app.errors import StoreProblem
from app.scoring.verdict import label_of
from app.store.database import Store, open_store
from app.store.volume import Prediction, latest, score_spread, volume
from app.store.weeks import weeks
from app.web.pages.card import known_reference
from app.web.pages.monitor_now import now_facts
from app.web.pages.monitor_scores import confidence_shares, label_shares, scores_figure
from app.web.pages.monitor_volume import days_until, source_words, volume_figure
from app.web.pages.monitor_weeks import histories, shown_week
from app.web.pages.site import pages, service

_SPREAD = timedelta(days=7)
_WEEKS = 12
_LATEST = 50


@pages.route("/monitor")
def monitor() -> ResponseReturnValue:
    """The whole page. What the database tells is left out, with its sentence, where it cannot be used."""
    with closing(open_store(service().settings.places.database_url)) as store:
        try:
            told = {**_volume(store), **_scores(store), **_weeks(store), **_latest(store), "away": ""}
        except StoreProblem as problem:
            told = {"away": str(problem)}
    return render_template("monitor.html", **now_facts(), **told)


def _volume(store: Store) -> dict[str, Any]:
    days = days_until(clock.now(), ZoneInfo(service().settings.zone))
    counts = volume(store, [span for _day, span in days])
    total = sum(sum(day.values()) for day in counts)
    return {"volume": volume_figure([day for day, _span in days], counts) if total else "", "total": total}


def _scores(store: Store) -> dict[str, Any]:
    """The last days' scores by the model that serves; nothing without one."""
    model = service().model
    if model is None:
        return {"scored": 0, "others": 0}
    now = clock.now()
    spread = score_spread(store, now - _SPREAD, now, model.version)
    scored = sum(leads for _score, leads in spread.scores)
    reference, why = known_reference(model.manifest)
    thresholds = model.manifest.thresholds
    told: dict[str, Any] = {"scored": scored, "others": spread.others, "no_reference": why}
    if scored:
        told["shares"] = [label_shares(spread.scores, thresholds), confidence_shares(spread.scores, thresholds)]
        told["scores"] = scores_figure(spread.scores, reference) if reference else ""
    return told


def _weeks(store: Store) -> dict[str, Any]:
    shown = [shown_week(one) for one in weeks(store, _WEEKS)]
    return {"weeks": shown, "histories": histories(shown)}


def _latest(store: Store) -> dict[str, Any]:
    low, high = score_asked("from", 0.0), score_asked("to", 1.0)
    found = latest(store, low, high, _LATEST)
    return {"latest": [_shown(one) for one in found], "low": low, "high": high, "most": _LATEST}


def _shown(one: Prediction) -> dict[str, str]:
    """A prediction's cells. Its label only where the model that gave it is here to say from which score it is given."""
    model = service().model
    known = model is not None and one.version == model.version
    return {
        "at": format_datetime(one.at.astimezone(ZoneInfo(service().settings.zone)), "d MMM, HH:mm:ss", rebase=False),
        "source": source_words(one.source),
        "score": f"{one.score:.4f}",
        "label": label_of(one.score, model.manifest.thresholds) if model is not None and known else "",
        "version": one.version,
    }


def score_asked(name: str, without: float) -> float:
    """A bound of the filter: what was asked for, within 0 to 1; `without` where that is nothing or no number."""
    try:
        asked = float(request.args.get(name, "").strip().replace(",", "."))
    except ValueError:
        return without
    return min(max(asked, 0.0), 1.0) if math.isfinite(asked) else without
