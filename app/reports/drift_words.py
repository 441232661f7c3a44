"""Departures in words people use: `blanks 4 % -> 31 %`, `median 2015 -> 2009`, `“11-50” 22 % -> 48 %`."""

import math

from app.leads.fields import FIELD, Kind
from app.reports.departures import Baseline, Departure, Samples, What
from app.reports.tally import FieldTally, Tally
from app.scoring.reference import Histogram, Shares
from app.scoring.wording import shortened

# Below it the words would point at single leads of the log.
_FEWEST_NAMED = 5

# Of a text its length is logged, of a list how many items it has.
_MEASURED = {"summary": (" length", " characters"), "skills": (" number", "")}

Change = tuple[str, str, str]


def percent(share: float) -> str:
    """`4 %`; what is neither none nor all is not called so."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def change_of(departure: Departure, given: Samples) -> Change:
    """What it was that moved, and how it was before and after: `blanks`, `4 %`, `31 %`."""
    shares = percent(departure.shift.before), percent(departure.shift.after)
    subject = departure.subject
    if subject.what is What.BLANKS:
        where = f" where {FIELD[subject.beside].title} is known" if subject.beside else ""
        return f"blanks{where}", *shares
    if subject.field is None:
        training = given.reference.plain_scores if given.plain else given.reference.scores
        medians = training.values.median, given.this.scored.median
        return _number_moved(departure, training.values, medians, ".2f")
    counted = given.this.fields[subject.field]
    if subject.what is What.UNKNOWN:
        return f"rare or unknown categories{_mostly(counted)}", *shares
    values = given.reference.fields[subject.field].values
    if isinstance(values, Histogram):
        return _number_moved(departure, values, (values.median, counted.median), _format(subject.field))
    return _category(departure, values), *shares


def _number_moved(
    departure: Departure, values: Histogram, medians: tuple[float | None, float | None], spec: str
) -> Change:
    """By the medians where they show it, else by the share of leads over the point where the two differ most."""
    of, unit = _MEASURED.get(departure.subject.field or "", ("", ""))
    if medians[0] is not None and medians[1] is not None:
        before, after = (format(number, spec) for number in medians)
        if before != after:
            return f"median{of}", before, f"{after}{unit}"
    edge = values.edges[departure.shift.place]
    point = format(math.floor(edge), spec) if spec in {".0f", ",.0f"} else format(edge, ".2g")
    return f"over {point}{unit}", percent(1 - departure.shift.before), percent(1 - departure.shift.after)


def _format(name: str) -> str:
    match FIELD[name].kind:
        case Kind.YEAR | Kind.INTEGER:
            return ".0f"
        case Kind.NUMBER:
            return ".2f"
        case _:
            return ",.0f"


def _category(departure: Departure, values: Shares) -> str:
    if 0 <= departure.shift.place < len(values.counts):
        return quoted(list(values.counts)[departure.shift.place])
    return "less common categories"


def quoted(category: str) -> str:
    """A category as a log has it, in quotation marks; of a place known by its country alone, the country's code."""
    country = category.removeprefix("country ")
    said = country.upper() if country != category else category.replace(",", ", ") if _codes(category) else category
    return f"“{shortened(said)}”"


def _codes(category: str) -> bool:
    return "," in category and ", " not in category and all(len(code) <= 5 for code in category.split(","))


def _mostly(counted: FieldTally) -> str:
    commonest = counted.unknown
    return f" (mostly {quoted(commonest[0])})" if commonest and commonest[1] >= _FEWEST_NAMED else ""


def why_of(departure: Departure, importance: float) -> str:
    """Why it matters, as one sentence or two."""
    subject = departure.subject
    if subject.field is None:
        return "Scores stand on all fields together: more or fewer leads are now called high or low for other reasons."
    title = FIELD[subject.field].title
    weight = f"{percent(importance)} of what moves scores comes from {title}."
    match subject.what:
        case What.BLANKS if departure.shift.after > departure.shift.before:
            return f"{weight} Where it is blank a lead is scored from its other fields alone."
        case What.BLANKS:
            return f"{weight} It now counts for leads that were scored without it before."
        case What.UNKNOWN:
            return f"{weight} Of categories that it hardly met the model knows little: they count as average."
        case _:
            return f"{weight} The model is less sure of leads unlike those it learned from."


def absent_sentence(names: tuple[str, ...], importance: float) -> str:
    """Which fields no sheet has, said once for all of them; empty if there are none."""
    if not names:
        return ""
    titles = [FIELD[name].title for name in names]
    listed = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    would = "would come from it" if len(titles) == 1 else "would come from them"
    return f"Not in your sheets: {listed}. {percent(importance)} of what moves scores {would}."


def baseline_words(baseline: Baseline, weeks: int) -> str:
    """What the figure before stands for."""
    return f"your {weeks} weeks before" if baseline is Baseline.USUAL else "the leads the model learned from"


def blank_share(tally: Tally, absent: tuple[str, ...]) -> float:
    """The share of blank cells among the fields that the sheets have."""
    fields = [field for name, field in tally.fields.items() if name not in absent]
    return sum(field.missing for field in fields) / (tally.leads * len(fields)) if fields and tally.leads else 0.0
