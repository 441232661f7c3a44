"""Invented tables whose header stands below title rows, or is in a language that nobody here knows."""

from hypothesis import strategies as st

from app.tables.cells import Cell
from tests.leads.export_rows import UNSEEN

HEADERS = {tool: [part.strip().split("=")[0].rstrip("!") for part in row.split("|")] for tool, row in UNSEEN.items()}

# Row 3 is the header. The first row has two cells, which made it the header once.
TITLED: list[list[str]] = [
    ["Prospects autumn", "", "", "Batch 01", ""],
    ["Animal clinics", "", "", "", ""],
    ["Clinic", "Website", "Address", "Job Title", "Email"],
    ["Green Paw", "https://greenpaw.example", "4 Oak Lane - Riverton", "Owner", "kim@greenpaw.example"],
    ["Hill Vets", "https://hillvets.example", "9 Mill Road - Riverton", "Practice Manager", "lee@hillvets.example"],
]

_WORDS = """Prospects autumn|Batch 01|Exported on|Exported by|3 May|Confidential|Ana Smith|Q3|v2|Report by Sales|Owner
    |All|Total|Filter|equals|Country|France|Industry: Software|Status|Open|Lead list|Company|Marketing|Draft, not sent
    |Sales pipeline 2026|Leads by country|Contact|Notes:|Person|Outcome""".replace("\n", "")
_MEASURES = ["2026-05-03", "412", "12,5 %", "https://crm.example/report/12", "ana@sender.example", "www.crm.example"]
_title_cells = st.one_of(
    st.just(""), st.sampled_from([word.strip() for word in _WORDS.split("|")]), st.text(max_size=9)
)


@st.composite
def title_rows(draw: st.DrawFn, width: int) -> list[list[str]]:
    """Up to eight rows as they stand above a header: lone titles, pairs, rows as wide as the table, groups, blanks."""
    rows = draw(st.lists(st.lists(_title_cells, min_size=1, max_size=width + 2), max_size=8))
    for row in rows:
        if draw(st.booleans()):
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(_MEASURES))
    if draw(st.booleans()):
        groups = ["Person", *[""] * (width // 2 - 1), "Company", *[""] * (width - width // 2 - 1)]
        rows.append(groups)
    return rows


def lead_rows(header: list[str], count: int) -> list[list[str]]:
    """Leads below a header: addresses and links where it says so, elsewhere words, some of them of headers."""

    def cell(name: str, at: int, row: int) -> str:
        said = name.casefold()
        if "mail" in said and "status" not in said:
            return f"lead{row}@clinic{at}.example"
        if any(word in said for word in ("url", "website", "linkedin", "profil")):
            return f"https://www.clinic{row}.example/{at}"
        if any(word in said for word in ("employees", "count", "founded", "revenue", "phone")):
            return str(row * 37 + at)
        values = ("Ana", "Sales", "Green Paw", "France", "Manager", "Open", "", "Type", "Lyon", "Marketing", "Owner")
        return values[(row * 7 + at * 3) % len(values)]

    return [[cell(name, at, row) for at, name in enumerate(header)] for row in range(count)]


# Values that are words of headers too, as a table's own rows may hold them.
VALUES = """Ana|Kim|Green Paw|Sales|Marketing|Owner|Manager|France|Lyon|Open|Won|Support|Education|Retail|Business Owner
    |Sales Lead|Private|Human Resources|Engineering|Internet|Customer|Staff|12|2019""".replace("\n", "").split("|")


def table_of_words(width: int, address: bool) -> st.SearchStrategy[list[list[Cell]]]:
    """Rows of leads, as many as eight, of words that headers have too; with an e-mail address where asked for."""
    words = st.sampled_from([value.strip() for value in VALUES])
    rows = st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=8)

    def addressed(found: list[list[str]]) -> list[list[Cell]]:
        return [[*row, f"lead{at}@clinic.example"] if address else [*row] for at, row in enumerate(found)]

    return rows.map(addressed)
