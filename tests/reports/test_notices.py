"""Notices about one sheet: word for word, the same in both versions, and safe from what they quote."""

from pathlib import Path

import pytest

from app.reports.notices import failed_notice, paused_notice
from app.reports.rendering import Rendered
from tests.reports import mails
from tests.reports.reading_mails import links_of_both, numbers_of_both, seen, shape
from tests.reports.test_digest_hostile import HOSTILE, LINKS

GOLDEN = Path(__file__).parent / "golden"
URL = "https://docs.google.com/spreadsheets/d/1kYx/edit#gid=0"


def paused(text: str | None = None, url: str = URL) -> Rendered:
    return paused_notice(text or "Partners", text or "Sheet1", url, text or mails.PAUSED.why, 5)


def failed(text: str | None = None, url: str = URL) -> Rendered:
    said = text or mails.FAILED.sentence
    return failed_notice(text or "Leads 2026", text or "Contacts", url, text or "k3f9", said, text or "today at 12:00")


NOTICES = {"paused": paused, "failed": failed}


@pytest.mark.parametrize("name", NOTICES)
def test_word_for_word(name: str) -> None:
    mail = NOTICES[name]()
    assert f"{mail.subject}\n\n{mail.text}" == (GOLDEN / f"notice_{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NOTICES)
def test_text_and_html_say_the_same(name: str) -> None:
    mail = NOTICES[name]()
    html, text = numbers_of_both(mail)
    assert html == text
    assert html
    assert links_of_both(mail) == ([URL], [URL])


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_stay_in_their_place(name: str, text: str) -> None:
    make = NOTICES[name]
    mail = make(text)
    assert mail.subject.startswith("Lead scoring: ")
    assert len(mail.subject) <= 90
    assert "\n" not in mail.subject
    assert mail.size < 20_000
    assert seen(mail.html).unmatched == []
    if text.strip():
        assert shape(mail.html) == shape(make().html)


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("address", LINKS)
def test_only_plain_web_addresses_are_links(name: str, address: str) -> None:
    assert links_of_both(NOTICES[name](None, address)) == ([], [])


def test_a_run_that_is_not_tried_again_says_so() -> None:
    mail = failed_notice("Leads", "A", "", "", "No model.", "")
    assert "It is not tried again by itself." in mail.text
    assert "Run " not in mail.text.split("WHAT IS SAFE")[1]


def test_one_failed_run_is_not_counted() -> None:
    assert "is paused after a\nfailed run." in paused_notice("Leads 2026", "Contacts A", "", "Not shared.", 1).text
