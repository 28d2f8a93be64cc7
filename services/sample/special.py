"""Invoices that each show one rule: what is deducted, divided, proven or still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.voucher import Voucher
from shared.periods import add_months

_CHARGING: Final = Bill(
    "M5 Bau und Ausstattung",
    "M5-MOBILSTATIONEN",
    "Ladetechnik Beispiel GmbH",
    "Ladesäule Mobilstation Nord, Betrieb gewerblicher Art",
    14_600,
)
_EVENT: Final = Bill(
    "M8 Beteiligung",
    "M8-STEUERUNG",
    "Gasthaus Zum Muster",
    "Abschluss der Bürgerwerkstatt, Raummiete und Bewirtung",
    1_900,
)
_LICENCE: Final = Bill(
    "M2 Software",
    "M2-SERVICEPORTAL",
    "Softwarehaus Beispielmann AG",
    "Lizenz Terminvergabe, fünf Jahre im Voraus",
    48_000,
)
_GEODATA: Final = Bill(
    "M1 Technik",
    "M1-DATENPLATTFORM",
    "Geodaten Beispiel eG",
    "Luftbilder, gemeinsam mit der Stadtplanung genutzt",
    8_800,
)
_CABLE: Final = Bill(
    "M7 Beleuchtung und Netz",
    "M7-QUARTIER",
    "Netzbau Muster GmbH & Co. KG",
    "Glasfaserstrecke Rathaus und Nordstadt",
    12_000,
)


def specials(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """All of them, whatever quarter they fall in."""
    yield from _deductions(line, scribe)
    yield from _ineligible(line, scribe)
    yield from _split(line, scribe)
    yield from _waiting(line, scribe)
    yield _late_entry(line, scribe)


def _deductions(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    yield scribe.write(
        "Vorsteuer ganz", _with(_CHARGING, vat_deductible_bp=10_000), line.b_day(10, 4)
    )
    partly = replace(_with(_CHARGING, vat_deductible_bp=4_000), net_euro=15_250)
    yield scribe.write("Vorsteuer teils", partly, line.b_day(14, 4))
    shared = _with(
        _GEODATA, allocation_bp=6_000, allocation_reason="60 % Smart City laut Nutzungskonzept"
    )
    yield scribe.write("Projektanteil", shared, line.b_day(7, 18))
    first = line.b_day(15)
    prepaid = _with(
        _LICENCE, service_from=first, service_to=add_months(first, 60) - timedelta(days=1)
    )
    yield scribe.write("Lizenz im Voraus", prepaid, first)
    for number, month in enumerate((4, 9, 16), start=1):
        bill = replace(_EVENT, purpose=f"Seminarraum, {number}. Termin", net_euro=640 + 35 * number)
        early = replace(bill, pays=9, enters=2)
        discounted = _with(early, discount_cents=round_two_percent(early.net_euro * 119))
        yield scribe.write(f"Skonto-{number}", discounted, line.b_day(month, 7))


def round_two_percent(cents: int) -> int:
    """Two percent of an amount in whole cents, rounded down: what the supplier grants."""
    return cents * 2 // 100


def _ineligible(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    partly = _with(_EVENT, ineligible_cents=41_650, ineligible_reason="Bewirtung der Gäste")
    yield scribe.write("Bewirtung", partly, line.b_day(6, 24))
    early = replace(_GEODATA, net_euro=2_900, purpose="Voruntersuchung, vor der Zusage beauftragt")
    gross_cents = early.net_euro * 119
    wholly = _with(
        early,
        contract_date=line.b_award - timedelta(days=40),
        ineligible_cents=gross_cents,
        ineligible_reason="Auftrag vor der Zusage",
    )
    yield scribe.write("Zu früh beauftragt", wholly, line.b_day(2, 6))
    fee = replace(
        _CABLE, net_euro=45, vat_percent=0, purpose="Mahngebühr zur Glasfaserstrecke", enters=3
    )
    excluded = _with(fee, ineligible_cents=4_500, ineligible_reason="Mahngebühren zählen nie")
    yield scribe.write("Mahngebühr", excluded, line.b_day(12, 27))


def _split(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """One invoice over two measures; and one of which a part is still missing."""
    total_cents = 30_000 * 119
    day = line.b_day(11, 19)
    head = scribe.write("Teilrechnung 1", _with(_CABLE, voucher_gross_cents=total_cents), day)
    yield head
    rest = replace(_CABLE, line="M1 Technik", measure_id="M1-DATENPLATTFORM", net_euro=18_000)
    other = scribe.write("Teilrechnung 2", rest, day)
    facts = replace(
        other.facts,
        split_of=head.name,
        invoice_number=head.facts.invoice_number,
        voucher_number=head.facts.voucher_number,
    )
    yield replace(other, facts=facts)
    open_total = _with(replace(_CABLE, net_euro=5_000), voucher_gross_cents=8_000 * 119)
    yield scribe.write("Teil fehlt", open_total, line.today - timedelta(days=50))


def _waiting(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """Recent rows that each lack something else."""
    today = line.today
    no_file = replace(_GEODATA, net_euro=1_740, purpose="Höhenmodell", file="none")
    yield scribe.write("Beleg fehlt", no_file, today - timedelta(days=44))
    no_proof = _with(replace(_EVENT, net_euro=980, purpose="Saalmiete"), payment_reference=None)
    yield scribe.write("Zahlungsnachweis fehlt", no_proof, today - timedelta(days=47))
    asked = replace(_CHARGING, net_euro=3_260, purpose="Fundament Ladesäule", certified=False)
    yield scribe.write("In Prüfung", asked, today - timedelta(days=33))
    unpaid = replace(_CABLE, net_euro=7_450, purpose="Hausanschluss Bürgerhaus", pays=None)
    yield scribe.write("Unbezahlt", unpaid, today - timedelta(days=11))
    disputed = replace(_LICENCE, net_euro=2_200, purpose="Wartung Portal, strittig", pays=None)
    yield scribe.write("Strittig", disputed, today - timedelta(days=70))


def _late_entry(line: Timeline, scribe: Scribe) -> Voucher:
    """Paid in the released quarter, entered after its report: the next one says so."""
    quarter = line.released_quarter
    invoiced_on = quarter.last_day - timedelta(days=40)
    bill = replace(_GEODATA, net_euro=3_480, purpose="Laserscan Altstadt", enters=80)
    return scribe.write("Nachträglich erfasst", bill, invoiced_on)


def _with(bill: Bill, **more: Any) -> Bill:
    return replace(bill, more={**(bill.more or {}), **more})
