"""The inventory for a German spreadsheet, with the columns of INV-02."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.budget.usecases.inventory_queries import ShownItem
from services.budget.web.labels import label
from shared.csv_text import Cell, Cents, csv_chunks

HEADER: Final = (
    "Nr.", "Bezeichnung", "Maßnahme", "Kategorie", "Seriennummer", "Standort", "Angeschafft am",
    "Netto", "Umsatzsteuer", "Brutto", "Zuwendungsfähig", "Zuwendungsanteil", "Beleg",
    "Zuständige Stelle", "Zweckgebunden bis", "Nutzungsdauer", "Abgang am", "Art des Abgangs",
    "Erlös", "Zustimmung",
)  # fmt: skip


def csv_lines(items: Iterable[ShownItem]) -> Iterator[bytes]:
    """The file in pieces."""
    return csv_chunks(HEADER, (_cells(one) for one in items))


def _cells(one: ShownItem) -> tuple[Cell, ...]:
    record, item = one.record, one.record.item
    return (
        record.number,
        item.name,
        item.measure_id,
        label(item.asset_class),
        item.serial_number,
        item.place,
        item.acquired_on,
        Cents(item.net_cents),
        Cents(item.vat_cents),
        Cents(item.gross_cents),
        Cents(record.eligible_cents),
        Cents(record.valuation.grant_share_cents),
        record.valuation.voucher_number,
        item.responsible_unit,
        item.binding_until,
        item.useful_life_years,
        *_disposal_cells(one),
    )


def _disposal_cells(one: ShownItem) -> tuple[Cell, ...]:
    """Empty until the disposal is released: a proposal changes nothing."""
    if one.disposal is None or not one.disposal.released_by:
        return (None, None, None, None)
    new = one.disposal.disposal
    return (new.disposed_on, label(new.kind), Cents(new.proceeds_cents), new.consent_reference)
