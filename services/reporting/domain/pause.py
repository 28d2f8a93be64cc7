"""When something that failed is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)


def next_try(now: datetime, attempts: int) -> datetime:
    """The instant of the next attempt after `attempts` failed ones (at least 1): one minute after
    the first, each time twice as long, at most six hours."""
    doublings = min(attempts - 1, 10)  # beyond it the longest pause holds anyhow
    pause: timedelta = FIRST_PAUSE * 2**doublings
    return now + min(pause, LONGEST_PAUSE)
