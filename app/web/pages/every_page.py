"""All pages, so that each is known by importing this."""

import importlib

PAGES = (
    "start",
    "run",
    "sign_in",
    "choosing_a_tab",
    "check",
    "card",
    "monitor",
    "monitor_now",
    "files",
    "sheets",
    "run_list",
)


def load() -> None:
    """Import every page; each adds its own addresses."""
    for name in PAGES:
        importlib.import_module(f"app.web.pages.{name}")
