"""Mails about one sheet at the moment something happens to its schedule: what, what to do next, and what is safe."""

from dataclasses import dataclass

from app.reports import digest_cleaning as clean
from app.reports.digest_step import sheet_words
from app.reports.digest_words import LONGEST_SUBJECT, Tone
from app.reports.rendering import Rendered, render

_SAFE = (
    "Nothing was lost: what is in the sheet stays as it is, and leads without a score get one from the next good run."
)


@dataclass(frozen=True)
class Notice:
    """A notice as both of its versions show it; `mark` and `word` say without colour what `tone` looks like."""

    subject: str
    word: str
    mark: str
    tone: Tone
    headline: str
    why: str
    next: tuple[str, ...]
    safe: str
    url: str
    note: str


def paused_notice(document: str, tab: str, url: str, why: str, times: int) -> Rendered:
    """A sheet's schedule stands still after `times` failed runs in a row; `why` is the last error's sentence."""
    after = "a failed run" if times == 1 else f"{times:,} failed runs in a row"
    return _rendered(
        Notice(
            subject=_subject("paused", document),
            word="Paused",
            mark="▲",
            tone=Tone.ACT,
            headline=f"The scoring of {sheet_words(document, tab)} is paused after {after}.",
            why=clean.sentence(why),
            next=(
                "Mend what the sentence above names.",
                "Then resume it (python -m app sheets resume): until then its new leads get no score.",
            ),
            safe=_SAFE,
            url=clean.link(url),
            note="",
        )
    )


def failed_notice(document: str, tab: str, url: str, run: str, sentence: str, next_try: str) -> Rendered:
    """A scheduled run failed.

    `run` is its name and `sentence` its error; `next_try` says when it is tried again (`today at 12:00`), "" if never.
    """
    when = clean.one_line(next_try, clean.NAME).rstrip(".")
    again = f"It is tried again {when}." if when else "It is not tried again by itself."
    return _rendered(
        Notice(
            subject=_subject("a run failed", document),
            word="Run failed",
            mark="◆",
            tone=Tone.LOOK,
            headline=f"A scheduled run of {sheet_words(document, tab)} failed.",
            why=clean.sentence(sentence),
            next=(again, "If the sentence above names something to mend, mend it before; else there is nothing to do."),
            safe=_SAFE,
            url=clean.link(url),
            note=f"Run {clean.one_line(run, 40)}." if run.strip() else "",
        )
    )


def _subject(what: str, document: str) -> str:
    return clean.one_line(f"Lead scoring: {what} - {clean.name(document)}", LONGEST_SUBJECT)


def _rendered(notice: Notice) -> Rendered:
    return render("notice", notice.subject, f"{notice.why} {notice.next[0]}", {"page": notice})
