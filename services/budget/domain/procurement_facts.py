"""What is refused of the facts of a procurement file; what is only missing waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from services.budget.domain.procurement_entry import NewProcurement
from services.budget.domain.procurement_words import (
    CLAUSES,
    KINDS,
    PROCEDURES,
    RELATIONS,
)
from shared.errors import Violation
from shared.money import MAX_CENTS
from shared.periods import german_date


def check_facts(new: NewProcurement, measures: Collection[str]) -> list[Violation]:
    """Every reason against these facts; what is only missing waits until the file is completed."""
    return [*_word_violations(new, measures), *_number_violations(new), *_date_violations(new)]


def contract_ahead(facts: NewProcurement, today: date) -> list[Violation]:
    """A warning where the contract is dated after today: law and limits are those of that day."""
    agreed = facts.contract_date
    if agreed is None or agreed <= today:
        return []
    message = (
        f"Der Vertrag ist vom {german_date(agreed)}, das liegt in der Zukunft; Recht und "
        "Wertgrenzen richten sich nach diesem Tag. Bitte das Datum prüfen."
    )
    return [Violation("contract_in_future", "PROC-04", message, "warning", "contract_date")]


def _word_violations(new: NewProcurement, measures: Collection[str]) -> Iterator[Violation]:
    if new.measure_id not in measures:
        message = f"Die Maßnahme „{new.measure_id[:80]}“ gibt es in dieser Zuwendung nicht."
        yield Violation("measure_unknown", "PRG-05", message, field="measure_id")
    if not new.subject.strip():
        message = "Es fehlt der Gegenstand des Auftrags oder der Weiterleitung."
        yield Violation("subject_missing", "PROC-04", message, field="subject")
    if new.relation not in RELATIONS:
        message = f"Eine Vergabeakte ist {' oder '.join(RELATIONS.values())}."
        yield Violation("relation_unknown", "PROC-08", message, field="relation")
    if new.kind not in KINDS:
        message = f"Ein Auftrag ist {', '.join(KINDS.values())}."
        yield Violation("contract_kind_unknown", "PROC-02", message, field="kind")
    if new.procedure and new.procedure not in PROCEDURES:
        message = "Dieses Verfahren gibt es nicht."
        yield Violation("procedure_unknown", "PROC-04", message, field="procedure")
    if not set(new.clauses) <= set(CLAUSES):
        message = f"Als Klauseln bekannt sind: {', '.join(CLAUSES.values())}."
        yield Violation("clause_unknown", "PROC-06", message, field="clauses")


def _number_violations(new: NewProcurement) -> Iterator[Violation]:
    amounts = {
        "estimate_net_cents": ("Der geschätzte Auftragswert", new.estimate_net_cents),
        "award_net_cents": ("Der vereinbarte Betrag", new.award_net_cents),
    }
    for field, (what, cents) in amounts.items():
        if cents is not None and not 0 < cents <= MAX_CENTS:
            message = f"{what} ist größer als 0,00 €."
            yield Violation("amount_out_of_range", "PROC-04", message, field=field)
    for field in ("bidders_asked", "offers_received"):
        if getattr(new, field) < 0:
            message = "Eine Zahl von Bietern oder Angeboten ist nicht negativ."
            yield Violation("count_out_of_range", "PROC-04", message, field=field)
    is_clause = bool(new.penalty_bp)
    is_sound = new.penalty_days >= 1 and 0 < new.penalty_bp <= new.penalty_cap_bp <= 10_000
    if is_clause and not (is_sound and new.delivery_due_on is not None):
        message = (
            "Eine Vertragsstrafe nennt den Liefertermin, den Satz je begonnenem Zeitraum und einen "
            "Höchstsatz, der nicht darunter liegt."
        )
        yield Violation("penalty_clause_invalid", "PROC-07", message, field="penalty_bp")


def _date_violations(new: NewProcurement) -> Iterator[Violation]:
    agreed, due = new.contract_date, new.delivery_due_on
    if agreed is not None and due is not None and due < agreed:
        message = "Der Liefertermin liegt vor dem Vertrag."
        yield Violation("delivery_before_contract", "PROC-07", message, field="delivery_due_on")
