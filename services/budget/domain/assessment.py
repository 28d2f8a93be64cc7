"""What the rules make of a stored row: the one value budget publishes and everybody adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.budget.domain.effects import Effect
from services.budget.domain.eligibility import Step
from services.budget.domain.expenditure import Family, Row, Status
from services.budget.domain.grant import Evidence, Terms
from services.budget.domain.plan import Category
from services.budget.domain.rulepack import Rules
from shared.errors import Violation


@dataclass(frozen=True)
class Missing:
    """What a row still needs before it is claimable; a gap, no fault (semantics 2)."""

    code: str
    rule: str
    message: str


@dataclass(frozen=True)
class Split:
    """All active parts of one voucher: the voucher's total and what is recorded of it."""

    total_cents: int
    recorded_cents: int


@dataclass(frozen=True)
class PartInvoice:
    """A part invoice of an order: counts against it from `on`, to before `until` if reversed."""

    gross_cents: int
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Context:
    """What a row's assessment depends on besides the row and its movements.

    `terms` and `rules` are those in force on the day of the assessment; `order` is the order the
    row names in `commitment_id`; `part_invoices` are those of the row if it is an order; `split` is
    set for every part of a split voucher; `findings` were found by rules that look at more than one
    row (near duplicates, line overruns).
    """

    terms: Terms
    rules: Rules
    category: Category
    evidence: tuple[Evidence, ...] = ()
    order: Row | None = None
    part_invoices: tuple[PartInvoice, ...] = ()
    split: Split | None = None
    findings: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The whole result of a row, as carried by every event that touches it.

    `eligible_cents` is the end of `steps`: what the row is worth once it is paid; the sums of a
    grant add `effects` instead, which know the days. `effective_on` is None while nothing is paid.
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
    raise NotImplementedError


def assess(row: Row, family: Family, context: Context) -> Assessment:
    """The assessment of one row of `family`."""
    return assess_family(family, context)[row.expenditure_id]
