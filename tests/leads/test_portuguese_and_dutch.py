"""What Portuguese and Dutch sheets hold, cell by cell; their header rows are in export_rows.py."""

import pytest

from app.leads.fields import FIELD, FIELDS
from app.leads.headers import map_headers
from app.leads.places import country_of
from app.leads.values import MISSING, read_cell


@pytest.mark.parametrize(
    "blank",
    """não informado, Não informada, não disponível, desconhecido, sem informação, não se aplica, onbekend, niet bekend,
    niet opgegeven, niet van toepassing, n.v.t., geen""".replace("\n   ", "").split(", "),
)
def test_blanks(blank: str) -> None:
    assert {read_cell(field, blank, 2026) for field in FIELDS} == {MISSING}


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("companytype", "Sociedade limitada", "Privately Held"),
        ("companytype", "Sem fins lucrativos", "Nonprofit"),
        ("companytype", "Órgão governamental", "Government Agency"),
        ("companytype", "Empresário individual", "Sole Proprietorship"),
        ("companytype", "Capital aberto", "Public Company"),
        ("companytype", "Besloten vennootschap", "Privately Held"),
        ("companytype", "Naamloze vennootschap", "Public Company"),
        ("companytype", "Stichting", "Nonprofit"),
        ("companytype", "Maatschap", "Partnership"),
        ("companytype", "Eenmanszaak", "Sole Proprietorship"),
        ("companytype", "Overheid", "Government Agency"),
        ("llm_seniority", "Estagiário", "Entry"),
        ("llm_seniority", "Pleno", "Mid"),
        ("llm_seniority", "Diretora", "Senior"),
        ("llm_seniority", "Sócio-proprietário", "C-Level"),
        ("llm_seniority", "Stagiair", "Entry"),
        ("llm_seniority", "Medewerker", "Mid"),
        ("llm_seniority", "Teamleider", "Senior"),
        ("llm_seniority", "Directie", "Executive"),
        ("llm_seniority", "Eigenaar", "C-Level"),
        ("companysize", "51 a 200 funcionários", "51-200"),
        ("companysize", "51 tot 200 medewerkers", "51-200"),
        ("companysize", "acima de 10.000", "10001+"),
        ("companysize", "minder dan 10 werknemers", "1-10"),
        ("companyfoundedon", "Fundada em 2015", 2015),
        ("companyfoundedon", "opgericht in 2015", 2015),
    ],
)
def test_values(field: str, cell: str, value: object) -> None:
    assert read_cell(FIELD[field], cell, 2026) == value


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Recife, Pernambuco, Brasil", "BR"),
        ("Porto, Portugal", "PT"),
        ("Alemanha", "DE"),
        ("Países Baixos", "NL"),
        ("EUA", "US"),
        ("Utrecht, Nederland", "NL"),
        ("Duitsland", "DE"),
        ("Verenigd Koninkrijk", "GB"),
        ("Gent, België", "BE"),
    ],
)
def test_countries(text: str, country: str) -> None:
    assert country_of(text) == country


def test_a_sheet_of_a_brazilian_team() -> None:
    header = ["Nome", "Cargo", "Local", "Regiao", "Pais", "Idiomas", "Segmento", "N_funcionarios", "Descricao_empresa"]
    rows: list[list[object]] = [
        ["Eva", "Sócia", "BR", "Bahia", "Brasil", "Português, Inglês", "Varejo", "11-50", "Lojas"],
        ["Ivo", "Gerente", "BR", "Ceará", "Brasil", "Português", "Turismo", "51-200", "Hotéis"],
    ]
    assert [column.feeds for column in map_headers(header, rows).columns] == [
        None, "jobtitle", "location", "location", "location", "languages", "industry", "companysize", None,
    ]  # fmt: skip
