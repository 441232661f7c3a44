"""The program of the full report: `python -m app.jobs.evidently_page INPUT.json PAGE.html`, started by full_report.py.

It makes Evidently judge each column by the smallest effects of our own rule, for its defaults call "dataset drift" in
most weeks of most lists; and it puts a banner on top that says whose word counts.
"""

import os
import sys
import warnings
from html import escape
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from app.jobs.full_report import NOT_INSTALLED, NOTHING_TO_COMPARE, PageInput
from app.reports.comparing import Shift, categories_moved, numbers_moved
from app.reports.departures import LARGEST_Q, SMALLEST_GAP, SMALLEST_SHARE
from app.scoring.compiled_cells import Fact

# Also where the page is opened from a disk: it holds all it needs, and may ask nobody for more.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
)
_BANNER = """
<div style="font: 15px/1.5 Arial, sans-serif; color: #1f2328; background: #eef3f8; border-left: 6px solid #2f6f9f;
 padding: 16px 24px; margin: 16px 24px">
<div style="font-size: 20px; font-weight: bold">Leadsheet: full drift report of {period}</div>
<p style="font-size: 17px; margin: 8px 0"><b>{verdict}</b></p>
<p style="margin: 8px 0">This is the detail view. The verdict above, which the weekly mail tells, is made by the rule in
docs/monitoring.md: that also watches blank cells, weighs fields by their importance and knows your usual weeks.
“Detected” below says only that a column moved by at least that rule’s smallest effect ({gap:.2f}, a share
{share:.2f}), more than chance among all columns explains; “dataset drift” that at least one column did.</p>
<p style="margin: 8px 0">{leads:,} leads of the week against {training_leads:,} rows rebuilt from the statistics of the
model’s training leads. Numbers stand at the middle of those statistics’ bins, categories of fewer than five leads
together as “rare”; of profile summaries only the length is known, of skills the number. The rows of every column are
shuffled, so no lead can be put together again, and charts along an index say nothing.
Blank cells are left out.{left_out}</p>
<details><summary style="cursor: pointer">Blank cells, column by column</summary>
<table style="border-collapse: collapse; margin-top: 8px"><tr>{head}</tr>{rows}</table></details>
</div>
"""
_CELL = "<t{kind} style='text-align: {side}; padding: 2px 16px 2px 0'>{text}</t{kind}>"


def main(source: Path, page: Path) -> int:
    """Read the input, write the page; the exit code."""
    os.nice(10)  # a service answers on the same machine
    given = msgspec.json.decode(source.read_bytes(), type=PageInput)
    columns = comparable(given)
    if not columns:
        return NOTHING_TO_COMPARE
    try:
        html = _evidently(given, columns)
    except ImportError:
        return NOT_INSTALLED
    page.write_text(with_banner(html, given, columns), encoding="utf-8")
    return 0


def comparable(given: PageInput) -> list[str]:
    """The columns that can be compared: of several bins, and known of some leads in both samples."""
    return [
        name
        for name in given.names
        if name not in given.single and all(_known(sample[name]) for sample in (given.reference, given.week))
    ]


def with_banner(html: str, given: PageInput, columns: list[str]) -> str:
    """Evidently's page with a title, a policy and our banner. Raises ValueError for what is no page of Evidently's."""
    if html.count("<head>") != 1 or html.count("<body>") != 1:
        raise ValueError("not a page with one head and one body")
    head = f'<head><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    title = f"<title>Leadsheet: full drift report of {escape(given.period)}</title>"
    return html.replace("<head>", head + title, 1).replace("<body>", "<body>" + _banner(given, columns), 1)


def _banner(given: PageInput, columns: list[str]) -> str:
    left = [title for name, title in given.names.items() if name not in columns]
    return _BANNER.format(
        period=escape(given.period),
        verdict=escape(given.verdict),
        gap=SMALLEST_GAP,
        share=SMALLEST_SHARE,
        leads=given.leads,
        training_leads=given.training_leads,
        left_out=f" Nothing to compare in: {escape(', '.join(left))}." if left else "",
        head="".join(_cell("h", text) for text in ("Column", "Training leads", "This week")),
        rows="".join(map(_blanks, [given] * len(given.names), given.names)),
    )


def _blanks(given: PageInput, name: str) -> str:
    shares = [1 - _known(sample[name]) / len(sample[name]) for sample in (given.reference, given.week)]
    cells = [given.names[name], *(f"{share:.0%}" for share in shares)]
    return f"<tr>{''.join(_cell('d', cell) for cell in cells)}</tr>"


def _cell(kind: str, text: str) -> str:
    return _CELL.format(kind=kind, side="right" if text.endswith("%") else "left", text=escape(text))


def _known(column: list[Fact]) -> int:
    return sum(fact is not None for fact in column)


def _evidently(given: PageInput, columns: list[str]) -> str:
    """Evidently's page. Raises ImportError where it is not installed, or not with these versions of its parts."""
    warnings.simplefilter("ignore")
    import pandas as pd
    from evidently import DataDefinition, Dataset, Report
    from evidently.legacy.calculations.stattests import StatTest, register_stattest
    from evidently.legacy.core import ColumnType
    from evidently.presets import DataDriftPreset

    gap = StatTest("leadsheet_gap", "largest gap of cumulative shares", [ColumnType.Numerical], SMALLEST_GAP)
    share = StatTest("leadsheet_share", "largest change of a share", [ColumnType.Categorical], SMALLEST_SHARE)
    largest_p = LARGEST_Q / len(columns)  # Bonferroni: the page knows neither weights nor the other comparisons
    register_stattest(gap, lambda old, new, _, least: _judged(_numbers(old, new), least, largest_p))
    register_stattest(share, lambda old, new, _, least: _judged(_categories(old, new), least, largest_p))
    titles = {given.names[name]: name for name in columns}
    numbers = [title for title, name in titles.items() if name in given.numbers]
    definition = DataDefinition(
        numerical_columns=numbers, categorical_columns=[title for title in titles if title not in numbers]
    )
    frames = [
        pd.DataFrame(
            {
                title: pd.Series(sample[name], dtype=np.float64 if title in numbers else object)
                for title, name in titles.items()
            }
        )
        for sample in (given.week, given.reference)
    ]
    preset = DataDriftPreset(
        columns=list(titles),
        num_method=gap,
        cat_method=share,
        num_threshold=SMALLEST_GAP,
        cat_threshold=SMALLEST_SHARE,
        drift_share=1 / len(columns),
        include_tests=False,
    )
    week, reference = (Dataset.from_pandas(frame, definition) for frame in frames)
    return str(Report([preset]).run(week, reference).get_html_str(as_iframe=False))


def _judged(shift: Shift | None, least: float, largest_p: float) -> tuple[float, bool]:
    """The drift score and whether it counts, as Evidently wants them."""
    if shift is None:
        return 0.0, False
    return shift.effect, shift.effect >= least and shift.p < largest_p


def _numbers(old: Any, new: Any) -> Shift | None:
    places = np.union1d(old, new)
    before, after = ([int((column == place).sum()) for place in places] for column in (old, new))
    return numbers_moved(before, after)


def _categories(old: Any, new: Any) -> Shift | None:
    named = list(old.unique())
    before, after = ([int((column == name).sum()) for name in named] for column in (old, new))
    return categories_moved([*before, 0], [*after, int((~new.isin(named)).sum())])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
