"""docs/google-sheets.md tells of every link form, every error and every column, in the words the program uses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from app.cli import undo
from app.cli.main import app
from app.errors import BadLink, SheetProblem
from app.jobs import undoing
from app.store.sheet_runs import UNDO_DAYS
from app.tables import columns
from app.tables.columns import OurColumn, title
from app.tables.google import credentials, leasing, preflight, shape
from app.tables.google.answers import Case
from app.tables.google.needs import SAME_KEY
from app.tables.google.table import RESTLESS
from app.tables.links import looks_like_link, parse_link
from tests.tables.link_forms import FORMS, ID, OLD_KEY, REFUSED

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/google-sheets.md").read_text(encoding="utf-8")
LONGEST = 200  # characters of a pasted text that are shown whole
USUAL_END = ": open the sheet in the browser and copy its address."  # said once, above the table
OURS = (
    credentials,
    preflight,
    leasing,
    shape,
    columns,
    undo,
    undoing,
)  # where sentences of our own are, apart from Google's refusals
SAYING = {"_problem", "_refused", "SheetProblem", "BadChoice", "NameTaken"}


def pasted(text: str) -> str:
    """A pasted text as the page shows it; nothing for a blank one."""
    if not text.strip():
        return ""
    short = text.replace(ID, "ID").replace(OLD_KEY, "KEY").replace("\n", "\\n").replace("|", "\\|")
    return f"`{short if len(short) <= LONGEST else short[:60] + '...'}`"


def form_row(what: str, text: str, gid: int | None) -> str:
    """A form that is understood, as a line of the page's table."""
    return f"| {what} | {pasted(text)} | {'the only tab' if gid is None else f'tab {gid}'} |"


def refused_row(what: str, text: str) -> str:
    """A text that is no link of a sheet, as a line of the page's table."""
    if not looks_like_link(text):
        return f"| {what} | {pasted(text)} | taken for a file's name |"
    with pytest.raises(BadLink) as refused:
        parse_link(text)
    return f"| {what} | {pasted(text)} | {str(refused.value).replace(USUAL_END, '')} |"


def case_row(case: Case) -> str:
    """What one of Google's refusals says, and what to do, as a line of the page's table."""
    what, _, then = case.sentence.format(address="ADDRESS", status="STATUS", where="").partition(": ")
    return f"| {what} | {then} |"


def patterns(module: ModuleType) -> Iterator[str]:
    """Every sentence a module may raise as a regular expression; what is known only then is anything."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING and node.args:
            sentence = node.args[0]
            if isinstance(sentence, ast.Constant):
                yield re.escape(str(sentence.value))
            elif isinstance(sentence, ast.JoinedStr):
                yield "".join(_pattern(part, module) for part in sentence.values)


def _pattern(part: ast.expr, module: ModuleType) -> str:
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    assert isinstance(part, ast.FormattedValue)
    known = getattr(module, part.value.id, None) if isinstance(part.value, ast.Name) else None
    return re.escape(known) if isinstance(known, str) else ".+?"


def section(heading: str) -> str:
    """The text under a heading, down to the next of any level."""
    found = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/google-sheets.md has no heading “{heading}”"
    return found[1]


def rows_of(heading: str) -> list[str]:
    """The lines of the tables under a heading, without the tables' heads."""
    lines = section(heading).splitlines()
    heads = {at - 1 for at, line in enumerate(lines) if line.startswith("|---")}
    return [line for at, line in enumerate(lines) if line.startswith("| ") and at not in heads]


def test_every_link_form_is_on_the_page_and_no_other() -> None:
    assert rows_of("Links that are understood") == [form_row(*form) for form in FORMS]


def test_everything_refused_is_on_the_page_and_nothing_else() -> None:
    assert rows_of("Links that are refused") == [refused_row(what, text) for what, text, _ in REFUSED]


def test_every_refusal_of_google_is_on_the_page_and_no_other() -> None:
    assert rows_of("What Google refuses") == [case_row(case) for case in Case]


def test_every_sentence_of_ours_is_on_the_page_and_no_other() -> None:
    told = [" ".join(line.strip("| ").split(" | ")) for line in rows_of("What Leadsheet refuses")]
    every = [pattern.replace(re.escape(": "), " ", 1) for module in OURS for pattern in patterns(module)]
    assert len(every) > 20
    untold = [pattern for pattern in every if not any(re.fullmatch(pattern, line) for line in told)]
    assert not untold, "not on the page, or in other words"
    stale = [line for line in told if not any(re.fullmatch(pattern, line) for pattern in every)]
    assert not stale, "on the page, and said nowhere"


def test_why_a_lead_has_no_score_is_on_the_page() -> None:
    for why in (SAME_KEY, RESTLESS, "no field that a score is made from is filled"):
        assert f"| {why} |" in PAGE


def test_every_column_we_write_is_on_the_page() -> None:
    for column in OurColumn:
        assert f"| {title(column)} |" in PAGE


def test_what_the_page_tells_to_type_exists() -> None:
    commands = typer.main.get_group(app).commands
    for name in re.findall(r"python -m app (\w+)", PAGE):
        assert name in commands, f"python -m app {name}"
    options = {option for command in commands.values() for parameter in command.params for option in parameter.opts}
    for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE):
        assert option in options | {"--rows"}, option  # --rows is the test server's


def test_how_long_a_run_can_be_undone_is_on_the_page() -> None:
    assert f"{UNDO_DAYS} days" in section("Undo")


def test_the_exit_codes_are_the_pages() -> None:
    assert f"Exit code {SheetProblem.exit_code}" in section("What Google refuses")
    assert f"Exit code {BadLink.exit_code}" in section("Links that are refused")
