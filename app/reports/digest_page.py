"""The weekly mail as both of its versions show it: every text cleaned and cut, every list bounded.

The HTML and the text version are filled from one `Page`, which is why they cannot say different numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.reports.digest import Digest, FailedRun, Outcomes, StuckMail
from app.reports.digest_best import BestSheet, best_sheets
from app.reports.digest_changes import Band, Change, bands, bands_note, change_notes, changes, width
from app.reports.digest_cleaning import link, name, one_line, sentence
from app.reports.digest_step import Step, next_step, sheet_words
from app.reports.digest_words import Status, Tile, dates, headline, moment, status, subject, tiles, week_words
from app.reports.drift_words import percent

FEW_OUTCOMES = 10  # fewer say little: of 9 known, one more or less moves the share by 11 points


class Room(NamedTuple):
    """How much is shown: sheets, rows of best leads in all, items of every other list."""

    sheets: int
    rows: int
    items: int


@dataclass(frozen=True)
class Item:
    """A line with a title; `share` is a bar's width in percent, None for no bar."""

    title: str
    words: str
    share: int | None = None


@dataclass(frozen=True)
class Listing:
    """A heading, its items, and how many more there are, in words; "" if none."""

    heading: str
    items: tuple[Item, ...]
    more: str


@dataclass(frozen=True)
class Page:
    """All that the mail shows, in its order."""

    subject: str
    week: str
    dates: str
    status: Status
    headline: str
    step: Step
    late: str
    tiles: tuple[Tile, ...]
    troubles: tuple[Listing, ...]
    changes: tuple[Change, ...]
    change_notes: tuple[str, ...]
    bands: tuple[Band, ...]
    bands_note: str
    best: tuple[BestSheet, ...]
    best_more: str
    outcomes: Listing | None
    report_url: str
    report_note: str
    unsubscribe_url: str


def page(digest: Digest, room: Room) -> Page:
    """The mail as far as there is room; what is not shown is counted."""
    found = digest.verdict
    best, best_more = best_sheets(digest.best, room.sheets, room.rows)
    url = link(digest.report_url)
    return Page(
        subject=subject(digest),
        week=week_words(digest.period),
        dates=dates(digest.begin, digest.end),
        status=status(digest),
        headline=headline(digest),
        step=next_step(digest),
        late=sentence(digest.late),
        tiles=tiles(digest.volume),
        troubles=_troubles(digest, room.items),
        changes=changes(found) if found else (),
        change_notes=change_notes(found) if found and digest.volume.leads else (),
        bands=bands(found) if found and digest.volume.leads else (),
        bands_note=bands_note(found) if found else "",
        best=best,
        best_more=best_more,
        outcomes=_listing("Outcomes of the best leads", [_outcome(one) for one in digest.outcomes], room.items),
        report_url=url,
        report_note="" if url else sentence(digest.report_note),
        unsubscribe_url=link(digest.unsubscribe_url),
    )


def _listing(heading: str, items: Sequence[Item], most: int) -> Listing | None:
    if not items:
        return None
    more = len(items) - most
    return Listing(heading, tuple(items[:most]), f"{more:,} more not shown here." if more > 0 else "")


def _troubles(digest: Digest, most: int) -> tuple[Listing, ...]:
    zone = digest.begin.tzinfo
    failed = sorted(digest.volume.failed, key=lambda one: one.last, reverse=True)
    paused = [Item(sheet_words(one.document, one.tab), sentence(one.why)) for one in digest.paused]
    lists = [
        _listing("Paused sheets", paused, most),
        _listing("Failed runs", [_failed(one, moment(one.last.astimezone(zone))) for one in failed], most),
        _listing("Mails that may not have been sent", [_stuck(one) for one in digest.stuck], most),
    ]
    return tuple(one for one in lists if one is not None)


def _failed(run: FailedRun, last: str) -> Item:
    times = f"Failed on {last}." if run.times == 1 else f"Failed {run.times:,} times, last on {last}."
    return Item(sheet_words(run.document, run.tab), f"{times} {sentence(run.sentence)}".rstrip())


def _stuck(mail: StuckMail) -> Item:
    title = f"{one_line(mail.report, 40)} for {one_line(mail.period, 40)}"
    return Item(title, f"To {name(mail.recipient)}: its sending was cut off. It is not sent again by itself.")


def _outcome(one: Outcomes) -> Item:
    title = f"{sheet_words(one.document, one.tab)}, column “{name(one.column)}”"
    if one.known <= 0:
        return Item(title, f"None of the {one.top:,} best leads has a known outcome yet.")
    share = one.positive / one.known
    known = f"{one.positive:,} of {one.known:,} known outcomes positive ({percent(share)})"
    words = f"{known}, among the {one.top:,} best leads."
    few = " Too few to mean much." if one.known < FEW_OUTCOMES else ""
    return Item(title, words + few, width(share))
