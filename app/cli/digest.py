"""`digest`: the weekly mail about a week, on the screen, as a page, or sent now."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from app import clock
from app.cli.database import idle_sentence, opened
from app.cli.mails import how_sent
from app.config import Settings, read_settings
from app.errors import BadChoice, FileProblem

if TYPE_CHECKING:
    from app.jobs.opening import Opening
    from app.jobs.weeks import Week
    from app.reports.digest import Digest
    from app.store.database import Store

Step = Callable[[str], None]

_PAGES = {".html", ".htm"}


def digest(
    week: Annotated[
        str | None, typer.Option(help="The week [default: the last that is over].", metavar="2026-W47")
    ] = None,
    preview: Annotated[
        Path | None, typer.Option(help="Write it as a page for the browser.", metavar="FILE.html", show_default=False)
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Have it sent to DIGEST_RECIPIENTS now.")] = False,
) -> None:
    """Prints the weekly mail about a week, as its recipients would read it."""
    from rich.console import Console

    settings, now = read_settings(), clock.now()
    asked = _week(settings, week, now)
    if preview is not None and preview.suffix.lower() not in _PAGES:
        raise BadChoice(f"A preview is a page for the browser: name a file that ends with .html, not {preview}.")
    if send:
        _check_sending(settings, asked, now)
    told = ""
    with opened(settings) as store, Console(stderr=True).status("Gathering the week") as status:
        known = _is_known(store, asked.period)
        if send:
            _judge(store, settings, asked.period, now, status.update)
        made = _make(store, settings, asked.period, now, known=known)
        if preview is not None:
            _write(preview, made)
        if send:
            told = _send(store, settings, made, now)
    if preview is not None:
        typer.echo(f"The mail about week {asked.period} is written to {preview}: open it in a browser.")
    elif not send:
        _print(made)
    if told:
        typer.echo(told)


def _week(settings: Settings, period: str | None, now: datetime) -> "Week":
    """The week that is asked for. Raises BadChoice for what is none, and for one that has not begun."""
    from app.jobs.weeks import week_before, week_of

    zone = ZoneInfo(settings.zone)
    latest = week_before(now, zone)
    if period is None:
        return latest
    asked = week_of(period.strip().upper(), zone)
    if asked.begin > now:
        raise BadChoice(f"The week {asked.period} has not begun: the last one that is over is {latest.period}.")
    return asked


def _check_sending(settings: Settings, week: "Week", now: datetime) -> None:
    """Raises BadChoice where nobody is to get the mail, where it cannot be sent, or where the week is not over."""
    from app.jobs.post_office import post_of, sender_of

    if not settings.digest_recipients:
        raise BadChoice("Nobody gets the weekly mail: set DIGEST_RECIPIENTS to their addresses, with commas between.")
    if week.end > now:
        raise BadChoice(
            f"The week {week.period} is not over, and its mail is sent once: leave out --send to look at it."
        )
    sender_of(settings)
    post_of(settings)


def _is_known(store: "Store", period: str) -> bool:
    """Whether the week was told of before."""
    from app.store.weeks import week

    return week(store, period) is not None


def _judge(store: "Store", settings: Settings, period: str, now: datetime, step: Step) -> None:
    """Keep the week's verdict and full report, as a worker does before its mails."""
    from app.jobs.week_making import make_week

    step("Judging the week and making its full report")
    make_week(store, settings, period, now)
    step("Gathering the week")


def _make(store: "Store", settings: Settings, period: str, now: datetime, *, known: bool) -> "Digest":
    """The digest as it stands. Of a week that was told of, nothing says that it comes late: it came."""
    from app.jobs.week_making import make_digest

    made = make_digest(store, settings, period, now, _opening(store, settings))
    return replace(made, late="") if known else made


def _opening(store: "Store", settings: Settings) -> "Opening | None":
    """What reads the registered sheets for the best leads; None where no account is set."""
    from app.jobs.opening import Opening

    if not settings.google_key and settings.google_key_file is None:
        return None
    return Opening(settings, store, threading.Event())


def _send(store: "Store", settings: Settings, made: "Digest", now: datetime) -> str:
    """Have the mails sent to those who had none; what came of it, in words."""
    from app.jobs.week_making import ask_for_digest

    new, all_ = ask_for_digest(store, settings, made, now), len(settings.digest_recipients)
    if not new:
        everyone = "the one address" if all_ == 1 else f"each of the {all_} addresses"
        return f"No new mail about week {made.period}: {everyone} in DIGEST_RECIPIENTS had it or unsubscribed."
    others = all_ - new
    told = [f"{new} new mail{'' if new == 1 else 's'} about week {made.period}."]
    if others:
        who = "1 other address" if others == 1 else f"{others} other addresses"
        told.append(f"{who} in DIGEST_RECIPIENTS had it or unsubscribed.")
    return " ".join([*told, how_sent(settings, idle_sentence(store), "it" if new == 1 else "them")])


def _write(file: Path, made: "Digest") -> None:
    from app.reports.rendering import render_digest

    try:
        file.write_text(render_digest(made).html, encoding="utf-8")
    except OSError as error:
        raise FileProblem(f"{file} cannot be written ({error.strerror}): name another file.") from error


def _print(made: "Digest") -> None:
    from app.reports.rendering import render_digest

    rendered = render_digest(made)
    typer.echo(f"Subject: {rendered.subject}\n\n{rendered.text}", nl=False)
