"""The model card for people, as a browser meets it: every figure is the manifest's or the reference's."""

import html
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import SHIPPED_MODEL, Settings
from app.leads.fields import FIELD
from app.scoring.manifest import Manifest
from app.scoring.stored import stored_manifest, stored_reference
from app.web.pages import card_words
from app.web.pages.figures import percent
from app.web.pages.held_out import in_few_bins
from app.web.service import service_of

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> str:
    answer = client.get("/card")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return stored_manifest(SHIPPED_MODEL)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_measure_is_the_manifest_s(page: str, manifest: Manifest) -> None:
    every = page[page.index("All ten measures") :]
    rows = re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', every[: every.index("</table>")], re.S)
    assert len(rows) == len(manifest.metrics)
    for row, (name, measures) in zip(rows, manifest.metrics.items(), strict=True):
        assert html.escape(card_words.candidate(name)) in row
        shown = re.findall(r"<span>([\d.]+)</span> <span[^>]*>([\d.]+) to ([\d.]+)</span>", row)
        assert len(shown) == len(measures) == 10
        for said, spread in zip(shown, measures.values(), strict=True):
            for text, part in zip(said, ("mean", "low", "high"), strict=True):
                assert text == f"{spread[part]:.{len(text.partition('.')[2])}f}"


def test_what_it_learned_from(page: str, manifest: Manifest) -> None:
    said = words_of(page)
    assert f"Contacts learned from {manifest.training.leads}" in said
    assert f"Of them engaged {manifest.training.engaged}" in said
    assert f"Base rate {percent(manifest.training.base_rate)}" in said
    assert manifest.event[1:] in said
    assert manifest.about[1:] in said
    assert manifest.version in said
    assert manifest.created_at[:10] in said


def test_it_is_as_honest_as_the_readme(page: str) -> None:
    said = words_of(page)
    assert "Honestly: a little better than chance, and better than the usual recipe." in said
    assert "only a little better than giving every lead the base rate" in said
    assert "the intervals overlap" in said
    assert "worse than calling everyone engaged (F1 0.38 against 0.57)" in said
    reference = stored_reference(SHIPPED_MODEL)
    assert reference is not None
    assert reference.kept is not None
    for band in reference.kept.bands:
        assert f"score about {band.score:.0%}".replace("%", " %") in said
    for _, lift in reference.kept.lift:
        assert f"{lift:.2f}" in said


def test_thresholds_and_bands(page: str, manifest: Manifest) -> None:
    reference = stored_reference(SHIPPED_MODEL)
    assert reference is not None
    low, medium, high = (percent(share) for share in reference.scores.bands)
    said = words_of(page)
    assert "The label is “engaged” from 0.50" in said
    assert "high from 0.70, medium from 0.40, low below." in said
    assert f"{low} were low, {medium} medium and {high} high" in said


def test_every_field_with_its_importance_and_blanks(page: str) -> None:
    reference = stored_reference(SHIPPED_MODEL)
    assert reference is not None
    part = page[page.index('<table class="fields">') :]
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?"number">(.*?)</td>.*?"number">(.*?)</td>', part, re.S)
    ordered = sorted(reference.fields.items(), key=lambda one: -one[1].importance)
    assert [tuple(html.unescape(cell) for cell in row) for row in rows] == [
        (FIELD[name].title, percent(one.importance), percent(one.missing / reference.leads)) for name, one in ordered
    ]
    assert len(rows) == 19


def test_held_out_scores_add_up(page: str) -> None:
    reference = stored_reference(SHIPPED_MODEL)
    assert reference is not None
    bins = in_few_bins(reference.scores.values)
    assert sum(bins.shares) == pytest.approx(1)
    assert set(bins.bounds) <= set(reference.scores.values.edges)
    assert len(bins.bounds) > 5
    table = page[page.index("Held-out scores as a table") :]
    shown = re.findall(r'<td class="number">(.*?)</td>', table[: table.index("</table>")])
    assert [html.unescape(one) for one in shown] == [percent(share) for share in bins.shares]


def test_nothing_on_the_page_needs_a_style_or_a_script_within_it(page: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script(?! src=)|\son\w+=", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_without_a_model_the_service_s_own_sentence(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path / "data", model=tmp_path))
    answer = app.test_client().get("/card")
    assert answer.status_code == 503
    problem = service_of(app).problem
    assert problem
    assert problem in words_of(answer.get_data(as_text=True))


def changed_app(tmp_path: Path, **changes: object) -> Flask:
    """A service whose model has another manifest."""
    app = create_app(Settings(data=tmp_path / "data"))
    service = service_of(app)
    assert service.model is not None
    service.model.manifest = replace(service.model.manifest, **changes)  # type: ignore[arg-type]
    return app


def test_hostile_words_of_a_manifest_stay_words(tmp_path: Path) -> None:
    app = changed_app(tmp_path, version=HOSTILE, event=HOSTILE, about=HOSTILE, libraries={HOSTILE: HOSTILE})
    answer = app.test_client().get("/card")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert HOSTILE in words_of(answer.get_data(as_text=True))


def test_another_model_in_the_folder_is_said(tmp_path: Path) -> None:
    answer = changed_app(tmp_path, version="2020.01.01-00000000").test_client().get("/card")
    assert "The model's folder holds another model by now" in words_of(answer.get_data(as_text=True))


def test_a_damaged_reference_is_said_and_the_rest_stands(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(SHIPPED_MODEL, model)
    (model / "reference.json").write_text("{}")
    answer = create_app(Settings(data=tmp_path / "data", model=model)).test_client().get("/card")
    said = words_of(answer.get_data(as_text=True))
    assert answer.status_code == 200
    assert "reference.json of the model" in said
    assert "Lift: the best tenth" in said


def with_metrics(manifest: Manifest, **changes: dict[str, float]) -> Manifest:
    """The manifest with other figures of the model, as `auc={"mean": 0.5}`."""
    metrics = json.loads(json.dumps(manifest.metrics))
    for measure, parts in changes.items():
        metrics["model"][measure] |= parts
    return replace(manifest, metrics=metrics)


@pytest.mark.parametrize(
    ("auc", "wanted"),
    [
        ({"mean": 0.55, "low": 0.49}, "not shown to be better than chance"),
        ({"mean": 0.58, "low": 0.53}, "hardly better than chance"),
        ({"mean": 0.63, "low": 0.57}, "a little better than chance"),
        ({"mean": 0.75, "low": 0.70}, "clearly better than chance"),
        ({"mean": 0.85, "low": 0.80}, "much better than chance"),
    ],
)
def test_the_headline_follows_the_figures(
    application: Flask, manifest: Manifest, auc: dict[str, float], wanted: str
) -> None:
    with application.test_request_context():
        said = card_words.headline(with_metrics(manifest, auc=auc))
    assert wanted in said
    better = auc["mean"] > manifest.metrics["starting_recipe"]["auc"]["mean"]
    assert ("no better than the usual recipe" in said) is not better


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"brier": {"mean": 0.25}}, "no better than giving every lead the base rate"),
        ({"brier": {"mean": 0.20, "high": 0.21}}, "are better than giving every lead the base rate"),
        ({"lift_at_10": {"low": 0.9}}, "The ranking is not shown to help"),
        ({"f1": {"mean": 0.6}}, "F1 of the label from 0.50 is 0.60, against 0.57"),
        ({"auc": {"mean": 0.8, "low": 0.75}}, "it is worse: AUC 0.630, with them 0.800"),
    ],
)
def test_each_sentence_follows_its_figures(
    application: Flask, manifest: Manifest, changes: dict[str, dict[str, float]], wanted: str
) -> None:
    with application.test_request_context():
        said = card_words.sentences(with_metrics(manifest, **changes))
    assert any(wanted in one for one in said), said
