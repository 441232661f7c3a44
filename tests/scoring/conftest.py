"""Invented leads with a signal in them, and a model trained on them once a test run."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.scoring.artefact import load, save
from app.scoring.card import render_card
from app.scoring.evaluation import Protocol
from app.scoring.features import Outcomes
from app.scoring.scorer import Scorer
from app.scoring.training import Origin, Trained, train

CREATED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MakeLeads = Callable[[int, int], tuple[pd.DataFrame, Outcomes]]


def invent_leads(rows: int, seed: int) -> tuple[pd.DataFrame, Outcomes]:
    """Raw cells of all 19 fields in several spellings, and outcomes that depend on industry, size and rank."""
    rng = np.random.default_rng(seed)

    def pick(*cells: object) -> np.ndarray:
        return rng.choice(np.array(cells, dtype=object), rows)

    columns = {
        "llm_quality": pick(20, 55, "70", 85, None),
        "llm_engagement": pick(0.2, "0,5", "80 %", None),
        "llm_decision_maker": pick(0.1, 0.45, 0.9, "-"),
        "llm_company_fit": pick(0, 1, 2, None),
        "companyfoundedon": pick(1987, 2005.0, "2021", 0, None, None),
        "llm_seniority": pick("Entry", "Mid", "Senior", "Executive", "C-Level", None),
        "llm_industry": pick("Software Development", "Retail", "Law Practice", None),
        "industry": pick("Computer Software", "Law Practice", "Marketing & Advertising", None),
        "companyindustry": pick("Software Development", "Higher Education", None),
        "llm_geography": pick("international_hub", "regional_hub", "other", None),
        "llm_business_type": pick("leaders", "experts", "workers", "others", None),
        "companysize": pick("2-10", "11-50 employees", "1 001-5 000", "10,001+", None, None),
        "companytype": pick("Privately Held", "Partnership", "Public Company", None),
        "languages": pick("Anglais, Français", "English", "Deutsch, English, Spanish", None),
        "location": pick("Paris, Île-de-France, France", "France", "Greater Lyon Area, France", "Berlin, Germany"),
        "companylocation": pick("Paris, FR", "FR", "US", None),
        "summary": pick("I sell.", "Long words about work. " * 20, None),
        "skills": pick("sales, law", "sales", None),
        "jobtitle": pick("Founder & CEO", "Head of Sales", "Stagiaire marketing", "Avocat", None),
    }
    table = pd.DataFrame(columns)
    log_odds = (
        -0.6
        + 1.4 * (table["industry"] == "Law Practice")
        + 1.1 * (table["jobtitle"] == "Founder & CEO")
        - 1.2 * table["companysize"].isin(["1 001-5 000", "10,001+"])
    )
    return table, (rng.random(rows) < 1 / (1 + np.exp(-log_odds.to_numpy()))).astype(np.int64)


@pytest.fixture(scope="session")
def make_leads() -> MakeLeads:
    return invent_leads


@pytest.fixture(scope="session")
def leads() -> tuple[pd.DataFrame, Outcomes]:
    return invent_leads(240, 1)


@pytest.fixture(scope="session")
def trained(leads: tuple[pd.DataFrame, Outcomes]) -> Trained:
    origin = Origin(event="a reply to an invented message", about="invented leads")
    return train(*leads, origin, CREATED, Protocol(repeats=1), resamples=20)


@pytest.fixture
def model_folder(trained: Trained, tmp_path: Path) -> Path:
    save(tmp_path / "model", trained.pipeline, trained.manifest, render_card)
    return tmp_path / "model"


@pytest.fixture(scope="session")
def scorer(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Scorer:
    folder = tmp_path_factory.mktemp("scorer") / "model"
    save(folder, trained.pipeline, trained.manifest, render_card)
    return load(folder)
