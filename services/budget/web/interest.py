"""Zinsen: what a repayment costs, with every segment, day and rate."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from contracts.roles import READERS
from services.budget.domain.day_count import DayCount
from services.budget.domain.interest import Span
from services.budget.store.grant import load_grant
from services.budget.usecases.interest import Calculated, calculate_interest
from services.budget.usecases.late_use import estimate_late_use
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from shared.errors import Refused
from shared.web.access import occasion
from shared.web.forms import Day, Euro, Form, FormSchema, Text, read_form

blueprint = Blueprint(
    "budget_interest",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/zinsen",
)

LABELS: Final = {
    "principal_cents": "Betrag",
    "from_date": "Erster Zinstag",
    "to_date": "Letzter Zinstag",
    "day_count": "Zinstage",
}
DAY_COUNTS: Final[dict[str, DayCount]] = {
    "act/365": "act/365",
    "act/act": "act/act",
    "30/360": "30/360",
}
_CONVENTIONS: Final = (
    ("act/365", "taggenau durch 365"),
    ("act/act", "taggenau durch die Tage des Jahres"),
    ("30/360", "Monate zu 30 Tagen durch 360"),
)


class CalculationForm(FormSchema):
    """What bears interest from and until when."""

    principal_cents = Euro(required=True)
    from_date = Day(required=True)
    to_date = Day(required=True)
    day_count = Text(10)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """The calculation asked for in the address; nothing is stored."""
    form = read_form(CalculationForm(), request.args) if request.args else Form()
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        form, found = _calculate(session, grant_id, form)
        late = estimate_late_use(session, grant, today(), means=means())
    rules = grant.rules(means().packs, today())
    response = grant_page(
        "budget/interest.html",
        grant,
        form=form,
        labels=LABELS,
        found=found,
        late=late,
        rules=rules,
        conventions=_CONVENTIONS,
    )
    response.status_code = 422 if form.is_wrong else 200
    return response


def _calculate(session: Session, grant_id: str, form: Form) -> tuple[Form, Calculated | None]:
    data: Any = form.data
    if data is None:
        return form, None
    span = Span(data["principal_cents"], data["from_date"], data["to_date"])
    convention = DAY_COUNTS.get(data.get("day_count") or "")
    try:
        found = calculate_interest(
            session, grant_id, span, by=occasion(), means=means(), day_count=convention
        )
    except Refused as error:
        return form.refused(error.violations), None
    return form, found
