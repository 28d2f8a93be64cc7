"""What is kept beside the money of the story: inventory, procurement files, registers."""

from __future__ import annotations

from datetime import date

from contracts.events import budget
from contracts.events.budget import (
    ContractChange,
    InventoryDisposalSnapshot,
    InventoryItemSnapshot,
    ProcurementSnapshot,
    RegisterPlace,
    SpecialItemRelease,
)
from contracts.events.findings import Finding
from tests.integration.reporting.stream import GRANT, Stream, row_id


def item(number: int, **changes: object) -> InventoryItemSnapshot:
    """An item bought in February 2026 over five years (E35: 15,600.00 a year)."""
    values: dict[str, object] = {
        "item_id": f"item-{number}",
        "grant_id": GRANT,
        "version": 1,
        "number": number,
        "name": f"Messstation {number}",
        "measure_id": "M2",
        "asset_class": "sensors",
        "serial_number": f"SN-{number:05d}",
        "place": "Pumpwerk Nord",
        "responsible_unit": "Tiefbauamt",
        "acquired_on": date(2026, 2, 16),
        "net_cents": 10_084_034,
        "vat_cents": 1_915_966,
        "gross_cents": 12_000_000,
        "eligible_cents": 12_000_000,
        "grant_share_cents": 7_800_000,
        "threshold_cents": 80_000,
        "expenditure_id": row_id(4),
        "voucher_number": "B-0004",
        "useful_life_years": 5,
        "binding_until": date(2031, 2, 15),
        "releases": tuple(SpecialItemRelease(year, 1_560_000) for year in range(2026, 2031)),
    }
    return InventoryItemSnapshot(**(values | changes))  # type: ignore[arg-type]


def disposal(number: int, on: date, **changes: object) -> InventoryDisposalSnapshot:
    """A sale of an item with consent."""
    values: dict[str, object] = {
        "disposal_id": f"disposal-{number}",
        "item_id": f"item-{number}",
        "grant_id": GRANT,
        "kind": "sold",
        "disposed_on": on,
        "proceeds_cents": 400_000,
        "tied_cents": 260_000,
        "within_binding": True,
        "reason": "durch ein besseres Gerät ersetzt",
        "consent_reference": "Az. 12/26",
        "consent_sha256": None,
    }
    return InventoryDisposalSnapshot(**(values | changes))  # type: ignore[arg-type]


def procurement(number: int, **changes: object) -> ProcurementSnapshot:
    """A released file of a public tender."""
    values: dict[str, object] = {
        "procurement_id": f"procurement-{number}",
        "grant_id": GRANT,
        "number": number,
        "measure_id": "M2",
        "relation": "contract",
        "subject": "Lieferung und Einbau von Grundwassersensoren",
        "key_id": "k1",
        "sealed_creditor": "",
        "regime": "komhvo26",
        "procedure": "public",
        "procedure_reason": "",
        "estimate_net_cents": 20_000_000,
        "award_net_cents": 19_500_000,
        "contract_net_cents": 20_300_000,
        "bidders_asked": 0,
        "offers_received": 4,
        "contract_date": date(2025, 11, 3),
        "delivery_due_on": None,
        "delivered_on": None,
        "clauses": ("audit_right",),
        "items": (),
        "changes": (ContractChange(800_000, date(2026, 1, 12), "zwei weitere Standorte"),),
        "penalties": (),
        "penalty_due_cents": 0,
        "penalty_claimed_cents": 0,
        "status": "released",
        "is_complete": True,
        "findings": (),
        "rule_pack": "kfw436-2020",
        "rule_pack_version": "3",
    }
    return ProcurementSnapshot(**(values | changes))  # type: ignore[arg-type]


def place(entry: str, number: int, measure: str = "M3") -> RegisterPlace:
    """Where an entry stands."""
    return RegisterPlace(entry, GRANT, number, 1, measure, "")


def software(number: int, **changes: object) -> budget.SoftwareRecorded:
    """Software that is published with everything it needs."""
    values: dict[str, object] = {
        "place": place(f"software-{number}", number),
        "name": "Datendrehscheibe",
        "licence": "EUPL-1.2",
        "repository_url": "https://gitlab.opencode.de/musterstadt/drehscheibe",
        "documentation_url": "https://docs.musterstadt.example",
        "opencode_url": "https://opencode.de/de/software/drehscheibe",
        "status": "published",
        "published_on": date(2026, 2, 2),
        "unpublished_reason": "",
        "missing": (),
    }
    return budget.SoftwareRecorded(**(values | changes))  # type: ignore[arg-type]


def tell_inventory(stream: Stream) -> None:
    """Three items, one of them sold, one without a known binding period."""
    for one in (item(1), item(2, binding_until=None), item(3)):
        stream.tell(budget.InventoryItemRecorded(one), f"inventory/{one.item_id}")
    sold = disposal(3, date(2026, 3, 20))
    left = item(3, version=2, releases=(SpecialItemRelease(2026, 7_800_000),))
    stream.tell(budget.InventoryDisposalReleased(sold, left, "x"), "inventory/item-3")


def tell_procurements(stream: Stream) -> None:
    """A complete file with its contractor, and an open one with a finding."""
    event_id = "70000000-0000-4000-8000-000000000001"
    sealed = stream.seal("k1", event_id, "creditor", "Messtechnik Weiß GmbH")
    whole = procurement(1, sealed_creditor=sealed)
    subject = "procurement/procurement-1"
    stream.tell(budget.ProcurementReleased(whole, "x"), subject, event_id=event_id)
    waiting = procurement(
        2, subject="Gestaltung der Beteiligungsplattform", procedure="direct", measure_id="M7",
        estimate_net_cents=900_000, award_net_cents=None, contract_net_cents=0, changes=(),
        contract_date=None, bidders_asked=3, offers_received=1, status="open", is_complete=False,
        findings=(Finding("procurement_file", "PROC-04", "warning"),), regime="go75a",
    )  # fmt: skip
    stream.tell(budget.ProcurementOpened(waiting), "procurement/procurement-2")


def tell_entries(stream: Stream) -> None:
    """Software published and not, an exchange, two publications, an indicator."""
    stream.tell(software(1), "register/software-1")
    unready = budget.SoftwareRecorded(
        place("software-2", 2, "M5"), "Verkehrslage", "", "", "", "", "in_development", None, "",
        ("licence_missing", "repository_missing"),
    )  # fmt: skip
    stream.tell(unready, "register/software-2")
    exchange = budget.ExchangeRecorded(
        place("exchange-1", 1), date(2026, 3, 5), "Modellprojekt Beispielstadt", "Datenmodelle",
        "Vortrag", "", True,
    )  # fmt: skip
    stream.tell(exchange, "register/exchange-1")
    for number, measure, on, status, reason in (
        (1, "M2", date(2026, 2, 20), "followed", "Schnittstelle offen"),
        (2, "", date(2026, 4, 1), "open", ""),
    ):
        advice = budget.RecommendationRecorded(
            place(f"recommendation-{number}", number, measure), on, "Koordinierungsstelle",
            "Offene Schnittstellen nutzen", status, reason,
        )  # fmt: skip
        stream.tell(advice, f"register/recommendation-{number}")
    for number, has_logos in ((1, True), (2, False)):
        missing = () if has_logos else ("logos_missing",)
        publication = budget.PublicationRecorded(
            place(f"publication-{number}", number, "M1"), f"Bürgerbüro digital, Folge {number}",
            "Stadtmagazin", date(2026, 3, number), "", True, has_logos, missing,
        )  # fmt: skip
        stream.tell(publication, f"register/publication-{number}")
    indicator = budget.IndicatorRecorded(
        place("indicator-1", 1, "M2"), "Messstellen in Betrieb", "Stück", "0", "22", "12.5",
        date(2026, 3, 31), "Betriebsdaten",
    )  # fmt: skip
    stream.tell(indicator, "register/indicator-1")


def tell_registers(stream: Stream) -> None:
    """Everything beside the money."""
    tell_inventory(stream)
    tell_procurements(stream)
    tell_entries(stream)
