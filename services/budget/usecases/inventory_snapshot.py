"""The inventory as its events carry it."""

from __future__ import annotations

from contracts.events.budget import (
    InventoryDisposalSnapshot,
    InventoryItemSnapshot,
    SpecialItemRelease,
)
from services.budget.domain.inventory_disposal import DisposalKind, is_bound, tied_proceeds
from services.budget.domain.special_item import YearlyRelease, releases
from services.budget.store.inventory import ItemRecord
from services.budget.store.inventory_disposal import DisposalRecord


def releases_of(
    record: ItemRecord, disposal: DisposalRecord | None = None
) -> tuple[YearlyRelease, ...]:
    """INV-04: the releases of the special item, all the rest in the year of a released disposal.

    None for what was never right: an entry taken back has no special item to release.
    """
    released = disposal.disposal if disposal and disposal.released_by else None
    if released is not None and released.kind is DisposalKind.RECORDED_IN_ERROR:
        return ()
    ended = released.disposed_on.year if released is not None else None
    return releases(
        record.valuation.grant_share_cents,
        record.item.useful_life_years,
        record.item.acquired_on.year,
        ended_in=ended,
    )


def tied_cents(record: ItemRecord, disposal: DisposalRecord) -> int:
    """The part of the proceeds that is income of the grant."""
    new, item = disposal.disposal, record.item
    bound = is_bound(item.binding_until, new.disposed_on)
    return tied_proceeds(new.proceeds_cents, record.eligible_cents, item.gross_cents, bound)


def item_snapshot(
    record: ItemRecord, disposal: DisposalRecord | None = None
) -> InventoryItemSnapshot:
    """The item as it stands."""
    item, value = record.item, record.valuation
    return InventoryItemSnapshot(
        item_id=record.item_id,
        grant_id=record.grant_id,
        version=record.version,
        number=record.number,
        name=item.name,
        measure_id=item.measure_id,
        asset_class=item.asset_class.value,
        serial_number=item.serial_number,
        place=item.place,
        responsible_unit=item.responsible_unit,
        acquired_on=item.acquired_on,
        net_cents=item.net_cents,
        vat_cents=item.vat_cents,
        gross_cents=item.gross_cents,
        eligible_cents=record.eligible_cents,
        grant_share_cents=value.grant_share_cents,
        threshold_cents=value.threshold_cents,
        expenditure_id=item.expenditure_id,
        voucher_number=value.voucher_number,
        useful_life_years=item.useful_life_years,
        binding_until=item.binding_until,
        releases=tuple(
            SpecialItemRelease(one.budget_year, one.cents) for one in releases_of(record, disposal)
        ),
    )


def disposal_snapshot(record: ItemRecord, disposal: DisposalRecord) -> InventoryDisposalSnapshot:
    """The disposal as it stands."""
    new = disposal.disposal
    return InventoryDisposalSnapshot(
        disposal_id=disposal.disposal_id,
        item_id=disposal.item_id,
        grant_id=disposal.grant_id,
        kind=new.kind.value,
        disposed_on=new.disposed_on,
        proceeds_cents=new.proceeds_cents,
        tied_cents=tied_cents(record, disposal),
        within_binding=is_bound(record.item.binding_until, new.disposed_on),
        reason=new.reason,
        consent_reference=new.consent_reference,
        consent_sha256=new.consent_sha256,
        income_id=disposal.income_id,
    )


def related(record: ItemRecord) -> tuple[str, ...]:
    """What an event about an item also belongs to."""
    receipt = record.item.expenditure_id
    found = (f"grant/{record.grant_id}", f"measure/{record.item.measure_id}")
    return (*found, f"expenditure/{receipt}") if receipt else found
