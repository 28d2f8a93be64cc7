"""Recalculates an invoice from its lines to the amount due (EN 16931 rules BR-CO-10 to 17).

All rules are linear, so they hold for the negated amounts of a credit note as well.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from services.budget.domain.invoice import Invoice, Totals, VatBreakdown
from shared.errors import Violation
from shared.money import format_amount, share_of

VAT_TOLERANCE_CENTS: Final = 100
"""The official Schematron of EN 16931 accepts VAT that deviates by less than one currency unit,
because sellers may round per line; up to there it is a warning."""

MAX_VAT_FINDINGS: Final = 20


def check_sums(invoice: Invoice) -> list[Violation]:
    """Return a finding for every total that is not the sum of its parts."""
    return [
        *_line_sums(invoice),
        *_totals(invoice.totals, invoice.vat_total_cents),
        *_vat_sums(invoice),
    ]


def _line_sums(invoice: Invoice) -> Iterator[Violation]:
    totals = invoice.totals
    counted = [line.net_cents or 0 for line in invoice.lines if line.counts]
    if counted:  # profiles MINIMUM and BASIC WL have no lines
        yield from _differs(
            "BR-CO-10", "Summe der Positionen", "net_cents", totals.lines_cents, sum(counted)
        )
    if totals.each_allowance or totals.allowances_cents:
        yield from _differs(
            "BR-CO-11",
            "Summe der Nachlässe",
            "allowances_cents",
            totals.allowances_cents,
            sum(totals.each_allowance),
        )
    if totals.each_charge or totals.charges_cents:
        yield from _differs(
            "BR-CO-12",
            "Summe der Zuschläge",
            "charges_cents",
            totals.charges_cents,
            sum(totals.each_charge),
        )


def _totals(totals: Totals, vat_cents: int) -> Iterator[Violation]:
    if totals.lines_cents is not None:
        yield from _differs(
            "BR-CO-13",
            "Nettosumme",
            "net_cents",
            totals.net_cents,
            totals.lines_cents - totals.allowances_cents + totals.charges_cents,
        )
    if totals.net_cents is not None:
        yield from _differs(
            "BR-CO-15",
            "Bruttosumme",
            "gross_cents",
            totals.gross_cents,
            totals.net_cents + vat_cents,
        )
    if totals.gross_cents is not None:
        yield from _differs(
            "BR-CO-16",
            "Zahlbetrag",
            "due_cents",
            totals.due_cents,
            totals.gross_cents - totals.prepaid_cents + totals.rounding_cents,
        )


def _vat_sums(invoice: Invoice) -> Iterator[Violation]:
    if not invoice.vat:
        return
    totals = invoice.totals
    yield from _differs(
        "BR-CO-14",
        "Summe der Umsatzsteuer",
        "vat_cents",
        totals.vat_cents,
        sum(row.vat_cents for row in invoice.vat),
    )
    yield from _differs(
        "Summe der BT-116 gleich BT-109",
        "Summe der Steuerbemessungsgrundlagen",
        "vat",
        totals.net_cents,
        sum(row.base_cents for row in invoice.vat),
    )
    wrong_rows = (finding for row in invoice.vat for finding in _vat_row(row))
    yield from islice(wrong_rows, MAX_VAT_FINDINGS)


def _vat_row(row: VatBreakdown) -> Iterator[Violation]:
    """BR-CO-17: tax = base × rate, rounded to two decimals."""
    expected = share_of(row.base_cents, row.rate_bp)
    difference = abs(row.vat_cents - expected)
    if not difference:
        return
    severe = difference >= VAT_TOLERANCE_CENTS or row.rate_bp == 0
    yield Violation(
        "wrong_sum" if severe else "vat_rounding",
        "EINV-02",
        f"Umsatzsteuer {row.category} {format_amount(row.rate_bp)} %: angegeben "
        f"{format_amount(row.vat_cents)}, berechnet {format_amount(expected)} (BR-CO-17).",
        "error" if severe else "warning",
        "invoice.vat",
    )


def _differs(
    rule: str, label: str, field: str, stated: int | None, expected: int
) -> Iterator[Violation]:
    if stated is not None and stated != expected:
        yield Violation(
            "wrong_sum",
            "EINV-02",
            f"{label}: angegeben {format_amount(stated)}, berechnet {format_amount(expected)} "
            f"({rule}).",
            field=f"invoice.{field}",
        )
