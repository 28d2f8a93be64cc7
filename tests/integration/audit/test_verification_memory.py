"""Verifying a log of any length takes the same memory."""

from __future__ import annotations

import tracemalloc

from bench.audit_verify import SIGNER, fill
from services.audit.usecases.verification import verify_log
from shared.database import Sessions

FEW, MANY = 12_000, 48_000
"""Both are more than the rows that are read ahead."""
SPARE = 1_000_000
"""Bytes by which two runs of the same log may differ; 36,000 entries have 30 MB."""


def peak_of_verification(sessions: Sessions, entries: int) -> int:
    """Peak bytes Python holds while the whole log is verified."""
    tracemalloc.start()
    try:
        with sessions.read() as session:
            verdict = verify_log(session, SIGNER.verifier())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert verdict.ok
        assert verdict.checked == entries


def test_four_times_the_entries_take_the_same_memory(sessions: Sessions) -> None:
    fill(sessions, FEW)
    peak_of_verification(sessions, FEW)  # whatever is loaded and cached once
    few = peak_of_verification(sessions, FEW)
    fill(sessions, MANY, after=FEW)
    many = peak_of_verification(sessions, MANY)
    assert many < few + SPARE, (few, many)
