"""The tables of the inventory: money, place, disposals, release of the special item."""

from __future__ import annotations

from typing import Final

from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.inventory import Inventory, ItemLine

ASSET_CLASSES: Final = {
    "hardware": "IT-Geräte",
    "software": "Software und Lizenzen",
    "sensors": "Sensorik und Netze",
    "vehicle": "Fahrzeuge",
    "furniture": "Ausstattung",
    "building": "Bauten",
    "other": "Sonstiges",
}
DISPOSALS: Final = {
    "sold": "Verkauf",
    "given_away": "Weitergabe",
    "scrapped": "Entsorgung",
    "lost": "Verlust",
    "purpose_ended": "Ende der zweckentsprechenden Nutzung",
    "recorded_in_error": "irrtümlich erfasst",
}
_NUMBER: Final = Column("number", "Nr.", ValueType.INTEGER, row_header=True)
_NAME: Final = Column("name", "Bezeichnung", expected_chars=24)
_ITEM_COLUMNS: Final = (
    _NUMBER,
    _NAME,
    Column("measure", "Maßnahme", expected_chars=16),
    Column("class", "Kategorie", expected_chars=14),
    Column("acquired_on", "Angeschafft", ValueType.DATE),
    Column("receipt", "Beleg", expected_chars=10),
    Column("net", "Netto", ValueType.MONEY, summed=True),
    Column("tax", "Umsatzsteuer", ValueType.MONEY, summed=True),
    Column("whole", "Brutto", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("grant_share", "Zuwendungsanteil", ValueType.MONEY, summed=True),
)
_PLACE_COLUMNS: Final = (
    _NUMBER,
    _NAME,
    Column("serial_number", "Seriennummer", expected_chars=14),
    Column("place", "Standort", expected_chars=20),
    Column("responsible", "Zuständige Stelle", expected_chars=20),
    Column("life", "Nutzungsdauer (Jahre)", ValueType.INTEGER),
    Column("binding_until", "Zweckgebunden bis", ValueType.DATE),
)
_GONE_COLUMNS: Final = (
    _NUMBER,
    _NAME,
    Column("disposed_on", "Abgang am", ValueType.DATE),
    Column("kind", "Art", expected_chars=18),
    Column("proceeds", "Erlös", ValueType.MONEY, summed=True),
    Column("tied", "davon Einnahme der Zuwendung", ValueType.MONEY, summed=True),
    Column("within", "In der Zweckbindung", expected_chars=10),
    Column("consent", "Zustimmung", expected_chars=16),
)
_RELEASE_COLUMNS: Final = (
    Column("year", "Haushaltsjahr", row_header=True, expected_chars=12),
    Column("released", "Aufgelöst", ValueType.MONEY, summed=True),
)


def items_table(figures: Inventory) -> Table:
    """What is there, with its money."""
    rows = [_row(one, _money_cells(one)) for one in figures.there]
    sums = [_sum(rows, at) for at in range(6, len(_ITEM_COLUMNS))]
    rows.append(Row((None,) * 6 + tuple(sums), RowKind.TOTAL, label="Summe"))
    return Table("items", "Gegenstände im Bestand", _ITEM_COLUMNS, tuple(rows))


def places_table(figures: Inventory) -> Table:
    """Where it is, who answers for it, until when it is bound."""
    rows = tuple(
        _row(
            one,
            (
                one.item.number,
                one.item.name,
                one.item.serial_number,
                one.item.place,
                one.item.responsible_unit,
                one.item.useful_life_years,
                one.item.binding_until,
            ),
        )
        for one in figures.there
    )
    return Table("places", "Standort, Zuständigkeit und Bindung", _PLACE_COLUMNS, rows)


def disposals_table(figures: Inventory) -> Table:
    """What left, with proceeds and consent."""
    rows = [_row(one, _gone_cells(one)) for one in figures.gone]
    total = (None, None, None, None, _sum(rows, 4), _sum(rows, 5), None, None)
    rows.append(Row(total, RowKind.TOTAL, label="Summe"))
    return Table("disposals", "Abgänge mit Erlös und Zustimmung", _GONE_COLUMNS, tuple(rows))


def releases_table(figures: Inventory) -> Table:
    """The special item (INV-04): the grant's part, released over the useful life."""
    ids = Facts.of([one.item.item_id for one in figures.lines])
    rows = [Row((str(year), cents), facts=ids) for year, cents in figures.releases.items()]
    total = (None, sum(figures.releases.values()))
    rows.append(Row(total, RowKind.TOTAL, label="Summe"))
    caption = "Auflösung des Sonderpostens je Haushaltsjahr"
    return Table("releases", caption, _RELEASE_COLUMNS, tuple(rows))


def _money_cells(one: ItemLine) -> tuple[Value, ...]:
    item = one.item
    return (
        item.number,
        item.name,
        item.measure_id,
        ASSET_CLASSES.get(item.asset_class, item.asset_class),
        item.acquired_on,
        item.voucher_number,
        item.net_cents,
        item.vat_cents,
        item.gross_cents,
        item.eligible_cents,
        item.grant_share_cents,
    )


def _gone_cells(one: ItemLine) -> tuple[Value, ...]:
    found = one.disposal
    assert found is not None, "only what left is in this table"
    return (
        one.item.number,
        one.item.name,
        found.disposed_on,
        DISPOSALS.get(found.kind, found.kind),
        found.proceeds_cents,
        found.tied_cents,
        "ja" if found.within_binding else "nein",
        found.consent_reference,
    )


def _row(one: ItemLine, cells: tuple[Value, ...]) -> Row:
    return Row(cells, facts=Facts.of([one.item.item_id]))


def _sum(rows: list[Row], at: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row.cells[at], int))
