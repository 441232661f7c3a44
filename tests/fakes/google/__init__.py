"""A real HTTP program that speaks the Google Sheets v4 API and Google's OAuth token endpoint, for tests and for people.

For people: `python -m tests.fakes.google` prints a sheet's link and what to export, and shows the sheet at its address.

For tests (indexes of rows and columns count from 0 everywhere, row 0 is the header)::

    with FakeGoogle() as fake:                       # a threaded server on a free loopback port; FakeGoogle(port=N) too
        fake.url                                     # "http://127.0.0.1:PORT", stands for https://sheets.googleapis.com
        fake.credentials_info()                      # a service account's JSON; its token_uri points here
        document = fake.new_spreadsheet("Pipeline", locale="fr_FR", sheets={"Leads": [["Name"], ["Ada"]]},
                                        share_with_service_account=True)   # or "reader", or False
        document.id, document.url, document.sheet("Leads"), document.sheets()
        document.excel_file = True                   # 400 FAILED_PRECONDITION, as an .xlsx on Drive
        document.share(False)                        # False, "reader" or "writer": what the service account may do
        document.apply([{...}])                      # any batchUpdate requests, as the document's owner; their replies
        document.metadata()                          # every developer metadata of the document, as the API shows them

        leads = document.sheet("Leads")              # stays with the tab through renames
        leads.values()                               # plain effective values: rows, ragged as Google's, errors "#REF!"
        leads.cell(row, column)                      # one CellData as the API shows it ({} when empty)
        leads.snapshot()                             # everything the API shows of the sheet, to compare with later

        leads.colleague.sort(by_column, descending=False, first_row=1)      # and all the others in colleague.py:
        # insert_rows, delete_rows, move_rows, insert_columns, delete_columns, move_columns, rename_header, set,
        # append_row, clear, hide_rows, filter, number_format, protect, merge, rename_tab, delete_tab, note.
        # The same code as the API's requests, no quota. A text is entered as text; Formula("=A1") as a formula.

        fake.before(2, action)                       # run action just before the 2nd API call; after(...) likewise
        fake.before("batchUpdate", action, times=1)  # a kind; "read"; "write"; or a predicate over the Call
        fake.faults.answer(503, on="batchUpdate", times=2, retry_after=3)   # seconds, or an aware datetime
        fake.faults.lose_answer(on=...)              # applies the request, then cuts the connection
        fake.faults.cut(on=...)                      # cuts before applying
        fake.faults.delay(0.5, on=...)               # and then answers
        # times=1 everywhere unless told; times=None is for ever. The default `on` is every API call (not "token").

        fake.quota.switch_on(per_user=60, per_project=300)  # a minute; reads and writes apart; off at first
        fake.clock.advance(60)                       # seconds; quotas and tokens live by this clock
        fake.token_seconds = 3600                    # how long a token lives
        fake.revoke()                                # the account's key is gone: 400 invalid_grant
        fake.calls                                   # list[Call]: number, method, path, kind, is_write, query, body,
        # body_bytes, answer_bytes, status, at (seconds of the clock); fake.token_calls likewise
        fake.count("write"), fake.largest_body(), fake.per_minute(), fake.over_advice()  # bodies over 2 MB
        # Errors inside the fake or in a hook: the client gets a bare 500, and leaving `with` raises them.

A hook's action takes nothing or the Call. Hooks run outside the lock, in the order they were added.
The API's kinds: spreadsheets.get, spreadsheets.getByDataFilter, batchUpdate, values.get, values.batchGet,
values.batchGetByDataFilter, values.update, values.append, values.clear, values.batchUpdate,
values.batchUpdateByDataFilter, values.batchClear, values.batchClearByDataFilter, developerMetadata.get,
developerMetadata.search.

Protected cells are refused with 400 INVALID_ARGUMENT, as people report it; for a 403 use
fake.faults.answer(403, message="You are trying to edit a protected cell or object.").

A client of google-auth 2.62 starts a thread that asks iamcredentials.googleapis.com about the account; the fake cannot
stand for that host. tests/fakes_tests/asking.py shows credentials that do not ask.

Where it is stricter than Google: a number sent as text ("0" for a sheetId) and snake_case names are refused; a scope
other than the two of spreadsheets gets no token.
"""

from tests.fakes.google.calls import Call
from tests.fakes.google.cells import Formula
from tests.fakes.google.colleague import Colleague
from tests.fakes.google.handles import Sheet, Spreadsheet
from tests.fakes.google.server import FakeGoogle

__all__ = ["Call", "Colleague", "FakeGoogle", "Formula", "Sheet", "Spreadsheet"]
