"""Checking, encoding and reading one event, against marshmallow and rfc8785 doing the same.

The compiled schemas and the C encoder stand in for them wherever the outcome is the same
(tests/unit/contracts compare both); the event is a whole expenditure with seven steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING
from datetime import date
from statistics import median
from typing import Any

import rfc8785
from marshmallow import EXCLUDE

from bench.figure import Figure, seconds
from contracts.canonical import canonical_bytes
from contracts.events.budget import ExpenditureRecorded
from contracts.events.snapshots import Assessment, Effect, ExpenditureSnapshot, Step
from contracts.schema import check_payload, from_payload, schema_of, to_payload


def event() -> ExpenditureRecorded:
    """An expenditure as it is recorded most often."""
    day, text = date(2026, 4, 15), "6f0f1c1e-0000-4000-8000-000000000001"
    assessment = Assessment(
        status="recorded",
        effective_on=day,
        eligible_cents=119_000,
        paid_cents=119_000,
        committed_cents=0,
        expected_eligible_cents=0,
        steps=tuple(Step(f"ELG-0{number}", "Abzug", 100) for number in range(7)),
        effects=(Effect(day, "committed", -119_000), Effect(day, "paid", 119_000)) * 2,
        missing=("voucher", "factual", "arithmetical"),
        findings=(),
        rule_pack="kfw436-2020",
        rule_pack_version="1",
    )
    given = {"kind": "voucher", "category": "SACH", "opening": False, "assessment": assessment}
    given |= {"documents": (), "certifications": ()}
    values: dict[str, Any] = {
        name: given.get(name, _plain(str(one.type), day, text))
        for name, one in ExpenditureSnapshot.__dataclass_fields__.items()
        if name in given or one.default is MISSING
    }
    return ExpenditureRecorded(ExpenditureSnapshot(**values), None, ("measure/M-1",))


def _plain(kind: str, day: date, text: str) -> object:
    if kind.startswith("date"):
        return day
    return 119_000 if kind.startswith("int") else text


def measure(*, quick: bool = False) -> list[Figure]:
    """Microseconds of each step and how often faster than its floor."""
    cls, payload = ExpenditureRecorded, to_payload(event())
    strict, tolerant = schema_of(cls)(), schema_of(cls, EXCLUDE)(unknown=EXCLUDE)
    turns = 20 if quick else 200
    pairs: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        (
            "event check at publication",
            lambda: check_payload(cls, payload),
            lambda: strict.validate(payload),
        ),
        (
            "event read at consumption",
            lambda: from_payload(cls, payload),
            lambda: tolerant.load(payload),
        ),
        (
            "event to RFC 8785 bytes",
            lambda: canonical_bytes(payload),
            lambda: rfc8785.dumps(payload),
        ),
    )
    return [_compare(*pair, turns) for pair in pairs]


def _compare(
    claim: str, ours: Callable[[], object], floor: Callable[[], object], turns: int
) -> Figure:
    ours(), floor()
    mine, theirs = [], []
    for _ in range(5):
        mine.append(_micros(ours, turns))
        theirs.append(_micros(floor, turns))
    return Figure(
        claim=claim,
        ours=f"{median(mine):.0f} µs",
        floor=f"{median(theirs):,.0f} µs (marshmallow, rfc8785)",
        unit="× as fast",
        runs=tuple(two / one for one, two in zip(mine, theirs, strict=True)),
    )


def _micros(run: Callable[[], object], turns: int) -> float:
    def repeat() -> None:
        for _ in range(turns):
            run()

    return seconds(repeat) / turns * 1e6
