"""Sentences about the state of a row that several rules need."""

from __future__ import annotations

from collections.abc import Iterator

from services.budget.domain.expenditure import Kind, Row
from shared.errors import Violation


def reversed_violations(row: Row) -> Iterator[Violation]:
    """A reversed row and a reversal twin stay as they are (MUN-09)."""
    if row.kind is Kind.REVERSAL:
        message = "Ein Storno bleibt, wie es ist. Bitte eine neue Ausgabe erfassen."
        yield Violation("reversal_is_final", "MUN-09", message)
    if row.is_reversed:
        message = f"Die Ausgabe Nr. {row.number} ist storniert."
        yield Violation("already_reversed", "MUN-09", message)


def called_violations(row: Row) -> Iterator[Violation]:
    """A called row is bound: only a reversal corrects it (CALL-08)."""
    if row.is_called:
        message = (
            f"Die Ausgabe Nr. {row.number} ist bereits abgerufen. "
            "Eine Berichtigung geht nur noch über ein Storno."
        )
        yield Violation("already_called", "CALL-08", message)


def certifier_violations(row: Row, by: str) -> Iterator[Violation]:
    """Whoever certified a row enters nothing into it and no movement that is certified with it."""
    if any(one.by == by for one in row.certifications):
        message = (
            f"Wer die Nr. {row.number} festgestellt hat, darf zu ihr weder eine Zahlung noch eine "
            "Gutschrift noch die Auszahlung eines Einbehalts erfassen. "
            "Bitte eine andere Person darum bitten."
        )
        yield Violation("recorded_by_certifier", "MUN-02", message)


def reason_violations(reason: str, rule: str) -> Iterator[Violation]:
    """Whatever takes something back or away says why."""
    if not reason.strip():
        yield Violation("reason_missing", rule, "Bitte einen Grund angeben.", field="reason")
