"""Leadsheet: predicts for every lead of a spreadsheet the probability that the person engages with outreach."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The web application: wiring only, of settings, model, keys and prediction log."""
    from app.config import read_settings
    from app.web.build import build_app
    from app.web.service import make_service

    chosen = settings or read_settings()
    return build_app(chosen, make_service(chosen))
