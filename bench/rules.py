"""All rules on one expenditure: may it be recorded, and what is it worth. Processor time.

The dearest voucher there is: deductible VAT, a project share, an excluded part, discount and
retention, a service that runs past the end, twenty vouchers that look alike, a plan of fifty
lines, and ten movements. No database: what is stored is read before. Floor of the same run: the
same amounts by `fractions.Fraction`, one product and one rounding a day, no rule and no sentence.
Target: at most 2 ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from bench.figure import Figure
from services.budget.domain.admission import Admission, check_new_expenditure
from services.budget.domain.assessment import assess_family
from services.budget.domain.duplicate import Likeness
from services.budget.domain.expenditure import Family, Kind
from services.budget.domain.plan import Category, PlanLine
from shared.money import round_half_away
from tests.unit.budget.domain.examples import (
    END,
    TODAY,
    a_context,
    a_movement,
    a_row,
    an_entry,
    some_rules,
    some_terms,
)

LINES, ALIKE, MOVEMENTS = 50, 20, 10
PLAIN = an_entry()
HARD = replace(
    PLAIN,
    vat_deductible_bp=3_700,
    allocation_bp=6_123,
    allocation_reason="Schlüssel nach Fläche",
    ineligible_cents=12_345,
    ineligible_reason="Bewirtung",
    discount_cents=2_345,
    retention_cents=59_500,
    service_to=END + timedelta(days=200),
)


def admission() -> Admission:
    """A plan of fifty lines, every second nearly used up, and twenty vouchers that look alike."""
    lines = {
        f"1.{number}": PlanLine(f"1.{number}", "M1", Category.SACH, 10_000_000, {2026: 10_000_000})
        for number in range(LINES)
    }
    alike = tuple(
        Likeness(f"E{n}", n, PLAIN.creditor, f"RE-{n}", PLAIN.gross_cents, PLAIN.invoice_date, "G")
        for n in range(ALIKE)
    )
    return Admission(
        grant_id="G-B",
        terms=some_terms(),
        rules=some_rules(),
        today=TODAY,
        lines=lines,
        measures=frozenset(f"M{number}" for number in range(8)),
        used={name: 9_500_000 for name in list(lines)[::2]},
        near=alike,
    )


def family(movements: int) -> Family:
    """The hard voucher with credit notes and releases of its retention in turn."""
    original = a_row(HARD)
    kinds = (Kind.CREDIT_NOTE, Kind.RETENTION_RELEASE)
    moved = [
        a_movement(original, kinds[n % 2], 101 + n, date(2026, 3, 1 + n), number=n + 2)
        for n in range(movements)
    ]
    return Family(original, tuple(moved), ())


def measure(*, quick: bool = False) -> list[Figure]:
    """Milliseconds for the plainest and the dearest voucher, and with ten movements."""
    turns = 20 if quick else 300
    world, context = admission(), a_context()
    plain, hard, moved = Family(a_row(PLAIN), (), ()), family(0), family(MOVEMENTS)
    floor = _milliseconds(lambda: _floor(0), turns)
    return [
        _figure("all rules on a plain expenditure", floor, turns, lambda: (
            check_new_expenditure(PLAIN, replace(world, near=())), assess_family(plain, context))),
        _figure("all rules on the dearest expenditure", floor, turns, lambda: (
            check_new_expenditure(HARD, world), assess_family(hard, context))),
        _figure(f"the same with its {MOVEMENTS} movements assessed anew", floor, turns, lambda: (
            check_new_expenditure(HARD, world), assess_family(moved, context)), target=None),
    ]  # fmt: skip


def _figure(
    claim: str, floor: float, turns: int, run: Callable[[], object], target: float | None = 2.0
) -> Figure:
    runs = tuple(_milliseconds(run, turns) for _ in range(5))
    return Figure(
        claim=claim,
        ours=f"{median(runs):.2f} ms of processor time",
        floor=f"{floor:.3f} ms (fractions, no rule)",
        unit="ms",
        runs=runs,
        at_most=target,
    )


def _floor(cents: int) -> list[int]:
    """What the steps of the hard voucher come to, and nothing said about it."""
    gross = Fraction(HARD.gross_cents - HARD.discount_cents - HARD.retention_cents + cents)
    inside = Fraction(366, 566)
    shares = (
        1 - Fraction(HARD.ineligible_cents, HARD.gross_cents),
        1 - Fraction(HARD.vat_cents * HARD.vat_deductible_bp, HARD.gross_cents * 10_000),
        Fraction(HARD.allocation_bp, 10_000),
        inside,
    )
    found = [round_half_away(gross)]
    for share in shares:
        gross *= share
        found.append(round_half_away(gross))
    return found


def _milliseconds(run: Callable[[], object], turns: int) -> float:
    run()
    began = time.process_time()
    for _ in range(turns):
        run()
    return (time.process_time() - began) / turns * 1000
