"""Large contracts: an order binds the money, part invoices use it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from services.budget.domain.expenditure import NewExpenditure
from services.sample.city import PHASE_B
from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.voucher import Voucher


@dataclass(frozen=True)
class Order:
    """An order of so many net euros from month `month` on; `parts` are (month, net euros).

    `retained_percent` is held back of every part.
    """

    name: str
    line: str
    measure_id: str
    creditor: str
    purpose: str
    net_euro: int
    month: int
    parts: tuple[tuple[int, int], ...]
    retained_percent: int = 0


ORDERS: Final = (
    Order(
        "Auftrag Plattform",
        "M1 Dienstleistungen",
        "M1-DATENPLATTFORM",
        "Datenwerk Beispiel GmbH",
        "Aufbau der offenen Datenplattform",
        420_000,
        3,
        ((6, 62_000), (9, 58_500), (12, 61_200), (15, 57_800), (18, 54_000), (20, 21_000)),
    ),
    Order(
        "Auftrag Verkehrstechnik",
        "M3 Verkehrstechnik",
        "M3-VERKEHR",
        "Verkehrstechnik Muster AG",
        "Verkehrsrechner und Sensoren für 22 Kreuzungen",
        900_000,
        4,
        ((8, 180_000), (11, 165_000), (14, 148_000), (17, 92_000)),
    ),
    Order(
        "Auftrag Pegel",
        "M4 Sensorik",
        "M4-STARKREGEN",
        "Messtechnik Muster GmbH",
        "32 Pegelsensoren mit Funkanbindung",
        300_000,
        5,
        ((7, 96_000), (10, 104_000), (13, 71_500)),
    ),
    Order(
        "Auftrag Mobilstation",
        "M5 Bau und Ausstattung",
        "M5-MOBILSTATIONEN",
        "Hoch- und Tiefbau Beispiel KG",
        "Vier Mobilstationen, Bau und Ausstattung",
        600_000,
        6,
        ((9, 118_000), (13, 124_000), (17, 64_000)),
        retained_percent=5,
    ),
    Order(
        "Auftrag Portal",
        "M2 Dienstleistungen",
        "M2-SERVICEPORTAL",
        "Formularschmiede Beispiel GmbH",
        "Serviceportal, Entwicklung in vier Stufen",
        350_000,
        4,
        ((8, 78_000), (12, 81_500), (16, 76_000), (19, 44_000)),
    ),
    Order(
        "Auftrag Licht",
        "M7 Beleuchtung und Netz",
        "M7-QUARTIER",
        "Musterlicht Systeme GmbH",
        "Bedarfsgesteuerte Beleuchtung, 140 Leuchten",
        400_000,
        10,
        ((14, 128_000), (18, 112_000)),
    ),
    Order(
        "Auftrag Werkstatt",
        "M6 Ausstattung",
        "M6-WERKSTATT",
        "Werkzeughandel Mustermann KG",
        "Lasercutter und Elektroniklabor",
        150_000,
        11,
        ((15, 86_000),),
    ),
)


ON_FILE: Final = {
    "Auftrag Plattform": "services",
    "Auftrag Pegel": "supplies",
    "Auftrag Werkstatt": "supplies",
}
"""Orders that name a procurement file of that name, with what is bought."""


def part_name(order: str, number: int) -> str:
    """Name of the n-th part invoice, from 1."""
    return f"{order}, {number}. Abschlag"


def orders(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """All orders with their part invoices."""
    for one in ORDERS:
        yield _order(one, line)
        for number, (month, net_euro) in enumerate(one.parts, start=1):
            yield _part(one, number, line.b_day(month, 6 + number), net_euro, scribe)


def _order(one: Order, line: Timeline) -> Voucher:
    ordered_on = line.b_day(one.month, 11)
    last = ordered_on + timedelta(days=700)
    facts = NewExpenditure(
        budget_line=one.line,
        measure_id=one.measure_id,
        creditor=one.creditor,
        purpose=one.purpose,
        gross_cents=one.net_euro * 119,
        vat_cents=one.net_euro * 19,
        contract_date=ordered_on,
        service_from=ordered_on + timedelta(days=14),
        service_to=min(last, line.b_first_end),
        procurement_id=one.name if one.name in ON_FILE else None,
    )
    return Voucher(one.name, PHASE_B, facts, ordered_on + timedelta(days=3), file="none")


def _part(one: Order, number: int, day: date, net_euro: int, scribe: Scribe) -> Voucher:
    more: dict[str, Any] = {"commitment_id": one.name, "contract_date": None}
    if one.retained_percent:
        more["retention_cents"] = net_euro * 119 * one.retained_percent // 100
    bill = Bill(
        one.line,
        one.measure_id,
        one.creditor,
        f"{one.purpose}, {number}. Abschlag",
        net_euro,
        pays=20,
        enters=4,
        service_days=80,
        more=more,
        file="xrechnung" if number % 2 else "pdf",
    )
    voucher = scribe.write(part_name(one.name, number), bill, day)
    first = day - timedelta(days=60)
    return replace(voucher, facts=replace(voucher.facts, service_from=first))
