"""The program behind scripts/bench_service: requests a second and server CPU a request, ours and the plain way.

Each round runs ours, the plain way and the floor in turn under the same gunicorn, two workers, OMP_NUM_THREADS=1; the
medians of the rounds are printed, and their ratios.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVERS = {
    "ours": "app:create_app()",
    "plain": "scripts.bench_plain:plain()",
    "pipeline": "scripts.bench_plain:pipeline()",
    "floor": "scripts.bench_plain:floor",
}
CLIENTS = 8


@dataclass
class Figures:
    """Of one server in one round: CPU milliseconds a request, requests a second, the 99th percentile in ms."""

    cpu: float
    rate: float
    p99: float


class Server:
    """A gunicorn of two workers over one application, on a port of its own."""

    def __init__(self, name: str) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        environment = {
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "MALLOC_MMAP_THRESHOLD_": str(128 * 1024),  # as `serve` starts it
            "PYTHONPATH": str(ROOT),
            "BENCH_MODEL": str(ROOT / "model"),
        }
        command = [str(Path(sys.executable).with_name("gunicorn")), "--config", str(ROOT / "gunicorn.conf.py")]
        command += ["--chdir", str(ROOT), "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--log-level", "error"]
        self.process = subprocess.Popen([*command, SERVERS[name]], env=environment, start_new_session=True)  # noqa: S603
        self.wait()

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(3)

    def workers(self) -> list[int]:
        """The worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def cpu(self) -> float:
        """Seconds of CPU its workers used so far."""
        ticks = 0
        for worker in self.workers():
            fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident(self) -> int:
        """The largest worker's resident memory, in MB."""
        pages = [int(Path(f"/proc/{worker}/statm").read_text().split()[1]) for worker in self.workers()]
        return max(pages) * os.sysconf("SC_PAGE_SIZE") // 2**20

    def stop(self) -> None:
        """End it."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


def lead(rng: random.Random) -> dict[str, Any]:
    """An invented lead as a client sends it."""
    return {
        "llm_quality": rng.randint(0, 100),
        "llm_engagement": rng.randint(0, 100) / 100,
        "llm_decision_maker": rng.randint(0, 100) / 100,
        "llm_company_fit": rng.randint(0, 2),
        "llm_seniority": rng.choice(["Entry", "Mid", "Senior", "Executive", "C-Level"]),
        "llm_industry": rng.choice(["Software Development", "Law Practice", "Education"]),
        "llm_geography": rng.choice(["international_hub", "regional_hub", "other"]),
        "llm_business_type": rng.choice(["leaders", "experts", "workers"]),
        "industry": rng.choice(["Computer Software", "Internet", "Law Practice"]),
        "companyindustry": rng.choice(["Software Development", "Financial Services", None]),
        "companysize": rng.choice(["2-10", "11-50", "1001-5000", None]),
        "companytype": rng.choice(["Privately Held", "Public Company", None]),
        "languages": rng.choice(["Anglais, Français", "English", None]),
        "location": rng.choice(["Paris, Île-de-France, France", "London, United Kingdom"]),
        "companylocation": rng.choice(["Paris, FR", "New York, US", None]),
        "companyfoundedon": rng.randint(1950, 2024),
        "summary": "I help teams to sell. " * 18 + str(rng.random()),
        "skills": "Sales, CRM, B2B",
        "jobtitle": f"Head of Sales {rng.randint(0, 5000)}",
    }


def load(server: Server, address: str, bodies: list[bytes], requests: int, clients: int) -> Figures:
    """Send `requests` over `clients` kept connections; the figures of the run."""
    times: list[float] = []
    lock = threading.Lock()

    def client(share: int, seed: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        taken = []
        for number in range(share):
            begun = time.perf_counter()
            body = bodies[(seed + number) % len(bodies)]
            connection.request("POST", address, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            taken.append(time.perf_counter() - begun)
        with lock:
            times.extend(taken)

    used, begun = server.cpu(), time.perf_counter()
    threads = [threading.Thread(target=client, args=(requests // clients, at * 97)) for at in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begun
    p99 = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return Figures((server.cpu() - used) / len(times) * 1000, len(times) / wall, p99 * 1000)


def median(rounds: list[Figures]) -> Figures:
    """The medians of several rounds."""
    return Figures(
        statistics.median(one.cpu for one in rounds),
        statistics.median(one.rate for one in rounds),
        statistics.median(one.p99 for one in rounds),
    )


def compare(servers: dict[str, Server], address: str, bodies: list[bytes], counts: dict[str, int], rounds: int) -> None:
    """Print the medians of each server and what ours is against them."""
    clients = CLIENTS if address == "/predict" else 1
    found: dict[str, list[Figures]] = {name: [] for name in counts}
    for _ in range(rounds):
        for name, count in counts.items():
            found[name].append(load(servers[name], address, bodies, count, clients))
    told = {name: median(figures) for name, figures in found.items()}
    print(f"{address}, {clients} clients, medians of {rounds} rounds")
    for name, one in told.items():
        print(f"  {name:6} {one.cpu:9.3f} ms CPU a request {one.rate:9.1f} requests/s  p99 {one.p99:8.2f} ms")
    ours = told["ours"]
    for name in ("plain", "pipeline"):
        plain = told[name]
        print(
            f"  ours against {name}: CPU {plain.cpu / ours.cpu:.1f} x less, "
            f"{ours.rate / plain.rate:.1f} x the requests, p99 1/{plain.p99 / ours.p99:.1f}"
        )
    if "floor" in told:
        print(f"  ours against the floor: {ours.rate / told['floor'].rate:.2f} of its requests/s", flush=True)


def linear(server: Server, rng: random.Random, rounds: int) -> None:
    """Print what a lead costs in batches of 100, 1,000 and 10,000."""
    told = []
    for size in (100, 1_000, 10_000):
        body = json.dumps({"leads": [lead(rng) for _ in range(size)]}).encode()
        figures = [load(server, "/predict/batch", [body], max(1, 10_000 // size), 1) for _ in range(rounds)]
        told.append(f"{size:,}: {median(figures).cpu / size * 1000:.1f}")
    print(f"CPU microseconds a lead in batches of {', '.join(told)}")


def main() -> None:
    """Run once."""
    parser = argparse.ArgumentParser(prog="scripts/bench_service", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (%(default)s)")
    rounds = parser.parse_args().rounds
    rng = random.Random(1)  # noqa: S311
    singles = [json.dumps(lead(rng)).encode() for _ in range(500)]
    batch = json.dumps({"leads": [lead(rng) for _ in range(10_000)]}).encode()
    servers = {name: Server(name) for name in SERVERS}
    try:
        for name, server in servers.items():
            load(server, "/predict", singles, 64, CLIENTS)
            print(f"{name}: {server.resident()} MB in the larger worker")
        compare(servers, "/predict", singles, {"ours": 8000, "plain": 160, "pipeline": 240, "floor": 8000}, rounds)
        linear(servers["ours"], rng, rounds)
        compare(servers, "/predict/batch", [batch], {"ours": 4, "plain": 2, "pipeline": 2}, rounds)
        print(f"ours after the batches: {servers['ours'].resident()} MB")
    finally:
        for server in servers.values():
            server.stop()


if __name__ == "__main__":
    main()
