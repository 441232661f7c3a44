"""What is counted for Prometheus."""

from collections import Counter as Tally
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
# A histogram of its own bands: the library's observes one number at a time, which costs a batch a tenth of its time.
SCORES = Counter("leadsheet_scores_total", "Scores given, by tenth: 0.4 holds 0.4 up to 0.5.", ["band"])
_BANDS = [f"0.{tenth}" for tenth in range(10)]


def count_scores(source: str, scores: Sequence[float]) -> None:
    """Count leads scored and how their scores are spread."""
    LEADS.labels(source).inc(len(scores))
    for tenth, count in Tally(min(int(score * 10), 9) for score in scores).items():
        SCORES.labels(_BANDS[tenth]).inc(count)
