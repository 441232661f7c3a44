"""Clients that keep their connection, ask one thing after the other, and know every answer beforehand."""

import http.client
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient

from scripts.bench import invent

BATCHES = (1, 2, 7, 8, 50, 300)  # few leads are scored one by one, more as arrays
JSON = {"Content-Type": "application/json"}
HEADERS = ["Job Title", "Company Size", "Location", "Industry"]
Told = Any


@dataclass(frozen=True)
class Ask:
    """A request and the answer it must get; `leads` is how many it has scored."""

    method: str
    address: str
    body: bytes | None
    expected: Told
    leads: int


@dataclass(frozen=True)
class Failure:
    """A request that got no answer: its id, the port its connection came from, what happened."""

    name: str
    port: int
    reason: str
    leads: int
    again: bool  # the same request once more, on a new connection


@dataclass
class Client:
    """One client with one kept connection, and what became of its requests."""

    number: int
    port: int
    asks: list[Ask]
    answered: list[tuple[str, Ask]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def run(self, until: float) -> None:
        """Ask one after the other; a request without an answer once more, on a new connection."""
        connection = self.new_connection()
        for at in range(10**9):
            if time.monotonic() > until:
                break
            ask = self.asks[at % len(self.asks)]
            for again in (False, True):
                if self._answered(connection, ask, f"c{self.number}-{at}-{again}", again):
                    break
                connection.close()
                connection = self.new_connection()
        connection.close()

    def new_connection(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.connect()
        return connection

    def _answered(self, connection: http.client.HTTPConnection, ask: Ask, name: str, again: bool) -> bool:
        if connection.sock is None:  # the service said that it would close it
            connection.connect()
        port = connection.sock.getsockname()[1]
        try:
            connection.request(ask.method, ask.address, ask.body, {**JSON, "X-Request-ID": name})
            answer = connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.failures.append(Failure(name, port, repr(error), ask.leads, again))
            return False
        told = plain(raw)
        if answer.status != 200 or answer.headers["X-Request-ID"] != name or told != ask.expected:
            self.wrong.append(f"{name} {ask.address}: {answer.status} {str(told)[:500]}")
        self.answered.append((name, ask))
        return True


def plain(raw: bytes) -> Told:
    """An answer without what differs from one time to the next: how long it took, what was counted so far."""
    text = raw.decode()
    if text.startswith("# HELP"):
        return [line for line in text.splitlines() if line.startswith("leadsheet_model{")]
    told = json.loads(text)
    for one in (told, *told.get("predictions", ())):
        one.pop("inference_time_ms", None)
    return told


def asks_of(client: FlaskClient, seed: int) -> list[Ask]:
    """A client's own requests in an order of its own, with the answers that another process of ours gives them."""
    table = invent(400, seed)
    table["llm_engagement"] = None  # in words that are no JSON numbers
    leads = [
        {name: cell for name, cell in row.items() if cell is not None and cell == cell}
        for row in table.astype(object).to_dict("records")
    ]
    rows = [
        [lead.get("jobtitle"), lead.get("companysize"), lead.get("location"), lead.get("industry")] for lead in leads
    ]
    bodies: list[tuple[str, object, int]] = []
    for lead in leads[:20]:
        bodies += [("/predict", lead, 1), ("/predict?explain=true", lead, 1)]
    for size in BATCHES:
        bodies.append(("/predict/batch", {"leads": leads[-size:]}, size))
        bodies.append(("/predict/batch?explain=true&top_k=3", {"leads": leads[:size]}, size))
        bodies.append(("/table/map", {"headers": HEADERS, "rows": rows[:size]}, 0))
        bodies.append(("/table/score", {"headers": HEADERS, "rows": rows[:size]}, size))
    asks = [_post(client, address, body, leads) for address, body, leads in bodies]
    asks += [Ask("GET", at, None, plain(client.get(at).data), 0) for at in ("/health", "/model", "/metrics") * 3]
    random.Random(seed).shuffle(asks)
    return asks


def _post(client: FlaskClient, address: str, body: object, leads: int) -> Ask:
    raw = json.dumps(body).encode()
    answer = client.post(address, data=raw, headers=JSON)
    assert answer.status_code == 200, answer.data[:500]
    return Ask("POST", address, raw, plain(answer.data), leads)
