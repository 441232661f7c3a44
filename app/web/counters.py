"""What is counted for Prometheus."""

from collections import Counter as Tally
from collections.abc import Sequence
from functools import cache

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


# The library checks and looks up labels anew each time, which costs more than the counting.
_requests = cache(REQUESTS.labels)
_seconds = cache(SECONDS.labels)
_leads = cache(LEADS.labels)
_scores = cache(SCORES.labels)


def count_request(address: str, status: int, seconds: float) -> None:
    """Count a request answered; `address` is the rule it matched."""
    _requests(address, status).inc()
    _seconds(address).observe(seconds)


def count_scores(source: str, scores: Sequence[float]) -> None:
    """Count leads scored and how their scores are spread."""
    _leads(source).inc(len(scores))
    for tenth, count in Tally([min(int(score * 10), 9) for score in scores]).items():
        _scores(_BANDS[tenth]).inc(count)
