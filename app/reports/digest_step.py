"""The one next step of the week, from all of its facts: what stands still, then what moved, then whom to write to."""

from dataclasses import dataclass
from enum import StrEnum

from app.reports.departures import What
from app.reports.digest import BestLead, BestOfSheet, Digest
from app.reports.digest_cleaning import link, name, one_line, sentence
from app.reports.drift_words import percent
from app.reports.verdict import Finding, Overall
from app.scoring.verdict import NOT_ENGAGED
from app.scoring.wording import counted


class Urgency(StrEnum):
    """Whether anybody has to do something."""

    MUST = "Somebody must act"
    LOOK = "Worth a look"
    NONE = "Nobody needs to mend anything"


@dataclass(frozen=True)
class Step:
    """What to do next, in a sentence or two; `url` leads to where, "" if nowhere, under `url_words`."""

    urgency: Urgency
    words: str
    url: str = ""
    url_words: str = ""


def next_step(digest: Digest) -> Step:
    """The step that matters most: paused sheet, failed run, act, look, no verdict, stuck mail, best lead."""
    found = digest.verdict
    if digest.paused:
        return _paused(digest)
    if digest.volume.failed:
        return _failed(digest)
    if found is not None and found.findings and found.overall is Overall.ACT:
        return Step(Urgency.MUST, checking(found.findings[0]), link(digest.report_url), "Open the full report")
    if found is not None and found.findings and found.overall is Overall.LOOK:
        return Step(Urgency.LOOK, checking(found.findings[0]), link(digest.report_url), "Open the full report")
    if found is None and digest.volume.leads:
        words = "Mend what keeps the verdict away, as said above: until then nobody is told when leads change."
        return Step(Urgency.LOOK, words)
    if digest.stuck:
        return _stuck(digest)
    best = best_of_all(digest)
    if best is not None:
        sheet, lead = best
        where = f"row {lead.row} of {sheet_words(sheet.document, sheet.tab)}"
        words = f"Write to the best new lead: {where}, {percent(lead.score)}."
        return Step(Urgency.NONE, words, link(lead.link), "Open the row")
    if not digest.volume.leads:
        words = "Nothing to do. If you expected leads, check that they are in a sheet that is scored."
        return Step(Urgency.NONE, words)
    return Step(Urgency.NONE, "Nothing to do this week.")


def sheet_words(document: str, tab: str) -> str:
    """`“Leads 2026”, tab “Contacts”`."""
    return f"“{name(document)}”, tab “{name(tab)}”"


def best_of_all(digest: Digest) -> tuple[BestOfSheet, BestLead] | None:
    """The new lead with the highest score, and its sheet; the first of equals. None where none is called engaged."""
    engaged = [(sheet, lead) for sheet in digest.best for lead in sheet.leads if lead.label != NOT_ENGAGED]
    return max(engaged, key=lambda pair: pair[1].score, default=None)


def _paused(digest: Digest) -> Step:
    first = digest.paused[0]
    words = f"Mend {sheet_words(first.document, first.tab)}, and resume it: it is paused and scores nothing."
    return Step(Urgency.MUST, f"{words} {sentence(first.why)}".rstrip() + _others(len(digest.paused), "sheet"))


def _failed(digest: Digest) -> Step:
    first = max(digest.volume.failed, key=lambda one: one.last)
    times = "once" if first.times == 1 else f"{first.times:,} times"
    words = f"Look at {sheet_words(first.document, first.tab)}: its runs failed {times}."
    return Step(
        Urgency.MUST, f"{words} {sentence(first.sentence)}".rstrip() + _others(len(digest.volume.failed), "sheet")
    )


def _others(count: int, what: str) -> str:
    return "" if count < 2 else f" Below: {counted(count - 1, f'more {what}')}."


def _stuck(digest: Digest) -> Step:
    first = digest.stuck[0]
    mail = f"{one_line(first.report, 40)} for {one_line(first.period, 40)}"
    cut_off = "its sending was cut off, and it is not sent again by itself"
    words = f"Ask {name(first.recipient)} whether the mail “{mail}” came: {cut_off}."
    return Step(Urgency.LOOK, words + _others(len(digest.stuck), "mail"))


def checking(finding: Finding) -> str:
    """What to check first when this moved."""
    title = one_line(finding.title, 60)
    match finding.what:
        case What.BLANKS if finding.name is not None:
            column = f"Check the column for {title} in your sheets"
            return f"{column}: is it still there under its name, and still filled by its source?"
        case What.UNKNOWN:
            return f"Check the column for {title} in your sheets: has its source renamed its categories?"
        case What.VALUES:
            return f"Check where the new leads come from: in {title} they are unlike those the model learned from."
        case What.VOLUME:
            return "Check whether every list was scored, and each only once."
        case _:
            return "Check the scores of a few leads you know well before you trust high and low as before."
