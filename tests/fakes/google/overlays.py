"""What lies over cells: conditional formats, filters, protections, merges, named ranges and tables."""

import re
import secrets

from tests.fakes.google.book import Book, Tab, Who, check_editable, protections_against
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.formats import general

_RANGE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}\Z")


def _rule_tab(book: Book, rule: Json) -> Tab:
    ranges = rule.get("ranges") or []
    if not ranges:
        raise invalid("ConditionalFormatRule.ranges must not be empty.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("Exactly one of booleanRule and gradientRule must be set.")
    tabs = {book.ranged(one)[0].sheet_id for one in ranges}
    if len(tabs) > 1:
        raise invalid("All the ranges of a conditional format rule must be on the same grid.")
    return book.tab(tabs.pop())


def _rule_at(tab: Tab, index: int) -> Json:
    if not 0 <= index < len(tab.rules):
        raise invalid(f"No conditional format on sheet: {tab.sheet_id} at index: {index}")
    return tab.rules[index]


def add_rule(book: Book, request: Json) -> None:
    """addConditionalFormatRule: at the index given (0 without one); later rules move on."""
    rule, index = request.get("rule") or {}, request.get("index") or 0
    tab = _rule_tab(book, rule)
    if not 0 <= index <= len(tab.rules):
        raise invalid(f"Index {index} is out of bounds for the {len(tab.rules)} conditional formats of the sheet.")
    tab.rules.insert(index, rule)


def update_rule(book: Book, request: Json) -> Json:
    """updateConditionalFormatRule: another rule at an index, or the same one at a new index."""
    index, rule, new_index = request.get("index") or 0, request.get("rule"), request.get("newIndex")
    if (rule is None) == (new_index is None):
        raise invalid("Exactly one of rule and newIndex must be set.")
    if rule is not None:
        tab = _rule_tab(book, rule)
        old = _rule_at(tab, index)
        tab.rules[index] = rule
        return {"updateConditionalFormatRule": {"newIndex": index, "newRule": rule, "oldRule": old}}
    tab = book.tab(request.get("sheetId"))
    moved = _rule_at(tab, index)
    _rule_at(tab, new_index or 0)
    tab.rules.insert(new_index or 0, tab.rules.pop(index))
    return {"updateConditionalFormatRule": {"newIndex": new_index, "oldIndex": index, "newRule": moved}}


def delete_rule(book: Book, request: Json) -> Json:
    """deleteConditionalFormatRule: later rules move up."""
    tab, index = book.tab(request.get("sheetId")), request.get("index") or 0
    gone = _rule_at(tab, index)
    del tab.rules[index]
    return {"deleteConditionalFormatRule": {"rule": gone}}


def set_filter(book: Book, request: Json) -> None:
    """setBasicFilter: one a sheet. Of its criteria only hiddenValues hides rows here; conditions are just kept."""
    given = request.get("filter") or {}
    tab, box = book.ranged(given.get("range") or {})
    clear_filter(book, {"sheetId": tab.sheet_id})
    tab.basic_filter = given
    hidden = {int(column): one.get("hiddenValues", []) for column, one in (given.get("criteria") or {}).items()}
    for spec in given.get("filterSpecs") or []:
        hidden[spec.get("columnIndex") or 0] = (spec.get("filterCriteria") or {}).get("hiddenValues", [])
    # The first row of a filter is its header.
    for row in range(box.top + 1, box.bottom):
        shown = {column: general(tab.grid.effective(row, column), book.locale) for column in hidden}
        if any(shown[column] in values for column, values in hidden.items()):
            owned = tab.grid.own(row)
            owned.look = {**owned.look, "hiddenByFilter": True}


def clear_filter(book: Book, request: Json) -> None:
    """clearBasicFilter: and the rows it hid show again."""
    tab = book.tab(request.get("sheetId"))
    tab.basic_filter = None
    for at, row in enumerate(tab.grid.rows):
        if row.look.get("hiddenByFilter"):
            owned = tab.grid.own(at)
            owned.look = {name: value for name, value in row.look.items() if name != "hiddenByFilter"}


def protect(book: Book, request: Json, who: Who) -> Json:
    """addProtectedRange: without editors, those of the document; who makes it may always edit it."""
    given = dict(request.get("protectedRange") or {})
    tab, _ = book.ranged(given.get("range") or {})
    given["protectedRangeId"] = given.get("protectedRangeId") or book.new_id()
    if any(one["protectedRangeId"] == given["protectedRangeId"] for each in book.tabs for one in each.protected):
        raise invalid(f"A protected range with id {given['protectedRangeId']} already exists.")
    given.pop("requestingUserCanEdit", None)
    users = list((given.get("editors") or {}).get("users") or [])
    given["editors"] = {**(given.get("editors") or {}), "users": sorted({*users, who.email})}
    if given.get("warningOnly"):
        del given["editors"]
    tab.protected.append(given)
    return {"addProtectedRange": {"protectedRange": shown_protection(tab, given, who)}}


def unprotect(book: Book, request: Json, who: Who) -> None:
    """deleteProtectedRange; 400 for one this account may not edit."""
    wanted = request.get("protectedRangeId")
    for tab in book.tabs:
        for protected in tab.protected:
            if protected["protectedRangeId"] == wanted:
                if protected in list(protections_against(tab, who)):
                    raise invalid("You do not have permission to remove protection from this range.")
                tab.protected.remove(protected)
                return
    raise invalid(f"No protected range with id: {wanted}")


def shown_protection(tab: Tab, protected: Json, who: Who) -> Json:
    """A protected range as this account sees it: the editors only if it is one of them."""
    against = protected in list(protections_against(tab, who))
    found = {name: value for name, value in protected.items() if not (against and name == "editors")}
    return found if against else {**found, "requestingUserCanEdit": True}


def merge(book: Book, request: Json, who: Who) -> None:
    """mergeCells: all of a range, or each of its rows or columns; only the first value of each is kept."""
    tab, box = book.ranged(request.get("range") or {})
    check_editable(tab, box, who)
    if any(box.meets(tab.box(old)) and not box.holds(tab.box(old)) for old in tab.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [old for old in tab.merges if not box.meets(tab.box(old))]
    kind = request.get("mergeType") or "MERGE_ALL"
    rows, columns = range(box.top, box.bottom), range(box.left, box.right)
    pieces = [(rows, columns)]
    if kind == "MERGE_ROWS":
        pieces = [(range(row, row + 1), columns) for row in rows]
    elif kind == "MERGE_COLUMNS":
        pieces = [(rows, range(column, column + 1)) for column in columns]
    for down, across in pieces:
        if len(down) * len(across) > 1:
            _merge_one(tab, down, across)


def _merge_one(tab: Tab, rows: range, columns: range) -> None:
    cells = [(row, column) for row in rows for column in columns]
    values = [value for row, column in cells if (value := tab.grid.entered(row, column)) is not None]
    for row, column in cells:
        tab.grid.put(row, column, None)
    tab.grid.put(rows[0], columns[0], values[0] if values else None)
    bounds = {"startRowIndex": rows[0], "endRowIndex": rows[-1] + 1}
    bounds |= {"startColumnIndex": columns[0], "endColumnIndex": columns[-1] + 1}
    tab.merges.append({"sheetId": tab.sheet_id, **bounds})


def unmerge(book: Book, request: Json, who: Who) -> None:
    """unmergeCells: every merge the range touches; one that is touched in part is a fault."""
    tab, box = book.ranged(request.get("range") or {})
    check_editable(tab, box, who)
    touched = [old for old in tab.merges if box.meets(tab.box(old))]
    if any(not box.holds(tab.box(old)) for old in touched):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [old for old in tab.merges if old not in touched]


def add_named_range(book: Book, request: Json) -> Json:
    """addNamedRange."""
    given = dict(request.get("namedRange") or {})
    name = given.get("name") or ""
    if not _RANGE_NAME.match(name):
        raise invalid(f"Invalid name: {name}")
    if any(one["name"].casefold() == name.casefold() for one in book.named_ranges):
        raise invalid(f"A named range with the name '{name}' already exists.")
    book.ranged(given.get("range") or {})
    given["namedRangeId"] = given.get("namedRangeId") or secrets.token_hex(6)
    book.named_ranges.append(given)
    return {"addNamedRange": {"namedRange": given}}


def delete_named_range(book: Book, request: Json) -> None:
    """deleteNamedRange."""
    kept = [one for one in book.named_ranges if one["namedRangeId"] != request.get("namedRangeId")]
    if len(kept) == len(book.named_ranges):
        raise invalid(f"No named range with id: {request.get('namedRangeId')}")
    book.named_ranges = kept


def add_table(book: Book, request: Json) -> Json:
    """addTable: kept and shown; its column types are not enforced."""
    given = dict(request.get("table") or {})
    tab, box = book.ranged(given.get("range") or {})
    if any(box.meets(tab.box(other["range"])) for other in tab.tables):
        raise invalid("You cannot add a table over another table.")
    given["tableId"] = given.get("tableId") or secrets.token_hex(6)
    tab.tables.append(given)
    return {"addTable": {"table": given}}


def delete_table(book: Book, request: Json, who: Who) -> None:
    """deleteTable: and the values in it."""
    for tab in book.tabs:
        for table in tab.tables:
            if table["tableId"] == request.get("tableId"):
                box = tab.box(table["range"])
                check_editable(tab, box, who)
                tab.tables.remove(table)
                for row in range(box.top, box.bottom):
                    for column in range(box.left, box.right):
                        tab.grid.put(row, column, None)
                return
    raise invalid(f"No table with id: {request.get('tableId')}")
