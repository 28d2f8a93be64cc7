"""How far the parts received so far were used (CALL-05): only calls ahead of payments ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.advance import PartUse, uses_of, window_findings
from services.budget.store.balance import receipts_of
from services.budget.store.grant import GrantRecord
from services.budget.usecases.balance import balance_of
from services.budget.usecases.means import Means
from services.budget.usecases.notice import open_notice
from shared.occasion import Occasion


def part_uses(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> tuple[PartUse, ...]:
    """Every part received up to a day with what was used of it; empty where money is called for
    incurred cost, which is used before it is asked for."""
    rules = grant.rules(means.packs, as_of)
    if rules.drawdown.call_mode != "advance":
        return ()
    receipts = [
        (one.received_on, one.amount_cents)
        for one in receipts_of(session, grant.grant_id)
        if one.received_on <= as_of
    ]

    def properly_used(day: date) -> int:
        return balance_of(session, grant.grant_id, day, means=means).earned_cents

    return uses_of(receipts, properly_used, as_of, rules)


def tell_unused(
    session: Session,
    grant_id: str,
    uses: Sequence[PartUse],
    as_of: date,
    *,
    by: Occasion,
    means: Means,
) -> None:
    """Opens the task to notify the funder of each part unused after its window (NOTE-04)."""
    late = [one for one in uses if one.unused_cents and as_of > one.use_until]
    for one, found in zip(late, window_findings(uses, as_of), strict=True):
        open_notice(
            session,
            grant_id,
            rule="NOTE-04",
            occasion_key=f"part/{one.received_on.isoformat()}",
            reason=found.message,
            effect_cents=one.unused_cents,
            by=by,
            means=means,
        )
