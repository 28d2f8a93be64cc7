"""The figures a determination rests on: the reduction, and both readings of other money."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.cover import CoverReadings, cover_readings, decided_treatment
from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.domain.entitlement import caps
from services.budget.domain.reduction import Reduction, reduction_of
from services.budget.store.grant import GrantRecord
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.balance import balance_of
from services.budget.usecases.means import Means
from services.budget.usecases.repayment import claims_today


def reduction_today(
    session: Session,
    grant: GrantRecord,
    final_eligible_cents: int | None,
    as_of: date,
    *,
    means: Means,
) -> Reduction:
    """What a final sum would make of the grant; None asks for the eligible cost paid so far."""
    sums = balance_of(session, grant.grant_id, as_of, means=means)
    terms, rules = grant.terms(as_of), grant.rules(means.packs, as_of)
    max_eligible, _ = caps(terms, rules)
    final = sums.eligible_cents if final_eligible_cents is None else final_eligible_cents
    return reduction_of(
        final,
        sums.planned_cents if max_eligible is None else max_eligible,
        sums.received_cents,
        grant.cover(as_of),
        terms,
        rules,
    )


def readings_of(
    session: Session, grant: GrantRecord, as_of: date, *, means: Means
) -> CoverReadings:
    """Both readings of other public money on what is claimable up to a day (PLAN-07)."""
    sums = balance_of(session, grant.grant_id, as_of, means=means)
    return cover_readings(
        sums.claimable_cents,
        grant.cover(as_of),
        plan_in_force(session, grant.grant_id, as_of),
        decided_treatment(grant.determinations, as_of),
        grant.terms(as_of),
        grant.rules(means.packs, as_of),
    )


def figures_of(
    session: Session, grant: GrantRecord, new: Determination, as_of: date, means: Means
) -> dict[str, int]:
    """The cents by name that are kept with a determination."""
    if new.kind is DeterminationKind.REDUCTION:
        found = reduction_today(session, grant, new.final_eligible_cents, as_of, means=means)
        sums = {name: value for name, value in asdict(found).items() if name.endswith("_cents")}
        more = {
            "reduction_cents": found.reduction_cents,
            "repayment_cents": found.repayment_cents,
        }
        return sums | more
    if new.kind is DeterminationKind.REPAYMENT:
        claims = claims_today(session, grant, as_of, means=means)
        return {"principal_cents": sum(one.principal_cents for one in claims)}
    if new.kind.is_cover:
        readings = readings_of(session, grant, as_of, means=means)
        return {
            "other_public_cents": readings.other_public_cents,
            "up_to_cost_cents": readings.up_to_cost_cents,
            "proportional_cents": readings.proportional_cents,
        }
    return {}
