"""The tables every service has, for the rooms that may not see table models."""

from __future__ import annotations

from services.reporting.store.tables import DIRECTORY, IDEMPOTENCY, JOBS, KEYS, OUTBOX, POSITIONS

__all__ = ["DIRECTORY", "IDEMPOTENCY", "JOBS", "KEYS", "OUTBOX", "POSITIONS"]
