"""Goal and partners of a measure, said anew on a page of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.domain.measure import Description
from services.budget.store.grant import load_grant
from services.budget.store.measure import load_measure
from services.budget.usecases.measure import MeasureResult
from services.budget.usecases.measure_description import describe_measure
from services.budget.web import TEMPLATES, access, budget
from services.budget.web.grant_pages import grant_page
from services.budget.web.submission import flash_outcome, submit
from shared.web.access import occasion
from shared.web.forms import Form, FormSchema, Text

blueprint = Blueprint(
    "budget_measure_description",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/massnahmen/<measure_id>/beschreibung",
)

_BY = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)
LABELS: Final = {"goal": "Ziel", "partners": "Partner", "reason": "Grund der Änderung"}


class DescriptionForm(FormSchema):
    """What the measure is for, with whom, and why that is said anew."""

    goal = Text(2_000, load_default="")
    partners = Text(500, load_default="")
    reason = Text(2_000, load_default="")


@blueprint.get("")
@access.page(*_BY)
def show(grant_id: str, measure_id: str) -> Response:
    """The form, filled with what counts now."""
    return _page(grant_id, measure_id, None)


@blueprint.post("")
@access.page(*_BY)
def describe(grant_id: str, measure_id: str) -> AnyResponse:
    """Keeps the change."""

    def run(session: Session, data: Mapping[str, Any]) -> MeasureResult:
        new = Description(data["goal"], data["partners"])
        return describe_measure(session, grant_id, measure_id, new, data["reason"], by=occasion())

    def done(result: MeasureResult) -> str:
        flash_outcome("Ziel und Partner sind geändert.", result.warnings)
        return url_for("budget_measures.show", grant_id=grant_id, measure_id=measure_id)

    return submit(
        "describe_measure",
        DescriptionForm(),
        run,
        again=lambda form: _page(grant_id, measure_id, form),
        done=done,
        needed=_BY,
    )


def _page(grant_id: str, measure_id: str, form: Form | None) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        record = load_measure(session, grant_id, measure_id)
    known = Form({"goal": record.measure.goal, "partners": record.measure.partners})
    return grant_page(
        "budget/measure_description.html", grant, record=record, form=form or known, labels=LABELS
    )
