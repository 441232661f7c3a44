"""Files: what is refused with which sentence, and that a crash leaves the old file or the new one."""

import hashlib
import os
import random
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.errors import BadChoice, FileProblem, LeadsheetError
from app.tables.atomic import Snapshot, replace_file
from app.tables.csv_file import CsvTable
from app.tables.files import check_writable, open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore, plan_writes
from app.tables.xlsx_file import XlsxTable
from tests.serving import PYTHON_PATH

Run = Callable[..., Grid]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def zipped(path: Path, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, content)
    return path.read_bytes()


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Size\nAda,3\n")
    return path


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    path = tmp_path / "leads.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Size"])
    book.worksheets[0].append(["Ada", 3])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture"),
        (b"<!DOCTYPE html><table><tr><td>x", "is a web page"),
        (bytes(range(256)) * 20, "is not a spreadsheet"),
        (b"\x01\x02\x03\x04abc" * 50, "is not a spreadsheet"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), r"is in the old Excel format \(.xls\): save it as .xlsx"),
        (OLE + b"\0" * 90_000 + "EncryptedPackage".encode("utf-16-le"), "is protected by a password: save it without"),
        (b"PK\x03\x04 cut off", "is damaged or cut off"),
    ],
)
def test_other_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=rf"^leads\.xlsx {sentence}.*\.$"):
        open_table(path).read()


@pytest.mark.parametrize(
    ("member", "content", "sentence"),
    [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument file: save it as .xlsx"),
        ("Index/Document.iwa", b"x", "is a Numbers document: export it"),
        ("readme.txt", b"hello", "is a ZIP archive but no workbook"),
        (
            "_rels/.rels",
            b'<R><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></R>',
            r"is a binary workbook \(.xlsb\)",
        ),
        ("_rels/.rels", b'<R><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></R>', "damaged"),
    ],
)
def test_other_archives_are_refused_with_a_sentence(tmp_path: Path, member: str, content: bytes, sentence: str) -> None:
    path = tmp_path / "leads.xlsx"
    zipped(path, member, content)
    with pytest.raises(FileProblem, match=sentence):
        open_table(path).read()


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"There is no file .*nothing.csv: check the name\."):
        open_table(tmp_path / "nothing.csv")
    with pytest.raises(FileProblem, match=r"is a folder: name the .csv or .xlsx"):
        open_table(str(tmp_path))


def test_what_a_file_is_decides_not_its_name(csv: Path, xlsx: Path, run: Run) -> None:
    for path, kind, other in ((csv, CsvTable, ".xlsx"), (xlsx, XlsxTable, ".csv")):
        renamed = path.with_name("other" + other)
        path.rename(renamed)
        assert isinstance(open_table(renamed), kind)
        assert run(renamed).header == ("Name", "Size")


def test_a_csv_has_no_sheets(csv: Path) -> None:
    with pytest.raises(BadChoice, match='leave out --sheet "S"'):
        open_table(csv, "S")


@pytest.mark.parametrize("position", [40, 400, -300])
def test_a_damaged_workbook_gives_a_sentence(xlsx: Path, position: int) -> None:
    content = bytearray(xlsx.read_bytes())
    for offset in range(6):
        content[position + offset] ^= 0x5A
    xlsx.write_bytes(content)
    try:
        open_table(xlsx).read()
    except LeadsheetError as error:
        assert str(error).endswith(".")  # noqa: PT017 - damage in a spare byte may not matter


def test_a_copy_needs_force_only_over_another_file(csv: Path, run: Run) -> None:
    other = csv.with_name("other.csv")
    run(csv, other)
    assert csv.read_text() == "Name,Size\nAda,3\n"
    first = other.read_text()
    with pytest.raises(FileProblem, match=r"other.csv exists already: name another file, or add --force"):
        run(csv, other, number=1)
    assert other.read_text() == first
    table = open_table(csv)
    score = RowScore(0.25, "not_engaged", "low", "", "", "")
    table.write(plan_writes(table.read(), {0: score}, ()), other, force=True)
    assert other.read_text().endswith("Ada,3,0.2500,not_engaged,low\n")
    run(csv, csv.parent / "." / csv.name)  # the same file by another name
    assert "Lead score" in csv.read_text()


def test_a_copy_is_not_named_as_another_kind(csv: Path, xlsx: Path, run: Run) -> None:
    for source, name, ending in ((csv, "a.xlsx", ".csv"), (xlsx, "a.csv", ".xlsx"), (xlsx, "a.xlsm", ".xlsx")):
        with pytest.raises(BadChoice, match=rf"cannot be {name}: give it a name that ends in {ending}\."):
            run(source, source.with_name(name))
        assert not source.with_name(name).exists()


def test_permissions_and_links_stay(csv: Path, run: Run) -> None:
    csv.chmod(0o640)
    link = csv.with_name("link.csv")
    link.symlink_to(csv)
    run(link)
    assert link.is_symlink()
    assert "Lead score" in csv.read_text()
    assert stat.S_IMODE(csv.stat().st_mode) == 0o640
    run(csv, csv.with_name("new.csv"))
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(csv.with_name("new.csv").stat().st_mode) == 0o666 & ~mask
    assert sorted(path.name for path in csv.parent.iterdir()) == ["leads.csv", "link.csv", "new.csv"]


@pytest.mark.parametrize("lock", ["~$leads.xlsx", ".~lock.leads.xlsx#"])
def test_a_file_open_elsewhere_is_left_alone(xlsx: Path, run: Run, lock: str) -> None:
    before = xlsx.read_bytes()
    check_writable(xlsx)
    (xlsx.parent / lock).write_text("somebody")
    with pytest.raises(FileProblem, match=r"leads.xlsx is open in another program: close it there and run again"):
        run(xlsx)
    with pytest.raises(FileProblem, match="is open in another program"):
        check_writable(xlsx)
    assert xlsx.read_bytes() == before


def test_a_full_disk_leaves_the_old_file_and_no_leftovers(csv: Path) -> None:
    def full(file: object) -> None:
        raise OSError(28, "No space left on device")

    before = csv.read_bytes()
    with pytest.raises(FileProblem, match=r"could not be written \(No space left on device\); nothing was changed"):
        replace_file(csv, full, source=Snapshot.of(csv))
    with pytest.raises(FileProblem, match="could not be written"):
        replace_file(csv.parent / "no" / "such" / "place.csv", [b"x"], source=Snapshot.of(csv))
    with pytest.raises(FileProblem, match="is a folder"):
        replace_file(csv.parent, [b"x"], source=Snapshot.of(csv))
    assert csv.read_bytes() == before
    assert list(csv.parent.iterdir()) == [csv]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_protected_file_is_left_alone(csv: Path, run: Run) -> None:
    csv.chmod(0o444)
    with pytest.raises(FileProblem, match="is write-protected"):
        run(csv)


def test_a_file_saved_while_we_write_is_left_alone(csv: Path) -> None:
    source = Snapshot.of(csv)

    def slowly(file: object) -> None:
        csv.write_text("Name,Size\nBob,4\n")

    with pytest.raises(FileProblem, match="was changed while it was being scored"):
        replace_file(csv, slowly, source=source)
    assert csv.read_text() == "Name,Size\nBob,4\n"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_old_file_is_replaced_and_never_written_into(csv: Path, xlsx: Path, run: Run, kind: str) -> None:
    """Whoever has the old file open goes on seeing all of it: there is no moment at which half of it is new."""
    path = csv if kind == "csv" else xlsx
    with path.open("rb") as reader:
        old = path.read_bytes()
        run(path)
        assert reader.read() == old != path.read_bytes()


KILL_MIDWAY = """
import os, signal, sys
from pathlib import Path
from app.tables.atomic import Snapshot, replace_file
path = Path(sys.argv[1])
def half(file):
    file.write(b"x" * 100_000)
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
replace_file(path, half, source=Snapshot.of(path))
"""


def test_killed_with_half_a_file_written_the_old_one_is_whole(csv: Path) -> None:
    old = csv.read_bytes()
    environment = {**os.environ, "PYTHONPATH": PYTHON_PATH}
    done = subprocess.run([sys.executable, "-c", KILL_MIDWAY, str(csv)], env=environment)
    assert done.returncode == -9
    assert csv.read_bytes() == old


SCORE_OVER_AND_OVER = """
import sys
from pathlib import Path
from app.tables.files import open_table
from app.tables.plan import RowScore, plan_writes
from app.tables.columns import find_ours
table = open_table(sys.argv[1])
grid = table.read()
score = RowScore(0.75, "engaged", "high", "", "", "")
plan = plan_writes(grid, dict.fromkeys(range(len(grid.rows)), score), (), find_ours(grid))
if sys.argv[2] == "once":
    table.write(plan)
else:
    original = Path(sys.argv[1]).read_bytes()
    print("ready", flush=True)
    while True:
        table.write(plan)
        Path(sys.argv[1] + ".old").write_bytes(original)
        Path(sys.argv[1] + ".old").replace(sys.argv[1])
        table.read()
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_killed_while_writing_the_file_is_the_old_or_the_new_one(tmp_path: Path, kind: str) -> None:
    """The process writes the file, puts the old one back, and again, until it is killed at some moment of that."""
    path = tmp_path / f"leads.{kind}"
    rows = [["Name", "Size"], *[[f"Ada {number}", str(number)] for number in range(3_000)]]
    if kind == "csv":
        path.write_text("".join(",".join(row) + "\n" for row in rows))
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    old = path.read_bytes()
    command = [sys.executable, "-c", SCORE_OVER_AND_OVER, str(path)]
    environment = {**os.environ, "PYTHONPATH": PYTHON_PATH}
    subprocess.run([*command, "once"], env=environment, check=True)
    whole = {hashlib.sha256(content).digest() for content in (old, path.read_bytes())}
    assert len(whole) == 2
    seed = random.Random(7)
    for _ in range(5):
        path.write_bytes(old)
        with subprocess.Popen([*command, "on and on"], env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(seed.uniform(0.005, 0.3))
            process.kill()
        assert hashlib.sha256(path.read_bytes()).digest() in whole
