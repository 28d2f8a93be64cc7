"""Kosten- und Finanzierungsplan: checks of a version and which version counts for what.

Source: PLAN-01, PLAN-10, PRG-05, PRG-09 (E22), semantics 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shared.errors import Violation


class Category(StrEnum):
    """Kostenart (ELG-01)."""

    PERSONAL = "PERSONAL"
    SACH = "SACH"
    INVEST = "INVEST"


class Basis(StrEnum):
    """Why a plan version exists; only `award` and `change_approved` bind the funder."""

    AWARD = "award"
    CHANGE_APPROVED = "change_approved"
    INTERNAL = "internal"


class SourceKind(StrEnum):
    """Who covers the cost."""

    GRANT = "grant"
    OWN = "own"
    FEDERAL = "federal"
    OTHER_PUBLIC = "other_public"
    PRIVATE = "private"


@dataclass(frozen=True)
class PlanLine:
    """One Einzelansatz; `years` maps budget years to cents and adds up to `planned_cents`."""

    budget_line: str
    measure_id: str
    category: Category
    planned_cents: int
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FundingSource:
    """One source of the financing plan."""

    source_kind: SourceKind
    source: str
    amount_cents: int


@dataclass(frozen=True)
class NewPlanVersion:
    """A plan version as proposed."""

    basis: Basis
    reason: str
    lines: tuple[PlanLine, ...]
    funding: tuple[FundingSource, ...]
    reference: str | None = None

    @property
    def planned_cents(self) -> int:
        return sum(line.planned_cents for line in self.lines)


@dataclass(frozen=True)
class PlanVersion:
    """An immutable stored version; `released_on` is None while it is a draft."""

    version: int
    plan: NewPlanVersion
    released_on: date | None = None

    @property
    def lines(self) -> Mapping[str, PlanLine]:
        return {line.budget_line: line for line in self.plan.lines}


def check_plan(
    new: NewPlanVersion, *, measures: Sequence[str], funding_rate_bp: int
) -> list[Violation]:
    """Every reason against a plan version; `measures` are the ids known in the grant."""
    raise NotImplementedError


def binding_version(versions: Sequence[PlanVersion], as_of: date) -> PlanVersion | None:
    """The version the funder knows (basis award or change_approved), as of a day.

    The newest one released on or before `as_of`; where none was yet, the first one released: a plan
    filed late still is the plan of the time before.
    """
    raise NotImplementedError


def reported_version(versions: Sequence[PlanVersion], as_of: date) -> PlanVersion | None:
    """The version committee reports look at: the newest released one, internal ones included."""
    raise NotImplementedError
