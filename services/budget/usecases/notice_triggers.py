"""Which acts are occasions to tell the funder (NOTE-01 to NOTE-06), inside their transaction."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.income import Income
from services.budget.domain.plan import NewPlanVersion, SourceKind
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.inventory import ItemRecord
from services.budget.store.inventory_disposal import DisposalRecord
from services.budget.usecases.drawdown_use import part_uses, tell_unused
from services.budget.usecases.means import Means
from services.budget.usecases.notice import open_notice
from services.budget.usecases.plan_occasions import plan_occasions
from shared.clock import local_day
from shared.money import format_euro
from shared.occasion import Occasion
from shared.periods import german_date

TO_BE_TOLD: Final = frozenset({"line_exceeded", "plan_total_exceeded"})
"""Warnings of an entry after which the plan is looked at as a whole."""
_OTHERS: Final = (SourceKind.OTHER_PUBLIC, SourceKind.FEDERAL, SourceKind.PRIVATE)


def tell_of_income(
    session: Session, grant_id: str, income_id: str, new: Income, *, by: Occasion, means: Means
) -> None:
    """NOTE-01: money of others came in; own money of the city is none of it."""
    if new.source_kind in _OTHERS:
        open_notice(
            session,
            grant_id,
            rule="NOTE-01",
            occasion_key=f"income/{income_id}",
            reason=(
                f"Am {german_date(new.received_on)} sind {format_euro(new.amount_cents)} von "
                f"„{new.source}“ eingegangen."
            ),
            effect_cents=new.amount_cents,
            by=by,
            means=means,
        )


def tell_of_funding(
    session: Session,
    grant_id: str,
    version: int,
    before: NewPlanVersion | None,
    after: NewPlanVersion,
    *,
    by: Occasion,
    means: Means,
) -> None:
    """NOTE-01: a released plan names a source of others that the plan before did not name."""
    if before is None:
        return
    known = {(one.source_kind, one.source) for one in before.funding}
    for one in after.funding:
        if one.source_kind in _OTHERS and (one.source_kind, one.source) not in known:
            open_notice(
                session,
                grant_id,
                rule="NOTE-01",
                occasion_key=f"plan/{version}/{one.source_kind.value}/{one.source}"[:200],
                reason=f"Der Finanzierungsplan nennt „{one.source}“ als neue Finanzierungsquelle.",
                after=f"„{one.source}“ trägt {format_euro(one.amount_cents)}",
                effect_cents=one.amount_cents,
                by=by,
                means=means,
            )


def tell_of_red_light(
    session: Session,
    grant_id: str,
    measure: tuple[str, str],
    period: str,
    reason: str,
    *,
    by: Occasion,
    means: Means,
) -> None:
    """NOTE-03: a measure (id, title) is disturbed; once per measure and quarter."""
    open_notice(
        session,
        grant_id,
        rule="NOTE-03",
        occasion_key=f"status/{measure[0]}/{period}",
        reason=f"Die Maßnahme „{measure[1]}“ ist gestört: {reason}"[:2000],
        related=(f"measure/{measure[0]}",),
        by=by,
        means=means,
    )


def tell_of_disposal(
    session: Session, item: ItemRecord, disposal: DisposalRecord, *, by: Occasion, means: Means
) -> None:
    """NOTE-05: an item leaves its purpose while it is bound, or nobody knows for how long it is."""
    until, new = item.item.binding_until, disposal.disposal
    bound = f"bis {german_date(until)}" if until else "ohne bekanntes Ende"
    open_notice(
        session,
        item.grant_id,
        rule="NOTE-05",
        occasion_key=f"disposal/{disposal.disposal_id}",
        reason=(
            f"Der Gegenstand „{item.item.name}“ (Inventar Nr. {item.number}) soll ab dem "
            f"{german_date(new.disposed_on)} nicht mehr für den Zweck genutzt werden: {new.reason}"
        )[:2000],
        before=f"zweckgebunden {bound}",
        after=f"Erlös {format_euro(new.proceeds_cents)}" if new.proceeds_cents else "",
        effect_cents=new.proceeds_cents or None,
        related=(f"inventory/{item.item_id}",),
        by=by,
        means=means,
    )


def watch_grant(session: Session, grant_id: str, *, by: Occasion, means: Means) -> None:
    """NOTE-03, NOTE-04, NOTE-06: what the books say by themselves.

    Spending above the plan's total, a line exceeded beyond the tolerance, money unused after its
    window. What was told once for a plan version is not told again. Raises NotFound.
    """
    grant = load_grant(session, grant_id, lock=True)
    today = local_day(by.now)
    tell_unused(
        session, grant_id, part_uses(session, grant, today, means=means), today, by=by, means=means
    )
    tell_of_plan(session, grant, by=by, means=means)


def tell_of_plan(session: Session, grant: GrantRecord, *, by: Occasion, means: Means) -> None:
    """NOTE-03 for the plan's total, NOTE-06 for each line beyond the tolerance."""
    for one in plan_occasions(session, grant, local_day(by.now), means=means):
        open_notice(
            session,
            grant.grant_id,
            rule=one.rule,
            occasion_key=one.key,
            reason=one.reason,
            before=one.before,
            after=one.after,
            effect_cents=one.effect_cents,
            by=by,
            means=means,
        )
