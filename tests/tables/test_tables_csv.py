"""CSV: whatever the text is written like, other columns keep their bytes and ours are found again."""

import codecs
import contextlib
import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.errors import FileProblem
from app.tables.columns import OurColumn, confidence_of, find_ours
from app.tables.csv_text import decode, encode, find_dialect, quoted, records, value
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore, plan_writes

ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with BOM": (codecs.BOM_UTF8, "utf-8"),
    "utf-16 LE": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16 BE": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "windows": (b"", "cp1252"),
}
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
HEADER = ["First name", "Company", "Job title", "Notes"]
NOTES = 'Notes:\r\n"When exporting, you may notice\r\nthat some addresses are missing, see ""help"""\r\n\r\n'

cells = st.one_of(
    st.sampled_from(
        ["", "", "=1+1", "+33 6", "-", "@x", "'q", '"', '""', 'say "hi"', "a,b", "1,5", "2.5", "é€ß", " x"]
    ),
    st.text(st.characters(codec="cp1252", exclude_categories=["Cc"], include_characters="\n\r\t,;|\"'"), max_size=12),
)


def written(rows: list[list[str]], delimiter: str, end: str, quote_all: bool = False, last_end: bool = True) -> str:
    def field(cell: str) -> str:
        needs = quote_all or any(sign in cell for sign in (delimiter, '"', "\r", "\n"))
        return '"' + cell.replace('"', '""') + '"' if needs else cell

    return end.join(delimiter.join(map(field, row)) for row in rows) + (end if last_end else "")


def parsed(path: Path, encoding: str, delimiter: str) -> list[list[str]]:
    """The file as Python's own reader sees it."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=delimiter))


def score_all(path: Path, score_of: Callable[..., RowScore], number: int = 0) -> Grid:
    table = open_table(path)
    grid = table.read()
    scores = {row: score_of(row, number) for row in range(len(grid.rows)) if not grid.is_blank(row)}
    table.write(plan_writes(grid, scores, ours=find_ours(grid)))
    return grid


@settings(max_examples=120, deadline=None)
@given(
    rows=st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=7),
    cut=st.integers(0, 3),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quote_all=st.booleans(),
    last_end=st.booleans(),
    encoding=st.sampled_from(sorted(ENCODINGS)),
)
@example(
    rows=[["", "\t", "\r\t", ""]], cut=1, delimiter=",", end="\n", quote_all=False, last_end=False, encoding="utf-8"
)
def test_wild_cells_keep_their_bytes_and_get_our_columns(
    rows: list[list[str]],
    cut: int,
    delimiter: str,
    end: str,
    quote_all: bool,
    last_end: bool,
    encoding: str,
    score_of: Callable[..., RowScore],
) -> None:
    rows[0] = [cell or "x" for cell in rows[0]]
    rows[-1] = rows[-1][: 4 - cut]  # one ragged row
    bom, codec = ENCODINGS[encoding]
    source = written([HEADER, *rows], delimiter, end, quote_all, last_end)
    if codec == "cp1252":
        with contextlib.suppress(UnicodeDecodeError):  # nothing in the file says that it is not UTF-8
            source, codec = source.encode(codec).decode("utf-8"), "utf-8"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "leads.csv")
        path.write_bytes(bom + source.encode(codec))
        before = parsed(path, "utf-8-sig" if codec == "utf-8" else codec, delimiter)
        grid = score_all(path, score_of)
        assert grid.header == tuple(HEADER)
        after = path.read_bytes()
        assert after.startswith(bom)
        text = after[len(bom) :].decode(codec)

        for old, new in zip(records(source, delimiter), records(text, delimiter), strict=True):
            assert new.end == old.end
            if new.fields != old.fields:  # a blank line stays
                assert new.fields[:4] == old.fields + [""] * (4 - len(old.fields))
                assert len(new.fields) == 4 + len(OURS)
        now = parsed(path, "utf-8-sig" if codec == "utf-8" else codec, delimiter)
        assert now[0][-6:] == OURS
        assert [row[:4] for row in now] == [
            row + [""] * (4 - len(row)) if len(n) > 4 else row for row, n in zip(before, now, strict=True)
        ]
        for number, row in enumerate(now[1:]):
            if number < len(grid.rows) and not grid.is_blank(number):
                assert float(row[4].replace(",", ".")) == score_of(number).score
                assert row[5:7] == [score_of(number).label, score_of(number).confidence]
                assert row[7].removeprefix("'") == score_of(number).reasons
                assert row[7][0] not in "+-"

        assert score_all(path, score_of).header == (*HEADER, *OURS)
        assert path.read_bytes() == after  # a second run with the same scores changes nothing


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(10)), delimiter=st.sampled_from(",;"), renamed=st.booleans())
def test_moved_and_renamed_columns_are_updated_in_place(
    order: list[int], delimiter: str, renamed: bool, score_of: Callable[..., RowScore]
) -> None:
    rows = [[f"Person {number}", "Acme", "CEO", "-"] for number in range(9)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "leads.csv")
        path.write_text(written([HEADER, *rows], delimiter, "\n"), encoding="utf-8")
        score_all(path, score_of)
        moved = [[row[place] for place in order] for row in parsed(path, "utf-8", delimiter)]
        if renamed:
            moved[0] = [name.replace("Lead", "Our") for name in moved[0]]
        path.write_text(written([*moved, [""] * 10], delimiter, "\n"), encoding="utf-8")
        score_all(path, score_of, number=3)
        now = parsed(path, "utf-8", delimiter)
    assert now[0] == moved[0]
    ours = [order.index(place) for place in range(4, 10)]
    for number, (old, new) in enumerate(zip(moved[1:10], now[1:10], strict=True)):
        assert [new[i] for i in range(10) if i not in ours] == [old[i] for i in range(10) if i not in ours]
        assert new[ours[0]].replace(",", ".") == f"{score_of(number, 3).score:.4f}"
        assert new[ours[4]] == "leadsheet 3"


@given(st.text(max_size=40), st.sampled_from(",;\t|"))
def test_records_are_the_text(text: str, delimiter: str) -> None:
    assert "".join(delimiter.join(record.fields) + record.end for record in records(text, delimiter)) == text


@given(st.binary(max_size=60))
def test_every_byte_comes_back(content: bytes) -> None:
    encoded = decode(content)
    if encoded is None:
        assert b"\0" in content or content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    else:
        assert encode(encoded) == content


@given(cells, st.sampled_from(",;\t|"), st.booleans())
def test_nothing_we_write_becomes_a_formula(text: str, delimiter: str, quote_all: bool) -> None:
    dialect = find_dialect(f"a{delimiter}b\n1{delimiter}2\n")
    field = quoted(text, dialect)
    read = value(field) or ""
    assert not read.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert read in (text, "'" + text)
    assert [record.fields for record in records(field + delimiter + "x", delimiter)] == [[field, "x"]]


def test_a_header_from_a_strange_prefix_is_no_formula_either(tmp_path: Path, run: Callable[..., Grid]) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Size\nAda,3\n")
    run(path, prefix="=cmd()")
    assert path.read_text().splitlines()[0].startswith("Name,Size,'=cmd() score,'=cmd() label")


def test_linkedins_notes_stay(tmp_path: Path, run: Callable[..., Grid]) -> None:
    path = tmp_path / "Connections.csv"
    path.write_bytes((NOTES + "First Name,Last Name,URL\r\nAda,Lovelace,https://x\r\n").encode())
    assert run(path).first_row == 5
    content = path.read_bytes().decode()
    assert content.startswith(NOTES + "First Name,Last Name,URL,Lead score,")
    assert content.endswith(" UTC\r\n")
    assert run(path).header[3:] == tuple(OURS)


def test_excels_sep_line_names_the_delimiter_and_stays(tmp_path: Path, run: Callable[..., Grid]) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("sep=|\nName|Note\nAda|a, b; c\n")
    assert run(path).header == ("Name", "Note")
    assert path.read_text().startswith("sep=|\nName|Note|Lead score|")


@pytest.mark.parametrize(
    ("text", "delimiter", "decimal"),
    [
        ("a,b\n1.5,2\n", ",", "."),
        ("a;b\nx;y\n", ";", ","),  # no number to go by: what Excel reads where it writes semicolons
        ("a;b\n1,5;2,25\n", ";", ","),
        ("a;b\n1.5;2.25\n", ";", "."),
        ("a\tb\n1,5\tx\n", "\t", ","),
        ("a\tb\nx\ty\n", "\t", "."),
        ("a;b;c\n" + "1,5;2,5;3,5\n" * 300, ";", ","),
        ("Notes:\nsome; words\n\nName,Skills,City\n" + "Ada,a;b;c;d,Paris\n" * 300, ",", "."),
        ('Name;"Notes, all";City\nAda;"a,b,c";Paris, France\nBob;"d,e";Lyon, France\n', ";", ","),
    ],
)
def test_delimiter_and_decimal_sign(text: str, delimiter: str, decimal: str) -> None:
    dialect = find_dialect(text)
    assert (dialect.delimiter, dialect.decimal) == (delimiter, decimal)


def test_mixed_line_ends_quotes_and_blank_lines_stay(tmp_path: Path, run: Callable[..., Grid]) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b'"Name","Size"\r\n"Ada","3"\n\n"B""ob"\r"C\r\nd","4","extra",""')
    run(path, wanted=())
    assert path.read_bytes() == (
        b'"Name","Size",,,"Lead score","Lead label","Lead confidence"\r\n'
        b'"Ada","3",,,"0.0500","not_engaged","low"\n\n'
        b'"B""ob",,,,"0.7934","engaged","high"\r'
        b'"C\r\nd","4","extra","","0.1651","not_engaged","low"'
    )


def test_rows_without_a_score_keep_what_they_had(
    tmp_path: Path, run: Callable[..., Grid], score_of: Callable[..., RowScore]
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Size\nAda,3\nBob,4\n")
    run(path, wanted=(), only={1: score_of(1)})
    assert path.read_text().splitlines()[1:] == ["Ada,3,,,", "Bob,4,0.4217,not_engaged,medium"]
    run(path, wanted=(), only={0: score_of(0)})
    assert path.read_text().splitlines()[1:] == ["Ada,3,0.0500,not_engaged,low", "Bob,4,0.4217,not_engaged,medium"]


def test_letters_the_encoding_lacks_are_replaced_in_our_text_only(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Name,Ort\nJosé,Zürich €\x81\n".encode("latin-1", "ignore").replace(b" \x81", b" \x80\x81"))
    before = path.read_bytes()
    table = open_table(path)
    grid = table.read()
    assert grid.rows[0] == ["José", "Zürich €\x81"]
    said = RowScore(0.9, "engaged", confidence_of(0.9), "+ 日本 café", "leadsheet 1", "")
    table.write(plan_writes(grid, {0: said}, (OurColumn.REASONS,)))
    assert path.read_bytes().startswith(before.split(b"\n")[0])
    assert path.read_bytes().endswith(b"Z\xfcrich \x80\x81,0.9000,engaged,high,'+ ?? caf\xe9\n")


def test_an_unclosed_quote_is_a_letter_and_costs_no_time() -> None:
    text = 'a,b\n"x,y\n' + "1,2\n" * 200_000
    assert sum(1 for _ in records(text, ",")) == 200_002
    many = "a,b\n" + '"",""""\n' * 20_000 + '"open'
    assert sum(1 for _ in records(many, ",")) == 20_002


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path, score_of: Callable[..., RowScore]) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Size\nAda,3\n")
    table = open_table(path)
    plan = plan_writes(table.read(), {0: score_of(0)})
    path.write_text("Name,Size\nBob,3\n")
    with pytest.raises(FileProblem, match="was changed while it was being scored; nothing was written"):
        table.write(plan)
    assert path.read_text() == "Name,Size\nBob,3\n"
