"""Notices to the funder: list, sent, answered, not due; changes of a measure that open one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from contracts.notice_letter import letter_calls
from contracts.roles import READERS, Role
from contracts.rulebook.duty_remedies import duty_remedy_sentence
from services.budget.api import access, budget, command, means
from services.budget.api.measures import GRANT_PARAMETER, grant_of_measure
from services.budget.api.notices_schemas import (
    AnswerSchema,
    DispensationSchema,
    NewScopeChangeSchema,
    NoticePage,
    NoticeQuery,
    NoticeSchema,
    ScopeChangeSchema,
    SendingSchema,
    WithdrawingSchema,
)
from services.budget.api.schemas import DecisionOnly
from services.budget.api.trials import foretells
from services.budget.domain.notice import NoticeStatus
from services.budget.domain.notice_filter import NoticeFilter
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.notice import NoticeRecord, load_notice, notices_of
from services.budget.store.notice_withdrawal import Withdrawal, withdrawals_of
from services.budget.usecases.measure_change import report_scope_change
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
from shared.clock import format_instant, local_day
from shared.web.access import occasion
from shared.web.advice import rule_as_json
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.paging import page_response
from shared.web.problems import values_as_json

blueprint = Blueprint("budget_notices_api", __name__, description="Mitteilungen")


@blueprint.route("/grants/<grant_id>/notices", methods=["GET"])
@access.api(*READERS)
@blueprint.arguments(NoticeQuery, location="query")
@blueprint.response(200, NoticePage)
def show_all(query: dict[str, Any], grant_id: str) -> Response:
    """The notices of the grant that the filters want."""
    today = local_day(occasion().now)
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        shown = list_notices(session, grant, today, NoticeFilter(**query), means=means())
    found = [
        {
            **notice_json(one.record, grant, {one.record.notice_id: one.past}),
            "occasion_gone": one.is_gone,
            "overdue": one.is_overdue,
        }
        for one in shown
    ]
    return page_response(found, None)


@blueprint.route("/grants/<grant_id>/notice-checks", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.SERVICE_ACCOUNT)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, NoticePage)
def check(_body: dict[str, Any], grant_id: str) -> Response:
    """Looks through the books for occasions and opens what is missing; a repeat changes nothing."""

    def run(session: Session) -> Answer:
        watch_grant(session, grant_id, by=occasion(), means=means())
        past = withdrawals_of(session, grant_id)
        grant = load_grant(session, grant_id)
        found = [notice_json(one, grant, past) for one in notices_of(session, grant_id)]
        return Answer({"items": found, "next_cursor": None}, 200)

    return command("watch_grant", run)


@blueprint.route("/notices/<notice_id>/sending", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(SendingSchema)
@blueprint.response(200, NoticeSchema)
def send(body: dict[str, Any], notice_id: str) -> Response:
    """Says that the notice was sent."""
    letter = Letter(body["sent_on"], body["reference"], body["file"])

    def run(session: Session) -> Answer:
        found = send_notice(session, notice_id, letter, by=occasion(), means=means())
        return _answer(session, found)

    return command("send_notice", run)


@blueprint.route("/notices/<notice_id>/sending-withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(WithdrawingSchema)
@blueprint.response(200, NoticeSchema)
def take_back_sending(body: dict[str, Any], notice_id: str) -> Response:
    """Takes back that it was sent; it is open again, due on its former day."""

    def run(session: Session) -> Answer:
        reason = body["reason"]
        found = withdraw_sending(session, notice_id, reason, by=occasion(), means=means())
        return _answer(session, found)

    return command("withdraw_sending", run)


@blueprint.route("/notices/<notice_id>/answer", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(AnswerSchema)
@blueprint.response(200, NoticeSchema)
def answer(body: dict[str, Any], notice_id: str) -> Response:
    """Keeps the funder's answer."""
    letter = Letter(body["answered_on"], body["answer"], body["file"])

    def run(session: Session) -> Answer:
        found = answer_notice(session, notice_id, letter, by=occasion(), means=means())
        return _answer(session, found)

    return command("answer_notice", run)


@blueprint.route("/notices/<notice_id>/answer-withdrawal", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(WithdrawingSchema)
@blueprint.response(200, NoticeSchema)
def take_back_answer(body: dict[str, Any], notice_id: str) -> Response:
    """Takes back an answer that was filed by mistake; the notice stays sent."""

    def run(session: Session) -> Answer:
        found = withdraw_answer(session, notice_id, body["reason"], by=occasion())
        return _answer(session, found)

    return command("withdraw_answer", run)


@blueprint.route("/notices/<notice_id>/dispensation", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(DispensationSchema)
@blueprint.response(200, NoticeSchema)
def dispense(body: dict[str, Any], notice_id: str) -> Response:
    """Says why nothing is due; it stays open until a second person agrees."""

    def run(session: Session) -> Answer:
        found = propose_dispensation(session, notice_id, body["reason"], by=occasion())
        return _answer(session, found)

    return command("propose_dispensation", run)


@blueprint.route("/notices/<notice_id>/dispensation-confirmation", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, NoticeSchema)
def confirm(_body: dict[str, Any], notice_id: str) -> Response:
    """Agrees that nothing is due."""

    def run(session: Session) -> Answer:
        found = confirm_dispensation(session, notice_id, by=occasion(), means=means())
        return _answer(session, found)

    return command("confirm_dispensation", run)


@blueprint.route("/measures/<measure_id>/changes", methods=["POST"])
@access.api(Role.GRANT_OFFICER, Role.PROJECT_LEAD)
@foretells(blueprint)
@blueprint.arguments(NewScopeChangeSchema)
@blueprint.response(201, ScopeChangeSchema)
@blueprint.doc(parameters=[GRANT_PARAMETER])
def change(body: dict[str, Any], measure_id: str) -> Response:
    """Reports that a measure stops or changes (`?grant_id=`)."""
    with budget().sessions.read() as reading:
        grant_id = grant_of_measure(reading, measure_id)

    def run(session: Session) -> Answer:
        found = report_scope_change(
            session,
            grant_id,
            measure_id,
            body["kind"],
            body["description"],
            by=occasion(),
            means=means(),
        )
        grant = load_grant(session, grant_id)
        notice = notice_json(found.notice, grant, withdrawals_of(session, grant_id))
        return Answer({"change_id": found.change_id, "notice": notice}, 201)

    return command(
        "report_scope_change", run, Role.GRANT_OFFICER, Role.PROJECT_LEAD, grant_id=grant_id
    )


def grant_of_notice(session: Session, notice_id: str) -> str:
    """The grant a notice belongs to, for the guard of its routes. Raises NotFound."""
    return load_notice(session, notice_id).grant_id


def _answer(session: Session, record: NoticeRecord) -> Answer:
    grant = load_grant(session, record.grant_id)
    return Answer(notice_json(record, grant, withdrawals_of(session, record.grant_id)), 200)


def notice_json(
    record: NoticeRecord, grant: GrantRecord, past: Mapping[str, Sequence[Withdrawal]]
) -> dict[str, Any]:
    """A notice of a grant as the API shows it; `past` is what was taken back at its notices."""
    one, progress = record.occasion, record.progress
    is_open = record.status is NoticeStatus.OPEN
    return {
        "notice_id": record.notice_id,
        "grant_id": record.grant_id,
        **rule_as_json(one.rule),
        "occasion_key": one.key,
        "reason": one.reason,
        "before": one.before,
        "after": one.after,
        "effect_cents": one.effect_cents,
        "known_on": one.known_on.isoformat(),
        "due_on": record.due_on.isoformat(),
        "status": record.status.value,
        "sent_on": progress.sent_on.isoformat() if progress.sent_on else None,
        "sent_reference": progress.sent_reference,
        "answered_on": progress.answered_on.isoformat() if progress.answered_on else None,
        "answer": progress.answer,
        "dispensation_reason": progress.dispensation_reason,
        "withdrawals": [
            {
                "step": each.step.value,
                "on": each.noted.on.isoformat(),
                "words": each.noted.words,
                "reason": each.reason,
                "withdrawn_at": format_instant(each.withdrawn_at),
            }
            for each in past.get(record.notice_id, ())
        ],
        "letter": None if progress.dispensed else letter_calls(record.grant_id, record.notice_id),
        "remedy": duty_remedy_sentence("notice") if is_open else None,
        **values_as_json(due_values(record, grant, means())),
    }
