"""Makes examples/leads.xlsx and examples/leads.csv: 200 invented leads, as an export from Sales Navigator looks.

Nobody in them is real: names are put together by chance, addresses end in example.com, profiles in -example.
Run with `.venv/bin/python scripts/make_examples.py`; the same seed gives the same leads.
"""

import csv
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

LEADS = 200
SEED = 2026
EXAMPLES = Path(__file__).parent.parent / "examples"

FIRST_FR = (
    "Camille Élodie Thibault Maëlle Bastien Anaïs Corentin Solène Gaëtan Margaux Loïc Capucine Rémi Noémie".split()
)
FIRST_EN = "Harriet Callum Imogen Rhys Tabitha Declan Freya Angus Bethany Lorcan Saskia Ewan Philippa Toby".split()
LAST_FR = "Vaubrun Lestrange Courdavel Mirandot Péchanval Brisefer Oudimard Tressange Falguerel Quintrac".split()
LAST_EN = "Wexcombe Harrowgate Pellmore Ashdune Kettlewick Brannock Thornleigh Underhay Quillfoot Marlstone".split()
COMPANY_A = "Nova Alti Boré Clair Delta Hexa Juno Kalo Lumi Orso Pleia Quanta Rivo Silva Terra".split()
COMPANY_B = "lis metria data santé works conseil soft legal cloud media nergie vista pay learn mobilité".split()

TITLES_FR = {
    "C-Level": ["Directrice générale", "Président", "Fondatrice & CEO", "Directeur financier"],
    "Executive": ["Directrice commerciale", "VP Ventes", "Directeur du développement"],
    "Senior": ["Responsable marketing", "Responsable des ventes France", "Directeur de projet", "Avocate associée"],
    "Mid": ["Chef de produit", "Chargée d'affaires", "Consultant", "Avocat"],
    "Entry": ["Stagiaire en communication", "Alternant commercial", "Assistante juridique"],
}
TITLES_EN = {
    "C-Level": ["Chief Executive Officer", "Co-Founder", "CFO", "Managing Partner"],
    "Executive": ["VP of Sales", "VP Marketing", "SVP Partnerships"],
    "Senior": ["Head of Growth", "Sales Director", "Senior Product Manager", "Head of Legal"],
    "Mid": ["Account Executive", "Product Manager", "Customer Success Manager", "Consultant"],
    "Entry": ["Sales Development Representative", "Marketing Intern", "Junior Analyst"],
}
SENIORITY_FR = {
    "C-Level": "CXO",
    "Executive": "Vice President",
    "Senior": "Director",
    "Mid": "Manager",
    "Entry": "Entry",
}
INDUSTRIES = [
    "Computer Software", "Information Technology & Services", "Management Consulting", "Law Practice",
    "Marketing & Advertising", "Internet", "Financial Services", "Higher Education", "Media Production",
]  # fmt: skip
COMPANY_INDUSTRIES = [
    "Software Development", "IT Services and IT Consulting", "Law Practice", "Business Consulting and Services",
    "Advertising Services", "Financial Services", "Higher Education", "Venture Capital and Private Equity Principals",
]  # fmt: skip
SIZES_FR = ["2-10 employés", "11-50 employés", "51-200 employés", "201-500 employés", "501-1 000 employés",
            "1 001-5 000 employés", "5 001-10 000 employés", "10 001+ employés"]  # fmt: skip
SIZES_EN = ["2-10 employees", "11-50 employees", "51-200 employees", "201-500 employees", "501-1,000 employees",
            "1,001-5,000 employees", "5,001-10,000 employees", "10,001+ employees"]  # fmt: skip
TYPES = ["Privately Held", "Privately Held", "Public Company", "Partnership", "Nonprofit", "Self-Employed"]
PLACES_FR = ["Paris, Île-de-France, France", "Greater Paris Metropolitan Region, France", "Lyon, Rhône-Alpes, France",
             "Nantes, Pays de la Loire, France", "France", "Bruxelles, Belgique"]  # fmt: skip
PLACES_EN = ["London, England, United Kingdom", "Dublin, Ireland", "Amsterdam, North Holland, Netherlands",
             "New York, New York, United States", "Berlin, Germany"]  # fmt: skip
SEATS = ["Paris, France", "Lyon, France", "Paris, FR", "London, United Kingdom", "New York, US", "Amsterdam, NL"]
LANGUAGES_FR = ["Français, Anglais", "Anglais, Espagnol, Français", "Français", "Allemand, Anglais, Français"]
LANGUAGES_EN = ["English", "English, French", "English, German, Spanish", "English (Native), French (Limited working)"]
SKILLS = ["B2B Sales", "CRM", "Négociation", "Product Strategy", "SEO", "Droit des affaires", "Data Analysis",
          "Public Speaking", "Gestion de projet", "Python", "Fundraising", "Recrutement"]  # fmt: skip
ABOUT_FR = [
    "J'accompagne les équipes commerciales dans leur développement.",
    "Dix ans d'expérience entre conseil et industrie.",
    "Passionnée par les produits utiles et les équipes qui durent.",
]
ABOUT_EN = [
    "I help teams sell without shouting.",
    "Building calm software for busy people.",
    "Ten years between consulting and product.",
]
STATUSES = ["", "", "", "Contacted", "Replied", "Not interested"]

HEADER = [
    "First Name", "Last Name", "Job Title", "Seniority", "Location", "Industry", "Languages", "Skills", "About",
    "Company Name", "Company Industry", "Company Size", "Company Type", "Company Year Founded", "Company Location",
    "LinkedIn URL", "Email", "Connection Degree", "Lead Status", "Notes",
]  # fmt: skip
WIDTHS = [13, 14, 28, 15, 32, 28, 26, 34, 40, 18, 30, 22, 17, 12, 22, 44, 34, 11, 15, 30]

Cell = str | int | None


def lead(number: int, rng: random.Random) -> list[Cell]:
    """One invented person, French two times in three, with the gaps and mixed spellings of a real export."""
    french = rng.random() < 0.66
    first = rng.choice(FIRST_FR if french else FIRST_EN)
    last = rng.choice(LAST_FR if french else LAST_EN)
    rank = rng.choices(["C-Level", "Executive", "Senior", "Mid", "Entry"], [2, 1, 3, 4, 2])[0]
    company = rng.choice(COMPANY_A) + rng.choice(COMPANY_B)
    size = rng.choices(range(8), [6, 6, 5, 3, 2, 3, 1, 2])[0]
    handle = f"{first}-{last}-{number:03d}-example".lower()
    plain = handle.translate(str.maketrans("éèëïçô", "eeeico"))

    def maybe(cell: Cell, chance: float) -> Cell:
        return cell if rng.random() < chance else None

    about = " ".join(rng.sample(ABOUT_FR if french else ABOUT_EN, rng.randint(1, 3)))
    return [
        first,
        last,
        maybe(rng.choice((TITLES_FR if french else TITLES_EN)[rank]), 0.95),
        maybe(SENIORITY_FR[rank], 0.9),
        rng.choice(PLACES_FR if french else PLACES_EN),
        maybe(rng.choice(INDUSTRIES), 0.95),
        maybe(rng.choice(LANGUAGES_FR if french else LANGUAGES_EN), 0.7),
        maybe(", ".join(rng.sample(SKILLS, rng.randint(1, 5))), 0.85),
        maybe(about, 0.7),
        company,
        maybe(rng.choice(COMPANY_INDUSTRIES), 0.75),
        maybe((SIZES_FR if french else SIZES_EN)[size], 0.75),
        maybe(rng.choice(TYPES), 0.7),
        maybe(rng.randint(1955, 2024), 0.5),
        maybe(rng.choice(SEATS), 0.65),
        f"https://www.linkedin.com/in/{plain}",
        maybe(f"{plain.removesuffix('-example')}@example.com", 0.6),
        rng.choice(["1st", "2nd", "3rd"]),
        rng.choice(STATUSES) or None,
        maybe(rng.choice(["Met at the spring fair", "À rappeler en septembre", "Asked for a brochure"]), 0.12),
    ]


def leads() -> list[list[Cell]]:
    """The 200 leads."""
    rng = random.Random(SEED)  # noqa: S311 - chance, not secrecy
    return [lead(number, rng) for number in range(1, LEADS + 1)]


def write_xlsx(path: Path, rows: list[list[Cell]]) -> None:
    """A workbook as a person keeps one: a frozen header, a filter, widths, and a second sheet that counts."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    sheet = book.worksheets[0]
    sheet.title = "Leads"
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    for at, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        top = sheet.cell(1, at)
        top.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        top.fill = PatternFill("solid", fgColor="1F3A5F")
        top.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADER))}{len(rows) + 1}"
    sheet["S1"].comment = Comment("Filled in by the team, not by the export.", "Team")
    counts = book.create_sheet("Counts")
    counts.append(["Leads", "=COUNTA(Leads!A2:A201)"])
    counts.append(["With an e-mail", "=COUNTA(Leads!Q2:Q201)"])
    book.save(path)


def write_csv(path: Path, rows: list[list[Cell]]) -> None:
    """The same leads as a comma-separated file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)


def main() -> None:
    """Write both files into examples/, or into the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    rows = leads()
    write_xlsx(folder / "leads.xlsx", rows)
    write_csv(folder / "leads.csv", rows)


if __name__ == "__main__":
    main()
