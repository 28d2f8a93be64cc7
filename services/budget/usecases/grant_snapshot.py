"""The grant, its plan and its measures as events carry them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contracts.events.findings import DecidingValue
from contracts.events.snapshots import (
    FundingSource,
    Gate,
    GrantSnapshot,
    MeasureSnapshot,
    MeasureStatus,
    PlanLine,
    TermsVersion,
)
from contracts.events.snapshots import Milestone as ListedMilestone
from services.budget.domain import plan
from services.budget.domain.deciding_values import deciding
from services.budget.domain.evidence import Phase
from services.budget.domain.first_measures import first_measures_cap
from services.budget.domain.grant import Terms, apply_changes
from services.budget.domain.measure import Milestone
from services.budget.domain.pack_change import PackChange, concerns
from services.budget.domain.proof import attachments_parameter, wanted_attachments
from services.budget.domain.rulepack import RulePacks, Rules, resolve
from services.budget.store.grant import GrantRecord
from services.budget.store.measure import MeasureRecord, StatusRecord
from services.budget.usecases.told_values import values_by_code
from shared.periods import german_date


def grant_snapshot(grant: GrantRecord, packs: RulePacks, on: date) -> GrantSnapshot:
    """The grant with all confirmed versions of its terms, and its gates as of `on`."""
    return GrantSnapshot(
        grant_id=grant.grant_id,
        programme_id=grant.programme_id,
        title=grant.title,
        phase=grant.phase.value,
        status=grant.status,
        award_notice_number=grant.award_notice_number,
        award_date=grant.award_date,
        terms=terms_versions(grant, packs),
        gates=tuple(Gate(one.kind, one.rule, one.satisfied) for one in grant.gates(packs, on)),
    )


def terms_versions(grant: GrantRecord, packs: RulePacks) -> tuple[TermsVersion, ...]:
    """The terms of the award notice, after each confirmed amendment and after each change of a
    rule pack they rest on, in the order in which `terms_as_of` lays them over each other."""
    return tuple(_terms_versions(grant, grant.law(packs)))


def _terms_versions(grant: GrantRecord, packs: RulePacks) -> Iterator[TermsVersion]:
    terms, day = grant.first_terms, grant.award_date
    yield _terms(1, grant.award_notice_number, (day, day), terms, packs, grant.phase)
    ordered = sorted([*_amended(grant), *_changed(grant)], key=lambda entry: entry[:3])
    version = 1
    for valid_from, known_on, _, reference, changes in ordered:
        if isinstance(changes, PackChange):
            if not concerns(
                changes, packs, terms.rule_pack, terms.rule_settings, changes.counts_from
            ):
                continue
        else:
            terms = apply_changes(terms, changes)
        version += 1
        yield _terms(version, reference, (valid_from, known_on), terms, packs, grant.phase)


_Entry = tuple[date, date, int, str, Mapping[str, Any] | PackChange]


def _amended(grant: GrantRecord) -> Iterator[_Entry]:
    for index, one in enumerate(grant.amendments):
        if one.known_on is not None:
            yield one.valid_from, one.known_on, index, one.reference, one.changes


def _changed(grant: GrantRecord) -> Iterator[_Entry]:
    """Changes of rule packs since the award; older ones are in the first terms."""
    behind = len(grant.amendments)  # of one day, an amendment may choose another pack
    for one in grant.pack_changes:
        if one.released_on is not None and one.counts_from > grant.award_date:
            reference = f"Regelpaket {one.pack_id}, Änderung {one.number}"
            yield one.counts_from, one.released_on, behind + one.number, reference, one


def _terms(
    version: int,
    reference: str,
    since: tuple[date, date],
    terms: Terms,
    packs: RulePacks,
    phase: Phase,
) -> TermsVersion:
    valid_from, known_on = since
    rules = resolve(packs, terms.rule_pack, terms.rule_settings, valid_from)
    return TermsVersion(
        version=version,
        reference=reference,
        valid_from=valid_from,
        known_on=known_on,
        funding_rate_bp=terms.funding_rate_bp,
        max_eligible_cents=terms.max_eligible_cents,
        max_grant_cents=terms.max_grant_cents,
        period_start=terms.period_start,
        period_end=terms.period_end,
        earliest_contract_date=terms.earliest_contract_date,
        payments_until=terms.payments_until,
        cap_basis=rules.programme.cap_basis,
        income_treatment=rules.programme.income_treatment,
        rule_pack=rules.rule_pack,
        rule_pack_version=rules.rule_pack_version,
        rule_settings=as_texts(terms.rule_settings),
        plan_total=rules.plan.plan_total,
        first_measures_cap_cents=first_measures_cap(phase, rules, terms),
        line_tolerance_bp=rules.plan.line_tolerance_bp,
        proof_attachments=wanted_attachments(phase, rules),
        proof_values=_proof_values(phase, rules),
    )


def _proof_values(phase: Phase, rules: Rules) -> tuple[DecidingValue, ...]:
    """What asks for the attachments: one list for all of them."""
    (decided,) = deciding((attachments_parameter(phase),), rules)
    return values_by_code((kind, (decided,)) for kind in wanted_attachments(phase, rules))


def as_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Values of mixed kinds as an event carries them: text as it is, days ISO, the rest JSON."""
    return {key: _as_text(value) for key, value in values.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def measure_snapshot(record: MeasureRecord) -> MeasureSnapshot:
    """The measure; its lead as a pseudonymous id, empty where the lead has no account."""
    measure = record.measure
    return MeasureSnapshot(
        measure_id=measure.measure_id,
        grant_id=record.grant_id,
        title=measure.title,
        action_field=measure.action_field,
        participation_origin=measure.participation_origin,
        lead=record.lead_user_id or "",
        period_start=measure.period_start,
        period_end=measure.period_end,
        strategy_reference=measure.strategy_reference,
        first_measure=measure.first_measure,
        charta_reference=measure.charta_reference,
        goal=measure.goal,
        partners=measure.partners,
    )


def status_snapshot(record: StatusRecord) -> MeasureStatus:
    """The status with milestones as text a reader can print."""
    status = record.status
    lines = [milestone_text(one) for one in status.milestones]
    return MeasureStatus(
        period=status.period,
        light=status.light.value,
        proposed_light=record.proposed_light.value,
        criteria=record.criteria,
        reason=status.reason,
        milestones="\n".join([*lines, record.milestones_text] if record.milestones_text else lines),
        risk=status.risk,
        decision_needed=status.decision_needed,
        listed_milestones=tuple(
            ListedMilestone(one.title, one.due_on, one.done_on) for one in status.milestones
        ),
    )


def milestone_text(one: Milestone) -> str:
    """A milestone as a reader sees it."""
    done = f"erledigt am {german_date(one.done_on)}" if one.done_on else "offen"
    return f"{one.title} (fällig am {german_date(one.due_on)}, {done})"


def plan_line(line: plan.PlanLine) -> PlanLine:
    """One line as an event carries it."""
    return PlanLine(
        budget_line=line.budget_line,
        measure_id=line.measure_id,
        category=line.category.value,
        planned_cents=line.planned_cents,
        years={str(year): cents for year, cents in sorted(line.years.items())},
    )


def funding(new: plan.NewPlanVersion) -> tuple[FundingSource, ...]:
    """The funding sources as an event carries them."""
    return tuple(
        FundingSource(one.source_kind.value, one.source, one.amount_cents) for one in new.funding
    )
