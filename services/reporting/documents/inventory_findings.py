"""What is open in the inventory: periods nobody knows, missing facts, disposals without consent."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents.report_findings import Found
from services.reporting.domain.inventory import Inventory, ItemLine


def inventory_findings(figures: Inventory) -> Iterator[Found]:
    """By code and item."""
    for one in figures.there:
        item = one.item
        if item.binding_until is None:
            yield "binding_unknown", _name(one)
        if item.useful_life_years is None:
            yield "life_unknown", _name(one)
        if not (item.voucher_number and item.place and item.responsible_unit):
            yield "item_incomplete", _name(one)
    for one in figures.gone:
        found = one.disposal
        if found and found.within_binding and not found.consent_reference:
            yield "consent_missing", _name(one)
        if found and found.tied_cents:
            yield "proceeds_tied", _name(one)


def _name(one: ItemLine) -> str:
    return f"Nr. {one.item.number}"
