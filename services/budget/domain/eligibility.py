"""From gross to eligible: exact fractions, rounded once, one named step per rule (semantics 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.grant import Terms
from services.budget.domain.rulepack import Rules
from services.budget.domain.rules import rule
from services.budget.domain.service_period import share_inside
from shared.money import format_euro, format_percent_bp, round_half_away
from shared.periods import german_date

_WHOLE_BP: Final = 10_000


@dataclass(frozen=True)
class Step:
    """One line of the calculation: what the rule changes, in cents, and the total after it.

    Steps are differences of rounded running totals, so they add up exactly.
    """

    rule: str
    label: str
    citation: str
    amount_cents: int
    total_cents: int


@dataclass(frozen=True)
class Factors:
    """The shares of step 3 to 6 of one expenditure, exact.

    `with_owed_vat` adds the tax the city owes itself (§ 13b UStG) in proportion to what it pays;
    `without_vat` is the same less all deductible input VAT.
    """

    without_ineligible: Fraction
    with_owed_vat: Fraction
    without_vat: Fraction
    allocation: Fraction
    inside: Fraction

    @property
    def eligible(self) -> Fraction:
        """Eligible part of a paid amount."""
        return self.without_ineligible * self.without_vat * self.allocation * self.inside

    @property
    def deductible_vat(self) -> Fraction:
        """Input VAT the city gets back, as part of a paid amount: project share only."""
        return (self.with_owed_vat - self.without_vat) * self.allocation

    @property
    def cost(self) -> Fraction:
        """What a paid amount costs the city: with the tax it owes itself, project share only."""
        return self.with_owed_vat * self.allocation


def factors_of(facts: NewExpenditure, terms: Terms, rules: Rules) -> Factors:
    """The shares that turn a paid amount into an eligible one (semantics 1, steps 3 to 6)."""
    owed = Fraction(facts.reverse_charge_vat_cents, facts.gross_cents)
    vat_share = Fraction(facts.vat_cents, facts.gross_cents) + owed
    return Factors(
        without_ineligible=1 - Fraction(facts.ineligible_cents, facts.gross_cents),
        with_owed_vat=1 + owed,
        without_vat=1 + owed - vat_share * Fraction(facts.vat_deductible_bp, _WHOLE_BP),
        allocation=Fraction(facts.allocation_bp, _WHOLE_BP),
        inside=share_inside(
            facts.service_from, facts.service_to, terms.period_end, rules.expenditure.prepaid_by
        ),
    )


@dataclass(frozen=True)
class _Stage:
    """A step before rounding: the running total after it, exact; unused ones are left out."""

    rule: str
    label: str
    total: Fraction
    applies: bool
    citation: str = ""


def steps_of(facts: NewExpenditure, terms: Terms, rules: Rules) -> tuple[Step, ...]:
    """The calculation of an expenditure by itself, without its movements.

    A payment after `payments_until` takes everything back at the end (ELG-03, semantics 2).
    """
    gross = Fraction(facts.gross_cents)
    discounted = gross - facts.discount_cents
    opening = [
        _Stage("ELG-05", "Rechnungsbetrag mit Umsatzsteuer", gross, True),
        _Stage("ELG-05", "abzüglich Skonto und Nachlass", discounted, facts.discount_cents != 0),
        _Stage(
            "ELG-06",
            "abzüglich Sicherheitseinbehalt bis zur Auszahlung",
            discounted - facts.retention_cents,
            facts.retention_cents != 0,
        ),
    ]
    late = facts.payment_date is not None and facts.payment_date > terms.payments_until
    return _rounded([*opening, *_shares(opening[-1].total, facts, terms, rules, late=late)])


@dataclass(frozen=True)
class Change:
    """A movement as the calculation sees it: `cents` (signed) on top of `before_cents` paid.

    `late` ones came after `payments_until` and add nothing.
    """

    rule: str
    label: str
    before_cents: int
    cents: int
    late: bool = False


def movement_steps(
    change: Change, facts: NewExpenditure, terms: Terms, rules: Rules
) -> tuple[Step, ...]:
    """The calculation of a movement of the expenditure with these facts.

    Each step is the difference of two rounded totals, with and without the movement; their sum
    therefore is what the movement adds to the rounded eligible total (semantics 1).
    """
    before = Fraction(change.before_cents)
    with_it, without = (
        [
            _Stage(change.rule, change.label, paid, True),
            *_shares(paid, facts, terms, rules, late=change.late),
        ]
        for paid in (before + change.cents, before)
    )
    totals = [
        round_half_away(one.total) - round_half_away(other.total)
        for one, other in zip(with_it, without, strict=True)
    ]
    return _as_steps(with_it, totals)


def _shares(
    paid: Fraction, facts: NewExpenditure, terms: Terms, rules: Rules, *, late: bool
) -> list[_Stage]:
    factors = factors_of(facts, terms, rules)
    eligible = paid * factors.without_ineligible
    taxed = eligible * factors.with_owed_vat
    netted = eligible * factors.without_vat
    allocated = netted * factors.allocation
    inside = allocated * factors.inside
    vat_share = format_percent_bp(facts.vat_deductible_bp)
    return [
        _Stage(
            "ELG-11",
            f"ohne nicht zuwendungsfähige Bestandteile ({format_euro(facts.ineligible_cents)})",
            eligible,
            facts.ineligible_cents != 0,
        ),
        _Stage(
            "ELG-07",
            "zuzüglich der Umsatzsteuer, die die Stadt selbst schuldet (§ 13b UStG)",
            taxed,
            factors.with_owed_vat != 1,
            "§ 13b Abs. 2 und 5 UStG",
        ),
        _Stage(
            "ELG-07",
            f"abzüglich abziehbarer Vorsteuer ({vat_share} der Umsatzsteuer)",
            netted,
            factors.without_vat != factors.with_owed_vat,
        ),
        _Stage(
            "ELG-08",
            f"Projektanteil {format_percent_bp(facts.allocation_bp)}",
            allocated,
            factors.allocation != 1,
        ),
        _Stage(
            "ELG-13",
            f"Leistung nur bis {german_date(terms.period_end)}",
            inside,
            factors.inside != 1,
            rules.citations.get("prepaid_by", ""),
        ),
        _Stage(
            "ELG-03",
            f"Zahlung nach dem {german_date(terms.payments_until)} ist nicht zuwendungsfähig",
            Fraction(0),
            late,
        ),
    ]


def _rounded(stages: Sequence[_Stage]) -> tuple[Step, ...]:
    return _as_steps(stages, [round_half_away(stage.total) for stage in stages])


def _as_steps(stages: Sequence[_Stage], totals: Sequence[int]) -> tuple[Step, ...]:
    shown = [(s, t) for s, t in zip(stages, totals, strict=True) if s.applies]
    running = [0, *(total for _, total in shown)]
    return tuple(
        Step(
            rule=stage.rule,
            label=stage.label,
            citation=stage.citation or rule(stage.rule).citation,
            amount_cents=after - before,
            total_cents=after,
        )
        for (stage, _), (before, after) in zip(shown, pairwise(running), strict=True)
    )
