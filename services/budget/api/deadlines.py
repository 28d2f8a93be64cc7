"""Deadlines of a grant: what is due when, moved with consent, met with evidence, as a calendar."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from contracts.rulebook.duty_remedies import duty_remedy_sentence
from services.budget.api import access, budget, command, means
from services.budget.api.schemas import Day, DecisionOnly, ReferencedSchema, StrictSchema, Text
from services.budget.api.trials import foretells
from services.budget.domain.deadline import Deadline, Extension, told
from services.budget.domain.rulepack import Rules
from services.budget.store.deadline import ExtensionRecord
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.usecases.calendar import (
    calendar_of_grant,
    issue_calendar_link,
    revoke_calendar_link,
)
from services.budget.usecases.deadline import (
    Met,
    complete_deadline,
    confirm_extension,
    propose_extension,
    reopen_deadline,
)
from services.budget.usecases.deadline_reading import deadlines_of
from shared.clock import local_day
from shared.web.access import occasion
from shared.web.advice import RuledSchema, rule_as_json
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint, DecidingValueSchema
from shared.web.problems import values_as_json

blueprint = Blueprint("budget_deadlines_api", __name__, description="Fristen")


class ExtensionStepSchema(Schema):
    """One confirmed step of the history of a deadline."""

    due_on = fields.Date(required=True)
    decided_on = fields.Date(required=True)
    reference = fields.String(required=True)
    reason = fields.String(required=True)


class ExtensionSchema(ExtensionStepSchema):
    """A later day the funder agreed to."""

    extension_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    duty = fields.String(required=True)
    file = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)


class DeadlineSchema(RuledSchema):
    """One duty; `told` are the roles that are to know of it today, `remedy` says what meets it."""

    duty = fields.String(required=True)
    title = fields.String(required=True)
    remedy = fields.String(required=True)
    basis = fields.String(required=True)
    due_on = fields.Date(required=True)
    internal_on = fields.Date(required=True, allow_none=True)
    first_due_on = fields.Date(required=True)
    lead_days = fields.List(fields.Integer(), required=True)
    responsible = fields.String(required=True)
    told = fields.List(fields.String(), required=True)
    status = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    alarm = fields.String(required=True)
    extensions = fields.List(fields.Nested(ExtensionStepSchema), required=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


class NewExtensionSchema(ReferencedSchema):
    """The funder's consent to a later day; `file` is its letter."""

    due_on = Day(required=True)
    decided_on = Day(required=True)
    reason = Text(1000, required=True)


class NewCompletionSchema(ReferencedSchema):
    """How a duty was met."""

    done_on = Day(required=True)


class ReopeningSchema(StrictSchema):
    """Why a completion is taken back."""

    reason = Text(400, required=True)


class CalendarLinkSchema(Schema):
    """An address for calendar programs; it is shown this one time."""

    link_id = fields.String(required=True)
    path = fields.String(required=True)


@blueprint.route("/grants/<grant_id>/deadlines", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, DeadlineSchema(many=True))
def show_all(grant_id: str) -> Response:
    """Every duty of the grant, the next one first."""
    today = local_day(occasion().now)
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = deadlines_of(session, grant, today, means=means())
    rules = grant.rules(means().packs, today)
    return jsonify([deadline_json(one, rules) for one in found])


@blueprint.route("/grants/<grant_id>/deadlines.ics", methods=["GET"])
@access.api(*READERS)
@blueprint.response(200, content_type="text/calendar")
def calendar(grant_id: str) -> Response:
    """The same as an iCalendar feed (RFC 5545)."""
    today = local_day(occasion().now)
    with budget().sessions.read() as session:
        body = calendar_of_grant(session, grant_id, today, means=means())
    return Response(body, content_type="text/calendar; charset=utf-8")


@blueprint.route("/grants/<grant_id>/deadlines/<duty>/extensions", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewExtensionSchema)
@blueprint.response(201, ExtensionSchema)
def extend(body: dict[str, Any], grant_id: str, duty: str) -> Response:
    """Enters a later day; it counts once a second person confirmed it."""
    file_sha256 = body.pop("file")

    def run(session: Session) -> Answer:
        record = propose_extension(
            session,
            grant_id,
            Extension(duty, **body),
            by=occasion(),
            means=means(),
            file_sha256=file_sha256,
        )
        return Answer(_extension_json(record), 201)

    return command("propose_extension", run)


@blueprint.route("/deadline-extensions/<extension_id>/confirmation", methods=["POST"])
@access.api(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
@foretells(blueprint)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, ExtensionSchema)
def confirm(_body: dict[str, Any], extension_id: str) -> Response:
    """Makes the later day count."""

    def run(session: Session) -> Answer:
        record = confirm_extension(session, extension_id, by=occasion(), means=means())
        return Answer(_extension_json(record), 200)

    return command("confirm_extension", run)


@blueprint.route("/grants/<grant_id>/deadlines/<duty>/completion", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(NewCompletionSchema)
@blueprint.response(201, DeadlineSchema)
def complete(body: dict[str, Any], grant_id: str, duty: str) -> Response:
    """Marks a duty done, with its evidence."""
    met = Met(body["done_on"], body["reference"], body["file"])

    def run(session: Session) -> Answer:
        one = complete_deadline(session, grant_id, duty, met, by=occasion(), means=means())
        return Answer(deadline_json(one, _rules(load_grant(session, grant_id))), 201)

    return command("complete_deadline", run)


@blueprint.route("/grants/<grant_id>/deadlines/<duty>/reopening", methods=["POST"])
@access.api(Role.GRANT_OFFICER)
@foretells(blueprint)
@blueprint.arguments(ReopeningSchema)
@blueprint.response(200, DeadlineSchema)
def reopen(body: dict[str, Any], grant_id: str, duty: str) -> Response:
    """Takes a completion back."""

    def run(session: Session) -> Answer:
        reason = body["reason"]
        one = reopen_deadline(session, grant_id, duty, reason, by=occasion(), means=means())
        return Answer(deadline_json(one, _rules(load_grant(session, grant_id))), 200)

    return command("reopen_deadline", run)


@blueprint.route("/grants/<grant_id>/calendar-links", methods=["POST"])
@access.api(*READERS)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(201, CalendarLinkSchema)
def issue_link(_body: dict[str, Any], grant_id: str) -> Response:
    """An address with a secret, for calendar programs that cannot send a token."""

    def run(session: Session) -> Answer:
        link = issue_calendar_link(session, grant_id, by=occasion())
        path = f"/budget/kalender/{link.token}.ics"
        return Answer({"link_id": link.link_id, "path": path}, 201)

    return command("issue_calendar_link", run)


@blueprint.route("/calendar-links/<link_id>/revocation", methods=["POST"])
@access.api(*READERS)
@blueprint.arguments(DecisionOnly, required=False)
@blueprint.response(200, DecisionOnly)
def revoke_link(_body: dict[str, Any], link_id: str) -> Response:
    """Ends an own address."""

    def run(session: Session) -> Answer:
        revoke_calendar_link(session, link_id, by=occasion())
        return Answer({}, 200)

    return command("revoke_calendar_link", run)


def deadline_json(one: Deadline, rules: Rules) -> dict[str, Any]:
    """A deadline as the API shows it today."""
    today = local_day(occasion().now)
    return {
        "duty": one.duty,
        "title": one.title,
        **rule_as_json(one.rule),
        "remedy": duty_remedy_sentence(one.duty),
        "basis": one.basis,
        "due_on": one.due_on.isoformat(),
        "internal_on": one.internal_on.isoformat() if one.internal_on else None,
        "first_due_on": (one.first_due_on or one.due_on).isoformat(),
        "lead_days": list(rules.deadline.deadline_lead_days),
        "responsible": one.responsible,
        "told": list(told(one, today, rules.deadline)),
        "status": one.status(today).value,
        "done_on": one.done_on.isoformat() if one.done_on else None,
        "alarm": one.alarm,
        "extensions": [
            {
                "due_on": each.due_on.isoformat(),
                "decided_on": each.decided_on.isoformat(),
                "reference": each.reference,
                "reason": each.reason,
            }
            for each in one.extensions
        ],
        **values_as_json(one.values),
    }


def _rules(grant: GrantRecord) -> Rules:
    return grant.rules(means().packs, local_day(occasion().now))


def _extension_json(record: ExtensionRecord) -> dict[str, Any]:
    one = record.extension
    return {
        "extension_id": record.extension_id,
        "grant_id": record.grant_id,
        "duty": one.duty,
        "due_on": one.due_on.isoformat(),
        "decided_on": one.decided_on.isoformat(),
        "reference": one.reference,
        "reason": one.reason,
        "file": record.file_sha256,
        "status": record.status,
    }
