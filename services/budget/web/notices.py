"""Mitteilungen: what the funder is to be told, sent, answered, or found not to be due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.notice_letter import letter_pages
from contracts.roles import READERS, Role
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.notice import load_notice
from services.budget.store.user import display_names
from services.budget.usecases.measure_change import Reported, ScopeChange, report_scope_change
from services.budget.usecases.notice import due_values
from services.budget.usecases.notice_queries import list_notices
from services.budget.usecases.notice_steps import (
    Letter,
    answer_notice,
    confirm_dispensation,
    propose_dispensation,
    send_notice,
)
from services.budget.usecases.notice_triggers import watch_grant
from services.budget.usecases.notice_withdrawal import withdraw_answer, withdraw_sending
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.notice_list import LABELS as FILTER_LABELS
from services.budget.web.notice_list import (
    RULES,
    VIEWS,
    filter_of,
    read_filters,
    typed_filters,
)
from services.budget.web.submission import demand_of, submit_here
from services.budget.web.upload import stored_upload
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Choice, Day, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_notices",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/mitteilungen",
)

_STEPS: Final = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)
_FILE_BYTES: Final = 25 * 1024 * 1024
LABELS: Final = {
    "sent_on": "Versandt am",
    "reference": "Aktenzeichen oder Weg",
    "answered_on": "Antwort vom",
    "answer": "Antwort",
    "reason": "Begründung",
    "measure_id": "Maßnahme",
    "kind": "Was geschieht",
    "description": "Beschreibung und Grund",
    "file": "Datei",
}
_KINDS: Final = (
    (ScopeChange.SCOPE.value, "Der Umfang ändert sich"),
    (ScopeChange.STOPPED.value, "Die Maßnahme wird eingestellt"),
)


class SendingForm(FormSchema):
    """When and how it was sent."""

    sent_on = Day(required=True)
    reference = Text(200, required=True)


class AnswerForm(FormSchema):
    """What the funder answered."""

    answered_on = Day(required=True)
    answer = Text(1000, required=True)


class ReasonForm(FormSchema):
    """Why nothing is due, or why a step is taken back."""

    reason = Text(1000, required=True)


class ScopeChangeForm(FormSchema):
    """What happens to a measure."""

    measure_id = Text(80, required=True)
    kind = Choice(ScopeChange, required=True)
    description = Text(1000, required=True)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """Every notice of the grant."""
    return _page(grant_id, Form())


@blueprint.post("/pruefung")
@access.page(Role.GRANT_OFFICER)
def check(grant_id: str) -> AnyResponse:
    """Looks through the books for occasions."""

    def run(session: Session, _data: Mapping[str, Any]) -> None:
        watch_grant(session, grant_id, by=occasion(), means=means())

    return submit_here(
        "watch_grant", FormSchema(), run, "Die Bücher sind durchgesehen.", page=_page, needed=_STEPS
    )


@blueprint.post("/massnahme")
@access.page(Role.GRANT_OFFICER, Role.PROJECT_LEAD)
def report_change(grant_id: str) -> AnyResponse:
    """Reports that a measure stops or changes."""

    def run(session: Session, data: Mapping[str, Any]) -> Reported:
        return report_scope_change(
            session,
            grant_id,
            data["measure_id"],
            data["kind"],
            data["description"],
            by=occasion(),
            means=means(),
        )

    message = "Die Änderung ist gemeldet; die Mitteilung an den Zuwendungsgeber ist offen."
    return submit_here(
        "report_scope_change", ScopeChangeForm(), run, message, page=_page, needed=_STEPS
    )


@blueprint.post("/<notice_id>/versand")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def send(grant_id: str, notice_id: str) -> AnyResponse:
    """Says that it was sent."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, notice_id)
        letter = _letter(data["sent_on"], data["reference"])
        return send_notice(session, notice_id, letter, by=occasion(), means=means())

    message = "Die Mitteilung ist als versandt vermerkt."
    return submit_here("send_notice", SendingForm(), run, message, page=_page, needed=_STEPS)


@blueprint.post("/<notice_id>/antwort")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def answer(grant_id: str, notice_id: str) -> AnyResponse:
    """Keeps the funder's answer."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, notice_id)
        letter = _letter(data["answered_on"], data["answer"])
        return answer_notice(session, notice_id, letter, by=occasion(), means=means())

    return submit_here(
        "answer_notice", AnswerForm(), run, "Die Antwort ist abgelegt.", page=_page, needed=_STEPS
    )


@blueprint.post("/<notice_id>/versand/ruecknahme")
@access.page(Role.GRANT_OFFICER)
def take_back_sending(grant_id: str, notice_id: str) -> AnyResponse:
    """Takes back that it was sent."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, notice_id)
        return withdraw_sending(session, notice_id, data["reason"], by=occasion(), means=means())

    message = "Der Versand ist zurückgenommen. Die Mitteilung ist wieder offen, mit alter Frist."
    return submit_here("withdraw_sending", ReasonForm(), run, message, page=_page, needed=_STEPS)


@blueprint.post("/<notice_id>/antwort/ruecknahme")
@access.page(Role.GRANT_OFFICER)
def take_back_answer(grant_id: str, notice_id: str) -> AnyResponse:
    """Takes back an answer."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, notice_id)
        return withdraw_answer(session, notice_id, data["reason"], by=occasion())

    message = "Die Antwort ist zurückgenommen. Die Mitteilung bleibt versandt."
    return submit_here("withdraw_answer", ReasonForm(), run, message, page=_page, needed=_STEPS)


@blueprint.post("/<notice_id>/entbehrlich")
@access.page(Role.GRANT_OFFICER)
def dispense(grant_id: str, notice_id: str) -> AnyResponse:
    """Says why nothing is due."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, notice_id)
        return propose_dispensation(session, notice_id, data["reason"], by=occasion())

    message = "Die Begründung ist erfasst. Die Mitteilung bleibt offen, bis jemand zustimmt."
    return submit_here(
        "propose_dispensation", ReasonForm(), run, message, page=_page, needed=_STEPS
    )


@blueprint.post("/<notice_id>/zustimmung")
@access.page(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
def confirm(grant_id: str, notice_id: str) -> AnyResponse:
    """Agrees that nothing is due."""

    def run(session: Session, _data: Mapping[str, Any]) -> object:
        _of_grant(session, grant_id, notice_id)
        return confirm_dispensation(session, notice_id, by=occasion(), means=means())

    message = "Die Mitteilung ist als nicht mitteilungspflichtig vermerkt."
    return submit_here(
        "confirm_dispensation", FormSchema(), run, message, page=_page, needed=_STEPS
    )


def _letter(on: Any, text: str) -> Letter:
    kept = stored_upload("file")
    return Letter(on, text, kept.sha256 if kept else None)


def _of_grant(session: Session, grant_id: str, notice_id: str) -> None:
    """The role was checked for the grant of the address: the notice must be one of it."""
    demand_of(
        grant_id, load_notice(session, notice_id).grant_id, "notice_unknown", "Diese Mitteilung"
    )


def _page(grant_id: str, form: Form) -> Response:
    filters = read_filters()
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        shown = list_notices(session, grant, today(), filter_of(filters), means=means())
        measures = [(one.measure_id, one.measure.title) for one in measures_of(session, grant_id)]
        people = {one.record.dispensation_by or "" for one in shown}
        people |= {each.withdrawn_by for one in shown for each in one.past}
        names = display_names(session, people)
    due = {one.record.notice_id: due_values(one.record, grant, means()) for one in shown}
    typed = typed_filters()
    place: dict[str, Any] = {"grant_id": grant_id, **typed}
    return grant_page(
        "budget/notices.html",
        grant,
        form=form,
        labels=LABELS,
        filters=filters,
        filter_labels=FILTER_LABELS,
        is_filtered=bool(typed) and filters.data is not None,
        views=VIEWS,
        rules=RULES,
        csv_href=url_for("budget_notice_list.table", **place),
        iso_href=url_for("budget_notice_list.table", schreibweise="iso", **place),
        opened=[one for one in shown if one.is_open],
        settled=[one for one in shown if not one.is_open],
        measures=measures,
        kinds=_KINDS,
        names=names,
        due_values=due,
        letter_pages=letter_pages,
        actor=occasion().actor,
    )
