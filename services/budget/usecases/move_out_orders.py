"""What the voucher list of a moving out leaves aside: open orders, reversals with their twin, and
the days on which retentions were paid out (semantics 2, 4; ELG-06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.export.table import Table
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_links import part_invoices
from services.budget.store.move_out import (
    Numbered,
    numbers_of,
    orders_with_rest,
    retention_releases,
    reversals,
)
from services.budget.usecases.means import Means
from services.budget.usecases.queries import ShownExpenditure, shown_rows
from shared.csv_text import Cell, Cents
from shared.money import format_percent_bp

_ORDERS: Final = (
    "Lfd. Nr.", "Auftragnehmer", "Zweck", "Kostenposition", "Maßnahme", "Vertragsdatum",
    "Leistung von", "Leistung bis", "Brutto", "MwSt", "Projektanteil", "Abgerechnet", "Rest",
    "Haushaltsjahr",
)  # fmt: skip
_REVERSALS: Final = (
    "Lfd. Nr.", "Art", "Gehört zu Nr.", "Belegnummer", "Kreditor", "Zweck", "Kostenposition",
    "Maßnahme", "Brutto", "MwSt", "Skonto", "Sicherheitseinbehalt", "Zahlungsdatum", "Zählt ab",
    "Erfasst am", "Grund", "Ersetzt Nr.",
)  # fmt: skip
_RELEASES: Final = ("Lfd. Nr.", "Zu Nr.", "Belegnummer", "Ausgezahlt", "Ausgezahlt am")
_KINDS: Final = {
    Kind.VOUCHER: "Beleg",
    Kind.ORDER: "Auftrag",
    Kind.CREDIT_NOTE: "Gutschrift",
    Kind.RETENTION_RELEASE: "Auszahlung des Einbehalts",
    Kind.REVERSAL: "Storno",
}


def order_tables(session: Session, grant_id: str, *, means: Means) -> Iterator[Table]:
    """Orders with a rest, every reversal with its twin, and the retentions paid out that stand, by
    running number."""
    orders = shown_rows(session, orders_with_rest(session, grant_id), means)
    invoiced = _invoiced(session, [one.row.expenditure_id for one in orders])
    yield Table(
        "auftraege", _ORDERS, [_order(one, invoiced[one.row.expenditure_id]) for one in orders]
    )
    numbers = numbers_of(session, grant_id)
    reversed_ = shown_rows(session, reversals(session, grant_id), means)
    yield Table("stornos", _REVERSALS, [_reversal(one, numbers) for one in reversed_])
    releases = retention_releases(session, grant_id)
    yield Table("einbehaltsauszahlungen", _RELEASES, [_release(one, numbers) for one in releases])


def _invoiced(session: Session, order_ids: Sequence[str]) -> Counter[str]:
    """Gross cents of the invoices that stand, by order."""
    found: Counter[str] = Counter()
    for one in part_invoices(session, order_ids):
        if one.reversed_by is None and one.commitment_id is not None:
            found[one.commitment_id] += one.gross_cents
    return found


def _order(one: ShownExpenditure, invoiced: int) -> tuple[Cell, ...]:
    row, facts = one.row, one.facts
    return (
        row.number,
        facts.creditor,
        facts.purpose,
        facts.budget_line,
        facts.measure_id,
        facts.contract_date,
        facts.service_from,
        facts.service_to,
        Cents(facts.gross_cents),
        Cents(facts.vat_cents),
        format_percent_bp(facts.allocation_bp),
        Cents(invoiced),
        Cents(max(0, facts.gross_cents - invoiced)),
        facts.budget_year,
    )


def _reversal(one: ShownExpenditure, numbers: Mapping[str, Numbered]) -> tuple[Cell, ...]:
    """A reversed row names its twin, the twin what it negates."""
    row, facts, amounts = one.row, one.facts, one.amounts
    other = row.original_id if row.kind == Kind.REVERSAL.value else row.reversed_by
    return (
        row.number,
        _KINDS[Kind(row.kind)],
        _number(numbers, other),
        row.voucher_number or row.movement_reference,
        facts.creditor,
        facts.purpose,
        facts.budget_line,
        facts.measure_id,
        Cents(amounts["gross_cents"]),
        Cents(amounts["vat_cents"]),
        Cents(amounts["discount_cents"]),
        Cents(amounts["retention_cents"]),
        row.payment_date or row.movement_on,
        row.effective_on,
        row.recorded_on,
        row.reversal_reason,
        _number(numbers, row.replaces),
    )


def _number(numbers: Mapping[str, Numbered], row_id: str | None) -> int | None:
    return numbers[row_id].number if row_id is not None and row_id in numbers else None


def _release(row: ExpenditureRow, numbers: Mapping[str, Numbered]) -> tuple[Cell, ...]:
    kept = numbers[row.family_id]
    return (row.number, kept.number, kept.voucher_number, Cents(row.movement_cents or 0),
            row.movement_on)  # fmt: skip
