"""A command starts at once: what scoring needs is imported when something is scored."""

import subprocess
import sys

HEAVY = ("sklearn", "xgboost", "pandas", "joblib", "gspread", "google", "requests", "flask", "sqlalchemy")


def test_the_commands_import_nothing_heavy() -> None:
    told = f"import sys, app.cli.main; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
