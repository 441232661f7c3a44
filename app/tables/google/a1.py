"""Ranges in A1 notation. Rows and columns count from 0; ends are exclusive, as in the API's GridRange. Pure."""


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(tab: str) -> str:
    """A tab's title as A1 notation wants it, whatever stands in it."""
    return "'" + tab.replace("'", "''") + "'"


def cells(tab: str, rows: tuple[int, int], columns: tuple[int, int]) -> str:
    """`'Leads'!B2:D9`: the rows and columns from a start to before an end."""
    first = f"{column_letters(columns[0])}{rows[0] + 1}"
    return f"{quoted(tab)}!{first}:{column_letters(columns[1] - 1)}{rows[1]}"


def whole_rows(tab: str, rows: tuple[int, int]) -> str:
    """`'Leads'!2:9`: whole rows."""
    return f"{quoted(tab)}!{rows[0] + 1}:{rows[1]}"


def runs(indices: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs, the end exclusive: [2, 3, 7] -> [(2, 4), (7, 8)]."""
    found: list[tuple[int, int]] = []
    for index in indices:
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found
