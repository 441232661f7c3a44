"""Developer metadata: unique ids, places, visibility, limits."""

from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes_tests.asking import Asker

COLUMN = {"dimensionRange": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
ROW = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}}


def create(location: Any, key: str = "leadsheet", **more: Any) -> dict[str, Any]:
    entry = {"metadataKey": key, "visibility": "PROJECT", "location": location, **more}
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def lookup(**fields: Any) -> dict[str, Any]:
    return {"developerMetadataLookup": fields}


def test_a_second_entry_with_the_same_id_fails_the_whole_batch(asker: Asker, document: Spreadsheet) -> None:
    write = {
        "updateCells": {
            "start": {"sheetId": 0, "rowIndex": 1, "columnIndex": 3},
            "rows": [{"values": [{"userEnteredValue": {"numberValue": 1}}]}],
            "fields": "userEnteredValue",
        }
    }
    asker.batch(create({"spreadsheet": True}, metadataId=77))
    before = document.sheet("Leads").snapshot()
    message = asker.refused(write, create({"sheetId": 0}, metadataId=77))
    assert message.startswith("Invalid requests[1].createDeveloperMetadata: ")
    assert "77" in message
    assert document.sheet("Leads").snapshot() == before
    assert len(document.metadata()) == 1


def test_it_is_shown_where_it_is_bound(asker: Asker) -> None:
    places: list[Any] = [COLUMN, ROW, {"sheetId": 0}, {"spreadsheet": True}]
    asker.batch(*(create(place, f"k{at}", metadataValue="v") for at, place in enumerate(places)))
    shown = asker.get(includeGridData="true")
    data = shown["sheets"][0]["data"][0]
    assert [one["metadataKey"] for one in data["columnMetadata"][1]["developerMetadata"]] == ["k0"]
    assert [one["metadataKey"] for one in data["rowMetadata"][2]["developerMetadata"]] == ["k1"]
    assert [one["metadataKey"] for one in shown["sheets"][0]["developerMetadata"]] == ["k2"]
    assert [one["metadataKey"] for one in shown["developerMetadata"]] == ["k3"]
    assert data["columnMetadata"][1]["developerMetadata"][0]["location"] == {"locationType": "COLUMN", **COLUMN}


def test_a_column_is_found_again_after_it_was_moved(asker: Asker, document: Spreadsheet) -> None:
    asker.batch(create(COLUMN, metadataId=5))
    document.sheet("Leads").colleague.move_columns(1, 1, 4)
    document.sheet("Leads").colleague.insert_columns(0)
    answer = asker.ask("POST", "/values:batchGetByDataFilter", {"dataFilters": [lookup(metadataId=5)]})[1]
    found = answer["valueRanges"][0]["valueRange"]
    assert found["range"] == "Leads!E1:E10"
    assert found["values"][0] == ["Company"]
    assert asker.get("/developerMetadata/5")["location"]["dimensionRange"]["startIndex"] == 4


def test_it_goes_with_what_it_is_bound_to(asker: Asker, document: Spreadsheet) -> None:
    asker.batch(create(COLUMN), create(ROW), create({"sheetId": 0}), create({"spreadsheet": True}))
    document.sheet("Leads").colleague.delete_columns(1)
    assert len(document.metadata()) == 3
    document.apply([{"addSheet": {"properties": {"title": "Other"}}}])
    document.sheet("Leads").colleague.delete_tab()
    assert [one["location"] for one in document.metadata()] == [{"locationType": "SPREADSHEET", "spreadsheet": True}]


def test_a_sort_moves_the_cells_and_leaves_row_metadata(asker: Asker, document: Spreadsheet) -> None:
    asker.batch(create(ROW, metadataId=9))
    document.sheet("Leads").colleague.sort(0, descending=True)
    assert asker.get("/developerMetadata/9")["location"]["dimensionRange"]["startIndex"] == 2


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"metadataKey": "a"}, ["a"]),
        ({"metadataValue": "w"}, ["b"]),
        ({"locationType": "COLUMN"}, ["a"]),
        ({"visibility": "DOCUMENT"}, ["c"]),
        ({"metadataKey": "a", "metadataValue": "w"}, []),
        ({"metadataLocation": {"sheetId": 0}}, ["a", "b"]),
        ({"metadataLocation": {"sheetId": 0}, "locationMatchingStrategy": "EXACT_LOCATION"}, []),
        ({"metadataLocation": ROW}, ["a", "b"]),
        ({"metadataLocation": ROW, "locationMatchingStrategy": "EXACT_LOCATION"}, ["b"]),
        ({"metadataLocation": {"spreadsheet": True}}, ["c"]),
    ],
)
def test_searching(asker: Asker, fields: Any, found: list[str]) -> None:
    asker.batch(
        create(COLUMN, "a", metadataValue="v"),
        create(ROW, "b", metadataValue="w"),
        create({"spreadsheet": True}, "c", visibility="DOCUMENT"),
    )
    status, answer = asker.ask("POST", "/developerMetadata:search", {"dataFilters": [lookup(**fields)]})
    assert status == 200
    matched = answer.get("matchedDeveloperMetadata", [])
    assert [one["developerMetadata"]["metadataKey"] for one in matched] == found
    assert all(one["dataFilters"] == [lookup(**fields)] for one in matched)


def test_changing_and_deleting_by_lookup(asker: Asker, document: Spreadsheet) -> None:
    asker.batch(create(ROW, "a"), create(COLUMN, "a"), create(COLUMN, "b"))
    change = {
        "dataFilters": [lookup(metadataKey="a")],
        "developerMetadata": {"metadataValue": "z"},
        "fields": "metadataValue",
    }
    replies = asker.batch({"updateDeveloperMetadata": change})["replies"]
    assert [one["metadataValue"] for one in replies[0]["updateDeveloperMetadata"]["developerMetadata"]] == ["z", "z"]
    gone = asker.batch({"deleteDeveloperMetadata": {"dataFilter": lookup(metadataValue="z")}})["replies"][0]
    assert len(gone["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 2
    assert [one["metadataKey"] for one in document.metadata()] == ["b"]


def test_another_projects_entries_are_hidden_unless_of_the_document(asker: Asker, document: Spreadsheet) -> None:
    document.apply([create({"spreadsheet": True}, "theirs", metadataId=3)])
    document.apply([create({"spreadsheet": True}, "open", metadataId=4, visibility="DOCUMENT")])
    assert [one["metadataKey"] for one in asker.get()["developerMetadata"]] == ["open"]
    assert asker.ask("GET", "/developerMetadata/3")[0] == 404
    assert "requests[0].createDeveloperMetadata" in asker.refused(create({"sheetId": 0}, metadataId=3))


@pytest.mark.parametrize(
    "entry",
    [
        {"location": {"sheetId": 0}, "key": ""},
        {"location": {"sheetId": 0}, "visibility": None},
        {"location": {"sheetId": 0}, "metadataId": 0},
        {"location": {}},
        {"location": {"sheetId": 0, "spreadsheet": True}},
        {"location": {"dimensionRange": {**ROW["dimensionRange"], "endIndex": 5}}},
        {"location": {"dimensionRange": {**ROW["dimensionRange"], "startIndex": 10, "endIndex": 11}}},
        {"location": {"sheetId": 0}, "metadataValue": "x" * 30_000},
    ],
)
def test_entries_that_are_refused(asker: Asker, document: Spreadsheet, entry: Any) -> None:
    assert "Invalid requests[0].createDeveloperMetadata: " in asker.refused(create(**entry))
    assert document.metadata() == []


def test_thirty_thousand_characters_a_sheet(asker: Asker, fake: FakeGoogle) -> None:
    asker.batch(*(create({"sheetId": 0}, "k", metadataValue="x" * 9_999) for _ in range(3)))
    assert "30000" in asker.refused(create({"sheetId": 0}, "k"))
    asker.batch(create({"spreadsheet": True}, "k"))
