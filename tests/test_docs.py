"""What exists is documented: every option, exit code, setting, column and field."""

import dataclasses
import json
import re
from pathlib import Path

import typer.core
import typer.main

from app import create_app, errors
from app.cli.main import app
from app.config import Settings
from app.leads.fields import FIELDS
from app.tables.columns import OurColumn, title

ROOT = Path(__file__).parent.parent


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def parts(command: object) -> list[tuple[str, typer.core.TyperCommand]]:
    """The commands below a command, by name."""
    return list(getattr(command, "commands", {}).items())


def test_every_command_and_option_is_documented() -> None:
    text = page("docs/command-line.md")
    group = typer.main.get_group(app)
    inner = {f"{name} {part}": command for name in group.commands for part, command in parts(group.commands[name])}
    for command in [group, *group.commands.values(), *inner.values()]:
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert f"`{option}" in text or f" {option}`" in text, f"{option} is not in docs/command-line.md"
    assert all(f"python -m app {name}" in text for name in [*group.commands, *inner])


def test_every_exit_code_is_documented() -> None:
    text = page("docs/command-line.md")
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.LeadsheetError)
    ]
    assert len(kinds) > 1
    for kind in kinds:
        assert f"| {kind.exit_code} |" in text, kind.__name__


def test_every_column_we_write_is_documented() -> None:
    for column in OurColumn:
        assert f"| {title(column)} |" in page("docs/command-line.md")


def test_every_setting_is_documented() -> None:
    for setting in dataclasses.fields(Settings):
        assert f"| `{setting.metadata['variable']}` |" in page("docs/settings.md")


def test_every_field_is_documented() -> None:
    for field in FIELDS:
        assert f"| `{field.name}` |" in page("docs/fields.md")


def test_the_readme_tells_the_shipped_models_figures() -> None:
    metrics = json.loads(page("model/manifest.json"))["metrics"]
    rows = {
        "**Leadsheet**": "model",
        "the same without the `llm_*` fields, as exports are": "model_without_assessed",
        "a constant (the base rate)": "constant",
        "everyone engaged": "everyone_engaged",
        "logistic regression": "logistic_regression",
        "the recipe this project started from": "starting_recipe",
    }
    for title_, key in rows.items():
        cells = []
        for measure in ("auc", "average_precision", "brier", "f1", "precision_at_10"):
            spread = metrics[key][measure]
            interval = f" ({spread['low']:.3f} to {spread['high']:.3f})"
            with_interval = key.startswith("model") and measure in ("auc", "average_precision", "brier")
            cells.append(f"{spread['mean']:.3f}{interval if with_interval else ''}")
        assert f"| {title_} | {' | '.join(cells)} |" in page("README.md"), (title_, cells)


def test_links_between_pages_lead_somewhere() -> None:
    for name in ["README.md", *(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page(name)):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


def test_every_address_is_documented() -> None:
    """Those for programs in docs/api.md, those for people in docs/web.md."""
    for rule in create_app().url_map.iter_rules():
        if not rule.rule.startswith(("/static", "/swagger", "/oauth2")):
            name = "docs/web.md" if rule.endpoint.startswith("pages.") else "docs/api.md"
            assert rule.rule in page(name), f"{rule.rule} is not in {name}"
