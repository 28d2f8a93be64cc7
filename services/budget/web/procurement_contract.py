"""The contract of a procurement file: its changes, the delivery, penalties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.domain.procurement_entry import Changed, Claimed, Delivered
from services.budget.usecases.procurement_assessment import ProcurementResult
from services.budget.usecases.procurement_contract import (
    change_contract,
    claim_penalty,
    record_delivery,
)
from services.budget.web import TEMPLATES, access, means
from services.budget.web.procurement_acts import act
from services.budget.web.procurement_pages import FILE_PREFIX
from shared.web.access import occasion
from shared.web.forms import Day, Euro, FormSchema, Text

blueprint = Blueprint(
    "budget_procurement_contract",
    __name__,
    template_folder=TEMPLATES,
    url_prefix=FILE_PREFIX,
)


class ChangeForm(FormSchema):
    """A change of the contract."""

    net_cents = Euro(required=True)
    changed_on = Day(required=True)
    reason = Text(2000, load_default="")


class DeliveryForm(FormSchema):
    """The day of the delivery."""

    delivered_on = Day(required=True)


class ClaimForm(FormSchema):
    """A penalty that was claimed."""

    amount_cents = Euro(required=True)
    claimed_on = Day(required=True)
    expenditure_id = Text(36, required=True)
    reference = Text(200, required=True)


@blueprint.post("/nachtraege")
@access.page(Role.GRANT_OFFICER)
def change(grant_id: str, procurement_id: str) -> AnyResponse:
    """Records a change of the contract."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        return change_contract(
            session, procurement_id, Changed(**data), by=occasion(), means=means()
        )

    said = "Der Nachtrag ist erfasst; die Akte wird neu freigegeben."
    return act("change_contract", grant_id, procurement_id, ChangeForm(), run, said, "change")


@blueprint.post("/leistung")
@access.page(Role.GRANT_OFFICER)
def deliver(grant_id: str, procurement_id: str) -> AnyResponse:
    """Records the delivery."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        return record_delivery(
            session, procurement_id, Delivered(**data), by=occasion(), means=means()
        )

    said = "Die Leistung ist vermerkt; jetzt gehört die Abnahme in die Akte."
    return act("record_delivery", grant_id, procurement_id, DeliveryForm(), run, said, "delivery")


@blueprint.post("/vertragsstrafen")
@access.page(Role.GRANT_OFFICER)
def claim(grant_id: str, procurement_id: str) -> AnyResponse:
    """Claims a penalty."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        new = Claimed(data["amount_cents"], data["claimed_on"], data["expenditure_id"])
        reference = data["reference"]
        return claim_penalty(session, procurement_id, new, reference, by=occasion(), means=means())

    said = "Die Vertragsstrafe ist geltend gemacht und von den Kosten abgezogen."
    return act("claim_penalty", grant_id, procurement_id, ClaimForm(), run, said, "claim")
