"""Links: every form a person pastes names the same sheet, and whatever is no sheet is refused by what it is."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadLink
from app.tables.links import Link, looks_like_link, parse_link
from tests.tables.link_forms import FORMS, ID, OLD_KEY, REFUSED

SAFE = re.compile(r"[A-Za-z0-9_-]+")
IDS = st.from_regex(r"\A[A-Za-z0-9_-]{25,60}\Z")
GIDS = st.none() | st.integers(0, 2**31 - 1)


@pytest.mark.parametrize(("what", "text", "gid"), FORMS, ids=[form[0] for form in FORMS])
def test_every_form_names_the_sheet_and_the_tab(what: str, text: str, gid: int | None) -> None:
    assert parse_link(text) == Link(OLD_KEY if OLD_KEY in text else ID, gid)
    assert looks_like_link(text)


@pytest.mark.parametrize(("what", "text", "words"), REFUSED, ids=[form[0] for form in REFUSED])
def test_what_is_no_sheet_is_refused_in_one_sentence(what: str, text: str, words: str) -> None:
    with pytest.raises(BadLink) as refused:
        parse_link(text)
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.endswith(".")
    assert ": " in sentence
    assert ". " not in sentence
    assert len(sentence) < 250
    assert refused.value.exit_code == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leads.xlsx", False),
        ("exports/leads", False),
        ("C:\\leads\\list.csv", False),
        ("a-file-whose-name-is-long-enough.csv", False),
        ("short-name", False),
        ("", False),
        ("docs.google.com", False),
        ("https://evil.com/x", True),
        ("<HTTP://docs.google.com/x>", True),
        ("Docs.Google.com/spreadsheets/d/x", True),
        (ID, True),
        (ID[:25], True),
        (ID[:24], False),
        (ID + ".csv", False),
        ("folder/" + ID, False),
    ],
)
def test_links_are_told_from_files(text: str, expected: bool) -> None:
    assert looks_like_link(text) is expected


@given(st.text() | st.text(alphabet="htps:/.?#=&%@[]<>gid docs.google.com10-").map("https://docs.google.com".__add__))
def test_any_text_is_a_safe_id_or_a_bad_link(text: str) -> None:
    looks_like_link(text)
    try:
        link = parse_link(text)
    except BadLink:
        return
    assert SAFE.fullmatch(link.spreadsheet_id)
    assert link.gid is None or 0 <= link.gid < 2**31


@given(IDS, GIDS)
def test_an_id_survives_every_form(spreadsheet_id: str, gid: int | None) -> None:
    tab = "" if gid is None else f"#gid={gid}"
    address = f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit{tab}"
    wrapped = [address, f"<{address}>", f" '{address}', ", address[8:], quote(address, safe="")]
    wrapped += [f"https://www.google.com/url?q={quote(address, safe='')}&sa=D", f"<{address}|Leads>"]
    assert {parse_link(text) for text in wrapped} == {Link(spreadsheet_id, gid)}
    for _, form, number in FORMS:
        if ID in form:
            assert parse_link(form.replace(ID, spreadsheet_id)) == Link(spreadsheet_id, number)
