"""A client that asks the fake as google-auth does, and the rows it asks about."""

from typing import Any
from urllib.parse import quote

from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from tests.fakes.google import FakeGoogle

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
ROWS: list[list[Any]] = [["Name", "Company", "Size"], ["Ada", "Nova", 12], ["Bob", "Alti", 7.5], ["Cid", None, True]]


class LocalCredentials(Credentials):
    """Credentials that ask nobody but their token_uri.

    google-auth 2.62 otherwise starts a thread that asks iamcredentials.googleapis.com where the account may be used:
    a test must not leave this machine.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


class Asker:
    """Asks the API about one spreadsheet; each method gives the status and the JSON."""

    def __init__(self, fake: FakeGoogle, spreadsheet_id: str, scope: str = SCOPE, account: str = "leadsheet") -> None:
        info = fake.credentials_info(account)
        credentials = LocalCredentials.from_service_account_info(info, scopes=[scope])  # type: ignore[no-untyped-call]
        self.session: Any = AuthorizedSession(credentials)  # type: ignore[no-untyped-call]
        self.root = f"{fake.url}/v4/spreadsheets/{spreadsheet_id}"

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        answer = self.session.request(method, self.root + path, json=body, params=query)
        return answer.status_code, answer.json()

    def get(self, path: str = "", **query: Any) -> Any:
        status, answer = self.ask("GET", path, **query)
        assert status == 200, answer
        return answer

    def values(self, text: str, **query: Any) -> Any:
        return self.get(f"/values/{quote(text, safe='')}", **query).get("values")

    def batch(self, *requests: Any, **options: Any) -> Any:
        status, answer = self.ask("POST", ":batchUpdate", {"requests": list(requests), **options})
        assert status == 200, answer
        return answer

    def refused(self, *requests: Any) -> str:
        """The message of a batch that must be refused with 400."""
        status, answer = self.ask("POST", ":batchUpdate", {"requests": list(requests)})
        assert status == 400, answer
        assert answer["error"]["code"] == 400
        return str(answer["error"]["message"])
