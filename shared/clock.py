"""The one place that asks the machine for the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present instant, UTC, aware."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one call every other module is spared


class FixedClock:
    """A clock that stands still until it is told to move; for tests and repeated runs."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def local_day(instant: datetime) -> date:
    """The calendar day in Germany at that instant: days of law are local, instants are UTC."""
    return instant.astimezone(BERLIN).date()


def format_instant(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as in every event: `2026-04-01T07:30:00.000Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """The instant written by `format_instant`. Raises ValueError on anything without a zone."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"instant without time zone: {text}")
    return instant.astimezone(UTC)
