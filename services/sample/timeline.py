"""When things happened in the sample: every day is counted from today, so it never grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shared.periods import Period, add_months, half_year_of, quarter_of

CALL_LAG: Final = timedelta(days=30)
"""A half-year is called for, and its call released, within this time after its end."""
REPORT_LAG: Final = timedelta(days=20)
"""A quarter is reported within this time after its end."""


@dataclass(frozen=True)
class Timeline:
    """The days everything else in the sample is placed by."""

    today: date

    @property
    def second_call(self) -> Period:
        """The last half-year whose call can have been released by today."""
        last = half_year_of(self.today).previous()
        return last if last.last_day + CALL_LAG <= self.today else last.previous()

    @property
    def first_call(self) -> Period:
        return self.second_call.previous()

    @property
    def drafted_quarter(self) -> Period:
        """The last quarter that can have been reported by today."""
        last = quarter_of(self.today).previous()
        return last if last.last_day + REPORT_LAG <= self.today else last.previous()

    @property
    def released_quarter(self) -> Period:
        return self.drafted_quarter.previous()

    @property
    def quarters(self) -> tuple[Period, ...]:
        """All quarters of phase B up to the drafted one."""
        found = [self.drafted_quarter]
        while found[0].first_day > self.b_start:
            found.insert(0, found[0].previous())
        return tuple(found)

    @property
    def b_start(self) -> date:
        """First day of phase B: a half-year before the first call's."""
        return self.first_call.previous().first_day

    @property
    def b_award(self) -> date:
        return self.b_start - timedelta(days=10)

    @property
    def b_first_end(self) -> date:
        """Last day of phase B as first awarded: three and a half years."""
        return add_months(self.b_start, 42) - timedelta(days=1)

    @property
    def b_end(self) -> date:
        """Last day after the amending notice: four years."""
        return add_months(self.b_start, 48) - timedelta(days=1)

    @property
    def a_start(self) -> date:
        """First day of phase A, two and a half years before phase B."""
        return add_months(self.b_start, -30)

    @property
    def a_award(self) -> date:
        return self.a_start - timedelta(days=14)

    @property
    def a_end(self) -> date:
        return add_months(self.a_start, 24) - timedelta(days=1)

    @property
    def months_of_b(self) -> int:
        """Whole months of phase B that are over."""
        passed = self.today.year * 12 + self.today.month
        return passed - self.b_start.year * 12 - self.b_start.month

    def a_day(self, month: int, day: int = 1) -> date:
        """A day of phase A: `month` counts from 0, `day` from 1."""
        return add_months(self.a_start, month) + timedelta(days=day - 1)

    def b_day(self, month: int, day: int = 1) -> date:
        """A day of phase B."""
        return add_months(self.b_start, month) + timedelta(days=day - 1)
