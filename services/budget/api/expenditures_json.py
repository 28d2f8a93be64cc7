"""Expenditures as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from contracts.schema import to_payload
from services.budget.api.trials import effect_json
from services.budget.domain.assessment import Assessment, Missing
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.foreseen import Foreseen
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.expenditure import Recorded
from services.budget.usecases.queries import ShownExpenditure
from shared.clock import format_instant
from shared.errors import Violation
from shared.web.advice import advice_as_json
from shared.web.idempotency import Answer
from shared.web.problems import values_as_json, violations_as_json

_FACTS = tuple(one.name for one in fields(NewExpenditure))
_COLUMNS = ("expenditure_id", "number", "grant_id", "kind", "original_id", "reversed_by",
            "drawdown_id", "opening", "category", "recorded_by", "return_reason",
            "reversal_reason")  # fmt: skip


def entered_json(recorded: Recorded, effect: Foreseen | None = None) -> dict[str, Any]:
    """The answer to an entry, or to a trial with its effect."""
    return {**recorded_json(recorded), "effect": effect_json(effect)}


def recorded_json(recorded: Recorded) -> dict[str, Any]:
    """The answer to a change of what was entered."""
    return {
        "expenditure_id": recorded.expenditure_id,
        "number": recorded.number,
        **_outcome(recorded.assessment),
        "violations": violations_as_json(recorded.violations),
    }


def assessed_answer(one: Assessed, warnings: Sequence[Violation] = (), status: int = 200) -> Answer:
    """The answer to a command about one row, with its version as ETag."""
    found = tuple(dict.fromkeys([*warnings, *one.assessment.findings]))
    body = {
        "expenditure_id": one.row.expenditure_id,
        "number": one.row.number,
        **_outcome(one.assessment),
        "violations": violations_as_json(found),
    }
    return Answer(body, status, one.row.version)


def expenditure_json(shown: ShownExpenditure, movements: Sequence[str] = ()) -> dict[str, Any]:
    """A whole row."""
    row, assessment = shown.row, shown.assessment
    facts = {name: to_payload(getattr(shown.facts, name)) for name in _FACTS}
    return {
        **facts,
        **shown.amounts,
        **{name: getattr(row, name) for name in _COLUMNS},
        "payment_date": to_payload(row.movement_on or row.payment_date),
        "reversed": row.reversed_by is not None,
        "recorded_at": format_instant(row.recorded_at),
        "entered_after_closing": shown.closed_half_year is not None,
        **_outcome(assessment),
        "effective_on": to_payload(assessment.effective_on),
        "paid_cents": assessment.paid_cents,
        "committed_cents": assessment.committed_cents,
        "expected_eligible_cents": assessment.expected_eligible_cents,
        "rule_pack": assessment.rule_pack,
        "rule_pack_version": assessment.rule_pack_version,
        "certifications": [
            {
                "kind": one.kind,
                "certified_by": one.certified_by,
                "certified_on": to_payload(one.certified_on),
                "external": one.external,
                "deputy_for": one.deputy_for,
            }
            for one in shown.certifications
        ],
        "documents": [
            {
                name: getattr(one, name)
                for name in ("kind", "sha256", "file_name", "media_type", "size")
            }
            for one in shown.documents
        ],
        "movements": list(movements),
        "violations": violations_as_json(assessment.findings),
    }


def _outcome(assessment: Assessment | None) -> dict[str, Any]:
    if assessment is None:
        return {"status": None, "eligible_cents": None, "steps": [], "missing": []}
    return {
        "status": assessment.status.value,
        "eligible_cents": assessment.eligible_cents,
        "steps": [
            {
                "rule": one.rule,
                "label": one.label,
                "citation": one.citation,
                "amount_cents": one.amount_cents,
            }
            for one in assessment.steps
        ],
        "missing": [missing_json(one) for one in assessment.missing],
    }


def missing_json(one: Missing) -> dict[str, Any]:
    """A gap as the API shows it."""
    return {
        "code": one.code,
        "rule": one.rule,
        "message": one.message,
        **advice_as_json(one.code, one.rule),
        **values_as_json(one.values),
    }
