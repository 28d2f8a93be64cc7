"""How an entry may hang together with others: parts, instalments, orders, replacements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.budget.domain.circumstances import Split
from services.budget.domain.duplicate import normalised_creditor
from services.budget.domain.expenditure import Kind, NewExpenditure, Row
from shared.errors import Violation
from shared.money import format_euro
from shared.periods import german_date


@dataclass(frozen=True)
class OrderUse:
    """An order with what its active part invoices have taken of it (gross cents)."""

    order: Row
    invoiced_cents: int

    @property
    def remaining_cents(self) -> int:
        """What is left, never below zero, nothing once closed."""
        if self.order.closed_on is not None:
            return 0
        return max(0, self.order.facts.gross_cents - self.invoiced_cents)


def relation_violations(
    new: NewExpenditure,
    *,
    split_head: Row | None,
    split: Split | None,
    instalments: tuple[Row, ...] | None,
    order: OrderUse | None,
    replaced: Row | None,
) -> Iterator[Violation]:
    """Every reason against the rows this entry names (semantics 2, ELG-09, MUN-09)."""
    yield from _split_violations(new, split_head, split)
    yield from _instalment_violations(new, instalments)
    yield from _order_violations(new, order)
    yield from _replacement_violations(new, replaced)


def _unknown(code: str, field: str, what: str, rule: str = "ELG-09") -> Violation:
    message = f"{what} gibt es in dieser Zuwendung nicht. Bitte die Angabe prüfen."
    return Violation(code, rule, message, field=field)


def _split_violations(
    new: NewExpenditure, head: Row | None, split: Split | None
) -> Iterator[Violation]:
    total = new.voucher_gross_cents
    if new.split_of is None:
        if total is not None and total < new.gross_cents:
            message = (
                f"Der Teil ({format_euro(new.gross_cents)}) ist höher als der ganze Beleg "
                f"({format_euro(total)})."
            )
            yield Violation("split_above_total", "ELG-09", message, field="voucher_gross_cents")
        return
    if head is None or split is None:
        yield _unknown("split_unknown", "split_of", "Den Beleg, zu dem dieser Teil gehört,")
        return
    if head.facts.voucher_gross_cents is None:
        message = (
            f"Die Nr. {head.number} nennt keinen Gesamtbetrag des Belegs und lässt sich deshalb "
            "nicht aufteilen. Bitte dort den Gesamtbetrag angeben."
        )
        yield Violation("split_without_total", "ELG-09", message, field="split_of")
    elif split.recorded_cents + new.gross_cents > split.total_cents:
        left = format_euro(max(0, split.total_cents - split.recorded_cents))
        message = (
            f"Die Teile übersteigen den Beleg ({format_euro(split.total_cents)}); "
            f"frei sind noch {left}."
        )
        yield Violation("split_above_total", "ELG-09", message, field="gross_cents")
    if normalised_creditor(head.facts.creditor) != normalised_creditor(new.creditor):
        message = f"Teile eines Belegs haben denselben Zahlungsempfänger wie die Nr. {head.number}."
        yield Violation("split_differs", "ELG-09", message, field="creditor")


def _instalment_violations(
    new: NewExpenditure, instalments: tuple[Row, ...] | None
) -> Iterator[Violation]:
    if new.instalment_of is None:
        return
    if not instalments:
        yield _unknown("instalment_unknown", "instalment_of", "Die Dauerrechnung")
        return
    for row in instalments:
        facts = row.facts
        if new.service_from <= facts.service_to and facts.service_from <= new.service_to:
            message = (
                f"Der Zeitraum überschneidet sich mit der Nr. {row.number} "
                f"({german_date(facts.service_from)} bis {german_date(facts.service_to)}). "
                "Raten einer Dauerrechnung liegen hintereinander."
            )
            yield Violation("instalment_overlap", "ELG-09", message, field="service_from")
    first = instalments[0]
    if normalised_creditor(first.facts.creditor) != normalised_creditor(new.creditor):
        message = (
            f"Raten einer Dauerrechnung haben denselben Zahlungsempfänger wie die "
            f"Nr. {first.number}."
        )
        yield Violation("instalment_differs", "ELG-09", message, field="creditor")


def _order_violations(new: NewExpenditure, order: OrderUse | None) -> Iterator[Violation]:
    if new.commitment_id is None:
        return
    if order is None or order.order.kind is not Kind.ORDER:
        yield _unknown("order_unknown", "commitment_id", "Den Auftrag", "PLAN-01")
        return
    row = order.order
    if row.is_reversed:
        message = f"Der Auftrag Nr. {row.number} ist storniert."
        yield Violation("order_reversed", "MUN-09", message, field="commitment_id")
    elif order.invoiced_cents + new.gross_cents > row.facts.gross_cents:
        message = (
            f"Die Rechnungen übersteigen den Auftrag Nr. {row.number} "
            f"({format_euro(row.facts.gross_cents)}). Bitte einen Nachtrag prüfen."
        )
        yield Violation("order_exceeded", "PLAN-01", message, "warning", "gross_cents")
    if normalised_creditor(row.facts.creditor) != normalised_creditor(new.creditor):
        message = (
            f"Der Auftrag Nr. {row.number} ging an jemand anderen. Die Rechnung mindert seinen "
            "Rest und übernimmt seine Vergabeunterlagen; bitte den Auftrag prüfen."
        )
        yield Violation("order_of_other", "PROC-01", message, "warning", "commitment_id")


def _replacement_violations(new: NewExpenditure, replaced: Row | None) -> Iterator[Violation]:
    if new.replaces is None:
        return
    if replaced is None:
        yield _unknown("replaced_unknown", "replaces", "Die ersetzte Ausgabe", "MUN-09")
    elif not replaced.is_reversed:
        message = (
            f"Die Nr. {replaced.number} ist nicht storniert. Ersetzt wird nur, was storniert ist."
        )
        yield Violation("replaced_not_reversed", "MUN-09", message, field="replaces")
