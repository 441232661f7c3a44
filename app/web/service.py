"""What a web process holds: the model it serves from, who may call, what is remembered. Made once, shared."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import Flask

from app.config import Settings
from app.errors import LeadsheetError
from app.scoring.compiled import CompiledScorer, CompiledScores
from app.scoring.serving import load_served
from app.store.database import Store, open_store
from app.store.identity_hash import identity_secret
from app.store.key_ring import KeyRing
from app.store.migrating import migrate
from app.store.places import Places
from app.store.prediction_log import PredictionLog
from app.store.rate import RateCounter
from app.web.admission import Admission
from app.web.counters import count_scores
from app.web.identity_tokens import IdentityTokens
from app.web.problems import Problem
from app.web.remembering import Remembering

_KEY = "leadsheet"
_said = logging.getLogger("leadsheet.model")


@dataclass
class Service:
    """The parts of a web process."""

    settings: Settings
    model: CompiledScorer | None
    problem: str = ""  # why there is no model, or what is amiss with its files, for /health/ready
    admission: Admission | None = None
    remembering: Remembering | None = None

    def scorer(self) -> CompiledScorer:
        """The model. Raises Problem 503 where there is none."""
        if self.model is None:
            raise Problem(503, f"There is no model to score with: {self.problem}")
        return self.model

    @property
    def version(self) -> str:
        """The model's version, "" where there is none."""
        return self.model.version if self.model else ""

    def remember(self, source: str, scores: CompiledScores, marks: Sequence[bytes | None] = ()) -> None:
        """Count scored leads, and keep them in the prediction log if there is one.

        `marks` are the keyed hashes of who the leads are, where that is known.
        """
        count_scores(source, scores.score)
        if self.remembering is not None:
            self.remembering.remember(source, scores, self.version, marks)


def make_service(settings: Settings) -> Service:
    """Load the model and open the store; a service without a model still answers /health and says why."""
    places = settings.places
    places.folder.mkdir(parents=True, exist_ok=True)
    migrate(places.database_url)
    store = open_store(places.database_url)
    service = Service(settings, None, admission=_admission(settings, store, places))
    if settings.log_predictions:
        log = PredictionLog(places.journals, store)
        service.remembering = Remembering(log, identity_secret(os.environ, places.secret))
    _load_model(service)
    return service


def _load_model(service: Service) -> None:
    try:
        served = load_served(service.settings.model)
    except LeadsheetError as error:
        service.problem = str(error)
    else:
        service.model, service.problem = served.scorer, served.problem
    if service.problem:
        _said.warning("%s", service.problem)


def _admission(settings: Settings, store: Store, places: Places) -> Admission:
    tokens = IdentityTokens(settings) if settings.addon_client_ids else None
    return Admission(KeyRing(store), RateCounter(places.calls, settings.rate_per_minute), settings.open, tokens)


def service_of(app: Flask) -> Service:
    """The service of an application."""
    return cast(Service, app.extensions[_KEY])


def attach(app: Flask, service: Service) -> None:
    """Give an application its service."""
    app.extensions[_KEY] = service
