"""An assessment as the JSON column of its row, and back."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from services.budget.domain.assessment import Assessment, Missing
from services.budget.domain.effects import Effect, EffectKind
from services.budget.domain.eligibility import Step
from services.budget.domain.expenditure import Status
from shared.errors import DecidingValue, Violation

Stored = dict[str, Any]

_WITH_VALUES = 7
"""Parts of a finding that names values; without them it ends with its field or its waiver."""
_parts_of = attrgetter(*(one.name for one in fields(DecidingValue)))


def assessment_to_json(found: Assessment) -> Stored:
    """Everything, so that two assessments are equal exactly if their JSON is."""
    return {
        "steps": [
            [one.rule, one.label, one.citation, one.amount_cents, one.total_cents]
            for one in found.steps
        ],
        "sums": [
            found.eligible_cents,
            found.paid_cents,
            found.committed_cents,
            found.expected_eligible_cents,
        ],
        "effects": [[one.on.isoformat(), one.kind, one.cents] for one in found.effects],
        "effective_on": found.effective_on.isoformat() if found.effective_on else None,
        "status": found.status,
        "missing": [_gap_to_json(one) for one in found.missing],
        "findings": [finding_to_json(one) for one in found.findings],
        "pack": [found.rule_pack, found.rule_pack_version],
    }


def assessment_from_json(stored: Stored) -> Assessment:
    """The assessment as last stored."""
    eligible, paid, committed, expected = stored["sums"]
    effective_on = stored["effective_on"]
    return Assessment(
        steps=tuple(Step(*one) for one in stored["steps"]),
        eligible_cents=eligible,
        paid_cents=paid,
        committed_cents=committed,
        expected_eligible_cents=expected,
        effects=tuple(
            Effect(date.fromisoformat(on), EffectKind(kind), cents)
            for on, kind, cents in stored["effects"]
        ),
        effective_on=date.fromisoformat(effective_on) if effective_on else None,
        status=Status(stored["status"]),
        missing=tuple(_gap_from_json(one) for one in stored["missing"]),
        findings=tuple(violation_from_json(one) for one in stored["findings"]),
        rule_pack=stored["pack"][0],
        rule_pack_version=stored["pack"][1],
    )


def violation_to_json(one: Violation) -> list[str | None]:
    """A violation as a JSON list, the waiver last where there is one; without deciding values."""
    stored = [one.code, one.rule, one.message, one.severity, one.field]
    return [*stored, one.waived_by] if one.waived_by else stored


def finding_to_json(one: Violation) -> list[Any]:
    """A finding with the values that decided it, as the pack said on its day."""
    if not one.values:
        return violation_to_json(one)
    stored = [one.code, one.rule, one.message, one.severity, one.field, one.waived_by]
    return [*stored, values_to_json(one.values)]


def violation_from_json(stored: list[Any]) -> Violation:
    """A violation or finding as stored by the two above."""
    *said, values = stored if len(stored) == _WITH_VALUES else [*stored, []]
    return replace(Violation(*said), values=values_from_json(values))


def _gap_to_json(one: Missing) -> list[Any]:
    stored: list[Any] = [one.code, one.rule, one.message]
    return [*stored, values_to_json(one.values)] if one.values else stored


def _gap_from_json(stored: list[Any]) -> Missing:
    code, rule, message, *rest = stored
    return Missing(code, rule, message, values_from_json(rest[0] if rest else []))


def values_to_json(values: tuple[DecidingValue, ...]) -> list[list[Any]]:
    return [list(_parts_of(one)) for one in values]


def values_from_json(stored: list[list[Any]]) -> tuple[DecidingValue, ...]:
    return tuple(DecidingValue(*one) for one in stored)
