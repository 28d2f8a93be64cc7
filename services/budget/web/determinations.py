"""Festlegungen: what the funder determined in the course of a grant, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from marshmallow import fields
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.store.determination import determination_records, load_determination
from services.budget.store.grant import load_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.repayment_payment import repayment_payments
from services.budget.store.user import display_names
from services.budget.usecases.determination import (
    DeterminationResult,
    confirm_determination,
    propose_determination,
    withdraw_determination,
)
from services.budget.usecases.determination_figures import readings_of, reduction_today
from services.budget.usecases.repayment_payment import open_cents
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from services.budget.web.submission import demand_of, submit_here
from services.budget.web.upload import stored_upload
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Choice, Day, Euro, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_determinations",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/festlegungen",
)

_FILE_BYTES: Final = 25 * 1024 * 1024
_RELEASING: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)

LABELS: Final = {
    "kind": "Was ist festgelegt",
    "decided_on": "Tag der Festlegung",
    "valid_from": "Gilt ab",
    "reference": "Aktenzeichen oder Schreiben",
    "reason": "Grund",
    "budget_line": "Einzelansatz",
    "paid_on": "Gezahlt am",
    "amount_cents": "Gezahlter Betrag",
    "file": "Zahlungsbeleg",
    "final_eligible_cents": "Endgültige zuwendungsfähige Ausgaben",
}


class DeterminationForm(FormSchema):
    """What the form asks for."""

    kind = Choice(DeterminationKind, required=True)
    decided_on = Day(required=True)
    valid_from = Day()
    reference = Text(200, required=True)
    reason = Text(2000, required=True)
    budget_line = Text(200)
    final_eligible_cents = Euro()
    file = fields.Raw(load_only=True)


class WithdrawalForm(FormSchema):
    """Why a determination is taken back."""

    reason = Text(1000, load_default="")


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """All determinations, both readings of other money, what a reduction would come to."""
    return determinations_page(grant_id, Form())


@blueprint.post("")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str) -> AnyResponse:
    """Enters a determination; a second person confirms it."""

    def run(session: Session, data: Mapping[str, Any]) -> DeterminationResult:
        values = {name: value for name, value in data.items() if name != "file"}
        values.setdefault("valid_from", values["decided_on"])
        kept = stored_upload("file")
        return propose_determination(
            session,
            grant_id,
            Determination(**values),
            by=occasion(),
            means=means(),
            file_sha256=kept.sha256 if kept else None,
        )

    said = "Die Festlegung ist erfasst. Sie gilt, sobald eine zweite Person sie bestätigt."
    return submit_here(
        "propose_determination", DeterminationForm(), run, said, page=determinations_page
    )


@blueprint.post("/<determination_id>/bestaetigung")
@access.page(*_RELEASING)
def confirm(grant_id: str, determination_id: str) -> AnyResponse:
    """Makes a determination count."""

    def run(session: Session, _data: Mapping[str, Any]) -> DeterminationResult:
        demand_of_grant(session, grant_id, determination_id)
        return confirm_determination(session, determination_id, by=occasion(), means=means())

    said = "Die Festlegung ist bestätigt und gilt."
    return submit_here("confirm_determination", FormSchema(), run, said, page=determinations_page)


@blueprint.post("/<determination_id>/ruecknahme")
@access.page(Role.GRANT_OFFICER)
def withdraw(grant_id: str, determination_id: str) -> AnyResponse:
    """Takes back what nobody confirmed yet."""

    def run(session: Session, data: Mapping[str, Any]) -> DeterminationResult:
        demand_of_grant(session, grant_id, determination_id)
        return withdraw_determination(session, determination_id, data["reason"], by=occasion())

    said = "Die Festlegung ist zurückgezogen."
    return submit_here(
        "withdraw_determination", WithdrawalForm(), run, said, page=determinations_page
    )


def demand_of_grant(session: Session, grant_id: str, determination_id: str) -> None:
    """The role was checked for the grant of the address: the determination must be one of it."""
    demand_of(
        grant_id,
        load_determination(session, determination_id).grant_id,
        "determination_unknown",
        "Diese Festlegung",
    )


def determinations_page(grant_id: str, form: Form) -> Response:
    """The page; `form` is what could not be done."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = determination_records(session, grant_id)
        names = display_names(session, {one.created_by for one in records})
        payments = repayment_payments(session, grant_id)
        owed = {one.determination_id: open_cents(session, one) for one in records}
        plan = plan_in_force(session, grant_id)
        readings = readings_of(session, grant, today(), means=means())
        reduction = reduction_today(session, grant, None, today(), means=means())
    return grant_page(
        "budget/determinations.html",
        grant,
        form=form,
        labels=LABELS,
        records=list(reversed(records)),
        payments=payments,
        owed=owed,
        names=names,
        actor=occasion().actor,
        kinds=options(DeterminationKind),
        lines=[(name, name) for name in (plan.lines if plan else ())],
        readings=readings,
        reduction=reduction,
    )
