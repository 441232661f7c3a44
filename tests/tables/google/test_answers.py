"""What Google's refusals mean: each has its kind and its sentence, and no sentence quotes what Google says."""

import pickle
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SheetKind, SheetProblem
from app.tables.google.answers import Case, case_of, refusal, token_refusal

ADDRESS = "leadsheet@tests.iam.gserviceaccount.com"
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(
    st.sampled_from(["error", "message", "details", "reason", "status", "code"]), one))  # fmt: skip


def google(status: int, message: str, word: str = "", reason: str = "") -> dict[str, Any]:
    error: dict[str, Any] = {"code": status, "message": message, "status": word}
    if reason:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    return {"error": error}


ANSWERS = [
    (403, "The caller does not have permission", "", Case.NOT_SHARED),
    (403, "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.", "", Case.PROTECTED),  # noqa: E501
    (400, "Invalid requests[1].updateCells: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.", "", Case.PROTECTED),  # noqa: E501
    (403, "Google Sheets API has not been used in project 12 before or it is disabled. Enable it by visiting https://x then retry.", "SERVICE_DISABLED", Case.API_OFF),  # noqa: E501
    (403, "Google Sheets API has not been used in project 12 before or it is disabled.", "", Case.API_OFF),
    (403, "Permission denied: Consumer 'projects/12' has been suspended.", "CONSUMER_SUSPENDED", Case.SUSPENDED),
    (403, "Request is prohibited by organization's policy.", "", Case.BY_POLICY),
    (403, "Request had insufficient authentication scopes.", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", Case.NO_SCOPE),
    (404, "Requested entity was not found.", "", Case.NOT_FOUND),
    (400, "This operation is not supported for this document", "", Case.NOT_A_SHEET),
    (400, "Unable to parse range: Gone!A1:B2", "", Case.OUT_OF_RANGE),
    (400, "Range ('Leads'!A1001:B1001) exceeds grid limits. Max rows: 1000, max columns: 26", "", Case.OUT_OF_RANGE),
    (400, "Invalid requests[1].updateCells: No grid with id: 7", "", Case.OUT_OF_RANGE),
    (400, "Invalid requests[1].updateCells: Attempting to write row: 9, beyond the last requested row of: 8", "", Case.OUT_OF_RANGE),  # noqa: E501
    (400, "Invalid requests[0].appendDimension: This action would increase the number of cells in the workbook above the limit of 10000000 cells.", "", Case.FULL),  # noqa: E501
    (400, "Request payload size exceeds the limit: 10485760 bytes.", "", Case.TOO_LARGE),
    (413, "Request entity too large", "", Case.TOO_LARGE),
    (429, "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'", "RATE_LIMIT_EXCEEDED", Case.QUOTA),  # noqa: E501
    (403, "Quota exceeded for quota metric 'Read requests'", "", Case.QUOTA),
    (401, "Request had invalid authentication credentials.", "", Case.NOT_ACCEPTED),
    (500, "Internal error encountered.", "", Case.FAILING),
    (503, "The service is currently unavailable.", "", Case.FAILING),
    (400, "Invalid JSON payload received. Unknown name \"cells\"", "", Case.REFUSED),
    (409, "The operation was aborted.", "", Case.REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("status", "message", "reason", "case"), ANSWERS)
def test_every_answer_of_google_has_its_case(status: int, message: str, reason: str, case: Case) -> None:
    assert case_of(status, google(status, message, reason=reason)) is case


def test_a_reason_outweighs_words_it_does_not_name() -> None:
    assert case_of(403, google(403, "Something new", reason="SERVICE_DISABLED")) is Case.API_OFF
    assert case_of(403, google(403, "Something new", reason="SOMETHING_NEW")) is Case.NOT_SHARED


def test_a_sheet_that_was_read_and_refuses_a_write_is_read_only() -> None:
    body = google(403, "The caller does not have permission")
    assert refusal(403, body, ADDRESS).kind is SheetKind.NOT_SHARED
    assert refusal(403, body, ADDRESS, read_before=True).kind is SheetKind.READ_ONLY
    assert case_of(404, google(404, "Requested entity was not found."), read_before=True) is Case.NOT_FOUND


@pytest.mark.parametrize("body", [None, [], "x", {}, {"error": "invalid"}, {"error": None}])
def test_pages_of_proxies_and_of_googles_own_front_are_told_apart(body: Any) -> None:
    assert case_of(403, body) is Case.NOT_GOOGLE
    assert case_of(404, body) is Case.NOT_GOOGLE
    assert case_of(200, body) is Case.NOT_GOOGLE
    assert case_of(302, body) is Case.NOT_GOOGLE
    assert case_of(407, body) is Case.NOT_GOOGLE
    assert case_of(413, body) is Case.TOO_LARGE
    assert case_of(502, body) is Case.FAILING


def test_sentences_name_the_address_and_what_to_do() -> None:
    assert f"add {ADDRESS} as Editor" in str(refusal(403, google(403, "no"), ADDRESS))
    assert f"add {ADDRESS} as Editor" in str(refusal(404, google(404, "no"), ADDRESS))
    assert "Save as Google Sheets" in str(Case.NOT_A_SHEET.problem())
    assert "status 407" in str(refusal(407, None, ADDRESS))
    assert "the service account" in str(Case.READ_ONLY.problem())


def test_a_defect_says_where_in_our_request_it_is_and_quotes_nothing() -> None:
    said = "Invalid value at 'requests[12].update_cells' (string), \"Ada Lovelace, ada@example.org\""
    sentence = str(refusal(400, google(400, said), ADDRESS))
    assert "status 400 at requests[12]" in sentence
    assert "Ada" not in sentence
    gone = str(refusal(400, google(400, "Invalid requests[3].updateCells: No grid with id: 7"), ADDRESS))
    assert " at requests[3].updateCells:" in gone


@pytest.mark.parametrize(
    ("error", "description", "case"),
    [
        ("invalid_grant", "Invalid grant: account not found", Case.NO_ACCOUNT),
        ("disabled_client", "The OAuth client was disabled.", Case.NO_ACCOUNT),
        ("invalid_grant", "Invalid JWT Signature.", Case.KEY_GONE),
        ("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.", Case.CLOCK),  # noqa: E501
        ("invalid_grant", None, Case.KEY_GONE),
        ("unauthorized_client", "Client is unauthorized", Case.NO_TOKEN),
    ],
)  # fmt: skip
def test_every_refused_token_has_its_case(error: str, description: str | None, case: Case) -> None:
    problem = token_refusal({"error": error, "error_description": description}, ADDRESS)
    assert str(problem) == str(case.problem(ADDRESS))
    assert problem.kind is SheetKind.CREDENTIALS


def test_a_token_endpoint_that_speaks_no_json_is_not_google() -> None:
    assert token_refusal("<html>", ADDRESS).kind is SheetKind.UNREACHABLE


@pytest.mark.parametrize("case", Case)
def test_every_case_is_one_sentence_with_a_next_step(case: Case) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(case.sentence) if name is not None}
    assert names <= {"address", "status", "where"}
    sentence = str(case.problem(ADDRESS, 400, "requests[0].updateCells"))
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert ": " in sentence
    assert "{" not in sentence
    assert case.problem().kind is case.kind


def test_cases_have_sentences_and_kinds_of_their_own() -> None:
    assert len({case.sentence for case in Case}) == len(Case) > 20
    assert {case.kind for case in Case} == set(SheetKind)


@given(st.integers(100, 599), JSON, st.booleans())
def test_any_answer_is_some_case(status: int, body: Any, read_before: bool) -> None:
    problem = refusal(status, body, ADDRESS, read_before=read_before)
    assert str(problem).endswith(".")


def test_a_problem_keeps_its_kind_between_processes() -> None:
    problem = pickle.loads(pickle.dumps(Case.NOT_SHARED.problem(ADDRESS)))
    assert isinstance(problem, SheetProblem)
    assert (problem.kind, ADDRESS in str(problem)) == (SheetKind.NOT_SHARED, True)
