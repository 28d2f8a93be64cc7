"""May this expenditure be recorded? Every refusing rule and every warning at once (semantics 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.budget.domain.assessment import Split
from services.budget.domain.duplicate import Likeness
from services.budget.domain.evidence import Evidence
from services.budget.domain.expenditure import NewExpenditure, Row
from services.budget.domain.grant import Terms
from services.budget.domain.plan import PlanLine
from services.budget.domain.rulepack import Rules
from shared.errors import Violation


@dataclass(frozen=True)
class LineUse:
    """Eligible plus expected eligible cents of a line so far, without the new entry."""

    used_cents: int


@dataclass(frozen=True)
class OrderUse:
    """An order with what its active part invoices have taken of it (gross cents)."""

    order: Row
    invoiced_cents: int


@dataclass(frozen=True)
class Admission:
    """Everything the rules need to know of the world to judge one new entry.

    `lines` are those of the binding plan version; `used` per line. `exact` is the row that already
    carries the same duplicate key, `near` those that merely look alike. `split_head` is the first
    part named by `split_of` with its running `split`; `instalments` are the active rows of the
    standing invoice named by `instalment_of`, the first included; `order` the one named by
    `commitment_id`; `replaced` the row named by `replaces`. A named id that does not exist in the
    grant leaves its field None.

    For a PATCH of a stored row leave that row out of everything.
    """

    grant_id: str
    terms: Terms
    rules: Rules
    today: date
    lines: Mapping[str, PlanLine]
    measures: frozenset[str]
    used: Mapping[str, int] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    exact: Row | None = None
    near: tuple[Likeness, ...] = ()
    split_head: Row | None = None
    split: Split | None = None
    instalments: tuple[Row, ...] | None = None
    order: OrderUse | None = None
    replaced: Row | None = None


def check_new_expenditure(new: NewExpenditure, admission: Admission) -> list[Violation]:
    """All violations of a new (or edited) entry: errors refuse it, warnings only show."""
    raise NotImplementedError


def check_payment(row: Row, payment_date: date, discount_cents: int | None) -> list[Violation]:
    """Every reason against recording this payment of a stored row."""
    raise NotImplementedError
