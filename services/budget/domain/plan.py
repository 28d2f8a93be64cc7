"""Kosten- und Finanzierungsplan: checks of a version and which version counts for what.

Source: PLAN-01, PLAN-10, PRG-05, PRG-09 (E22), semantics 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from shared.errors import Violation
from shared.money import MAX_CENTS, format_euro, share_of


class Category(StrEnum):
    """Kostenart (ELG-01)."""

    PERSONAL = "PERSONAL"
    SACH = "SACH"
    INVEST = "INVEST"


CATEGORY_WORDS: Final[Mapping[Enum, str]] = {
    Category.PERSONAL: "Personalausgaben",
    Category.SACH: "Sachausgaben",
    Category.INVEST: "Investitionen",
}


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


_BINDING: Final = (Basis.AWARD, Basis.CHANGE_APPROVED)


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
    """A plan version as proposed; `category_reason` says why investment money is relabelled."""

    basis: Basis
    reason: str
    lines: tuple[PlanLine, ...]
    funding: tuple[FundingSource, ...]
    reference: str | None = None
    category_reason: str = ""

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
    """Every reason against a plan version; `measures` are the ids known in the grant.

    A grant amount above the rate of the planned cost only warns: caps and rounding are the award
    notice's business.
    """
    found = list(_head_violations(new))
    for index, line in enumerate(new.lines):
        found.extend(_line_violations(line, f"lines.{index}", measures))
    found.extend(_funding_violations(new, funding_rate_bp))
    return found


def _head_violations(new: NewPlanVersion) -> Iterator[Violation]:
    if not new.lines:
        message = "Ein Finanzierungsplan braucht mindestens einen Einzelansatz."
        yield Violation("plan_empty", "PLAN-10", message, field="lines")
    if not new.reason.strip():
        message = "Es fehlt der Grund für diese Planfassung."
        yield Violation("reason_missing", "PLAN-10", message, field="reason")
    if new.basis is Basis.CHANGE_APPROVED and not (new.reference or "").strip():
        message = "Eine genehmigte Änderung nennt das Schreiben, mit dem sie genehmigt wurde."
        yield Violation("reference_missing", "PLAN-10", message, field="reference")
    for name, times in Counter(line.budget_line for line in new.lines).items():
        if times > 1:
            message = f"Der Einzelansatz „{name}“ kommt {times}-mal vor; jeder steht nur einmal da."
            yield Violation("budget_line_twice", "PLAN-10", message, field="lines")


def _line_violations(line: PlanLine, where: str, measures: Sequence[str]) -> Iterator[Violation]:
    name = line.budget_line
    if not name.strip():
        message = "Ein Einzelansatz hat keine Bezeichnung."
        yield Violation("budget_line_missing", "PLAN-10", message, field=f"{where}.budget_line")
    if line.measure_id not in measures:
        message = (
            f"Der Einzelansatz „{name}“ gehört zur unbekannten Maßnahme „{line.measure_id}“. "
            "Bitte zuerst die Maßnahme anlegen."
        )
        yield Violation("measure_unknown", "PRG-05", message, field=f"{where}.measure_id")
    if not 0 <= line.planned_cents <= MAX_CENTS or any(one < 0 for one in line.years.values()):
        message = f"Der Ansatz „{name}“ enthält einen negativen oder unmöglich großen Betrag."
        yield Violation("amount_out_of_range", "PLAN-01", message, field=f"{where}.planned_cents")
    total = sum(line.years.values())
    if total != line.planned_cents:
        message = (
            f"Die Jahre des Ansatzes „{name}“ ergeben {format_euro(total)}, geplant sind "
            f"{format_euro(line.planned_cents)}. Beide müssen gleich sein."
        )
        yield Violation("years_not_equal_planned", "PLAN-01", message, field=f"{where}.years")


def _funding_violations(new: NewPlanVersion, funding_rate_bp: int) -> Iterator[Violation]:
    covered = sum(one.amount_cents for one in new.funding)
    if covered != new.planned_cents:
        message = (
            f"Die Ansätze ergeben {format_euro(new.planned_cents)}, die Finanzierung "
            f"{format_euro(covered)}. Beide müssen gleich sein."
        )
        yield Violation("funding_not_equal_lines", "PLAN-01", message, field="funding")
    for index, one in enumerate(new.funding):
        if not 0 <= one.amount_cents <= MAX_CENTS:
            message = f"Die Quelle „{one.source}“ hat einen negativen oder unmöglichen Betrag."
            where = f"funding.{index}.amount_cents"
            yield Violation("amount_out_of_range", "PLAN-01", message, field=where)
    yield from _public_money_violations(new, funding_rate_bp)


def _public_money_violations(new: NewPlanVersion, funding_rate_bp: int) -> Iterator[Violation]:
    by_kind: Counter[SourceKind] = Counter()
    for one in new.funding:
        by_kind[one.source_kind] += one.amount_cents
    if by_kind[SourceKind.FEDERAL] > 0:
        message = (
            "Andere Bundesmittel dürfen weder dieselben Ausgaben fördern noch den Eigenanteil "
            "ersetzen. Bitte diese Quelle aus dem Plan nehmen oder durch Eigenmittel ersetzen."
        )
        yield Violation("federal_money", "PRG-09", message, field="funding")
    public = sum(
        by_kind[kind] for kind in (SourceKind.GRANT, SourceKind.FEDERAL, SourceKind.OTHER_PUBLIC)
    )
    if public > new.planned_cents:
        others = public - by_kind[SourceKind.GRANT]
        message = (
            f"Die öffentlichen Mittel ({format_euro(public)}) übersteigen die Ausgaben um "
            f"{format_euro(public - new.planned_cents)}. Die Zuwendung darf höchstens "
            f"{format_euro(max(0, new.planned_cents - others))} betragen."
        )
        yield Violation("public_money_exceeds_cost", "PRG-09", message, field="funding")
    share = share_of(new.planned_cents, funding_rate_bp)
    if by_kind[SourceKind.GRANT] > share:
        message = (
            f"Die geplante Zuwendung ({format_euro(by_kind[SourceKind.GRANT])}) liegt über dem "
            f"Fördersatz auf die geplanten Ausgaben ({format_euro(share)})."
        )
        yield Violation("grant_above_rate", "PRG-01", message, "warning", "funding")


def binding_version(versions: Sequence[PlanVersion], as_of: date) -> PlanVersion | None:
    """The version the funder knows (basis award or change_approved), as of a day.

    The newest one released on or before `as_of`; where none was yet, the first one released: a plan
    filed late still is the plan of the time before.
    """
    return _newest([one for one in versions if one.plan.basis in _BINDING], as_of)


def reported_version(versions: Sequence[PlanVersion], as_of: date) -> PlanVersion | None:
    """The version committee reports look at: the newest released one, internal ones included.

    Reports say so in a note where it is not the binding one (semantics 5).
    """
    return _newest(versions, as_of)


def _newest(versions: Sequence[PlanVersion], as_of: date) -> PlanVersion | None:
    released = [(one.released_on, one.version, one) for one in versions if one.released_on]
    if not released:
        return None
    by_then = [one for one in released if one[0] <= as_of]
    return max(by_then)[2] if by_then else min(released)[2]
