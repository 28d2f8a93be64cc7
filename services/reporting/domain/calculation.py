"""The way from the invoices to the eligible sum, rule by rule, and what is still open on the way.

Budget decided every step; here steps of many rows are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from contracts.events.findings import DecidingValue
from contracts.events.snapshots import Assessment
from services.reporting.domain.facts import RowFact
from services.reporting.domain.receipt_words import NO_WORDS, ReceiptWords
from services.reporting.domain.sums import Figure

GROSS = "gross"
OTHER = "other"
"""Rows that count in part on the day: their steps describe the end, their effects the day."""

_ORDER = (GROSS, "ELG-05", "ELG-06", "ELG-11", "ELG-07", "ELG-08", "ELG-13", "ELG-03")

_RULE_OF_GAP = {
    "payment": "ELG-05",
    "payment_proof": "ELG-12",
    "voucher_file": "ELG-12",
    "procurement_file": "PROC-01",
    "certification_factual": "MUN-01",
    "certification_arithmetical": "MUN-01",
    "split_part": "ELG-09",
}
"""Events carry the code of a gap without its rule."""


@dataclass(frozen=True)
class AssessedRow:
    """A row with what budget decided, its eligible sum as of the day of the report, the German
    day it was recorded, and by what a reader finds it in the books."""

    row: RowFact
    assessment: Assessment
    eligible_cents: int
    recorded_on: date
    words: ReceiptWords = NO_WORDS


@dataclass(frozen=True)
class StepSum:
    """What one rule changes over all rows; `rule` is GROSS for the start, OTHER for the rest."""

    rule: str
    label: str
    figure: Figure


@dataclass(frozen=True)
class OpenPoint:
    """Rows that share a gap or a finding; `numbers` are their running numbers, `values` what the
    rule packs said where it was decided, each once."""

    kind: Literal["missing", "finding"]
    code: str
    rule: str
    severity: str
    numbers: tuple[int, ...]
    ids: tuple[str, ...]
    values: tuple[DecidingValue, ...] = ()


def step_sums(rows: Iterable[AssessedRow]) -> tuple[StepSum, ...]:
    """Adds the steps of all rows that count; the sums add up to the eligible figure exactly."""
    cents: dict[str, int] = defaultdict(int)
    ids: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    for one in rows:
        for key, label, amount in _parts(one):
            cents[key] += amount
            ids[key].append(one.row.expenditure_id)
            labels.setdefault(key, label)
    return tuple(
        StepSum(key, labels[key], Figure(cents[key], tuple(dict.fromkeys(ids[key]))))
        for key in sorted(cents, key=_position)
    )


def _parts(one: AssessedRow) -> Iterable[tuple[str, str, int]]:
    steps = one.assessment.steps
    if not one.eligible_cents:
        return
    if one.eligible_cents != sum(step.amount_cents for step in steps):
        yield OTHER, "", one.eligible_cents
        return
    for number, step in enumerate(steps):
        yield (step.rule if number else GROSS), step.label, step.amount_cents


def _position(key: str) -> tuple[int, str]:
    return (_ORDER.index(key) if key in _ORDER else len(_ORDER) + (key == OTHER), key)


def waiting_points(rows: Iterable[AssessedRow]) -> tuple[OpenPoint, ...]:
    """What keeps paid eligible cost from being claimable: gaps and errors, no mere warnings."""
    waiting = [one for one in rows if one.eligible_cents and not one.row.is_claimable]
    return tuple(one for one in open_points(waiting) if one.severity != "warning")


def open_points(rows: Iterable[AssessedRow], day: date | None = None) -> tuple[OpenPoint, ...]:
    """Groups gaps and findings: errors first, then gaps, then warnings, the most frequent first.
    With a day only those of rows that have an effect by then (inclusive)."""
    found: dict[tuple[Literal["missing", "finding"], str, str, str], list[AssessedRow]]
    found = defaultdict(list)
    for one in rows:
        if day is not None and not any(effect.on <= day for effect in one.row.effects):
            continue
        for code in one.assessment.missing:
            found["missing", code, _RULE_OF_GAP.get(code, ""), "missing"].append(one)
        for finding in one.assessment.findings:
            found["finding", finding.code, finding.rule, finding.severity].append(one)
    order = {"error": 0, "missing": 1, "warning": 2}
    return tuple(
        OpenPoint(
            *key,
            tuple(one.row.number for one in found[key]),
            tuple(one.row.expenditure_id for one in found[key]),
            values_of((one.assessment.values for one in found[key]), key[1]),
        )
        for key in sorted(found, key=lambda key: (order[key[3]], -len(found[key]), key[1]))
    )


def values_of(told: Iterable[tuple[DecidingValue, ...]], code: str) -> tuple[DecidingValue, ...]:
    """The values that decided this code, each once; more than one where the law changed."""
    found = (replace(one, codes=(code,)) for values in told for one in values if code in one.codes)
    return tuple(dict.fromkeys(found))
