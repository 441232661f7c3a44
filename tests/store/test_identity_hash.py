from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import StoreProblem
from app.leads.addresses import plain_email, plain_linkedin
from app.leads.identity import IdentityKind
from app.store.identity_hash import identity_hash, identity_secret, read_secret

SECRET = bytes(range(32))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/zoé-müller",
        "http://fr.linkedin.com/in/Zo%C3%A9-M%C3%BCller/",
        "linkedin.com/in/zoe%CC%81-mu%CC%88ller",
        "  HTTPS://DE.LinkedIn.com/IN/ZOÉ-MÜLLER/de?trk=a&b=c#top ",
        "https://m.linkedin.com/mwlite/in/zoé-müller",
        "https://linkedin.com:443//in/zoé-müller//",
    ],
)
def test_one_profile_has_one_spelling(url: str) -> None:
    assert plain_linkedin(url) == "in/zoé-müller"


@pytest.mark.parametrize(
    "url",
    ["", "jane", "https://www.linkedin.com/company/acme", "https://linkedin.com/in/", "https://notlinkedin.com/in/jane",
     "https://linkedin.com.example.org/in/jane", "https://www.linkedin.com/sales/lead/ACwAA,NAME", "jane@linkedin.com"],
)  # fmt: skip
def test_what_is_no_public_profile_is_nobody(url: str) -> None:
    assert plain_linkedin(url) is None
    assert identity_hash(SECRET, IdentityKind.LINKEDIN, url) is None


def test_old_addresses_are_told_apart_by_their_numbers() -> None:
    assert plain_linkedin("https://www.linkedin.com/pub/Jane-Doe/12/345/678") == "pub/jane-doe/12/345/678"


@pytest.mark.parametrize("address", ["Jane.Doe@Example.org", " jane.doe@example.org\n", "mailto:JANE.DOE@example.ORG"])
def test_one_address_has_one_spelling(address: str) -> None:
    assert plain_email(address) == "jane.doe@example.org"


@pytest.mark.parametrize("address", ["", "jane", "@example.org", "jane@", "jane doe@example.org"])
def test_what_is_no_address_is_nobody(address: str) -> None:
    assert plain_email(address) is None


@given(st.text())
def test_any_text_is_taken_and_a_spelling_is_final(text: str) -> None:
    for plain, before in ((plain_email, ""), (plain_linkedin, "https://www.linkedin.com/")):
        once = plain(text)
        assert once is None or plain(before + once) in (once, None)


def test_the_mark_depends_on_secret_kind_and_person() -> None:
    mark = identity_hash(SECRET, IdentityKind.EMAIL, "a@b.c")
    assert mark is not None
    assert len(mark) == 16
    assert mark == identity_hash(SECRET, IdentityKind.EMAIL, " A@B.C ")
    assert mark != identity_hash(bytes(32), IdentityKind.EMAIL, "a@b.c")
    assert mark != identity_hash(SECRET, IdentityKind.EMAIL, "b@b.c")


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "identity.secret"
    made = read_secret(path)
    assert len(made) == 32
    assert read_secret(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_that_cannot_be_one_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "identity.secret"
    with pytest.raises(StoreProblem, match="is not there"):
        identity_secret({}, path, make=False)
    for content in ("", "abcd", "no hex at all"):
        path.write_text(content)
        with pytest.raises(StoreProblem, match=r"identity\.secret"):
            read_secret(path)
    with pytest.raises(StoreProblem, match="shorter than 32"):
        identity_secret({"LEADSHEET_IDENTITY_SECRET": "short"}, path)
    assert identity_secret({"LEADSHEET_IDENTITY_SECRET": "x" * 32}, path) == b"x" * 32
