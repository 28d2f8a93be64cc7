"""Fields of a voucher that reports print beside its state and sums, with their German names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from services.reporting.domain.field_change import FieldChange

SEALED: Final = {
    "creditor": "Empfänger",
    "purpose": "Verwendungszweck",
    "ineligible_reason": "Grund der Kürzung",
    "allocation_reason": "Grund der Aufteilung",
}
"""Never compared: their cipher text differs in every event. The event names them as edited."""

FIELDS: Final = {
    "budget_line": "Planposition",
    "measure_id": "Maßnahme",
    "category": "Kostenart",
    "voucher_number": "Belegnummer",
    "invoice_number": "Rechnungsnummer",
    "invoice_date": "Rechnungsdatum",
    "service_from": "Leistung von",
    "service_to": "Leistung bis",
    "gross_cents": "Brutto",
    "vat_cents": "Umsatzsteuer",
    "discount_cents": "Skonto",
    "retention_cents": "Einbehalt",
    "ineligible_cents": "Nicht zuwendungsfähig",
    "allocation_bp": "Anteil",
    "product": "Produkt",
    "account": "Konto",
    "cost_centre": "Kostenstelle",
    "assignments": "Kontierung",
    "drawdown_id": "Abruf",
    "reversal_of": "Storno",
    "documents": "Dateien",
    "certifications": "Feststellungen",
    "missing": "Was fehlt",
    "findings": "Hinweise",
    "steps": "Rechenschritte",
}

DECIDED: Final = frozenset({"missing", "findings", "steps"})
CERTIFIED: Final = frozenset({"certifications"})
"""Who certified and when: only the package for auditors prints it of every voucher."""
LISTED: Final = frozenset((FIELDS.keys() | SEALED.keys()) - DECIDED - CERTIFIED)


def different(
    wanted: frozenset[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[FieldChange, ...]:
    """The plain fields that two snapshots of a row say differently, in the order above."""
    return tuple(
        FieldChange(name, _of(before, name), _of(after, name))
        for name in FIELDS
        if name in wanted and _of(before, name) != _of(after, name)
    )


def _of(snapshot: Mapping[str, Any], name: str) -> Any:
    return snapshot["assessment"][name] if name in DECIDED else snapshot.get(name)
