"""Claims for repayment: what a correction after the last call makes of money received (CALL-08).

Before the last call a correction lowers the next one; after it nothing is left to lower. The
interest on a claim is computed elsewhere from its principal and the day of the payout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.budget.domain.drawdown import Call, CallKind
from shared.errors import Violation


@dataclass(frozen=True)
class RepaymentClaim:
    """Cents to be paid back of the money that was paid out on a day, and why."""

    principal_cents: int
    paid_out_on: date
    reason: str


def final_call_made(calls: Iterable[Call]) -> bool:
    """Whether the last call is released: corrections no longer find a next one."""
    return any(one.kind is CallKind.FINAL and one.status.counts for one in calls)


def repayment_claims(
    excess_cents: int, receipts: Iterable[tuple[date, int]], reason: str
) -> tuple[RepaymentClaim, ...]:
    """The excess laid on the receipts, the latest first: the money that came last is too much."""
    found = []
    left = excess_cents
    for paid_out_on, cents in sorted(receipts, reverse=True):
        part = min(left, cents)
        if part > 0:
            found.append(RepaymentClaim(part, paid_out_on, reason))
        left -= part
    return tuple(found)


def check_repayment(claims: Iterable[RepaymentClaim]) -> list[Violation]:
    """`nothing_to_repay` where no claim stands."""
    if any(claims):
        return []
    message = (
        "Es ist nichts zu erstatten: vor dem Schlussabruf mindert eine Berichtigung den nächsten "
        "Abruf, danach zählt nur, was zu viel eingegangen ist."
    )
    return [Violation("nothing_to_repay", "CALL-08", message)]
