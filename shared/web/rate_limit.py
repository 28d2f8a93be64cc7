"""Requests counted per caller, in this process: a guard against runaway scripts, not a quota."""

from __future__ import annotations

import threading
import time

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage

REQUESTS_PER_MINUTE = 30_000
_KEPT = 10_000
"""Callers times routes that are counted at once, before windows that ended are thrown away."""


def limit_requests(app: Flask) -> None:
    """Answers 429 to whoever asks more often than `REQUESTS_PER_MINUTE`."""
    Limiter(
        get_remote_address,
        app=app,
        default_limits=[f"{REQUESTS_PER_MINUTE} per minute"],
        storage_uri="counters://",
    )


class Counters(Storage):
    """Fixed windows in memory. The library's own storage starts a thread in nearly every request
    to throw old windows away; here the request that finds many of them does it."""

    STORAGE_SCHEME = ["counters"]  # noqa: RUF012 - declared so by the library
    base_exceptions = ValueError

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False) -> None:
        super().__init__(uri, wrap_exceptions)
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, float]] = {}

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The count of the present window, which begins with its first request."""
        now = time.time()
        with self._lock:
            count, until = self._windows.get(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + expiry
                if len(self._windows) >= _KEPT:
                    self._windows = {k: w for k, w in self._windows.items() if w[1] > now}
            self._windows[key] = count + amount, until
        return count + amount

    def get(self, key: str) -> int:
        """The count of the present window."""
        count, until = self._windows.get(key, (0, 0.0))
        return count if until > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the present window ends."""
        return max(self._windows.get(key, (0, 0.0))[1], time.time())

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int | None:
        """Forgets every window; how many."""
        count = len(self._windows)
        self._windows = {}
        return count

    def clear(self, key: str) -> None:
        """Forgets one window."""
        self._windows.pop(key, None)
