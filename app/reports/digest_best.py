"""The best new leads of each sheet as the mail shows them: no more rows in all than fit into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.digest import MOST_LEADS, BestLead, BestOfSheet
from app.reports.digest_cleaning import NAME, REASONS, link, one_line, sentence
from app.reports.digest_step import sheet_words
from app.reports.drift_words import percent
from app.scoring.wording import counted


@dataclass(frozen=True)
class LeadRow:
    """A lead: its score and what it is called (`engaged, high confidence`), its row and reasons; `name` mostly ""."""

    score: str
    row: str
    url: str
    name: str
    call: str
    reasons: str


@dataclass(frozen=True)
class BestSheet:
    """A sheet's best new leads; `note` says how many are new, or why none is shown."""

    title: str
    note: str
    rows: tuple[LeadRow, ...]


def best_sheets(sheets: Sequence[BestOfSheet], most_sheets: int, most_rows: int) -> tuple[tuple[BestSheet, ...], str]:
    """The sheets with at most `most_rows` leads in all; and how many sheets are not shown, in words, or ""."""
    shown = sheets[:most_sheets]
    rows = _shared([min(len(sheet.leads), MOST_LEADS) for sheet in shown], most_rows)
    more = len(sheets) - len(shown)
    words = f"{counted(more, 'more sheet')} not shown here." if more > 0 else ""
    return tuple(_sheet(sheet, most) for sheet, most in zip(shown, rows, strict=True)), words


def _shared(have: Sequence[int], most_rows: int) -> list[int]:
    """How many rows each sheet gets: one after the other gets one more while there is room and it has more."""
    rows = [0] * len(have)
    for turn in range(MOST_LEADS):
        for at, leads in enumerate(have):
            if turn < leads and sum(rows) < most_rows:
                rows[at] += 1
    return rows


def _sheet(sheet: BestOfSheet, most: int) -> BestSheet:
    rows = tuple(_lead(lead) for lead in sheet.leads[:most])
    return BestSheet(sheet_words(sheet.document, sheet.tab), _note(sheet, len(rows)), rows)


def _note(sheet: BestOfSheet, shown: int) -> str:
    new = counted(sheet.new, "new lead")
    if not sheet.leads:
        return sentence(sheet.sentence) or ("No new lead." if not sheet.new else f"{new}, none to show.")
    if not shown:
        return f"{new}, not shown here for want of room."
    if sheet.new <= shown:
        return new
    wanting = min(len(sheet.leads), MOST_LEADS) - shown
    room = f"; {wanting:,} more for want of room in the sheet alone" if wanting > 0 else ""
    return f"{new}, the best {shown:,}{room}"


def _lead(lead: BestLead) -> LeadRow:
    label = one_line(lead.label, 30).replace("_", " ")
    confidence = one_line(lead.confidence, 20)
    return LeadRow(
        score=percent(lead.score),
        row=f"Row {lead.row}",
        url=link(lead.link),
        name=one_line(lead.name, NAME),
        call=", ".join(filter(None, [label, f"{confidence} confidence" if confidence else ""])),
        reasons=one_line(lead.reasons, REASONS),
    )
