"""One line of a payroll list: the employer's gross of a post in a month (PERS-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """`month` is any day in the month, `gross_cents` the employer's gross."""

    row: int
    post_id: str
    month: date
    gross_cents: int
