"""The form of an expenditure: its fields in the order of a voucher, in German notation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from services.budget.domain.assignment import assignments_text, parse_assignments
from services.budget.domain.expenditure import NewExpenditure
from shared.web.forms import Day, Euro, Form, FormSchema, Percent, Text, Whole, filled_form

LABELS: Final = {
    "creditor": "Kreditor",
    "invoice_number": "Rechnungsnummer",
    "invoice_date": "Rechnungsdatum",
    "voucher_number": "Belegnummer der Buchhaltung",
    "gross_cents": "Rechnungsbetrag mit Umsatzsteuer",
    "vat_cents": "darin Umsatzsteuer",
    "purpose": "Zweck",
    "service_from": "Leistung von",
    "service_to": "Leistung bis",
    "budget_line": "Kostenposition",
    "measure_id": "Maßnahme",
    "commitment_id": "Auftrag",
    "contract_date": "Auftragsdatum",
    "no_contract_reason": "Grund, wenn es keinen Auftrag gibt",
    "payment_date": "Zahlungsdatum",
    "payment_reference": "Zahlungsreferenz",
    "discount_cents": "Skonto und Nachlass",
    "retention_cents": "Sicherheitseinbehalt",
    "ineligible_cents": "nicht zuwendungsfähig",
    "ineligible_reason": "Grund",
    "vat_deductible_bp": "abziehbare Vorsteuer in Prozent der Umsatzsteuer",
    "allocation_bp": "Projektanteil in Prozent",
    "allocation_reason": "Begründung des Projektanteils",
    "split_of": "Teil des Belegs",
    "voucher_gross_cents": "Gesamtbetrag des geteilten Belegs",
    "instalment_of": "Abschlag zu",
    "replaces": "ersetzt",
    "budget_year": "Haushaltsjahr",
    "product": "Produkt",
    "account": "Sachkonto",
    "cost_centre": "Kostenstelle",
    "paid_by": "angewiesen von",
    "booked_by": "gebucht von",
    "reverse_charge_vat_cents": "selbst geschuldete Umsatzsteuer (§ 13b UStG)",
    "assignments": "Kontierung auf mehrere Konten",
    "release_1": "erste Freigabe der Zahlungsanordnung",
    "release_2": "zweite Freigabe der Zahlungsanordnung",
    "sole_judge_reason": "Warum nur diese Person den Sachverhalt beurteilen kann",
    "procurement_id": "Vergabeakte",
    "invoice_id": "E-Rechnung",
}


class AssignmentLines(Text):
    """Account assignments, one a line."""

    def read(self, text: str) -> Any:
        return parse_assignments(super().read(text))


class ExpenditureForm(FormSchema):
    """Names and meaning as in the JSON API."""

    creditor = Text(200, required=True)
    invoice_number = Text(120)
    invoice_date = Day()
    voucher_number = Text(120)
    gross_cents = Euro(required=True)
    vat_cents = Euro()
    purpose = Text(1000, required=True)
    service_from = Day(required=True)
    service_to = Day(required=True)
    budget_line = Text(200, required=True)
    measure_id = Text(80, required=True)
    commitment_id = Text(36)
    contract_date = Day()
    no_contract_reason = Text(500)
    payment_date = Day()
    payment_reference = Text(200)
    discount_cents = Euro()
    retention_cents = Euro()
    ineligible_cents = Euro()
    ineligible_reason = Text(500)
    vat_deductible_bp = Percent()
    allocation_bp = Percent()
    allocation_reason = Text(500)
    split_of = Text(36)
    voucher_gross_cents = Euro()
    instalment_of = Text(36)
    replaces = Text(36)
    budget_year = Whole(2000, 2099)
    product = Text(80)
    account = Text(80)
    cost_centre = Text(80)
    paid_by = Text(200)
    booked_by = Text(200)
    reverse_charge_vat_cents = Euro()
    assignments = AssignmentLines(5_000)
    release_1 = Text(120)
    release_2 = Text(120)
    sole_judge_reason = Text(500)
    procurement_id = Text(36)
    invoice_id = Text(36)


MORE_FIELDS: Final = (
    "ineligible_cents", "ineligible_reason", "vat_deductible_bp", "allocation_bp",
    "allocation_reason", "split_of", "voucher_gross_cents", "instalment_of", "replaces",
    "budget_year", "product", "account", "cost_centre", "paid_by", "booked_by",
    "reverse_charge_vat_cents", "assignments", "release_1", "release_2", "sole_judge_reason",
)  # fmt: skip
"""Fields most vouchers do not need: behind "Weitere Angaben", open where one of them is filled."""


def expenditure_of(data: Mapping[str, Any]) -> NewExpenditure:
    """The entry a form stands for."""
    return NewExpenditure(**data)


def form_of(facts: NewExpenditure) -> Form:
    """A form filled with stored facts; defaults stay empty, as nobody typed them."""
    typed = {one.name: one.default for one in fields(NewExpenditure)}
    values = {name: value for name, value in asdict(facts).items() if typed[name] != value}
    values["assignments"] = assignments_text(facts.assignments)
    return filled_form(values)


def has_more(form: Form) -> bool:
    """Whether one of the rarer fields is filled or wrong."""
    return any(form.value(name) or form.messages(name) for name in MORE_FIELDS)
