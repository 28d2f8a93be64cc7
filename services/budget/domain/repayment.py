"""Claims for repayment: what a correction after the last call makes of money received (CALL-08).

Before the last call a correction lowers the next one; after it nothing is left to lower. The last
call is made with the final call, and with the proof of use where no call is left to be made: then
it shows what was received above the entitlement (E19, decision 0036). The interest on a claim is
computed elsewhere from its principal and the day of the payout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from services.budget.domain.drawdown import Call, CallKind
from services.budget.domain.evidence import Evidence, EvidenceKind
from shared.errors import Violation


@dataclass(frozen=True)
class RepaymentClaim:
    """Cents to be paid back of the money that was paid out on a day, and why; `repaid_on` is the
    day they were paid back, None while they are owed."""

    principal_cents: int
    paid_out_on: date
    reason: str
    repaid_on: date | None = None


def no_call_follows(calls: Iterable[Call], evidence: Iterable[Evidence], on: date) -> bool:
    """Whether a correction finds no next call on a day: the final one is released, or the proof of
    use is submitted. While a final call above nothing is still to come, nothing received is too
    much, so the second says no more than the first."""
    if any(one.kind is CallKind.FINAL and one.status.counts for one in calls):
        return True
    submitted = EvidenceKind.PROOF_OF_USE_SUBMITTED
    return any(one.kind is submitted and one.decided_on <= on for one in evidence)


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


def settled(
    claims: Iterable[RepaymentClaim], payments: Iterable[tuple[date, int]]
) -> tuple[RepaymentClaim, ...]:
    """The claims divided by what was paid on them, in their order; what is paid beyond is left."""
    left = sorted(payments)
    found = []
    for claim in claims:
        owed = claim.principal_cents
        while owed and left:
            day, cents = left.pop(0)
            part = min(owed, cents)
            found.append(replace(claim, principal_cents=part, repaid_on=day))
            owed -= part
            if part < cents:
                left.insert(0, (day, cents - part))
        if owed:
            found.append(replace(claim, principal_cents=owed))
    return tuple(found)


def paid_beyond(
    claims: Iterable[RepaymentClaim], payments: Iterable[tuple[date, int]]
) -> tuple[tuple[date, int], ...]:
    """The payments no settled claim took up: day and cents, the earliest payments taken first."""
    taken = sum(one.principal_cents for one in claims if one.repaid_on is not None)
    found = []
    for day, cents in sorted(payments):
        part = min(taken, cents)
        taken -= part
        if part < cents:
            found.append((day, cents - part))
    return tuple(found)


def check_repayment(claims: Iterable[RepaymentClaim]) -> list[Violation]:
    """`nothing_to_repay` where no claim stands."""
    if any(claims):
        return []
    message = (
        "Es ist nichts zu erstatten: vor dem Schlussabruf und dem eingereichten "
        "Verwendungsnachweis mindert eine Berichtigung den nächsten Abruf, danach zählt nur, was "
        "zu viel eingegangen ist."
    )
    return [Violation("nothing_to_repay", "CALL-08", message)]
