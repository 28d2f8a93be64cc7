"""Einnahmen: money tied to the purpose and other public money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.income import Income
from services.budget.domain.plan import SourceKind
from services.budget.store.grant import load_grant
from services.budget.store.income import IncomeRecord, income_records
from services.budget.store.measure import measures_of
from services.budget.usecases.income import record_income
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.labels import options
from services.budget.web.submission import flash_outcome, submit
from shared.web.access import occasion
from shared.web.forms import Choice, Day, Euro, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_incomes",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/einnahmen",
)

LABELS: Final = {
    "source_kind": "Art",
    "source": "Von wem",
    "received_on": "Eingang am",
    "amount_cents": "Betrag",
    "measure_id": "Maßnahme",
}
_KINDS: Final = (SourceKind.PRIVATE, SourceKind.OTHER_PUBLIC, SourceKind.OWN, SourceKind.FEDERAL)


class IncomeForm(FormSchema):
    """What the form asks for."""

    source_kind = Choice(SourceKind, required=True)
    source = Text(200, required=True)
    received_on = Day(required=True)
    amount_cents = Euro(required=True)
    measure_id = Text(80)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """All incomes of the grant."""
    return _page(grant_id, Form())


@blueprint.post("")
@access.page(Role.GRANT_OFFICER)
def record(grant_id: str) -> AnyResponse:
    """Enters an income."""

    def run(session: Session, data: Mapping[str, Any]) -> IncomeRecord:
        return record_income(session, grant_id, Income(**data), by=occasion(), means=means())

    def done(_record: IncomeRecord) -> str:
        flash_outcome("Die Einnahme ist erfasst.")
        return url_for("budget_incomes.show", grant_id=grant_id)

    return submit(
        "record_income", IncomeForm(), run, again=lambda form: _page(grant_id, form), done=done
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = income_records(session, grant_id)
        measures = [(one.measure_id, one.measure.title) for one in measures_of(session, grant_id)]
    return grant_page(
        "budget/incomes.html",
        grant,
        form=form,
        labels=LABELS,
        incomes=[one.income for one in records],
        total_cents=sum(one.income.amount_cents for one in records),
        measures=measures,
        kinds=options(_KINDS),
    )
