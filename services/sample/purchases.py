"""Ordinary purchases month by month: the bulk of what a finance officer enters."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from random import Random  # noqa: TID251 - injected and seeded
from typing import Final

from services.sample.city import PHASE_A, PHASE_B
from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.voucher import FileKind, Voucher

_PER_MONTH: Final = (3, 3, 3, 4)
_TRAVEL: Final = {
    "contract_date": None,
    "no_contract_reason": "Dienstreise nach genehmigtem Reiseantrag",
}


@dataclass(frozen=True)
class Offer:
    """What is bought now and then, for a net price between two amounts of euros."""

    line: str
    measure_id: str
    creditor: str
    purpose: str
    low: int
    high: int


def _offers(phase: str) -> tuple[Offer, ...]:
    read = tomllib.loads(resources.files(__package__).joinpath("offers.toml").read_text("utf-8"))
    return tuple(
        Offer(**{name: value for name, value in one.items() if name != "phase"})
        for one in read["offer"]
        if one["phase"] == phase
    )


def purchases_b(line: Timeline, scribe: Scribe, chance: Random) -> Iterator[Voucher]:
    """Three or four a month since the second month of phase B; every sixth is an e-invoice."""
    offers = _offers("B")
    count = 0
    for month in range(1, line.months_of_b + 1):
        for _ in range(_PER_MONTH[month % 4]):
            count += 1
            file: FileKind = "xrechnung" if count % 6 == 0 else "pdf"
            bill = _bill(chance.choice(offers), chance, file)
            yield scribe.write(f"B-{count}", bill, line.b_day(month, chance.randint(1, 26)))


def purchases_a(line: Timeline, scribe: Scribe, chance: Random) -> Iterator[Voucher]:
    """Every second month of phase A two purchases."""
    offers = _offers("A")
    count = 0
    for month in range(2, 24, 2):
        for offer in chance.sample(offers, 2):
            count += 1
            bill = _bill(offer, chance, "pdf", PHASE_A)
            yield scribe.write(f"A-{count}", bill, line.a_day(month, chance.randint(1, 26)))


def travels(line: Timeline, scribe: Scribe, chance: Random) -> Iterator[Voucher]:
    """Business trips: nobody signs a contract for a train ticket."""
    places = ("Beispielhausen", "Musterburg", "Neu-Fiktivstadt")
    for count, month in enumerate(range(2, line.months_of_b + 1, 3), start=1):
        place = places[count % len(places)]
        bill = Bill(
            "M8 Reisen",
            "M8-STEUERUNG",
            "Stadt Musterstadt, Reisekostenstelle",
            f"Reisekosten Austausch der Modellprojekte in {place}",
            chance.randint(90, 340),
            vat_percent=0,
            service_days=1,
            more={**_TRAVEL, "invoice_number": None},
        )
        yield scribe.write(f"Reise-{count}", bill, line.b_day(month, 12 + count % 9))


def personnel_a(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """Two posts, quarter by quarter."""
    for quarter in range(8):
        day = line.a_day(3 * quarter + 3, 9)
        bill = Bill(
            "A1 Personal",
            "A1-STRATEGIE",
            "Stadt Musterstadt, Personalabrechnung",
            "Personalausgaben zwei Projektstellen",
            68_000 + 900 * quarter,
            vat_percent=0,
            service_days=90,
            more={"contract_date": None, "invoice_number": None},
            grant_id=PHASE_A,
        )
        yield scribe.write(f"A-Personal-{quarter}", bill, min(day, line.a_end + timedelta(days=9)))


def _bill(offer: Offer, chance: Random, file: FileKind, grant_id: str = PHASE_B) -> Bill:
    return Bill(
        offer.line,
        offer.measure_id,
        offer.creditor,
        offer.purpose,
        chance.randrange(offer.low, offer.high, 10),
        pays=chance.randint(12, 28),
        enters=chance.choice((4, 29, 31, 33)),
        file=file,
        grant_id=grant_id,
    )
