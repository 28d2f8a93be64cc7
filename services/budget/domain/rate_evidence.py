"""A funding rate above the lowest of the programme rests on the city's budget: money is called at
it only once the document that proves it is filed (PRG-02)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.deciding_values import deciding
from services.budget.domain.evidence import GATE_LABELS, Evidence, EvidenceKind, Gate
from services.budget.domain.grant import Amendment, Terms, apply_changes, in_force
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import format_percent_bp


@dataclass(frozen=True)
class Award:
    """What a rate can come from: the award notice, its amendments, and the evidence filed."""

    first_terms: Terms
    amendments: Sequence[Amendment]
    evidence: Sequence[Evidence]


def rests_on_budget(rate_bp: int, rules: Rules) -> bool:
    """Whether this rate (basis points) is above the lowest the programme knows."""
    return rate_bp > min(rules.programme.funding_rates_bp, default=rate_bp)


def is_filed(evidence: Iterable[Evidence], on: date) -> bool:
    """Whether evidence of the city's budget is filed that counts by then."""
    return any(one.kind is EvidenceKind.RATE_EVIDENCE and one.counts_from <= on for one in evidence)


def is_proved(award: Award, last_day: date, on: date) -> bool:
    """Whether the rate in force on `last_day` is proved as of `on`: by evidence filed that counts
    by then, or by the file of the amendment that set it."""
    if is_filed(award.evidence, on):
        return True
    terms, proved = award.first_terms, False
    for one in in_force(award.amendments, last_day):
        changed = apply_changes(terms, one.changes)
        if changed.funding_rate_bp != terms.funding_rate_bp:
            proved = one.has_file
        terms = changed
    return proved


def rate_gate(award: Award, rate_bp: int, rules: Rules, last_day: date, on: date) -> list[Gate]:
    """The condition of a call at this rate, the one in force on the call's `last_day`; none at the
    lowest rate. `on` is the day somebody wants to know."""
    if not rests_on_budget(rate_bp, rules):
        return []
    kind = EvidenceKind.RATE_EVIDENCE
    label = f"{GATE_LABELS[kind]} von {format_percent_bp(rate_bp)}"
    satisfied = is_proved(award, last_day, on)
    message = (
        f"{label}: liegt vor."
        if satisfied
        else f"Es fehlt: {label}. Erst mit diesem Nachweis kann der Abruf freigegeben werden."
    )
    values = deciding(("funding_rates_bp",), rules)
    return [Gate(kind.value, satisfied, "PRG-02", message, values=values)]


def unproved_rate(gates: Iterable[Gate]) -> list[Violation]:
    """What the draft of a call says at once about a condition that its release will ask for."""
    return [
        Violation("rate_evidence_due", one.rule, one.message, "warning", one.kind, None, one.values)
        for one in gates
        if one.kind == EvidenceKind.RATE_EVIDENCE.value and not one.satisfied
    ]
