"""Certifications of rows, singly or many at once; returning a row."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api import access, command, means
from services.budget.api.expenditures_json import assessed_answer
from services.budget.api.expenditures_schemas import ReasonSchema, RecordedSchema
from services.budget.api.schemas import Choice, Items, StrictSchema, Text, Warned
from services.budget.api.trials import foretells
from services.budget.domain.expenditure import CertificationKind
from services.budget.usecases.certification import (
    RowAnswer,
    certify_expenditure,
    certify_expenditures,
    return_expenditure,
    withdraw_certification,
)
from services.budget.usecases.certification_right import ROLE_OF, demand_certifier
from services.budget.usecases.expenditure_target import locked_version
from shared.errors import Forbidden, NotFound, Violation
from shared.web.access import occasion, principal
from shared.web.conditional import demand_match
from shared.web.described import versioned
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint
from shared.web.problems import violations_as_json

blueprint = Blueprint("budget_certifications_api", __name__, description="Feststellungen")

CERTIFIERS = (Role.FACTUAL_CERTIFIER, Role.ARITHMETICAL_CERTIFIER, Role.PROJECT_LEAD)
MANY = 1_000


class CertificationSchema(StrictSchema):
    """Which of the two certifications."""

    kind = Choice(CertificationKind, required=True)


class ManyCertificationsSchema(CertificationSchema):
    """One certification for many rows of a grant."""

    expenditure_ids = Items(Text(36), MANY, required=True)


class RowAnswerSchema(Warned):
    """What became of one row; `certified` false with the reasons."""

    expenditure_id = fields.String(required=True)
    certified = fields.Boolean(required=True)
    status = fields.String(required=True, allow_none=True)


class ManyAnswersSchema(Schema):
    """One answer per row, in the order of the request."""

    items = fields.List(fields.Nested(RowAnswerSchema), required=True)


@blueprint.route("/expenditures/<expenditure_id>/certifications", methods=["POST"])
@access.api(*CERTIFIERS)
@foretells(blueprint)
@blueprint.arguments(CertificationSchema)
@blueprint.response(201, RecordedSchema)
@versioned
def certify(body: dict[str, Any], expenditure_id: str) -> Response:
    """Certifies one row: factually (also the lead of its measure) or arithmetically."""
    kind: CertificationKind = body["kind"]

    def run(session: Session) -> Answer:
        version = locked_version(session, expenditure_id)
        demand_certifier(session, principal(), kind, expenditure_id)
        demand_match(version, required=False)
        one = certify_expenditure(session, expenditure_id, kind, by=occasion(), means=means())
        return assessed_answer(one, status=201)

    return command("certify_expenditure", run, *ROLE_OF[kind])


@blueprint.route("/grants/<grant_id>/certifications", methods=["POST"])
@access.api(*CERTIFIERS)
@foretells(blueprint)
@blueprint.arguments(ManyCertificationsSchema)
@blueprint.response(200, ManyAnswersSchema)
def certify_many(body: dict[str, Any], grant_id: str) -> Response:
    """Certifies many rows; each is answered by itself, with all reasons where it is refused."""
    kind: CertificationKind = body["kind"]

    def run(session: Session) -> Answer:
        allowed, barred = _allowed(session, kind, body["expenditure_ids"])
        answers = certify_expenditures(
            session, grant_id, kind, allowed, by=occasion(), means=means()
        )
        by_id = {one.expenditure_id: one for one in [*answers, *barred]}
        items = [_row_json(by_id[one]) for one in dict.fromkeys(body["expenditure_ids"])]
        return Answer({"items": items})

    return command("certify_expenditures", run, *ROLE_OF[kind])


@blueprint.route("/expenditures/<expenditure_id>/certifications/<kind>", methods=["DELETE"])
@access.api(*CERTIFIERS)
@foretells(blueprint)
@blueprint.response(200, RecordedSchema)
@versioned
def withdraw(expenditure_id: str, kind: str) -> Response:
    """Takes the own certification back, until the row is called."""
    if kind not in list(CertificationKind):
        message = "Es gibt die Feststellungen factual und arithmetical."
        raise NotFound([Violation("certification_unknown", "MUN-01", message)])
    wanted = CertificationKind(kind)

    def run(session: Session) -> Answer:
        demand_match(locked_version(session, expenditure_id), required=False)
        one = withdraw_certification(session, expenditure_id, wanted, by=occasion(), means=means())
        return assessed_answer(one)

    return command("withdraw_certification", run)


@blueprint.route("/expenditures/<expenditure_id>/return", methods=["POST"])
@access.api(*CERTIFIERS)
@foretells(blueprint)
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, RecordedSchema)
@versioned
def send_back(body: dict[str, Any], expenditure_id: str) -> Response:
    """Sends a row back to the officer with a reason; its certifications fall away."""

    def run(session: Session) -> Answer:
        demand_match(locked_version(session, expenditure_id), required=False)
        one = return_expenditure(
            session, expenditure_id, body["reason"], by=occasion(), means=means()
        )
        return assessed_answer(one)

    return command("return_expenditure", run)


def _allowed(
    session: Session, kind: CertificationKind, expenditure_ids: list[str]
) -> tuple[list[str], list[RowAnswer]]:
    """Rows the caller has the role for, and answers for the others."""
    allowed: list[str] = []
    barred: list[RowAnswer] = []
    for expenditure_id in dict.fromkeys(expenditure_ids):
        try:
            demand_certifier(session, principal(), kind, expenditure_id)
        except (Forbidden, NotFound) as error:
            barred.append(RowAnswer(expenditure_id, None, error.violations))
        else:
            allowed.append(expenditure_id)
    if not allowed and barred and all(_is_role(one) for one in barred):
        raise Forbidden(barred[0].violations)
    return allowed, barred


def _is_role(answer: RowAnswer) -> bool:
    return any(one.code == "role_missing" for one in answer.violations)


def _row_json(answer: RowAnswer) -> dict[str, Any]:
    done = answer.assessed
    return {
        "expenditure_id": answer.expenditure_id,
        "certified": done is not None,
        "status": done.assessment.status.value if done else None,
        "violations": violations_as_json(answer.violations),
    }
