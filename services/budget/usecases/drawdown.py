"""Mittelabruf: draft and withdrawal; the release has a module of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import DrawdownDrafted, DrawdownWithdrawn
from services.budget.domain.advance import Advance, PartUse, check_advance, window_findings
from services.budget.domain.deciding_values import cited
from services.budget.domain.drawdown import (
    Call,
    CallKind,
    CallStatus,
    Draft,
    Surroundings,
    check_amount,
    check_draft,
    counted_until,
    draft_call,
    last_day_of,
)
from services.budget.domain.drawdown_steps import check_withdrawal
from services.budget.domain.evidence import Gate, final_gates
from services.budget.domain.rate_evidence import unproved_rate
from services.budget.domain.rulepack import Rules
from services.budget.domain.states import is_conflict
from services.budget.store.drawdown import DrawdownRow
from services.budget.store.drawdown_advance import advance_to_json, uses_to_json
from services.budget.store.drawdown_reading import (
    basis_to_json,
    call_of,
    calls_of,
    claims_of,
    fix_rows,
    load_drawdown,
    received_of,
    releases_of,
    rows_of_call,
)
from services.budget.store.grant import GrantRecord
from services.budget.store.grant_lookup import GRANT_OF
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.assessment_world import World, load_active_world
from services.budget.usecases.balance import capped_measures
from services.budget.usecases.drawdown_binding import unbind_rows
from services.budget.usecases.drawdown_snapshot import list_rows_of, publish_call
from services.budget.usecases.drawdown_use import part_uses, tell_unused
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account
from shared.errors import Conflict, Refused, Violation, errors_only
from shared.occasion import Occasion
from shared.periods import Period

StoredDrawdown = DrawdownRow
"""The stored call as API and pages show it."""


@dataclass(frozen=True)
class DrawdownResult:
    """A call with its gates today, and the warnings of the command."""

    row: DrawdownRow
    gates: tuple[Gate, ...]
    received_cents: int = 0
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class OpenCall:
    """A stored call under its grant's lock."""

    world: World
    row: DrawdownRow
    call: Call
    calls: Sequence[Call]
    gates: tuple[Gate, ...]

    def warnings_or_refuse(self, found: Sequence[Violation]) -> tuple[Violation, ...]:
        """The warnings; raises Conflict where the state forbids it, Refused otherwise."""
        subject = f"drawdown/{self.row.drawdown_id}"
        return refuse(self.world.relief.softened(subject, found), subject, self.row.grant_id)

    def result(self, violations: Sequence[Violation] = ()) -> DrawdownResult:
        """The answer to a command about this call."""
        return DrawdownResult(self.row, self.gates, self.call.received_cents, tuple(violations))


def refuse(found: Sequence[Violation], subject: str, grant_id: str) -> tuple[Violation, ...]:
    """The warnings; raises Conflict or Refused with all reasons."""
    if is_conflict(found):
        raise Conflict(found)
    if errors_only(found):
        raise Refused(found, subject=subject, grant_id=grant_id)
    return tuple(found)


def draft_drawdown(
    session: Session,
    grant_id: str,
    period: Period,
    kind: CallKind,
    *,
    by: Occasion,
    means: Means,
    advance: Advance | None = None,
) -> DrawdownResult:
    """Drafts a call over everything claimable and writes its rows and `DrawdownDrafted`.

    `advance` asks for payments falling due besides, where the pack calls ahead (CALL-05).
    Raises Refused (`nothing_to_call` …), Conflict (a draft or a call for the period exists).
    """
    world = load_active_world(session, grant_id, means, by)
    calls = calls_of(session, grant_id)
    terms, rules = world.terms, world.rules
    subject = f"grant/{grant_id}"
    found = check_draft(period, kind, calls, terms, rules, world.today)
    found += check_advance(advance, rules, world.today)
    found = world.relief.softened(subject, found)
    refuse(found, subject, grant_id)
    draft = compute_draft(session, world, period, kind, calls, means, advance)
    found += check_amount(draft, world.grant.phase, rules)
    uses = part_uses(session, world.grant, world.today, means=means)
    found += cited(window_findings(uses, world.today), rules)
    found = world.relief.softened(subject, found)
    warnings = refuse(found, subject, grant_id)
    tell_unused(session, grant_id, uses, world.today, by=by, means=means)
    row = _insert(session, world, draft, uses, by)
    fix_rows(session, row.drawdown_id, draft.fixed)
    gates = gates_of_call(world, row, means)
    list_rows_of(session, row, draft.expenditure_ids, by=by)
    publish_call(session, row, gates, DrawdownDrafted, by=by)
    return DrawdownResult(row, gates, 0, (*warnings, *unproved_rate(gates)))


def compute_draft(
    session: Session,
    world: World,
    period: Period,
    kind: CallKind,
    calls: Sequence[Call],
    means: Means,
    advance: Advance | None = None,
) -> Draft:
    """The figures a call for this period would have now; terms and rules are of its last day."""
    last_day = last_day_of(period, kind, world.terms)
    grant = world.grant
    rules = grant.rules(means.packs, last_day)
    terms = grant.terms_of_call(last_day, world.today)
    return draft_call(
        period,
        kind,
        claims_of(session, grant.grant_id, counted_until(last_day, world.today)),
        calls,
        grant.cover(last_day),
        terms,
        rules,
        surroundings(session, grant, rules, last_day, advance),
        today=world.today,
        last_day=last_day,
    )


def surroundings(
    session: Session, grant: GrantRecord, rules: Rules, last_day: date, advance: Advance | None
) -> Surroundings:
    """What a call with this last day depends on besides rows, terms and cover."""
    plan = plan_in_force(session, grant.grant_id, last_day)
    cap, marked = capped_measures(session, grant, rules, last_day)
    planned = plan.plan.planned_cents if plan else None
    return Surroundings(planned, frozenset(marked), cap, advance)


def gates_of_call(world: World, call: DrawdownRow, means: Means) -> tuple[Gate, ...]:
    """The conditions of a call today; the final one may need the proof of use (CALL-04), one at a
    rate that rests on the city's budget its evidence (PRG-02)."""
    grant = world.grant
    gates = grant.gates(means.packs, world.today, call.last_day)
    if CallKind(call.kind) is CallKind.FINAL:
        gates += final_gates(grant.phase, grant.evidence, world.rules, world.today)
    return gates


def withdraw_drawdown(
    session: Session,
    drawdown_id: str,
    reason: str,
    *,
    may_withdraw_released: bool,
    by: Occasion,
    means: Means,
) -> DrawdownResult:
    """Takes a draft or the latest released call back; its rows are claimable again."""
    one = open_call(session, drawdown_id, by=by, means=means)
    found = check_withdrawal(
        one.call, one.calls, reason, by=by.actor, may_withdraw_released=may_withdraw_released
    )
    one.warnings_or_refuse(found)
    was_released = one.call.status.counts
    one.row.status = CallStatus.WITHDRAWN.value
    one.row.withdrawal_reason = reason
    one.row.version += 1
    session.flush()
    publish_call(session, one.row, one.gates, DrawdownWithdrawn, reason, by=by)
    if was_released:
        unbind_rows(session, one.world, drawdown_id, by=by, means=means)
    return one.result()


def open_call(
    session: Session, drawdown_id: str, *, by: Occasion, means: Means, with_rows: bool = False
) -> OpenCall:
    """Locks the grant, then reads the call with all calls of the grant. Raises NotFound."""
    grant_id = str(GRANT_OF["drawdown_id"](session, drawdown_id))
    world = load_active_world(session, grant_id, means, by)
    row = load_drawdown(session, drawdown_id)
    fixed = rows_of_call(session, drawdown_id) if with_rows else None
    releases = releases_of(session, [drawdown_id]).get(drawdown_id, ())
    received, _ = received_of(session, drawdown_id)
    return OpenCall(
        world,
        row,
        call_of(row, releases, received, fixed),
        calls_of(session, grant_id),
        gates_of_call(world, row, means),
    )


def _insert(
    session: Session, world: World, draft: Draft, uses: Sequence[PartUse], by: Occasion
) -> DrawdownRow:
    newest = session.scalar(
        select(func.max(DrawdownRow.number)).where(DrawdownRow.grant_id == world.grant_id)
    )
    row = DrawdownRow(
        drawdown_id=by.new_id(),
        grant_id=world.grant_id,
        number=(newest or 0) + 1,
        period=draft.period,
        kind=draft.kind.value,
        status=CallStatus.DRAFT.value,
        last_day=draft.last_day,
        cumulative_eligible_cents=draft.cumulative_eligible_cents,
        entitlement_cents=draft.entitlement.amount_cents,
        previously_called_cents=draft.previously_called_cents,
        amount_cents=draft.amount_cents,
        expenditure_count=len(draft.fixed),
        basis=basis_to_json(draft.basis),
        rule_pack=draft.basis.rule_pack,
        rule_pack_version=draft.basis.rule_pack_version,
        created_by=by.actor,
        created_by_service=is_service_account(session, by.actor),
        created_at=by.now,
        opening=False,
        version=1,
        advance=advance_to_json(draft.advance),
        need_cents=draft.advance.cents if draft.advance else 0,
        held_back_cents=draft.amount.held_back_cents,
        rounded_off_cents=draft.amount.rounded_off_cents,
        uses=uses_to_json(uses),
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # the grant's lock makes this unreachable; the index is a net
        message = "Für diesen Zeitraum gibt es schon einen Abruf oder einen offenen Entwurf."
        raise Conflict([Violation("call_exists", "CALL-02", message, field="period")]) from error
    return row
