"""Bodies of the calls about procurement files."""

from __future__ import annotations

from services.budget.api.expenditures_schemas import Amount
from services.budget.api.schemas import Day, Items, StrictSchema, Text, Whole

LONG = 2_000


class ProcurementFields(StrictSchema):
    """Facts of a file that may follow later."""

    creditor = Text(200, load_default="")
    kind = Text(20, load_default="services")
    procedure = Text(40, load_default="")
    procedure_reason = Text(LONG, load_default="")
    splitting_reason = Text(LONG, load_default="")
    bidders_asked = Whole(0, 10_000, load_default=0)
    offers_received = Whole(0, 10_000, load_default=0)
    contract_date = Day(load_default=None, allow_none=True)
    award_net_cents = Amount(load_default=None, allow_none=True)
    delivery_due_on = Day(load_default=None, allow_none=True)
    penalty_bp = Whole(0, 10_000, load_default=0)
    penalty_days = Whole(1, 366, load_default=1)
    penalty_cap_bp = Whole(0, 10_000, load_default=0)
    clauses = Items(Text(40), 20, load_default=())


class NewProcurementSchema(ProcurementFields):
    """A file as opened; `relation` is `contract` or `pass_on`, `kind` what is bought: `works`,
    `supplies` or `services`."""

    measure_id = Text(80, required=True)
    subject = Text(200, required=True)
    relation = Text(20, required=True)
    estimate_net_cents = Amount(required=True)


class ProcurementChangeSchema(NewProcurementSchema):
    """Facts to be changed; absent ones stay. `reason` is needed once the file was completed."""

    reason = Text(LONG)


class DispensedSchema(StrictSchema):
    """Why an item has nothing to file."""

    item = Text(40, required=True)
    reason = Text(LONG, required=True)


class ContractChangeSchema(StrictSchema):
    """A change of the contract, signed net cents."""

    net_cents = Amount(required=True)
    changed_on = Day(required=True)
    reason = Text(LONG, required=True)


class DeliverySchema(StrictSchema):
    """The day of the delivery."""

    delivered_on = Day(required=True)


class ClaimSchema(StrictSchema):
    """A penalty claimed, booked as a credit note of an expenditure of this file."""

    amount_cents = Amount(required=True)
    claimed_on = Day(required=True)
    expenditure_id = Text(36, required=True)
    reference = Text(200, required=True)
