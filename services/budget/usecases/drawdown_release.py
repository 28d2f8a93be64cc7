"""Release of a call by a second person, and what the funder does with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import (
    DrawdownDecided,
    DrawdownReceived,
    DrawdownReleased,
    DrawdownSubmitted,
)
from services.budget.domain.cover import cover_readings, cover_violations, decided_treatment
from services.budget.domain.drawdown import (
    CallBasis,
    CallStatus,
    counted_until,
    previously_called,
)
from services.budget.domain.drawdown_steps import (
    check_call_release,
    check_decision,
    check_receipt,
    check_submission,
)
from services.budget.domain.four_eyes import ReleaseState, check_release, state_after
from services.budget.domain.signatory import check_signing, signing
from services.budget.store.drawdown import DrawdownReceiptRow, DrawdownReleaseRow
from services.budget.store.drawdown_reading import claims_of
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.signatory import signatories_of
from services.budget.usecases.drawdown import DrawdownResult, OpenCall, open_call
from services.budget.usecases.drawdown_binding import bind_rows
from services.budget.usecases.drawdown_snapshot import list_rows_of, publish_call
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account
from shared.errors import Violation
from shared.occasion import Occasion


def release_drawdown(
    session: Session,
    drawdown_id: str,
    *,
    by: Occasion,
    means: Means,
    signatories: Sequence[str] | None = None,
) -> DrawdownResult:
    """Releases a draft; with the last needed person its rows are bound and count as called.

    `signatories` names who signs for the city, else everybody who may today (CALL-10).
    Raises Refused (`gate_missing`, `figures_changed`, four eyes), Conflict, NotFound.
    """
    one = open_call(session, drawdown_id, by=by, means=means, with_rows=True)
    register = signatories_of(session, one.row.grant_id)
    found = _release_violations(session, one, by, means)
    found += check_signing(register, signatories, one.world.today, one.world.rules)
    warnings = one.warnings_or_refuse(found)
    signing_today = signing(register, signatories, one.world.today)
    one.row.signatories = [person.signatory_id for person in signing_today]
    session.add(
        DrawdownReleaseRow(drawdown_id=drawdown_id, released_by=by.actor, released_at=by.now)
    )
    state = state_after(one.call.origin, [*one.call.releases, by.actor])
    one.row.status = state.value
    one.row.version += 1
    if state is ReleaseState.RELEASED:
        one.row.released_on = one.world.today
    session.flush()
    if state is ReleaseState.RELEASED:
        ids = one.call.expenditure_ids
        bind_rows(session, one.world, drawdown_id, ids, by=by, means=means)
        list_rows_of(session, one.row, ids, by=by)
    publish_call(session, one.row, one.gates, DrawdownReleased, one.row.created_by, by=by)
    return one.result(warnings)


def submit_drawdown(
    session: Session,
    drawdown_id: str,
    submitted_on: date,
    reference: str,
    *,
    by: Occasion,
    means: Means,
) -> DrawdownResult:
    """Notes that the call was sent to the funder."""
    one = open_call(session, drawdown_id, by=by, means=means)
    warnings = one.warnings_or_refuse(check_submission(one.call, submitted_on, one.world.today))
    one.row.status = CallStatus.SUBMITTED.value
    one.row.submitted_on = submitted_on
    one.row.submission_reference = reference
    one.row.version += 1
    session.flush()
    publish_call(session, one.row, one.gates, DrawdownSubmitted, reference, by=by)
    return one.result(warnings)


def decide_drawdown(
    session: Session,
    drawdown_id: str,
    decided_on: date,
    approved_cents: int,
    reason: str,
    reference: str,
    *,
    by: Occasion,
    means: Means,
) -> DrawdownResult:
    """Records what the funder approved; later calls deduct that instead of the called amount."""
    one = open_call(session, drawdown_id, by=by, means=means)
    found = check_decision(one.call, decided_on, approved_cents, reason, one.world.today)
    warnings = one.warnings_or_refuse(found)
    one.row.status = CallStatus.DECIDED.value
    one.row.decided_on = decided_on
    one.row.approved_cents = approved_cents
    one.row.decision_reason = reason
    one.row.decision_reference = reference
    one.row.version += 1
    session.flush()
    publish_call(session, one.row, one.gates, DrawdownDecided, reason, reference, by=by)
    return one.result(warnings)


def receive_drawdown(
    session: Session,
    drawdown_id: str,
    received_on: date,
    amount_cents: int,
    *,
    by: Occasion,
    means: Means,
) -> DrawdownResult:
    """Records money that arrived for a call."""
    one = open_call(session, drawdown_id, by=by, means=means)
    found = check_receipt(one.call, received_on, amount_cents, one.gates, one.world.today)
    warnings = one.warnings_or_refuse(found)
    session.add(
        DrawdownReceiptRow(
            receipt_id=by.new_id(),
            drawdown_id=drawdown_id,
            grant_id=one.row.grant_id,
            received_on=received_on,
            amount_cents=amount_cents,
            recorded_by=by.actor,
            recorded_at=by.now,
        )
    )
    one.row.status = CallStatus.RECEIVED.value
    one.row.version += 1
    session.flush()
    publish_call(session, one.row, one.gates, DrawdownReceived, by=by)
    received = one.call.received_cents + amount_cents
    return DrawdownResult(one.row, one.gates, received, warnings)


def _release_violations(
    session: Session, one: OpenCall, by: Occasion, means: Means
) -> list[Violation]:
    row, grant = one.row, one.world.grant
    until = counted_until(row.last_day, one.world.today)
    claims = {claim.expenditure_id: claim for claim in claims_of(session, row.grant_id, until)}
    terms = grant.terms_of_call(row.last_day, one.world.today)
    rules = grant.rules(means.packs, row.last_day)
    called, cover = previously_called(one.calls), grant.cover(row.last_day)
    treatment = cover.treatment.value
    basis = CallBasis(terms, rules.rule_pack, rules.rule_pack_version, called, treatment)
    found = check_call_release(one.call, by.actor, one.gates, claims, basis)
    decided = decided_treatment(grant.determinations, row.last_day)
    plan = plan_in_force(session, row.grant_id, one.world.today)
    found += cover_violations(
        cover_readings(row.cumulative_eligible_cents, cover, plan, decided, terms, rules)
    )
    if is_service_account(session, by.actor):
        found += [
            violation
            for violation in check_release(
                one.call.origin, one.call.releases, by.actor, is_service_account=True
            )
            if violation not in found
        ]
    return found
