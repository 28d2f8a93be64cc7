"""Gezahlte Erstattungen: a payment on a confirmed claim, on the page of the determinations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.domain.repayment_payment import NewRepaymentPayment
from services.budget.usecases.repayment_payment import record_repayment
from services.budget.web import TEMPLATES, access, means
from services.budget.web.determinations import demand_of_grant, determinations_page
from services.budget.web.submission import flash_outcome, submit
from services.budget.web.upload import stored_upload
from shared.money import format_euro
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Day, Euro, FormSchema

blueprint = Blueprint(
    "budget_repayments",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/festlegungen",
)

_FILE_BYTES: Final = 25 * 1024 * 1024


class RepaymentForm(FormSchema):
    """A payment; its document comes as a file."""

    paid_on = Day(required=True)
    amount_cents = Euro(required=True)


@blueprint.post("/<determination_id>/zahlung")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE)
def pay(grant_id: str, determination_id: str) -> AnyResponse:
    """Marks a claim as paid, wholly or in part."""

    def run(session: Session, data: Mapping[str, Any]) -> int:
        demand_of_grant(session, grant_id, determination_id)
        kept = stored_upload("file")
        new = NewRepaymentPayment(
            data["paid_on"], data["amount_cents"], kept.sha256 if kept else None
        )
        return record_repayment(session, determination_id, new, by=occasion(), means=means())

    def done(left_cents: int) -> str:
        flash_outcome(f"Die Zahlung ist festgehalten. Offen sind noch {format_euro(left_cents)}.")
        return url_for("budget_determinations.show", grant_id=grant_id)

    return submit(
        "record_repayment",
        RepaymentForm(),
        run,
        again=lambda form: determinations_page(grant_id, form),
        done=done,
    )
