"""The paragraph about open data."""

from __future__ import annotations

from datetime import UTC, datetime

from services.reporting.export.release import PublicRelease, description_of
from shared.periods import Period, PeriodKind


def test_the_day_of_release_is_the_german_one() -> None:
    after_midnight_in_germany = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)
    release = PublicRelease(
        "R1", "quarterly", "Quartalsbericht", "G1", Period(2026, PeriodKind.QUARTER),
        1, after_midnight_in_germany, "0" * 64,
    )  # fmt: skip
    assert "freigegeben am 01.05.2026." in description_of(release)
