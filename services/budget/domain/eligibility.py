"""From gross to eligible: exact fractions, rounded once, one named step per rule (semantics 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from services.budget.domain.expenditure import Kind, NewExpenditure, kind_of
from services.budget.domain.grant import Terms
from services.budget.domain.rulepack import Rules
from services.budget.domain.rules import rule
from services.budget.domain.service_period import share_inside
from services.budget.domain.share import NONE, WHOLE, Exact
from shared.money import format_euro, format_percent_bp
from shared.periods import german_date

_WHOLE_BP: Final = 10_000


class Step(NamedTuple):
    """One line of the calculation: what the rule changes, in cents, and the total after it.

    Steps are differences of rounded running totals, so they add up exactly.
    """

    rule: str
    label: str
    citation: str
    amount_cents: int
    total_cents: int


class Factors(NamedTuple):
    """The shares of step 3 to 6 of one expenditure, exact.

    `with_owed_vat` adds the tax the city owes itself (§ 13b UStG) in proportion to what it pays;
    `input_vat` is the deductible part of all the tax, `without_vat` what is left after it.

    Of a paid amount: `eligible` is its eligible part; `deductible_vat` the input VAT the city gets
    back and `cost` what it costs with the tax the city owes itself, both by project share only.
    """

    without_ineligible: Exact
    with_owed_vat: Exact
    input_vat: Exact
    without_vat: Exact
    allocation: Exact
    inside: Exact
    eligible: Exact
    deductible_vat: Exact
    cost: Exact


ALL_COUNTS: Final = Factors(
    without_ineligible=WHOLE,
    with_owed_vat=WHOLE,
    input_vat=NONE,
    without_vat=WHOLE,
    allocation=WHOLE,
    inside=WHOLE,
    eligible=WHOLE,
    deductible_vat=NONE,
    cost=WHOLE,
)
"""The shares of most expenditures: nothing excluded, no tax of the city's own, all in time."""


def factors_of(facts: NewExpenditure, terms: Terms, rules: Rules) -> Factors:
    """The shares that turn a paid amount into an eligible one (semantics 1, steps 3 to 6)."""
    return ALL_COUNTS if _all_counts(facts, terms) else _shares_of(facts, terms, rules)


def _all_counts(facts: NewExpenditure, terms: Terms) -> bool:
    return (
        facts.ineligible_cents == 0
        and facts.reverse_charge_vat_cents == 0
        and (facts.vat_deductible_bp == 0 or facts.vat_cents == 0)
        and facts.allocation_bp == _WHOLE_BP
        and facts.service_to <= terms.period_end
    )


def _shares_of(facts: NewExpenditure, terms: Terms, rules: Rules) -> Factors:
    gross = facts.gross_cents
    taxed = gross + facts.reverse_charge_vat_cents
    deductible = (facts.vat_cents + facts.reverse_charge_vat_cents) * facts.vat_deductible_bp
    share = share_inside(
        facts.service_from, facts.service_to, terms.period_end, rules.expenditure.prepaid_by
    )
    without_ineligible = Exact(gross - facts.ineligible_cents, gross)
    with_owed_vat = Exact(taxed, gross)
    input_vat = Exact(deductible, gross * _WHOLE_BP)
    without_vat = Exact(taxed * _WHOLE_BP - deductible, gross * _WHOLE_BP)
    allocation = Exact(facts.allocation_bp, _WHOLE_BP)
    inside = Exact(share.numerator, share.denominator)
    return Factors(
        without_ineligible,
        with_owed_vat,
        input_vat,
        without_vat,
        allocation,
        inside,
        eligible=without_ineligible.times(without_vat).times(allocation).times(inside),
        deductible_vat=input_vat.times(allocation),
        cost=with_owed_vat.times(allocation),
    )


class _Stage(NamedTuple):
    """A step before rounding: the running total after it, exact."""

    rule: str
    label: str
    total: Exact
    citation: str = ""


def steps_of(
    facts: NewExpenditure, terms: Terms, rules: Rules, known: Factors | None = None
) -> tuple[Step, ...]:
    """The calculation of an expenditure by itself, without its movements; `known` are its shares
    where somebody already asked for them.

    A payment after `payments_until` takes everything back at the end (ELG-03, semantics 2).
    """
    paid = facts.gross_cents
    first = "Auftragssumme" if kind_of(facts) is Kind.ORDER else "Rechnungsbetrag"
    stages = [_Stage("ELG-05", f"{first} mit Umsatzsteuer", Exact(paid))]
    if facts.discount_cents:
        paid -= facts.discount_cents
        stages.append(_Stage("ELG-05", "abzüglich Skonto und Nachlass", Exact(paid)))
    if facts.retention_cents:
        paid -= facts.retention_cents
        label = "abzüglich Sicherheitseinbehalt bis zur Auszahlung"
        stages.append(_Stage("ELG-06", label, Exact(paid)))
    late = facts.payment_date is not None and facts.payment_date > terms.payments_until
    factors = known or factors_of(facts, terms, rules)
    stages.extend(_shares(paid, facts, factors, terms, rules, late=late))
    return _as_steps(stages, [stage.total.rounded for stage in stages])


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
    change: Change, facts: NewExpenditure, factors: Factors, terms: Terms, rules: Rules
) -> tuple[Step, ...]:
    """The calculation of a movement of the expenditure with these facts.

    Each step is the difference of two rounded totals, with and without the movement; their sum
    therefore is what the movement adds to the rounded eligible total (semantics 1).
    """
    before = change.before_cents
    with_it, without = (
        [
            _Stage(change.rule, change.label, Exact(paid)),
            *_shares(paid, facts, factors, terms, rules, late=change.late),
        ]
        for paid in (before + change.cents, before)
    )
    totals = [
        one.total.rounded - other.total.rounded for one, other in zip(with_it, without, strict=True)
    ]
    return _as_steps(with_it, totals)


def _shares(
    paid_cents: int,
    facts: NewExpenditure,
    factors: Factors,
    terms: Terms,
    rules: Rules,
    *,
    late: bool,
) -> list[_Stage]:
    """The steps that change something; which these are depends on the facts, not on the amount."""
    stages: list[_Stage] = []
    if factors is not ALL_COUNTS:
        paid = Exact(paid_cents)
        stages += _cost_stages(paid, facts, factors)
        stages += _project_stages(paid, facts, factors, terms, rules)
    return [*stages, _late_stage(terms)] if late else stages


def _cost_stages(paid: Exact, facts: NewExpenditure, factors: Factors) -> Iterator[_Stage]:
    """What of the invoice is cost at all: without excluded items, with owed, without input tax."""
    eligible = paid.times(factors.without_ineligible)
    if facts.ineligible_cents:
        left_out = format_euro(facts.ineligible_cents)
        yield _Stage("ELG-11", f"ohne nicht zuwendungsfähige Bestandteile ({left_out})", eligible)
    if facts.reverse_charge_vat_cents:
        yield _Stage(
            "ELG-07",
            "zuzüglich der Umsatzsteuer, die die Stadt selbst schuldet (§ 13b UStG)",
            eligible.times(factors.with_owed_vat),
            "§ 13b Abs. 2 und 5 UStG",
        )
    if factors.input_vat.over:
        share = format_percent_bp(facts.vat_deductible_bp)
        label = f"abzüglich abziehbarer Vorsteuer ({share} der Umsatzsteuer)"
        yield _Stage("ELG-07", label, eligible.times(factors.without_vat))


def _project_stages(
    paid: Exact, facts: NewExpenditure, factors: Factors, terms: Terms, rules: Rules
) -> Iterator[_Stage]:
    """What of the cost belongs to the project and its period."""
    total = paid.times(factors.without_ineligible).times(factors.without_vat)
    total = total.times(factors.allocation)
    if not factors.allocation.is_whole:
        yield _Stage("ELG-08", f"Projektanteil {format_percent_bp(facts.allocation_bp)}", total)
    if not factors.inside.is_whole:
        label = f"Leistung nur bis {german_date(terms.period_end)}"
        citation = rules.citations.get("prepaid_by", "")
        yield _Stage("ELG-13", label, total.times(factors.inside), citation)


def _late_stage(terms: Terms) -> _Stage:
    label = f"Zahlung nach dem {german_date(terms.payments_until)} ist nicht zuwendungsfähig"
    return _Stage("ELG-03", label, NONE)


def _as_steps(stages: Sequence[_Stage], totals: Sequence[int]) -> tuple[Step, ...]:
    return tuple(
        Step(
            rule=stage.rule,
            label=stage.label,
            citation=stage.citation or rule(stage.rule).citation,
            amount_cents=after - before,
            total_cents=after,
        )
        for stage, (before, after) in zip(stages, pairwise([0, *totals]), strict=True)
    )
