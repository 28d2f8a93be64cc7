"""Keeping the inventory: items recorded, and what changes of them while they are in use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from contracts.events.budget import InventoryItemChanged, InventoryItemRecorded
from services.budget.domain.inventory import (
    ItemChange,
    NewItem,
    check_change,
    check_item,
    completed,
)
from services.budget.store.grant import load_grant, touch_grant
from services.budget.store.inventory import (
    ItemRecord,
    Valuation,
    append_version,
    insert_item,
    load_item,
)
from services.budget.store.inventory_disposal import standing_disposal
from services.budget.store.inventory_receipt import load_receipt
from services.budget.store.measure import measure_ids
from services.budget.store.tables import OUTBOX
from services.budget.usecases.inventory_snapshot import item_snapshot, related
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.money import share_of
from shared.occasion import Occasion


@dataclass(frozen=True)
class ItemResult:
    """The item after the act, with the warnings that came with it."""

    record: ItemRecord
    warnings: tuple[Violation, ...] = ()


def record_item(
    session: Session, grant_id: str, new: NewItem, *, by: Occasion, means: Means
) -> ItemResult:
    """Takes an item into the inventory (INV-01, INV-02).

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    receipt = load_receipt(session, grant_id, new.expenditure_id) if new.expenditure_id else None
    rules = grant.rules(means.packs, new.acquired_on)
    whole = completed(new, receipt, rules)
    measures = measure_ids(session, grant_id)
    found = check_item(
        whole,
        receipt,
        rules,
        measures=measures,
        period_start=grant.terms(new.acquired_on).period_start,
        today=local_day(by.now),
    )
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    rate = grant.terms(new.acquired_on).funding_rate_bp
    value = Valuation(
        grant_share_cents=share_of(whole.eligible_cents or 0, rate),
        threshold_cents=rules.inventory.inventory_threshold_cents,
        voucher_number=receipt.voucher_number if receipt else "",
    )
    record = insert_item(session, by.new_id(), grant_id, whole, value, by)
    touch_grant(session, grant_id)
    event = InventoryItemRecorded(item_snapshot(record), related(record))
    OUTBOX.add(session, event, subject=f"inventory/{record.item_id}", by=by, grant_id=grant_id)
    return ItemResult(record, warnings)


def change_item(
    session: Session, item_id: str, change: ItemChange, *, by: Occasion, means: Means
) -> ItemResult:
    """Moves an item, hands it to another office, or says what was not known of it.

    Raises NotFound, Conflict where it was disposed of, Refused.
    """
    grant_id = load_item(session, item_id).grant_id
    load_grant(session, grant_id, lock=True)
    record = load_item(session, item_id)
    demand_in_use(session, item_id)
    found = check_change(change, record.item.acquired_on, record.item.binding_until)
    subject = f"inventory/{item_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    item = replace(
        record.item,
        place=change.place,
        responsible_unit=change.responsible_unit,
        serial_number=change.serial_number,
        useful_life_years=change.useful_life_years,
        binding_until=change.binding_until,
    )
    changed = append_version(session, record, item, change, by)
    event = InventoryItemChanged(item_snapshot(changed), change.reason, related(changed))
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    return ItemResult(changed, warnings)


def demand_in_use(session: Session, item_id: str) -> None:
    """Raises Conflict where a disposal of the item stands, proposed or released."""
    if standing_disposal(session, item_id) is not None:
        message = "Für diesen Gegenstand ist schon ein Abgang erfasst."
        raise Conflict([Violation("disposal_exists", "INV-02", message)])
