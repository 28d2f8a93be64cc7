"""Bodies of the inventory: items, changes, disposals."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from contracts.schema import to_payload
from services.budget.api.schemas import (
    Cents,
    Choice,
    Day,
    FileReference,
    StrictSchema,
    Text,
    Warned,
    Whole,
)
from services.budget.domain.inventory_disposal import DisposalKind
from services.budget.domain.parameters.inventory import MOST_YEARS, AssetClass
from services.budget.store.inventory import ItemRecord
from services.budget.store.inventory_disposal import DisposalRecord
from services.budget.usecases.inventory_snapshot import disposal_snapshot, item_snapshot


class NewInventoryItemSchema(StrictSchema):
    """An item; `eligible_cents` may be left out where `expenditure_id` names the receipt."""

    name = Text(200, required=True)
    measure_id = Text(80, required=True)
    asset_class = Choice(AssetClass, required=True)
    place = Text(200, required=True)
    responsible_unit = Text(200, required=True)
    acquired_on = Day(required=True)
    net_cents = Cents(required=True)
    vat_cents = Cents(load_default=0)
    serial_number = Text(120, load_default="")
    eligible_cents = Cents(load_default=None, allow_none=True)
    expenditure_id = Text(36, load_default=None, allow_none=True)
    useful_life_years = Whole(1, MOST_YEARS, load_default=None, allow_none=True)
    binding_until = Day(load_default=None, allow_none=True)


class InventoryItemChangeSchema(StrictSchema):
    """What an item is from now on, and why."""

    place = Text(200, required=True)
    responsible_unit = Text(200, required=True)
    reason = Text(1000, required=True)
    serial_number = Text(120, load_default="")
    useful_life_years = Whole(1, MOST_YEARS, load_default=None, allow_none=True)
    binding_until = Day(load_default=None, allow_none=True)


class NewDisposalSchema(StrictSchema):
    """How an item leaves; the consent may follow."""

    kind = Choice(DisposalKind, required=True)
    disposed_on = Day(required=True)
    reason = Text(1000, required=True)
    proceeds_cents = Cents(load_default=0)
    consent_reference = Text(200, load_default="")
    consent_sha256 = FileReference(load_default=None, allow_none=True)


class DisposalConsentSchema(StrictSchema):
    """The funder's consent; the file was handed in before."""

    consent_reference = Text(200, required=True)
    consent_sha256 = FileReference(required=True)


class DisposalWithdrawalSchema(StrictSchema):
    """Why a disposal is taken back."""

    reason = Text(1000, required=True)


class YearlyReleaseSchema(Schema):
    """The release of the special item in one budget year."""

    budget_year = fields.Integer(required=True)
    cents = fields.Integer(required=True)


class DisposalSchema(Warned):
    """A disposal; `status` is `proposed`, `released` or `withdrawn`."""

    disposal_id = fields.String(required=True)
    item_id = fields.String(required=True)
    status = fields.String(required=True)
    kind = fields.String(required=True)
    disposed_on = fields.Date(required=True)
    reason = fields.String(required=True)
    proceeds_cents = fields.Integer(required=True)
    tied_cents = fields.Integer(required=True)
    within_binding = fields.Boolean(required=True)
    consent_reference = fields.String(required=True)
    consent_sha256 = fields.String(required=True, allow_none=True)
    income_id = fields.String(required=True, allow_none=True)
    proposed_by = fields.String(required=True)
    released_by = fields.String(required=True, allow_none=True)


class InventoryItemSchema(Warned):
    """An item as it stands; `status` is `in_use`, `leaving` or `disposed`."""

    item_id = fields.String(required=True)
    grant_id = fields.String(required=True)
    version = fields.Integer(required=True)
    number = fields.Integer(required=True)
    status = fields.String(required=True)
    name = fields.String(required=True)
    measure_id = fields.String(required=True)
    asset_class = fields.String(required=True)
    serial_number = fields.String(required=True)
    place = fields.String(required=True)
    responsible_unit = fields.String(required=True)
    acquired_on = fields.Date(required=True)
    net_cents = fields.Integer(required=True)
    vat_cents = fields.Integer(required=True)
    gross_cents = fields.Integer(required=True)
    eligible_cents = fields.Integer(required=True)
    grant_share_cents = fields.Integer(required=True)
    threshold_cents = fields.Integer(required=True)
    expenditure_id = fields.String(required=True, allow_none=True)
    voucher_number = fields.String(required=True)
    useful_life_years = fields.Integer(required=True, allow_none=True)
    binding_until = fields.Date(required=True, allow_none=True)
    releases = fields.List(fields.Nested(YearlyReleaseSchema), required=True)
    disposal_id = fields.String(required=True, allow_none=True)


class InventoryProposalSchema(Warned):
    """A released receipt that should be in the inventory."""

    expenditure_id = fields.String(required=True)
    number = fields.Integer(required=True)
    voucher_number = fields.String(required=True)
    measure_id = fields.String(required=True)
    net_cents = fields.Integer(required=True)
    vat_cents = fields.Integer(required=True)


class InventorySchema(Schema):
    """All items by number, and receipts that lack one."""

    items = fields.List(fields.Nested(InventoryItemSchema), required=True)
    proposals = fields.List(fields.Nested(InventoryProposalSchema), required=True)


def item_json(record: ItemRecord, disposal: DisposalRecord | None = None) -> dict[str, Any]:
    """An item as the API shows it."""
    status = "in_use" if disposal is None else "leaving"
    if disposal is not None and disposal.released_by:
        status = "disposed"
    return {
        **to_payload(item_snapshot(record, disposal)),
        "status": status,
        "disposal_id": disposal.disposal_id if disposal else None,
        "violations": [],
    }


def disposal_json(item: ItemRecord, record: DisposalRecord) -> dict[str, Any]:
    """A disposal as the API shows it."""
    shown: dict[str, Any] = to_payload(disposal_snapshot(item, record))
    del shown["grant_id"]
    return {
        **shown,
        "status": record.status,
        "proposed_by": record.proposed_by,
        "released_by": record.released_by,
        "violations": [],
    }
