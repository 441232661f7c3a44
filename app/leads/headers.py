"""A header row and sample rows -> which column feeds which field, how sure that is, and why. Decides only.

Each header is first read on its own (header_meaning.py), then beside its values (column_evidence.py) and its
neighbours, then against the other columns that could feed the same field. Nothing is guessed silently: every column
comes back with its use and the reason.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.leads import column_evidence
from app.leads.column_evidence import Evidence
from app.leads.companies import OWNERLESS, of_companies
from app.leads.fields import FIELD, FIELD_NAMES, Kind
from app.leads.header_map import Certainty, Column, HeaderMap, Use
from app.leads.header_meaning import Meaning, Part, Strength, meaning_of
from app.leads.header_phrases import header_words, phrase_of
from app.leads.identity import find_identity
from app.leads.lexicon import Concept
from app.leads.rivals import settle_rivals


def map_headers(
    header: Sequence[str],
    rows: Sequence[Sequence[object]] = (),
    ours: Collection[int] = (),
    overrule: Mapping[int, str | None] | None = None,
    naming: Collection[int] = (),
) -> HeaderMap:
    """Say which column feeds which field.

    `header` holds a text a column (blank where there is none), `rows` sample rows of raw cells (some hundred are
    enough; shorter rows are read as blank at the end), `ours` the columns that we wrote ourselves, `overrule` a
    person's own choice: column index -> field name, or None to drop the column. An overruled column names no row,
    except those in `naming`.
    """
    chosen = overrule or {}
    cells = [[row[at] if at < len(row) else None for row in rows] for at in range(len(header))]
    columns = [_read_alone(at, name, cells[at]) for at, name in enumerate(header)]
    columns = _settle_states(columns, header)
    if of_companies(columns, cells, chosen):
        columns = [_of_company(column) for column in columns]
    columns = _settle_descriptions(columns)
    columns = [_overruled(column, chosen, ours) for column in columns]
    columns = _without_replaced(columns, chosen)
    for field in FIELD_NAMES:
        columns = settle_rivals(columns, field)
    skip = {column.index for column in columns if column.use is Use.OURS} | (set(chosen) - set(naming))
    return HeaderMap(tuple(columns), find_identity(header, cells, skip))


# A cell of these that cannot be read is counted in the report, so a plain name is believed against its values.
_COUNTED_WHEN_REFUSED = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.YEAR, Kind.SIZE, Kind.CHOICE})


def _read_alone(at: int, name: str, cells: Sequence[object]) -> Column:
    """One column by its name and its values."""
    meaning = meaning_of(name)
    plain = Column(at, name, Use.UNUSED, meaning.why, strength=meaning.strength, part=meaning.part)
    if meaning.outcome:
        return replace(plain, use=Use.OUTCOME)
    if meaning.strength is not Strength.EXACT and column_evidence.tells_outcomes(cells):
        return replace(plain, use=Use.OUTCOME, why="its values tell what became of the lead")
    if meaning.field is None:
        return _by_values(plain, meaning, cells)
    return _beside_values(plain, meaning, meaning.field, cells)


def _beside_values(plain: Column, meaning: Meaning, field: str, cells: Sequence[object]) -> Column:
    said = column_evidence.evidence(field, cells, weak=bool(meaning.doubt) or meaning.strength is Strength.WEAK)
    readable = FIELD[field].kind in _COUNTED_WHEN_REFUSED and meaning.strength >= Strength.STRONG
    if said is Evidence.CONTRADICT and not readable:
        title = FIELD[field].title
        return replace(plain, use=Use.AMBIGUOUS, field=field, why=f"its name says {title}, its values do not")
    # A column of full dates named "Created" is about the record; bare years are a company's.
    doubted = said is not Evidence.AGREE or (field == "companyfoundedon" and not column_evidence.bare_years(cells))
    if readable and said is not Evidence.AGREE and column_evidence.none_reads(field, cells):
        why = f"none of its cells can be read as {FIELD[field].title}"
        return replace(plain, use=Use.AMBIGUOUS, field=field, why=why)
    if meaning.doubt and doubted:
        return replace(plain, use=Use.AMBIGUOUS, field=field, why=meaning.doubt)
    sure = meaning.strength >= Strength.STRONG and not meaning.doubt
    why = meaning.why + (", and its values agree" if said is Evidence.AGREE else "")
    strength = max(meaning.strength, _agreed(field)) if said is Evidence.AGREE else meaning.strength
    if said is Evidence.CONTRADICT:
        sure, why = False, meaning.why + ", though few of its values do"
    certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
    return replace(plain, use=Use.FIELD, field=field, why=why, certainty=certainty, strength=strength)


def _agreed(field: str) -> Strength:
    """How well a name says its field, at the least, where values agree. Headlines, too, are made of titles' words."""
    if field == "jobtitle":
        return Strength.WEAK
    return Strength.FAIR if FIELD[field].kind is Kind.PLACE else Strength.STRONG


def _by_values(plain: Column, meaning: Meaning, cells: Sequence[object]) -> Column:
    """A name that says nothing (blank, `Column 7`, a language we do not know) may hold values that do."""
    phrase = phrase_of(plain.header)
    if phrase.concepts - {Concept.NEUTRAL, Concept.COMPANY, Concept.PERSON, Concept.LEAD, Concept.COUNT, Concept.RANGE}:
        return plain
    field = column_evidence.field_by_values(cells)
    if field is None:
        return plain
    return replace(
        plain,
        use=Use.FIELD,
        field=field,
        why=f"its values are {FIELD[field].title} values",
        certainty=Certainty.LIKELY,
        strength=Strength.WEAK,
    )


_GEOGRAPHIC = (Concept.CITY, Concept.COUNTRY, Concept.REGION, Concept.STREET, Concept.ADDRESS)


def _settle_states(columns: list[Column], header: Sequence[str]) -> list[Column]:
    """`State` is a region beside City or Country, the state of a lead in a campaign tool's export."""
    has_status = any(
        column.use is Use.OUTCOME
        and {"status", "statut", "stage", "etape", "etapa", "fase"} & set(header_words(column.header))
        and not phrase_of(column.header).says(Concept.EMAIL)
        for column in columns
    )
    settled = []
    for column in columns:
        doubtful = column.use is Use.AMBIGUOUS and phrase_of(column.header).says(Concept.STATE)
        if not doubtful or column.field not in {"location", "companylocation"}:
            settled.append(column)
            continue
        beside = [phrase_of(header[at]) for at in (column.index - 1, column.index + 1) if 0 <= at < len(header)]
        if any(phrase.says(*_GEOGRAPHIC) for phrase in beside):
            settled.append(replace(column, use=Use.FIELD, why="a region: it stands beside a place"))
        elif has_status:
            why = "a region: another column already tells the lead's status"
            settled.append(replace(column, use=Use.FIELD, why=why, certainty=Certainty.LIKELY))
        else:
            settled.append(column)
    return settled


def _of_company(column: Column) -> Column:
    """A column of a table that tells of companies alone."""
    field = column.field if column.use in (Use.FIELD, Use.AMBIGUOUS) else None
    if field in OWNERLESS:
        field = OWNERLESS[field]
        return replace(column, field=field, why=f"its name says {FIELD[field].title}: the table is of companies")
    if field in {"summary", "jobtitle"}:
        return replace(column, use=Use.UNUSED, field=None, why="about the company, not the person")
    return column


def _settle_descriptions(columns: list[Column]) -> list[Column]:
    """A bare `Description` is anybody's beside a text about a company, its site or what it sells."""
    phrases = [phrase_of(column.header) for column in columns]
    texts = [phrase.says(Concept.DESCRIPTION, Concept.SUMMARY) for phrase in phrases]
    if not any(text and not column.field for text, column in zip(texts, columns, strict=True)):
        return columns
    return [
        replace(column, use=Use.AMBIGUOUS, why="it may describe the company")
        if column.feeds == "summary" and phrase.says(Concept.DESCRIPTION) and not phrase.says(Concept.SUMMARY)
        else column
        for column, phrase in zip(columns, phrases, strict=True)
    ]


def _overruled(column: Column, chosen: Mapping[int, str | None], ours: Collection[int]) -> Column:
    if column.index in chosen:
        field = chosen[column.index]
        if field is None:
            return replace(column, use=Use.UNUSED, field=None, why="you left it out")
        part = (column.part or Part.WHOLE) if field in {"location", "companylocation"} else None
        return replace(
            column,
            use=Use.FIELD,
            field=field,
            part=part,
            why="you said so",
            certainty=Certainty.CERTAIN,
            strength=Strength.EXACT,
        )
    if column.index in ours:
        return replace(column, use=Use.OURS, field=None, why="written by Leadsheet")
    return column


def _without_replaced(columns: list[Column], chosen: Mapping[int, str | None]) -> list[Column]:
    """Where a person chose the column for a field, no other column feeds it."""
    given = {field for field in chosen.values() if field is not None}
    return [
        replace(column, use=Use.UNUSED, field=None, why=f"you gave another column for {FIELD[column.field].title}")
        if column.feeds in given and column.field is not None and column.index not in chosen
        else column
        for column in columns
    ]
