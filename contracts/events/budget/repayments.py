"""What the city paid back on a claim for repayment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class RepaymentPaid:
    """Cents paid back on a confirmed claim; `left_cents` is what of its principal is still open.

    `file_sha256` is the document of the payment. Interest of the part ends on `paid_on`.
    """

    TYPE: ClassVar[str] = "funding.budget.repayment.paid.v1"
    payment_id: str
    determination_id: str
    paid_on: date
    amount_cents: int
    left_cents: int
    file_sha256: str
    related: tuple[str, ...] = ()
