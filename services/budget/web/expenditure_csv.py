"""The list of expenditures for a German spreadsheet, guarded against formulas (FMT-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.budget.domain.assignment import assignments_text
from services.budget.domain.expenditure import Kind, Status
from services.budget.usecases.queries import ShownExpenditure
from services.budget.web.labels import label
from shared.csv_text import Cell, Cents, csv_chunks

HEADER: Final = (
    "Nr.", "Art", "Belegnummer", "Kreditor", "Rechnungsnummer", "Rechnungsdatum", "Zweck",
    "Leistung von", "Leistung bis", "Auftragsdatum", "Kostenposition", "Maßnahme", "Brutto",
    "Umsatzsteuer", "Skonto", "Einbehalt", "Bezahlt", "Zuwendungsfähig", "Zahlungsdatum",
    "Wirkungsdatum", "Stand", "Storniert", "Fehlt noch", "Haushaltsjahr",
    "Produkt", "Sachkonto", "Kostenstelle", "Kontierungen", "Geschuldete Umsatzsteuer",
    "Nach Abschluss erfasst",
)  # fmt: skip


def csv_lines(rows: Iterable[ShownExpenditure]) -> Iterator[bytes]:
    """The file in pieces."""
    return csv_chunks(HEADER, (_cells(one) for one in rows))


def _cells(one: ShownExpenditure) -> tuple[Cell, ...]:
    row, facts, amounts = one.row, one.facts, one.amounts
    return (
        row.number,
        label(Kind(row.kind)),
        facts.voucher_number,
        facts.creditor,
        facts.invoice_number,
        facts.invoice_date,
        facts.purpose,
        facts.service_from,
        facts.service_to,
        facts.contract_date,
        facts.budget_line,
        facts.measure_id,
        *(
            Cents(amounts[name])
            for name in ("gross_cents", "vat_cents", "discount_cents", "retention_cents")
        ),
        Cents(row.paid_cents),
        Cents(row.eligible_cents),
        facts.payment_date,
        row.effective_on,
        label(Status(row.status)),
        "ja" if row.reversed_by else "",
        " ".join(gap.message for gap in one.assessment.missing),
        facts.budget_year,
        facts.product,
        facts.account,
        facts.cost_centre,
        assignments_text(facts.assignments, " | "),
        Cents(amounts["reverse_charge_vat_cents"]),
        one.closed_half_year.label if one.closed_half_year else "",
    )
