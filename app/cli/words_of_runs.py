"""A run of a worker in words: how it stands, what came of it, how long it took. Pure."""

from datetime import datetime, timedelta

from app.mailing.addresses import one_line
from app.store.run_progress import MOST_REFUSED
from app.store.runs import Asked, Run, State

_ROUGH = 10  # minutes from which nobody counts the seconds

# Whatever is shown of a sheet may hold signs that move the cursor: one_line leaves none of them.


def sheet_name(asked: Asked, width: int) -> str:
    """`Pipeline / Leads`: the document and the tab, each cut where both are too long for so many characters."""
    document, tab = one_line(asked.document), one_line(asked.tab)
    room = width - 3
    if len(document) + len(tab) > room:
        tab = _cut(tab, max(room - len(document), room // 2))
        document = _cut(document, room - len(tab))
    return f"{document} / {tab}"


def state_words(run: Run, now: datetime) -> str:
    """`writing, 1,200 of 3,000 rows`, `done in 2 min 10 s`, `failed after 3 s`."""
    if run.state in (State.WAITING, State.QUEUED):
        return "waiting"
    if run.state is State.RUNNING:
        return f"{_doing(run)}, for {took(run, now)}"
    if run.began_at is None:
        return f"{run.state} before it began"
    return f"{run.state} {'in' if run.state is State.DONE else 'after'} {took(run, now)}"


def counts_words(run: Run) -> str:
    """`1,240 scored, 12 up to date, 3 refused`; "" where there is nothing to tell yet."""
    told = run.told
    if run.is_live or (run.state is not State.DONE and not told.scored):
        return ""
    said = [f"{told.scored:,} scored"]
    if told.unchanged:
        said.append(f"{told.unchanged:,} up to date")
    if told.cleared:
        said.append(f"{told.cleared:,} cleared")
    if told.empty:
        said.append(f"{told.empty:,} without any field")
    if told.refused:
        said.append(f"{refused_count(run)} refused")
    return ", ".join(said)


def refused_count(run: Run) -> str:
    """How many leads were refused; of very many only the first are kept."""
    number = len(run.told.refused)
    return f"{number:,}" if number < MOST_REFUSED else f"{number:,} or more"


def took(run: Run, now: datetime) -> str:
    """How long it takes, or took."""
    begin = run.began_at or run.asked_at
    return duration((run.ended_at or now) - begin)


def duration(span: timedelta) -> str:
    """`3 s`, `2 min 10 s`, `1 h 5 min`."""
    seconds = max(round(span.total_seconds()), 0)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds and minutes < _ROUGH else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,} h {minutes} min" if minutes else f"{hours:,} h"


def phase_words(run: Run) -> str:
    """What a live run is doing, without how far it is."""
    if run.state is not State.RUNNING:
        return "waiting"
    if run.cancel_at is not None:
        return "stopping"
    phase = one_line(run.phase)
    if phase.startswith("Writing"):
        return "writing"  # the phase names the row it has come to, which is told beside
    return phase[:1].lower() + phase[1:] or "beginning"


def _doing(run: Run) -> str:
    if not run.rows_done:
        return phase_words(run)
    return f"{phase_words(run)}, {run.rows_done:,} of {run.rows_total:,} rows"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(width - 1, 1)].rstrip()}…"
