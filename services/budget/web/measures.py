"""Maßnahmen: what they are for, how they stand per quarter, proposal and decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.measure import Light, NewMeasure, NewStatus
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.measure import (
    MeasureRecord,
    StatusRecord,
    load_measure,
    measures_of,
    statuses_of,
)
from services.budget.store.user import display_names, list_users
from services.budget.usecases.measure import (
    MeasureResult,
    StatusResult,
    proposed_light,
    record_measure,
    set_status,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import light_label
from services.budget.web.measure_text import milestones_as_text, parse_milestones
from services.budget.web.submission import flash_outcome, submit
from shared.periods import Period, quarter_of
from shared.web.access import occasion, principal
from shared.web.forms import Choice, Day, Form, FormSchema, PeriodText, Text

blueprint = Blueprint(
    "budget_measures",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/massnahmen",
)

MEASURE_LABELS: Final = {
    "measure_id": "Kennung",
    "title": "Titel",
    "action_field": "Handlungsfeld",
    "participation_origin": "Hervorgegangen aus (Beteiligung)",
    "lead": "Leitung",
    "period_start": "Beginn",
    "period_end": "Ende",
    "strategy_reference": "Fundstelle in der Strategie",
    "charta_reference": "Bezug zur Smart City Charta",
    "goal": "Ziel",
    "partners": "Partner",
    "first_measure": "Erste Umsetzungsmaßnahme",
}
STATUS_LABELS: Final = {
    "period": "Quartal",
    "light": "Ampel",
    "reason": "Begründung",
    "milestones": "Meilensteine",
    "risk": "Risiko",
    "decision_needed": "Nötige Entscheidung",
}
_LONG: Final = 4000


class MeasureForm(FormSchema):
    """A new measure."""

    measure_id = Text(80, required=True)
    title = Text(200, required=True)
    action_field = Text(200, load_default="")
    participation_origin = Text(500, load_default="")
    lead = Text(200, load_default="")
    period_start = Day(required=True)
    period_end = Day(required=True)
    strategy_reference = Text(200, required=True)
    charta_reference = Text(200, load_default="")
    goal = Text(2_000, load_default="")
    partners = Text(500, load_default="")
    first_measure = Text(2, load_default="")


class _Milestones(Text):
    def read(self, text: str) -> Any:
        return parse_milestones(text)


class StatusForm(FormSchema):
    """How a measure stands in a quarter."""

    period = PeriodText(required=True)
    light = Choice(Light, required=True)
    reason = Text(_LONG, load_default="")
    milestones = _Milestones(_LONG, load_default=())
    risk = Text(_LONG, load_default="")
    decision_needed = Text(_LONG, load_default="")


@blueprint.get("")
@access.page(*READERS)
def show_all(grant_id: str) -> Response:
    """All measures with their newest status."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        measures = measures_of(session, grant_id)
        newest = {one.measure_id: one for one in statuses_of(session, grant_id)}
    return grant_page("budget/measures.html", grant, measures=measures, newest=newest)


@blueprint.get("/neu")
@access.page(Role.GRANT_OFFICER)
def new_form(grant_id: str) -> Response:
    """The form for a measure."""
    return _new_page(grant_id, Form())


@blueprint.post("/neu")
@access.page(Role.GRANT_OFFICER)
def record(grant_id: str) -> AnyResponse:
    """Enters a measure."""

    def run(session: Session, data: Mapping[str, Any]) -> MeasureResult:
        values = {**data, "first_measure": bool(data["first_measure"])}
        return record_measure(session, grant_id, NewMeasure(**values), by=occasion())

    def done(result: MeasureResult) -> str:
        flash_outcome("Die Maßnahme ist angelegt.", result.warnings)
        return _address(grant_id, result.record.measure_id)

    return submit(
        "record_measure",
        MeasureForm(),
        run,
        again=lambda form: _new_page(grant_id, form),
        done=done,
    )


@blueprint.get("/<measure_id>")
@access.page(*READERS)
def show(grant_id: str, measure_id: str) -> Response:
    """One measure with its statuses and, for who may, the form for a quarter."""
    return _measure_page(grant_id, measure_id, None)


@blueprint.post("/<measure_id>/stand")
@access.page(Role.GRANT_OFFICER, Role.PROJECT_LEAD)
def state(grant_id: str, measure_id: str) -> AnyResponse:
    """Decides the status of a quarter."""

    def run(session: Session, data: Mapping[str, Any]) -> StatusResult:
        return set_status(
            session, grant_id, measure_id, NewStatus(**data), by=occasion(), means=means()
        )

    def done(result: StatusResult) -> str:
        flash_outcome("Der Stand ist gespeichert.", result.warnings)
        return _address(grant_id, measure_id)

    return submit(
        "set_measure_status",
        StatusForm(),
        run,
        again=lambda form: _measure_page(grant_id, measure_id, form),
        done=done,
        needed=(Role.GRANT_OFFICER, Role.PROJECT_LEAD),
    )


def _address(grant_id: str, measure_id: str) -> str:
    return url_for("budget_measures.show", grant_id=grant_id, measure_id=measure_id)


def _new_page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        users = [one for one in list_users(session) if one.login]
    return grant_page(
        "budget/measure_form.html", grant, form=form, labels=MEASURE_LABELS, users=users
    )


def _measure_page(grant_id: str, measure_id: str, form: Form | None) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        record = load_measure(session, grant_id, measure_id)
        statuses = sorted(
            statuses_of(session, grant_id, measure_id),
            key=lambda one: Period.parse(one.status.period),
            reverse=True,
        )
        names = display_names(session, {one.decided_by for one in statuses})
        form = form or _proposed_form(statuses, today())
        proposal = _proposal(session, grant, record, form)
    return grant_page(
        "budget/measure.html",
        grant,
        record=record,
        statuses=statuses,
        names=names,
        form=form,
        labels=STATUS_LABELS,
        proposal=proposal,
        lights=[(one.value, light_label(one)) for one in Light],
        may_state=_may_state(record),
    )


def _may_state(record: MeasureRecord) -> bool:
    is_officer = principal().holds([Role.GRANT_OFFICER], record.grant_id)
    return is_officer or occasion().actor == record.lead_user_id


def _proposed_form(statuses: list[StatusRecord], day: date) -> Form:
    """The asked quarter, else the last one that is over; milestones and risk as last stated."""
    period = request.args.get("quartal", str(quarter_of(day).previous()))
    if not statuses:
        return Form({"period": period})
    last = statuses[0].status
    return Form(
        {
            "period": period,
            "milestones": milestones_as_text(last.milestones),
            "risk": last.risk,
            "decision_needed": last.decision_needed,
        }
    )


def _proposal(session: Session, grant: GrantRecord, record: MeasureRecord, form: Form) -> Any:
    try:
        milestones = parse_milestones(form.value("milestones"))
    except ValueError:  # its message stands at the field already
        milestones = ()
    return proposed_light(
        session, grant, record, form.value("period"), milestones, today(), means()
    )
