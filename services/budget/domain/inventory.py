"""Inventar: what was bought with the grant, where it is, how long it is bound (INV-01 to INV-04).

Amounts are cents; `binding_until` is the last day of the binding period, counted after §§ 187, 188
BGB: five years from 15.03.2026 end on 15.03.2031.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.budget.domain.deciding_values import cited
from services.budget.domain.parameters.inventory import AssetClass
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import MAX_CENTS, divide_half_away, format_euro
from shared.periods import add_months, german_date


@dataclass(frozen=True)
class NewItem:
    """An item as entered; `responsible_unit` is an office, never a person.

    `eligible_cents` may be left out where a receipt is named: it is then the item's part of it.
    `binding_until` is what the award says; without it the rule pack's years count.
    """

    name: str
    measure_id: str
    asset_class: AssetClass
    place: str
    responsible_unit: str
    acquired_on: date
    net_cents: int
    vat_cents: int = 0
    serial_number: str = ""
    eligible_cents: int | None = None
    expenditure_id: str | None = None
    useful_life_years: int | None = None
    binding_until: date | None = None

    @property
    def gross_cents(self) -> int:
        """Net value and VAT."""
        return self.net_cents + self.vat_cents


@dataclass(frozen=True)
class Receipt:
    """The expenditure an item was paid with, and what its items so far take of gross and of
    what is eligible."""

    expenditure_id: str
    voucher_number: str
    gross_cents: int
    eligible_cents: int
    itemised_cents: int = 0
    itemised_eligible_cents: int = 0
    is_reversed: bool = False

    @property
    def gross_left_cents(self) -> int:
        """Gross without an item."""
        return self.gross_cents - self.itemised_cents

    @property
    def eligible_left_cents(self) -> int:
        """What is eligible and in no item yet; never below zero, though a receipt may lose."""
        return max(0, self.eligible_cents - self.itemised_eligible_cents)

    def part_of(self, gross_cents: int) -> int:
        """The eligible part of an item: what its gross value adds to the rounded share of all
        items so far. So the parts of all items add up to the receipt, to the cent.
        """
        so_far = self.eligible_cents * (self.itemised_cents + gross_cents)
        added = divide_half_away(so_far, self.gross_cents) - self.itemised_eligible_cents
        return max(0, min(added, gross_cents, self.eligible_left_cents))


@dataclass(frozen=True)
class ItemChange:
    """What may change of an item; everything else is as it was bought."""

    place: str
    responsible_unit: str
    reason: str
    serial_number: str = ""
    useful_life_years: int | None = None
    binding_until: date | None = None


def needs_inventory(net_cents: int, rules: Rules) -> bool:
    """INV-01: only what exceeds the threshold; at the threshold it need not be (E28)."""
    return net_cents > rules.inventory.inventory_threshold_cents


def binding_end(asset_class: AssetClass, acquired_on: date, rules: Rules) -> date | None:
    """INV-03: the last bound day by the pack's years, None where the class has none."""
    years = dict(one.split("=") for one in rules.inventory.binding_years)
    found = years.get(asset_class.value)
    return add_months(acquired_on, 12 * int(found)) if found else None


def completed(new: NewItem, receipt: Receipt | None, rules: Rules) -> NewItem:
    """The item with the eligible part of its receipt and the binding period of its class."""
    eligible = new.eligible_cents
    if eligible is None and receipt is not None:
        eligible = receipt.part_of(new.gross_cents)
    end = new.binding_until or binding_end(new.asset_class, new.acquired_on, rules)
    return replace(new, eligible_cents=eligible, binding_until=end)


def check_item(
    new: NewItem,
    receipt: Receipt | None,
    rules: Rules,
    *,
    measures: Sequence[str],
    period_start: date,
    today: date,
) -> list[Violation]:
    """Every reason against a `completed` item; `measures` are the ids known in the grant, whose
    period begins on `period_start`."""
    return [
        *_text_violations(new),
        *cited(_value_violations(new, rules), rules),
        *_receipt_violations(new, receipt),
        *_day_violations(new, period_start, today),
        *_measure_violations(new, measures),
        *missing_facts(new.binding_until, new.useful_life_years),
    ]


def _text_violations(new: NewItem | ItemChange) -> Iterator[Violation]:
    labels = {"name": "Bezeichnung", "place": "Standort", "responsible_unit": "zuständige Stelle"}
    for field, label in labels.items():
        if not getattr(new, field, label).strip():
            message = f"Im Inventar fehlt die Angabe „{label}“."
            yield Violation("inventory_field_missing", "INV-02", message, field=field)


def _value_violations(new: NewItem, rules: Rules) -> Iterator[Violation]:
    if new.net_cents <= 0 or new.vat_cents < 0 or new.gross_cents > MAX_CENTS:
        message = "Der Wert eines Gegenstands ist größer als 0,00 €."
        yield Violation("amount_out_of_range", "INV-02", message, field="net_cents")
    elif not needs_inventory(new.net_cents, rules):
        limit = format_euro(rules.inventory.inventory_threshold_cents)
        message = (
            f"Der Nettowert liegt nicht über {limit}; inventarisiert werden muss der Gegenstand "
            "nicht. Er wird trotzdem geführt."
        )
        yield Violation("below_inventory_threshold", "INV-01", message, "warning", "net_cents")
    if new.eligible_cents is None:
        message = (
            "Ohne Beleg fehlt der zuwendungsfähige Teil. Bitte den Betrag oder den Beleg nennen."
        )
        yield Violation("eligible_missing", "INV-02", message, field="eligible_cents")
    elif not 0 <= new.eligible_cents <= new.gross_cents:
        message = "Der zuwendungsfähige Teil liegt zwischen 0,00 € und dem Bruttowert."
        yield Violation("eligible_above_gross", "INV-02", message, field="eligible_cents")


def _receipt_violations(new: NewItem, receipt: Receipt | None) -> Iterator[Violation]:
    if receipt is None:
        return
    if receipt.is_reversed:
        message = "Der genannte Beleg ist storniert. Bitte den neuen Beleg nennen."
        yield Violation("receipt_reversed", "INV-02", message, field="expenditure_id")
    if new.gross_cents > receipt.gross_left_cents:
        message = (
            f"Vom Beleg sind noch {format_euro(receipt.gross_left_cents)} ohne Gegenstand, dieser "
            f"hat {format_euro(new.gross_cents)}. Bitte Wert oder Beleg prüfen."
        )
        yield Violation("items_exceed_voucher", "INV-02", message, field="net_cents")
    if (new.eligible_cents or 0) > receipt.eligible_left_cents:
        message = (
            f"Vom Beleg sind noch {format_euro(receipt.eligible_left_cents)} zuwendungsfähig und "
            f"keinem Gegenstand zugeordnet, dieser hätte {format_euro(new.eligible_cents or 0)}. "
            "Bitte den zuwendungsfähigen Teil senken."
        )
        yield Violation("items_exceed_eligible", "INV-02", message, field="eligible_cents")


def _day_violations(new: NewItem, period_start: date, today: date) -> Iterator[Violation]:
    if new.acquired_on > today:
        message = f"Der {german_date(new.acquired_on)} liegt in der Zukunft."
        yield Violation("acquired_in_future", "INV-02", message, field="acquired_on")
    if new.acquired_on < period_start and new.eligible_cents:
        message = (
            f"Der Bewilligungszeitraum beginnt am {german_date(period_start)}, der Gegenstand ist "
            "älter. Ein Sonderposten entsteht nur, wo die Zuwendung ihn bezahlt; bitte den Tag "
            "prüfen."
        )
        yield Violation("acquired_before_period", "INV-04", message, "warning", "acquired_on")
    if new.binding_until is not None and new.binding_until < new.acquired_on:
        message = "Die Zweckbindung endet vor der Anschaffung."
        yield Violation("binding_before_acquisition", "INV-03", message, field="binding_until")


def _measure_violations(new: NewItem, measures: Sequence[str]) -> Iterator[Violation]:
    if new.measure_id not in measures:
        message = f"Die Maßnahme „{new.measure_id[:80]}“ gibt es in dieser Zuwendung nicht."
        yield Violation("measure_unknown", "PRG-05", message, field="measure_id")


def missing_facts(binding_until: date | None, life_years: int | None) -> Iterator[Violation]:
    """What an item still lacks: nobody can say how long it is bound or how long it lasts."""
    if binding_until is None:
        message = (
            "Für diese Anlagenklasse ist keine Zweckbindungsfrist hinterlegt. Bitte im Bescheid "
            "nachsehen und das Ende eintragen; bis dahin gilt der Gegenstand als gebunden."
        )
        yield Violation("binding_missing", "INV-03", message, "warning", "binding_until")
    if life_years is None:
        message = "Ohne Nutzungsdauer wird der Sonderposten nicht aufgelöst. Bitte nachtragen."
        yield Violation("useful_life_missing", "INV-04", message, "warning", "useful_life_years")


def check_change(new: ItemChange, acquired_on: date, bound_until: date | None) -> list[Violation]:
    """Every reason against a change; a known binding period is never shortened here."""
    found = list(_text_violations(new))
    if not new.reason.strip():
        message = "Es fehlt der Grund der Änderung."
        found.append(Violation("reason_missing", "INV-02", message, field="reason"))
    until = new.binding_until
    if bound_until is not None and (until is None or until < bound_until):
        message = (
            f"Die Zweckbindung bis {german_date(bound_until)} wird nicht verkürzt. Wird der "
            "Gegenstand früher frei, bitte den Abgang mit Zustimmung erfassen."
        )
        found.append(Violation("binding_shortened", "INV-03", message, field="binding_until"))
    elif until is not None and until < acquired_on:
        message = "Die Zweckbindung endet vor der Anschaffung."
        violation = Violation(
            "binding_before_acquisition", "INV-03", message, field="binding_until"
        )
        found.append(violation)
    return [*found, *missing_facts(until, new.useful_life_years)]
