"""Findings of a stored row: an error among them takes `claimable` back (semantics 4)."""

from __future__ import annotations

from collections.abc import Iterator

from services.budget.domain.assignment import category_violations
from services.budget.domain.circumstances import Context
from services.budget.domain.cost_kinds import firm, list_violations
from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import Kind, Row
from services.budget.domain.period_rules import period_violations
from services.budget.domain.timeliness import late_entry
from shared.errors import Violation


def findings_of(row: Row, context: Context) -> tuple[Violation, ...]:
    """Everything the rules find at a row as it stands today."""
    found = (
        *period_violations(
            row.facts,
            context.terms,
            context.rules,
            context.category,
            context.evidence,
            context.order.facts if context.order else None,
        ),
        *_certification_violations(row, context),
        *category_violations(
            row.facts,
            context.category.value,
            context.rules.expenditure.account_class_categories,
        ),
        *list_violations(row.facts, context.category, context.rules.expenditure),
        *_procurement_warnings(row, context),
        *late_entry(row, context.rules),
        *firm(context.findings),
    )
    return tuple(cited(found, context.rules))


def _procurement_warnings(row: Row, context: Context) -> Iterator[Violation]:
    """An incomplete procurement file, where the pack only warns of it (PROC-01)."""
    message = context.procurement.wait_reason if context.procurement else None
    warns = context.rules.procurement.procurement_incomplete == "warn"
    if message and warns and row.kind is Kind.VOUCHER:
        yield Violation("procurement_incomplete", "PROC-01", message, "warning")


def _certification_violations(row: Row, context: Context) -> Iterator[Violation]:
    """Certifications taken over from the finance system may lack the second person."""
    persons = {one.by for one in row.certifications}
    kinds = {one.kind for one in row.certifications}
    if len(kinds) > len(persons) and context.rules.expenditure.certification_persons > 1:
        message = (
            "Sachliche und rechnerische Richtigkeit hat dieselbe Person festgestellt. "
            "Bitte eine der beiden Feststellungen von einer anderen Person einholen."
        )
        yield Violation("certified_by_one_person", "MUN-03", message)
    if persons & row.recorders:
        message = "Wer die Ausgabe erfasst hat, darf sie nicht feststellen."
        yield Violation("certified_by_recorder", "MUN-02", message)
