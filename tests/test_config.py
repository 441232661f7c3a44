"""Settings come from the environment; a bad value is a sentence that names the variable."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.config import SHIPPED_MODEL, Settings, read_settings
from app.errors import BadChoice


def test_nothing_set_gives_the_defaults() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"LEADSHEET_MODEL": ""}).model == SHIPPED_MODEL


def test_everything_set(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "LEADSHEET_MODEL": str(tmp_path),
            "LEADSHEET_DATA": str(tmp_path / "data"),
            "DATABASE_URL": "postgresql://localhost/leads",
            "LEADSHEET_OPEN": "1",
            "LEADSHEET_RATE": "60",
            "LEADSHEET_MAX_BODY_MB": "32",
            "CORS_ORIGINS": "https://a.example, http://b.example/",
            "LOG_PREDICTIONS": "off",
            "LEADSHEET_RETENTION_DAYS": "30",
        }
    )
    assert settings == Settings(
        tmp_path, tmp_path / "data", "postgresql://localhost/leads", True, 60, 32,
        ("https://a.example", "http://b.example"), False, 30,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LEADSHEET_MODEL", "/no/such/folder"),
        ("LEADSHEET_OPEN", "perhaps"),
        ("LEADSHEET_RATE", "many"),
        ("LEADSHEET_RATE", "0"),
        ("LEADSHEET_MAX_BODY_MB", "-1"),
        ("CORS_ORIGINS", "sheets.example.com"),
        ("LOG_PREDICTIONS", "sometimes"),
        ("LEADSHEET_RETENTION_DAYS", "1.5"),
    ],
)
def test_a_bad_value_is_a_sentence(variable: str, value: str) -> None:
    with pytest.raises(BadChoice, match=variable):
        read_settings({variable: value})


def test_every_setting_has_a_variable_of_its_own() -> None:
    variables = [one.metadata["variable"] for one in fields(Settings)]
    assert len(set(variables)) == len(variables)
