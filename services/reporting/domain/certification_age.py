"""How long vouchers have waited for their certifications (MUN-01): rows by age, open ones alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.reporting.domain.calculation import AssessedRow

FACTUAL: Final = "certification_factual"
ARITHMETICAL: Final = "certification_arithmetical"
_CODES: Final = (FACTUAL, ARITHMETICAL)
_YOUNGEST_DAYS: Final = (0, 31, 91, 181)
"""The first day of each group's age; an own choice, after the lead times of deadlines (30, 90)."""


@dataclass(frozen=True)
class AgeGroup:
    """Rows recorded `first` to `last` days ago (inclusive; None: or earlier), each id once."""

    first: int
    last: int | None
    factual: tuple[str, ...]
    arithmetical: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows that lack at least one of the two."""
        return tuple(dict.fromkeys((*self.factual, *self.arithmetical)))


def certification_ages(rows: Iterable[AssessedRow], on: date) -> tuple[AgeGroup, ...]:
    """Every group, also where nothing waits; days count from the day a row was recorded."""
    waiting = [(max((on - one.recorded_on).days, 0), one) for one in rows]
    return tuple(
        AgeGroup(first, last, *(_lacking(waiting, first, last, code) for code in _CODES))
        for first, last in _bounds()
    )


def _bounds() -> Iterable[tuple[int, int | None]]:
    lasts = [one - 1 for one in _YOUNGEST_DAYS[1:]]
    return zip(_YOUNGEST_DAYS, (*lasts, None), strict=True)


def _lacking(
    waiting: list[tuple[int, AssessedRow]], first: int, last: int | None, code: str
) -> tuple[str, ...]:
    return tuple(
        one.row.expenditure_id
        for age, one in waiting
        if code in one.assessment.missing and first <= age and (last is None or age <= last)
    )
