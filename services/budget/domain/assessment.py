"""What the rules make of a stored row: the one value budget publishes and everybody adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.circumstances import Context, PartInvoice, Split
from services.budget.domain.effects import Effect, effects_of, ends_of, negated
from services.budget.domain.eligibility import Factors, Step, factors_of, steps_of
from services.budget.domain.expenditure import Family, Kind, Row, Status
from services.budget.domain.findings import findings_of
from services.budget.domain.missing import Missing, missing_of
from services.budget.domain.movement_effects import chain_of, movement_part
from services.budget.domain.timeline import order_timeline, voucher_timeline
from shared.errors import Violation, errors_only

__all__ = [
    "Assessment",
    "Context",
    "Missing",
    "PartInvoice",
    "Split",
    "assess",
    "assess_family",
]


@dataclass(frozen=True)
class Assessment:
    """The whole result of a row, as carried by every event that touches it.

    `eligible_cents` is the end of `steps`: what the row is worth once it is paid; the sums of a
    grant add `effects` instead, which know the days. `paid_cents`, `committed_cents` and
    `expected_eligible_cents` are the ends of their effects. `effective_on` is None while nothing is
    paid.
    """

    steps: tuple[Step, ...]
    eligible_cents: int
    paid_cents: int
    committed_cents: int
    expected_eligible_cents: int
    effects: tuple[Effect, ...]
    effective_on: date | None
    status: Status
    missing: tuple[Missing, ...]
    findings: tuple[Violation, ...]
    rule_pack: str
    rule_pack_version: str


def assess_family(family: Family, context: Context) -> Mapping[str, Assessment]:
    """Assess a row, its movements and twins together, by expenditure id.

    They belong together: a movement counts only where its original counts, and an earlier movement
    entered late moves the rounding of later ones.
    """
    factors = factors_of(family.original.facts, context.terms, context.rules)
    original = _assess_original(family.original, context, factors)
    found = {family.original.expenditure_id: original}
    for row in family.movements:
        found[row.expenditure_id] = _assess_movement(row, family, original, context, factors)
    for twin in family.twins:
        reversed_row = next(
            (r for r in family.rows if r.expenditure_id == twin.original_id), family.original
        )
        found[twin.expenditure_id] = _assess_twin(twin, reversed_row, family, found, context)
    return found


def assess(row: Row, family: Family, context: Context) -> Assessment:
    """The assessment of one row of `family`."""
    return assess_family(family, context)[row.expenditure_id]


def _assess_original(row: Row, context: Context, factors: Factors) -> Assessment:
    timeline = (
        order_timeline(row, context, factors)
        if row.kind is Kind.ORDER
        else voucher_timeline(row, (), context, factors)
    )
    subject = subject_of(row)
    gaps, lifted = context.relief.gaps(subject, () if row.is_reversed else missing_of(row, context))
    findings = (*context.relief.softened(subject, findings_of(row, context)), *lifted)
    missing = () if row.is_called else gaps
    return _assessment(
        context,
        steps_of(row.facts, context.terms, context.rules, factors),
        effects_of(timeline.totals, timeline.days),
        effective_on=_floored(row.facts.payment_date, row, context),
        status=_status(row, blocked=bool(missing or errors_only(findings))),
        missing=missing,
        findings=findings,
    )


def subject_of(row: Row) -> str:
    """The row as waivers and events name it."""
    return f"expenditure/{row.expenditure_id}"


def _floored(day: date | None, row: Row, context: Context) -> date | None:
    """A replacement of a called row counts from the day of recording (semantics 4)."""
    return max(day, row.recorded_on) if day is not None and context.replaces_called else day


def _status(row: Row, *, blocked: bool) -> Status:
    if row.is_called:
        return Status.CALLED
    if not row.facts.is_paid:
        return Status.COMMITTED
    return Status.RECORDED if blocked or row.is_reversed else Status.CLAIMABLE


def _assess_movement(
    row: Row, family: Family, original: Assessment, context: Context, factors: Factors
) -> Assessment:
    part = movement_part(row, family, context, factors)
    counts_from = original.effective_on
    effective_on = None if counts_from is None else max(part.on, counts_from)
    status = _movement_status(row, family.original, original.status)
    waits = status is Status.RECORDED and not row.is_reversed
    return _assessment(
        context,
        part.steps,
        part.effects,
        effective_on=effective_on,
        status=status,
        missing=(_waits_for(family.original),) if waits else (),
        findings=tuple(context.relief.softened(subject_of(row), part.findings)),
    )


def _movement_status(row: Row, original: Row, original_status: Status) -> Status:
    """A movement counts where its original counts; reversed ones as `_twin_status` says."""
    if row.is_called:
        return Status.CALLED
    if original_status is Status.COMMITTED:
        return Status.COMMITTED
    taken_along = row.is_reversed and row.reversed_by == original.reversed_by
    if row.is_reversed and not (taken_along and original.is_called):
        return Status.RECORDED
    return Status.CLAIMABLE if original_status.counts_as_claimable else Status.RECORDED


def _waits_for(original: Row) -> Missing:
    message = f"Die Ausgabe Nr. {original.number}, zu der diese Zeile gehört, ist nicht abrufbar."
    return Missing("original", "ELG-05", message)


def _assess_twin(
    twin: Row,
    reversed_row: Row,
    family: Family,
    found: Mapping[str, Assessment],
    context: Context,
) -> Assessment:
    """The twin negates every amount of the row and of the movements it takes along."""
    members = [found[reversed_row.expenditure_id]]
    if reversed_row is family.original:
        members += [found[row.expenditure_id] for row in chain_of(family)]
    first = members[0]
    not_before = twin.recorded_on if reversed_row.is_called else None
    effective_on = first.effective_on
    if effective_on is not None and not_before is not None:
        effective_on = max(effective_on, not_before)
    return _assessment(
        context,
        _negated_steps([step for one in members for step in one.steps]),
        negated([effect for one in members for effect in one.effects], not_before),
        effective_on=effective_on,
        status=_twin_status(twin, reversed_row, first.status),
        missing=(),
        findings=(),
    )


def _twin_status(twin: Row, reversed_row: Row, status: Status) -> Status:
    """Original and twin stand in the same sums, both or neither."""
    if twin.is_called:
        return Status.CALLED
    return Status.CLAIMABLE if reversed_row.is_called else status


def _negated_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    negative: list[Step] = []
    total = 0
    for step in steps:
        total -= step.amount_cents
        label = f"Storno: {step.label}"
        negative.append(Step(step.rule, label, step.citation, -step.amount_cents, total))
    return tuple(negative)


def _assessment(
    context: Context,
    steps: tuple[Step, ...],
    effects: tuple[Effect, ...],
    *,
    effective_on: date | None,
    status: Status,
    missing: tuple[Missing, ...],
    findings: tuple[Violation, ...],
) -> Assessment:
    ends = ends_of(effects)
    return Assessment(
        steps=steps,
        eligible_cents=steps[-1].total_cents,
        paid_cents=ends.paid,
        committed_cents=ends.committed,
        expected_eligible_cents=ends.expected_eligible,
        effects=effects,
        effective_on=effective_on,
        status=status,
        missing=missing,
        findings=findings,
        rule_pack=context.rules.rule_pack,
        rule_pack_version=context.rules.rule_pack_version,
    )
