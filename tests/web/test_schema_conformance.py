"""The service keeps its own OpenAPI document: schemathesis sends what the document allows, and what it forbids."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis import BaseSchema, Case, HookContext
from schemathesis.checks import CHECKS
from schemathesis.engine import events, from_schema
from schemathesis.hooks import unregister

from app.leads.fields import FIELDS, Kind
from app.web.table_schema import MOST_EXPLAINED

EXAMPLES = 60  # drawn requests an address; the document's own limits, each tried singly, come on top
READ_ONLY = ("GET /health", "GET /health/ready", "GET /model")
SCORING = ("POST /predict", "POST /predict/batch", "POST /table/map", "POST /table/score")
# Refused for what it is; a body of ten thousand drawn rows may also be too large for the tests' own limit.
REFUSALS = ["400", "413", "415", "422"]
NUMBERS = {one.name for one in FIELDS if one.kind in (Kind.INTEGER, Kind.NUMBER, Kind.YEAR, Kind.SIZE)}
Environ = dict[str, Any]


@dataclass
class Report:
    """What was answered, as (operation, mode, status), and in which way an answer was not as the document says."""

    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    checks: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def count(self, operation: str, mode: str, *statuses: int) -> int:
        """How many requests of a mode were answered with one of these."""
        return sum(self.answers[operation, mode, status] for status in statuses)

    def add(self, scenario: events.ScenarioFinished) -> None:
        """Take up what one scenario sent and found."""
        recorder = scenario.recorder
        for name, node in recorder.cases.items():
            answer = recorder.interactions[name].response
            if answer is not None and node.value.meta is not None:
                self.answers[recorder.label, node.value.meta.generation.mode.value, answer.status_code] += 1
            for check in recorder.checks.get(name, []):
                self.checks.add(check.name)
                if check.failure_info is not None and not _a_number_in_words(check.name, node.value):
                    told = check.failure_info
                    self.failures.append(f"{recorder.label}: {check.name}: {told.failure.message}\n{told.code_sample}")


def _a_number_in_words(check: str, case: Case[Any]) -> bool:
    """Whether a number sent as a text was taken for the number: docs/api.md says so, and no schema can."""
    body: Any = case.body
    if check != "negative_data_rejection" or not isinstance(body, dict):
        return False
    leads = body.get("leads", [body])
    cells = [lead[name] for lead in leads if isinstance(lead, dict) for name in NUMBERS & lead.keys()]
    return any(isinstance(cell, str) for cell in cells) and not any(isinstance(cell, bool) for cell in cells)


def _fit_table(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Let a drawn table be one that can be scored: no schema can say that a mapping names headers that are there.

    Nor that feeds are as many as headers, that there is one of the two, and how few rows are explained.
    """
    body: Any = case.body
    drawn_well = case.meta is not None and case.meta.generation.mode.is_positive
    if drawn_well and case.path.startswith("/table/") and isinstance(body, dict):
        body["headers"] = ["Job Title", *body["headers"][1:]]
        if len(body.get("rows") or ()) > MOST_EXPLAINED:
            body.pop("explain", None)
        if body.get("feeds") is not None:
            body.pop("mapping", None)
            drawn = [*body["feeds"], *[None] * len(body["headers"])]
            body["feeds"] = ["jobtitle", *drawn[1 : len(body["headers"])]]
        elif body.get("mapping") or case.path == "/table/score":
            others = len(body.get("mapping") or ())
            body["mapping"] = dict(zip(body["headers"], ["jobtitle", *[None] * others], strict=False))
            body["mapping"]["Job Title"] = "jobtitle"


def _from_here(application: Flask) -> Callable[[Environ, Any], Iterator[bytes]]:
    """The application, called from this machine; schemathesis says no address, and strangers are refused."""

    def local(environ: Environ, start: Any) -> Any:
        return application.wsgi_app({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)

    return local


@pytest.fixture(scope="module")
def document(application: Flask) -> Iterator[BaseSchema]:
    # The same requests each time a change is judged before landing, as tests/conftest.py has it; elsewhere new ones.
    config = schemathesis.Config(seed=1 if os.environ.get("CI") else None)
    project = config.projects.default
    project.update(continue_on_failure=True)
    project.generation.update(max_examples=EXAMPLES)
    project.checks.negative_data_rejection.expected_statuses = REFUSALS
    project.checks.positive_data_acceptance.expected_statuses = ["200"]
    loaded: BaseSchema = schemathesis.openapi.from_wsgi("/openapi.json", _from_here(application), config=config)
    schemathesis.hook("before_call")(_fit_table)
    yield loaded
    unregister(_fit_table)


@pytest.fixture(scope="module")
def report(document: BaseSchema) -> Report:
    """One run over all operations, its requests as schemathesis' own command sends them."""
    told = Report()
    for event in from_schema(document).execute():
        if isinstance(event, events.ScenarioFinished):
            told.add(event)
        elif isinstance(event, events.NonFatalError):
            told.errors.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            told.errors.append(repr(event.exception))
    return told


def every_answer_is_as_the_document_says(document: BaseSchema, report: Report) -> None:
    assert report.errors == []
    assert len(report.failures) == 0, "\n\n".join(report.failures[:20])


def every_operation_of_the_document_was_asked(document: BaseSchema, report: Report) -> None:
    paths = document.raw_schema["paths"]
    documented = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert documented == {label for label, _, _ in report.answers} == {*READ_ONLY, *SCORING}


def every_standard_check_looked(document: BaseSchema, report: Report) -> None:
    assert report.checks >= set(CHECKS.get_all_names()) - {"max_response_time"}


def what_only_reads_was_answered(document: BaseSchema, report: Report) -> None:
    for operation in READ_ONLY:
        assert report.count(operation, "positive", 200) > 0, operation
        assert report.count(operation, "negative", 405) > 0, operation


def what_scores_took_good_requests_and_refused_bad_ones(document: BaseSchema, report: Report) -> None:
    for operation in SCORING:
        assert report.count(operation, "positive", 200) >= 20, operation
        assert report.count(operation, "negative", 422) >= 20, operation


PARTS = (
    every_answer_is_as_the_document_says,
    every_operation_of_the_document_was_asked,
    every_standard_check_looked,
    what_only_reads_was_answered,
    what_scores_took_good_requests_and_refused_bad_ones,
)


def test_the_service_keeps_its_document(document: BaseSchema, report: Report, subtests: pytest.Subtests) -> None:
    # One test, so that several processes of pytest do not ask everything once each.
    for part in PARTS:
        with subtests.test(part.__name__):
            part(document, report)
