"""Procurement files as the API shows them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from services.budget.api.procurements_schemas import ContractChangeSchema, DispensedSchema
from services.budget.api.schemas import Warned
from services.budget.domain.penalty import penalty_claimed_cents
from services.budget.store.procurement_reading import ProcurementRecord
from services.budget.usecases.procurement_assessment import ProcurementResult
from shared.web.openapi import ViolationSchema
from shared.web.problems import violations_as_json


class ItemSchema(Schema):
    """One document of the checklist."""

    item = fields.String(required=True)
    sha256 = fields.String(required=True)
    file_name = fields.String(required=True)


class ProcurementSchema(Warned):
    """A file as it stands; `findings` are gaps and findings, `violations` warnings of the act."""

    procurement_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    number = fields.Integer(required=True)
    status = fields.String(required=True)
    is_complete = fields.Boolean(required=True)
    measure_id = fields.String(required=True)
    subject = fields.String(required=True)
    creditor = fields.String(required=True)
    relation = fields.String(required=True)
    kind = fields.String(required=True)
    procedure = fields.String(required=True)
    procedure_reason = fields.String(required=True)
    splitting_reason = fields.String(required=True)
    estimate_net_cents = fields.Integer(required=True)
    award_net_cents = fields.Integer(required=True, allow_none=True)
    contract_net_cents = fields.Integer(required=True)
    bidders_asked = fields.Integer(required=True)
    offers_received = fields.Integer(required=True)
    contract_date = fields.Date(required=True, allow_none=True)
    delivery_due_on = fields.Date(required=True, allow_none=True)
    delivered_on = fields.Date(required=True, allow_none=True)
    penalty_bp = fields.Integer(required=True)
    penalty_days = fields.Integer(required=True)
    penalty_cap_bp = fields.Integer(required=True)
    penalty_claimed_cents = fields.Integer(required=True)
    clauses = fields.List(fields.String(), required=True)
    documents = fields.List(fields.Nested(ItemSchema), required=True)
    unneeded_items = fields.List(fields.Nested(DispensedSchema), required=True)
    changes = fields.List(fields.Nested(ContractChangeSchema), required=True)
    findings = fields.List(fields.Nested(ViolationSchema), required=True)


class ProcurementPage(Schema):
    """All files of a grant by number."""

    items = fields.List(fields.Nested(ProcurementSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


_FACTS = (
    "measure_id", "subject", "relation", "kind", "procedure", "procedure_reason",
    "splitting_reason",
    "estimate_net_cents", "award_net_cents", "bidders_asked", "offers_received", "contract_date",
    "delivery_due_on", "penalty_bp", "penalty_days", "penalty_cap_bp", "clauses",
)  # fmt: skip


def procurement_json(record: ProcurementRecord, creditor: str) -> dict[str, Any]:
    """A file as the API shows it, without warnings of an act."""
    file = record.file
    shown = ProcurementSchema().dump(
        {
            **{name: getattr(file.facts, name) for name in _FACTS},
            "procurement_id": record.procurement_id,
            "grant_id": record.grant_id,
            "number": record.number,
            "status": file.status,
            "is_complete": record.is_complete,
            "creditor": creditor,
            "contract_net_cents": file.contract_net_cents,
            "delivered_on": file.delivered_on,
            "penalty_claimed_cents": penalty_claimed_cents(file),
            "documents": file.filed,
            "unneeded_items": file.dispensed,
            "changes": file.changes,
            "findings": [],
            "violations": [],
        }
    )
    return {**shown, "findings": violations_as_json(record.findings)}


def result_json(result: ProcurementResult, creditor: str) -> dict[str, Any]:
    """A file after an act, with the warnings that came with it."""
    shown = procurement_json(result.record, creditor)
    return {**shown, "violations": violations_as_json(result.warnings)}
