"""/predict and /predict/batch: the contract existing clients rely on, and what is new beside it."""

import json
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.config import SHIPPED_MODEL
from app.leads.fields import FIELD_NAMES
from app.scoring.artefact import load

LEAD: dict[str, Any] = {
    "llm_quality": 80, "llm_engagement": 0.6, "llm_seniority": "Senior", "industry": "Computer Software",
    "companysize": "11-50", "companyfoundedon": 2015, "languages": "Anglais, Français", "jobtitle": "Head of Sales",
    "location": "Paris, Île-de-France, France", "summary": "I help teams to sell.", "skills": "Sales, CRM",
}  # fmt: skip


def test_one_lead(client: FlaskClient) -> None:
    answer = client.post("/predict", json=LEAD)
    assert answer.status_code == 200
    told = answer.get_json()
    assert set(told) == {"score", "label", "confidence", "model_version", "inference_time_ms"}
    assert told["score"] == round(told["score"], 4)
    assert told["label"] == ("engaged" if told["score"] >= 0.5 else "not_engaged")
    assert told["confidence"] in {"high", "medium", "low"}
    assert told["inference_time_ms"] >= 0


def test_the_score_is_the_pipelines(client: FlaskClient) -> None:
    told = client.post("/predict", json=LEAD).get_json()
    table = pd.DataFrame([LEAD], dtype=object)
    assert told["score"] == load(SHIPPED_MODEL).score(table, 2026, reasons=False).score[0]


def test_strings_for_numbers_are_accepted_as_before(client: FlaskClient) -> None:
    plain = client.post("/predict", json=LEAD).get_json()["score"]
    strings = {**LEAD, "llm_quality": "80", "llm_engagement": "0.6", "companyfoundedon": "2015"}
    assert client.post("/predict", json=strings).get_json()["score"] == plain
    assert client.post("/predict", json={**LEAD, "llm_quality": 80.0}).get_json()["score"] == plain


def test_null_and_unknown_fields_are_as_good_as_absent(client: FlaskClient) -> None:
    plain = client.post("/predict", json={"jobtitle": "CEO"}).get_json()["score"]
    wide = {"jobtitle": "CEO", "llm_quality": None, "favourite_colour": "blue"}
    assert client.post("/predict", json=wide).get_json()["score"] == plain
    assert client.post("/predict", json={}).status_code == 200


def test_a_batch_keeps_the_order_and_agrees_with_single_leads(client: FlaskClient) -> None:
    leads = [LEAD, {}, {"jobtitle": "CEO"}, {**LEAD, "companysize": 37}]
    told = client.post("/predict/batch", json={"leads": leads}).get_json()
    assert set(told) == {"predictions", "total_count", "avg_score", "high_engagement_count"}
    singles = [client.post("/predict", json=lead).get_json()["score"] for lead in leads]
    assert [one["score"] for one in told["predictions"]] == singles
    assert told["total_count"] == 4
    assert told["avg_score"] == pytest.approx(sum(singles) / 4, abs=5e-5)
    assert told["high_engagement_count"] == sum(score >= 0.5 for score in singles)


def test_top_k_and_threshold_pick_the_best_with_their_index(client: FlaskClient) -> None:
    leads = [{"llm_quality": quality, "industry": "Computer Software"} for quality in (10, 95, 50, 80)]
    every = [one["score"] for one in client.post("/predict/batch", json={"leads": leads}).get_json()["predictions"]]
    best = client.post("/predict/batch?top_k=2", json={"leads": leads}).get_json()
    assert [one["score"] for one in best["predictions"]] == sorted(every, reverse=True)[:2]
    assert all(every[one["index"]] == one["score"] for one in best["predictions"])
    assert best["total_count"] == 4
    middle = sorted(every)[2]
    above = client.post(f"/predict/batch?threshold={middle}", json={"leads": leads}).get_json()["predictions"]
    assert len(above) == sum(score >= middle for score in every)


def test_reasons_when_asked(client: FlaskClient) -> None:
    told = client.post("/predict?explain=true", json=LEAD).get_json()
    assert told["reasons"]
    assert all(reason["field"] in FIELD_NAMES and reason["words"] for reason in told["reasons"])
    batch = client.post("/predict/batch?explain=1", json={"leads": [LEAD]}).get_json()
    assert batch["predictions"][0]["reasons"] == told["reasons"]


@pytest.mark.parametrize(
    ("lead", "field"),
    [
        ({"llm_quality": 101}, "llm_quality"),
        ({"llm_quality": -1}, "llm_quality"),
        ({"llm_quality": 80.5}, "llm_quality"),
        ({"llm_engagement": "high"}, "llm_engagement"),
        ({"llm_company_fit": 3}, "llm_company_fit"),
        ({"summary": "x" * 10_001}, "summary"),
        ({"skills": "x" * 5_001}, "skills"),
        ({"jobtitle": "x" * 501}, "jobtitle"),
        ({"jobtitle": ["CEO"]}, "jobtitle"),
    ],
)
def test_out_of_range_is_422_and_says_where(client: FlaskClient, lead: dict[str, object], field: str) -> None:
    answer = client.post("/predict", json=lead)
    assert answer.status_code == 422
    told = answer.get_json()
    assert set(told) == {"error", "message", "detail"}
    assert [one["field"] for one in told["detail"]] == [field]
    batch = client.post("/predict/batch", json={"leads": [{}, lead]}).get_json()
    assert [one["field"] for one in batch["detail"]] == [f"leads.1.{field}"]


def test_every_wrong_field_is_listed_up_to_a_hundred(client: FlaskClient) -> None:
    answer = client.post("/predict/batch", json={"leads": [{"llm_quality": 101, "llm_engagement": 2}] * 80})
    assert len(answer.get_json()["detail"]) == 100


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b'{"llm_quality": NaN}', 400),
        (b'{"llm_engagement": Infinity}', 400),
        (b'{"llm_engagement": 1e999}', 400),
        (b'{"jobtitle": "\\ud800"}', 400),
        (b"\xff\xfe", 400),
        (b"[1]", 422),
        (b'"text"', 422),
        (b"null", 422),
        (b'{"llm_quality": 5} trailing', 400),
        (b'\xef\xbb\xbf{"llm_quality": 5}', 200),
        (b'{"llm_quality": 5, "llm_quality": 7}', 200),
    ],
)
def test_hostile_bodies(client: FlaskClient, body: bytes, status: int) -> None:
    answer = client.post("/predict", data=body, content_type="application/json")
    assert answer.status_code == status, answer.get_data()
    if status != 200:
        assert set(answer.get_json()) == {"error", "message", "detail"}


@pytest.mark.parametrize(
    ("body", "status"), [({"leads": []}, 422), ({}, 422), ({"leads": {}}, 422), ({"leads": [{}] * 10_001}, 422)]
)
def test_a_batch_is_of_one_to_ten_thousand(client: FlaskClient, body: dict[str, object], status: int) -> None:
    assert client.post("/predict/batch", json=body).status_code == status


@pytest.mark.parametrize("option", ["top_k=0", "top_k=x", "threshold=2", "threshold=nan", "explain=perhaps"])
def test_a_bad_option_is_422(client: FlaskClient, option: str) -> None:
    answer = client.post(f"/predict/batch?{option}", json={"leads": [{}]})
    assert answer.status_code == 422
    assert answer.get_json()["detail"][0]["field"] == option.partition("=")[0]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(FIELD_NAMES) | st.text(max_size=5), json_values, max_size=6) | json_values


@given(bodies, st.sampled_from(["/predict", "/predict/batch", "/table/map", "/table/score"]))
def test_no_body_is_a_500(client: FlaskClient, body: object, address: str) -> None:
    raw = json.dumps({"leads": [body]} if address == "/predict/batch" else body).encode()
    answer = client.post(address, data=raw, content_type="application/json")
    assert answer.status_code in {200, 400, 422}


@given(st.binary(max_size=200))
def test_no_bytes_are_a_500(client: FlaskClient, body: bytes) -> None:
    for address in ("/predict", "/predict/batch", "/table/score"):
        assert client.post(address, data=body, content_type="application/json").status_code in {200, 400, 422}
