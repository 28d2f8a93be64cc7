"""A cap on the memory a reader takes, for fuzzing: no file may make it take more."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

MOST_BYTES = 12 * 1024 * 1024


@contextmanager
def capped_memory(most_bytes: int = MOST_BYTES) -> Iterator[None]:
    """Fails where what runs inside takes more than that at its peak, refusals included."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most_bytes
    finally:
        tracemalloc.stop()
