"""What is counted for Prometheus."""

from collections.abc import Sequence

from prometheus_client import Counter, Histogram

REQUESTS = Counter("leadsheet_requests_total", "Requests answered.", ["address", "status"])
SECONDS = Histogram(
    "leadsheet_request_seconds",
    "Time to answer, in seconds.",
    ["address"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
LEADS = Counter("leadsheet_leads_scored_total", "Leads scored.", ["source"])
SCORES = Histogram("leadsheet_scores", "Scores given.", buckets=tuple(step / 10 for step in range(1, 11)))


def count_scores(source: str, scores: Sequence[float]) -> None:
    """Count leads scored and how their scores are spread."""
    LEADS.labels(source).inc(len(scores))
    for score in scores:
        SCORES.observe(score)
