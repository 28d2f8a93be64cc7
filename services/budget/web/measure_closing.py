"""Closing a measure on its page, and opening it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.measure_closing import NewClosing
from services.budget.domain.relief import may_be_lenient
from services.budget.store.grant import load_grant
from services.budget.store.measure import load_measure
from services.budget.store.measure_closing import closed_measures
from services.budget.usecases.measure_closing import close_measure, reopen_measure
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.register_forms import ticked
from services.budget.web.submission import flash_outcome, submit
from shared.errors import Violation
from shared.web.access import occasion
from shared.web.forms import Day, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_measure_closing",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/massnahmen/<measure_id>/abschluss",
)

_BY = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)
LABELS = {
    "closed_on": "Abgeschlossen am",
    "result": "Was erreicht wurde",
    "without_software": "Software",
    "reason": "Grund",
}


class ClosingForm(FormSchema):
    """What a person states when a measure is done."""

    closed_on = Day(required=True)
    result = Text(2000, load_default="")
    without_software = ticked()


class ReopeningForm(FormSchema):
    """Why it is worked on again."""

    reason = Text(2000, load_default="")


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str, measure_id: str) -> Response:
    """Whether the measure is closed, and the form for it."""
    return _page(grant_id, measure_id, Form())


@blueprint.post("")
@access.page(*_BY)
def close(grant_id: str, measure_id: str) -> AnyResponse:
    """Closes the measure."""

    def run(session: Session, data: Mapping[str, Any]) -> tuple[Violation, ...]:
        new = NewClosing(**data)
        return close_measure(session, grant_id, measure_id, new, by=occasion(), means=means())

    said = "Die Maßnahme ist abgeschlossen."
    return _submit("close_measure", grant_id, measure_id, ClosingForm(), run, said)


@blueprint.post("/oeffnen")
@access.page(*_BY)
def reopen(grant_id: str, measure_id: str) -> AnyResponse:
    """Opens it again."""

    def run(session: Session, data: Mapping[str, Any]) -> tuple[Violation, ...]:
        reason = data["reason"]
        reopen_measure(session, grant_id, measure_id, reason, by=occasion(), means=means())
        return ()

    said = "Die Maßnahme ist wieder offen."
    return _submit("reopen_measure", grant_id, measure_id, ReopeningForm(), run, said)


def _submit(
    command: str, grant_id: str, measure_id: str, schema: FormSchema, run: Any, said: str
) -> AnyResponse:
    def done(warnings: tuple[Violation, ...]) -> str:
        flash_outcome(said, warnings)
        return url_for("budget_measure_closing.show", grant_id=grant_id, measure_id=measure_id)

    return submit(
        command,
        schema,
        run,
        again=lambda form: _page(grant_id, measure_id, form),
        done=done,
        needed=_BY,
    )


def _page(grant_id: str, measure_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        record = load_measure(session, grant_id, measure_id)
        closed = closed_measures(session, grant_id).get(measure_id)
    return grant_page(
        "budget/measure_closing.html",
        grant,
        record=record,
        closed=closed,
        form=form,
        labels=LABELS,
        waivable=[one for one in form.shown if one.is_error and may_be_lenient(one)],
    )
