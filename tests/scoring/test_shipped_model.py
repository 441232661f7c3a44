"""The model in model/: intact, honest, and as good as it says."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.leads.fields import FIELD_NAMES
from app.scoring.artefact import load, verify
from app.scoring.card import render_card
from app.scoring.evaluation import Protocol, as_given, held_out, measure, without_assessed
from app.scoring.features import Outcomes
from app.scoring.manifest import Manifest
from app.scoring.pipeline import build_pipeline
from app.scoring.scorer import Scorer
from app.scoring.stored import CARD, PIPELINE
from app.scoring.titles import TITLE_CLASSES
from app.scoring.training import read_outcomes

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ROOT / "model"
CONTACTS = ROOT.parent / "shared" / "data" / "outreach_contacts_303.csv"
Contacts = tuple[pd.DataFrame, Outcomes]


@pytest.fixture(scope="module")
def shipped() -> Scorer:
    return load(MODEL)


@pytest.fixture(scope="module")
def manifest(shipped: Scorer) -> Manifest:
    return shipped.manifest


@pytest.fixture(scope="module")
def contacts() -> Contacts:
    if not CONTACTS.exists():
        pytest.skip("the contacts the shipped model learned from are not on this machine")
    return read_outcomes(pd.read_csv(CONTACTS), "engaged")


def test_the_card_is_the_manifests(manifest: Manifest) -> None:
    assert (MODEL / CARD).read_text(encoding="utf-8") == render_card(manifest)


def test_the_card_is_plain_about_what_it_is(manifest: Manifest) -> None:
    card = " ".join((MODEL / CARD).read_text(encoding="utf-8").split())
    for said in (
        "A reply or interest, among people who accepted the invitation and finished the outreach sequence",
        "121 of the 303 leads",
        "mostly French",
        "withheld",
        "Train on your own outcomes",
        "must not be used for",
    ):
        assert said in card
    assert manifest.training.leads == 303


def test_meets_the_bars_and_beats_every_rival(manifest: Manifest) -> None:
    means = {name: {key: spread["mean"] for key, spread in row.items()} for name, row in manifest.metrics.items()}
    assert means["model"]["auc"] >= 0.62
    assert means["model"]["average_precision"] >= 0.55
    assert means["model"]["brier"] <= 0.231
    for rival in ("constant", "everyone_engaged", "logistic_regression", "starting_recipe"):
        assert means["model"]["auc"] > means[rival]["auc"]
        assert means["model"]["brier"] < means[rival]["brier"]
    assert means["constant"]["brier"] == pytest.approx(0.240, abs=5e-4)
    assert means["everyone_engaged"]["f1"] == pytest.approx(0.571, abs=5e-4)
    assert (manifest.evaluation["repeats"], manifest.evaluation["folds"]) == (10, 5)


def test_a_lead_without_fields_is_about_the_base_rate(shipped: Scorer, manifest: Manifest) -> None:
    score = shipped.score(pd.DataFrame([dict.fromkeys(FIELD_NAMES)]), 2026).score[0]
    assert score == pytest.approx(manifest.training.base_rate, abs=0.07)


def test_holds_no_text_of_a_person(shipped: Scorer) -> None:
    means = shipped.classifier.features_.means_
    assert set(means["jobtitle_class_mean"]) <= set(TITLE_CLASSES)
    assert not {"summary", "skills"} & {name.split("_")[0] for name in means}
    assert shipped.classifier.features_.min_count >= 3


def test_no_row_of_the_contacts_is_in_the_files(contacts: Contacts, shipped: Scorer) -> None:
    content = verify(MODEL)[1]
    assert len(content[PIPELINE]) < 100_000
    # Whatever category is kept, at least three contacts share it.
    stored = shipped.classifier.features_.means_
    for field in ("industry", "companyindustry", "companytype"):
        shared = (
            contacts[0][field]
            .str.casefold()
            .str.replace("&", "and")
            .map(lambda text: " ".join(re.findall(r"[a-z0-9]+", text)), na_action="ignore")
        )
        counts = shared.value_counts()
        assert stored[f"{field}_mean"]
        assert all(counts[key] >= 3 for key in stored[f"{field}_mean"])


def test_training_again_gives_the_shipped_model(contacts: Contacts, shipped: Scorer, manifest: Manifest) -> None:
    fitted = build_pipeline(manifest.training.latest_year).fit(*contacts)
    again = fitted.predict_proba(contacts[0])[:, 1]
    assert shipped.score(contacts[0], manifest.training.latest_year, reasons=False).probability == pytest.approx(
        again, abs=1e-6
    )


def test_contributions_add_up_on_every_contact(contacts: Contacts, shipped: Scorer) -> None:
    scores = shipped.score(contacts[0], 2026)
    parts = scores.contributions
    assert parts is not None
    assert np.abs(parts.by_field.sum(axis=1) + parts.base - scores.log_odds).max() < 1e-6
    assert np.ptp(parts.base) < 1e-5


def test_cross_validation_run_anew_gives_the_published_figures(contacts: Contacts, manifest: Manifest) -> None:
    table, outcomes = contacts
    views = {"model": as_given, "model_without_assessed": without_assessed}
    pipeline = build_pipeline(manifest.training.latest_year)
    predictions = held_out(pipeline, table, outcomes, Protocol(10, 5, manifest.evaluation["seed"]), views)
    for name in views:
        for key, spread in measure(outcomes, predictions[name], resamples=2).items():
            published = manifest.metrics[name][key]
            assert spread.mean == pytest.approx(published["mean"], abs=0.005), (name, key)
    anew = measure(outcomes, predictions["model"], resamples=2)
    assert anew["auc"].mean >= 0.62
    assert anew["average_precision"].mean >= 0.55
    assert anew["brier"].mean <= 0.231
