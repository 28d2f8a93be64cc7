"""The pages of calls, put together for the user who looks at them."""

from __future__ import annotations

from typing import Final

from flask import Response

from contracts.roles import Role
from services.budget.domain.advance import window_findings
from services.budget.domain.deciding_values import cited, window_in_words
from services.budget.domain.drawdown import CallKind, CallStatus
from services.budget.domain.evidence import gate_violations
from services.budget.domain.next_call import next_period
from services.budget.domain.reconciliation import unreconciled_warning
from services.budget.domain.signatory import signing
from services.budget.store.drawdown_advance import advance_of, uses_of_call
from services.budget.store.drawdown_reading import calls_of, load_drawdown
from services.budget.store.grant import load_grant
from services.budget.store.reconciliation import reconciliations_of
from services.budget.store.signatory import signatories_of
from services.budget.store.user import display_names
from services.budget.usecases.balance import balance_of
from services.budget.usecases.call_way import way_of_call
from services.budget.usecases.drawdown_queries import (
    expenditures_of_drawdown,
    list_drawdowns,
    show_drawdown,
)
from services.budget.usecases.drawdown_use import part_uses
from services.budget.usecases.repayment import claims_today
from services.budget.web import budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from shared.errors import errors_only
from shared.periods import Period
from shared.web.access import occasion, principal
from shared.web.forms import Form

LABELS: Final = {
    "period": "Zeitraum",
    "kind": "Art",
    "expected_on": "Auszahlung erwartet am",
    "need_reason": "Begründung des Bedarfs",
    "needs": "Fällige Zahlungen",
    "advance.expected_on": "Auszahlung erwartet am",
    "advance.reason": "Begründung des Bedarfs",
    "advance.needs": "Fällige Zahlungen",
    "reason": "Grund",
    "submitted_on": "Eingereicht am",
    "reference": "Aktenzeichen",
    "decided_on": "Entschieden am",
    "approved_cents": "Bewilligter Betrag",
    "received_on": "Eingegangen am",
    "amount_cents": "Betrag",
}
_SHOWN_ROWS: Final = 500


def calls_page(grant_id: str, form: Form | None) -> Response:
    """All calls, and the form for the next one."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        calls = list_drawdowns(session, grant_id, by=occasion(), means=means())
        sums = balance_of(session, grant_id, today(), means=means())
        uses = part_uses(session, grant, today(), means=means())
        claims = claims_today(session, grant, today(), means=means())
        made = calls_of(session, grant_id)
    rules = grant.rules(means().packs, today())
    period = next_period(made, grant.terms(today()), rules, today())
    return grant_page(
        "budget/drawdowns.html",
        grant,
        calls=calls,
        statuses={one.row.drawdown_id: CallStatus(one.row.status) for one in calls},
        sums=sums,
        rules=rules,
        rate_bp=grant.terms(today()).funding_rate_bp,
        window=window_in_words(rules),
        uses=uses,
        claims=claims,
        findings=cited(window_findings(uses, today()), rules),
        form=form or Form({"period": str(period)}),
        labels=LABELS,
        kinds=options(CallKind),
    )


def call_page(drawdown_id: str, form: Form | None = None, *, of: str = "") -> Response:
    """One call; `form` is what could not be done, `of` which of its forms that was."""
    who = principal()
    with budget().sessions.read() as session:
        grant = load_grant(session, load_drawdown(session, drawdown_id).grant_id)
        call = show_drawdown(session, drawdown_id, by=occasion(), means=means())
        rows = expenditures_of_drawdown(session, drawdown_id, means=means(), limit=_SHOWN_ROWS + 1)
        names = display_names(session, {call.row.created_by, *call.releases})
        register = signatories_of(session, grant.grant_id)
        compared = reconciliations_of(session, grant.grant_id)
        way = way_of_call(session, grant, call.row, means=means())
    relief = grant.relief(means().packs, today())
    found = relief.softened(f"drawdown/{drawdown_id}", gate_violations(call.gates, "release"))
    closed = {Period.parse(one.quarter) for one in compared if one.closed_at is not None}
    first_day = Period.parse(call.row.period).first_day
    unreconciled = list(unreconciled_warning(first_day, call.row.last_day, closed))
    status = CallStatus(call.row.status)
    may_release = who.holds([Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD], grant.grant_id)
    return grant_page(
        "budget/drawdown.html",
        grant,
        call=call,
        row=call.row,
        way=way,
        rate_bp=grant.terms(call.row.last_day).funding_rate_bp,
        signing=[one for one in register if one.signatory_id in call.row.signatories],
        signing_today=signing(register, None, today()),
        has_register=bool(register),
        advance=advance_of(call.row.advance),
        uses=uses_of_call(call.row.uses),
        status=status,
        kind=CallKind(call.row.kind),
        rows=rows[:_SHOWN_ROWS],
        has_more=len(rows) > _SHOWN_ROWS,
        names=names,
        form=form or Form(),
        of=of,
        labels=LABELS,
        gates=call.gates,
        open_gates=errors_only(found),
        hints=[*(one for one in found if not one.is_error), *unreconciled],
        may_release=may_release,
        is_own=who.user_id in {call.row.created_by, *call.releases},
        may_withdraw=may_release or (status.is_open and who.user_id == call.row.created_by),
        is_officer=who.holds([Role.GRANT_OFFICER], grant.grant_id),
    )
