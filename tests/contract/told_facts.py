"""What the checker reads from events, built from the same facts the reports are drawn from."""

from __future__ import annotations

from contracts.schema import to_payload
from services.reporting.check.told import Told
from services.reporting.domain.facts import GrantFacts


def told_of(facts: GrantFacts) -> Told:
    """As if every fact had come by its event."""
    grant_id = facts.grant.grant_id
    told = Told()
    told.grants[grant_id] = to_payload(facts.grant)
    for row in facts.rows:
        effects = [to_payload(one) for one in row.effects]
        told.states[row.expenditure_id] = {
            "told_of": grant_id,
            "measure_id": row.measure_id,
            "budget_line": row.budget_line,
            "category": row.category,
            "drawdown_id": row.drawdown_id,
            "budget_year": row.budget_year,
            "number": row.number,
            "assessment": {"effects": effects, "status": row.status},
        }
    told.calls |= {one.drawdown_id: to_payload(one) for one in facts.calls}
    for number, call in enumerate(told.calls.values()):
        call["grant_id"] = grant_id
        call.setdefault("number", number)
    for income in facts.incomes:
        told.incomes[income.income_id] = {
            "grant_id": grant_id,
            "source_kind": income.source_kind,
            "source": income.source,
            "received_on": income.received_on.isoformat(),
            "amount_cents": income.amount_cents,
        }
    for plan in facts.plans:
        subject = f"{grant_id}.{plan.version}"
        told.plans[subject] = [to_payload(one) for one in plan.lines]
        told.released_plans[subject] = (f"{plan.released_on}T10:00:00.000Z", plan.basis)
    for one in facts.determinations:
        told.determinations[one.determination_id] = to_payload(one)
    for known in facts.measures:
        told.things[known.measure.measure_id] = {"measure": to_payload(known.measure)}
    return told
