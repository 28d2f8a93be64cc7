"""RET: how many years records stay, by the law that says so."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import YES_NO, parameter, whole

_YEARS = whole(1, 100)


@dataclass(frozen=True)
class RetentionParameters:
    """`retention_*_years`: municipal law, books and receipts (RET-01). `proof_retention_years`:
    after the proof of use (RET-03). `tax_*_years`: where taxation is touched (RET-04), always with
    `tax_relevant`. `kfw_retention_years`: after the final payment, 0 is none (RET-05).
    `read_test_months`: between two read tests (RET-02).
    """

    retention_book_years: int = parameter("Aufbewahrung von Büchern (Haushaltsrecht)", _YEARS)
    retention_receipt_years: int = parameter("Aufbewahrung von Belegen (Haushaltsrecht)", _YEARS)
    proof_retention_years: int = parameter("Aufbewahrung nach dem Verwendungsnachweis", _YEARS)
    tax_book_years: int = parameter("Aufbewahrung von Büchern (Steuerrecht)", _YEARS)
    tax_receipt_years: int = parameter("Aufbewahrung von Belegen (Steuerrecht)", _YEARS)
    tax_relevant: bool = parameter("Alles ist steuerlich von Belang", YES_NO)
    kfw_retention_years: int = parameter("Aufbewahrung nach der letzten Zahlung", whole(0, 100))
    read_test_months: int = parameter("Zeit zwischen zwei Lesetests", whole(1, 120))
