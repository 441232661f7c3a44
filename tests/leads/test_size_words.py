"""Sizes of companies said in words."""

import re
from pathlib import Path

import pytest

from app.leads.fields import FIELD
from app.leads.size_words import size_span
from app.leads.values import REFUSED, read_cell

SIZES = {
    "1-10": """Micro, TPE, très petite entreprise, Kleinstunternehmen, microempresa, Microimpresa, MEI, microbedrijf,
        zzp, micro-entreprise""",
    "11-50": """small, Small Business, petite entreprise, Kleinunternehmen, kleines Unternehmen, pequeña,
        pequeña empresa, piccola, piccola impresa, Pequeno porte, EPP, klein bedrijf, Small (10-49), kleinbedrijf""",
    "51-200": """Medium, mid-size, medium-sized company, moyenne entreprise, mittelgroß, mittleres Unternehmen, mediana,
        empresa mediana, media impresa, média, Médio porte, middelgroot, SME, SMB, PME, KMU, PYME, PMI, MKB,
        petites et moyennes entreprises, klein- und mittelständische Unternehmen, pequeñas y medianas empresas,
        small and medium-sized enterprises""",
    "201-500": "large, Large company, grande, gran empresa, grande empresa, Großunternehmen, Grootbedrijf, Mittelstand",
    "501-1000": "mid-market, Midmarket",
    "1001-5000": "Enterprise, ETI, entreprise de taille intermédiaire, Enterprise (1000+)",
    "5001-10000": "GE, grande entreprise",
}


@pytest.mark.parametrize(
    ("text", "size"), [(" ".join(name.split()), size) for size, names in SIZES.items() for name in names.split(",")]
)
def test_words_are_read_as_far_as_they_tell(text: str, size: str) -> None:
    for spelled in (text, text.upper(), f" {text} "):
        assert read_cell(FIELD["companysize"], spelled, 2026) == size


@pytest.mark.parametrize("text", ["startup", "scale-up", "huge", "S", "XL", "very large", "group", "company", "of"])
def test_words_that_tell_no_head_count_are_refused(text: str) -> None:
    assert size_span(text) is None
    assert read_cell(FIELD["companysize"], text, 2026) is REFUSED


def test_the_limits_are_the_official_ones() -> None:
    assert [size_span(name) for name in ("micro", "small", "medium", "large")] == [
        (1, 9), (10, 49), (50, 249), (250, None),
    ]  # fmt: skip
    assert [size_span(name) for name in ("PME", "ETI", "GE")] == [(1, 249), (250, 4999), (5000, None)]


def test_the_documents_table_is_what_is_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "fields.md").read_text(encoding="utf-8").split("| Word |")[1]
    told = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE)
    assert len(told) == 10
    for names, size in told:
        for name in names.split(", "):
            if not name.endswith("..."):
                assert read_cell(FIELD["companysize"], name, 2026) == size, name
