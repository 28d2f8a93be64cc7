"""What the entry form proposes while somebody types: known creditors, lines, measures, orders."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.store.measure import measures_of
from services.budget.store.plan_in_force import counting_versions
from services.budget.store.procurement_reading import procurements_of
from services.budget.usecases.queries import (
    ShownExpenditure,
    ShownLine,
    known_creditors,
    known_orders,
    lines_of_grant,
)
from services.budget.web import means
from shared.money import format_euro


def proposals_for(session: Session, grant_id: str) -> dict[str, object]:
    """Template values of `budget/_expenditure_fields.html`."""
    return {
        "creditors": known_creditors(session, grant_id, means=means()),
        "counting": counting_versions(session, grant_id),
        "line_options": [
            (one.budget_line, _line(one)) for one in lines_of_grant(session, grant_id)
        ],
        "measure_options": [
            (one.measure_id, f"{one.measure_id} · {one.measure.title}")
            for one in measures_of(session, grant_id)
        ],
        "procurement_options": [
            (one.procurement_id, f"Nr. {one.number} · {one.file.facts.subject}")
            for one in procurements_of(session, grant_id)
        ],
        "order_options": [
            (one.row.expenditure_id, _order(one))
            for one in known_orders(session, grant_id, means=means())
        ],
    }


def _line(line: ShownLine) -> str:
    return f"{line.budget_line} ({line.measure_id}, frei {format_euro(line.remaining_cents)})"


def _order(one: ShownExpenditure) -> str:
    left = format_euro(one.row.committed_cents)
    return f"Nr. {one.row.number} · {one.facts.creditor} · Rest {left}"
