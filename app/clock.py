"""The one place that knows the time: whoever needs it asks here, and a test may set it. Waiting is not its business."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def seconds() -> float:
    """This moment in seconds since 1970, as tokens and files tell it."""
    return time.time()
