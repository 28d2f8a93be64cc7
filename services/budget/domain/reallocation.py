"""Mittelverschiebung: money moved between lines, or unused yearly money moved on.

Source: PLAN-02, PLAN-08 (re-phasing), PRG-13 (which shifts need an approval), INV-05 (investment
money is not re-labelled). A released shift becomes a new plan version; old versions stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.budget.domain.deciding_values import cited
from services.budget.domain.plan import Basis, Category, NewPlanVersion, PlanLine, PlanVersion
from services.budget.domain.rulepack import Rules
from shared.errors import Severity, Violation
from shared.money import MAX_CENTS, format_euro

MOST_SHIFTS: Final = 40
"""More would not fit into one event."""
WITHOUT_APPROVAL: Final = "Verschiebung innerhalb genehmigter Maßnahmen (PRG-13)"


@dataclass(frozen=True)
class Shift:
    """Cents moved; a line that the plan does not know yet names its measure and category."""

    from_line: str
    from_year: int
    to_line: str
    to_year: int
    amount_cents: int
    to_measure: str | None = None
    to_category: Category | None = None


@dataclass(frozen=True)
class Reallocation:
    """Shifts that belong together; `reference` is the approval or consent of the funder."""

    reason: str
    shifts: tuple[Shift, ...]
    reference: str = ""
    category_reason: str = ""

    @property
    def is_rephasing(self) -> bool:
        """Only years change: unused yearly money is moved on (PLAN-08)."""
        return bool(self.shifts) and all(one.from_line == one.to_line for one in self.shifts)

    @property
    def rule(self) -> str:
        """The rule it belongs to."""
        return "PLAN-08" if self.is_rephasing else "PLAN-02"


@dataclass(frozen=True)
class Ground:
    """What a reallocation is compared with: the binding plan, the measures of the grant, what each
    line has used, the pairs of lines of earlier shifts, the year today lies in."""

    plan: PlanVersion
    measures: Sequence[str]
    used: Mapping[str, int]
    earlier: Sequence[tuple[str, str]]
    year: int


def check_reallocation(
    new: Reallocation, ground: Ground, rules: Rules, *, releasing: bool = False
) -> list[Violation]:
    """Every reason against it; a re-phasing needs the funder's consent only when released."""
    found = []
    if not new.reason.strip():
        message = "Eine Verschiebung braucht eine Begründung."
        found.append(Violation("reason_missing", new.rule, message, field="reason"))
    if not 1 <= len(new.shifts) <= MOST_SHIFTS:
        message = f"Bitte 1 bis {MOST_SHIFTS} Verschiebungen nennen."
        found.append(Violation("shifts_missing", new.rule, message, field="shifts"))
    for index, shift in enumerate(new.shifts):
        found.extend(_shift_violations(shift, f"shifts.{index}", ground))
    found.extend(_circle_violations(new, ground))
    if any(one.is_error for one in found):
        return found  # the plan after it cannot be computed
    found.extend(_consent_violations(new, ground, rules, releasing=releasing))
    found.extend(_category_violations(new, ground))
    found.extend(_amount_violations(new, ground, rules))
    return cited(found, rules)


def _shift_violations(one: Shift, where: str, ground: Ground) -> Iterator[Violation]:
    lines = ground.plan.lines
    if not 0 < one.amount_cents <= MAX_CENTS:
        message = "Verschoben wird ein Betrag größer als 0,00 €."
        yield Violation("amount_out_of_range", "PLAN-02", message, field=f"{where}.amount_cents")
    if one.from_line not in lines:
        message = f"Den Einzelansatz „{one.from_line[:80]}“ gibt es im geltenden Plan nicht."
        yield Violation("budget_line_unknown", "PLAN-02", message, field=f"{where}.from_line")
    if one.to_line not in lines and (one.to_measure is None or one.to_category is None):
        message = (
            f"Den Einzelansatz „{one.to_line[:80]}“ gibt es im geltenden Plan nicht. "
            "Ein neuer nennt Maßnahme und Kostenart."
        )
        yield Violation("budget_line_unknown", "PLAN-02", message, field=f"{where}.to_line")
    if one.to_line not in lines and one.to_measure and one.to_measure not in ground.measures:
        message = f"Die Maßnahme „{one.to_measure[:80]}“ gibt es in dieser Zuwendung nicht."
        yield Violation("measure_unknown", "PRG-05", message, field=f"{where}.to_measure")
    if one.from_line == one.to_line and one.to_year < one.from_year:
        message = "Nicht verbrauchte Jahresmittel werden in ein späteres Jahr verschoben."
        yield Violation("rephasing_backwards", "PLAN-08", message, field=f"{where}.to_year")


def _circle_violations(new: Reallocation, ground: Ground) -> Iterator[Violation]:
    still = [
        one for one in new.shifts if (one.from_line, one.from_year) == (one.to_line, one.to_year)
    ]
    pairs = [(one.from_line, one.to_line) for one in new.shifts if one.from_line != one.to_line]
    if still or _has_circle(pairs):
        message = (
            "Die Verschiebung führt im Kreis: am Ende steht Geld wieder, wo es herkam. Bitte nur "
            "den Unterschied verschieben."
        )
        yield Violation("reallocation_circular", "PLAN-02", message, field="shifts")
    elif _has_circle([*ground.earlier, *pairs]):
        message = (
            "Zusammen mit früheren Verschiebungen führt diese im Kreis; der Bericht zeigt beide."
        )
        yield Violation("reallocation_returns", "PLAN-02", message, "warning", "shifts")


def _has_circle(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether following the shifts leads back to a line: dead ends are taken off, one by one."""
    left = set(pairs)
    while left:
        sources = {one for one, _ in left}
        kept = {(one, other) for one, other in left if other in sources}
        if kept == left:
            return True
        left = kept
    return False


def _consent_violations(
    new: Reallocation, ground: Ground, rules: Rules, *, releasing: bool
) -> Iterator[Violation]:
    if new.is_rephasing:
        if releasing and not new.reference.strip():
            message = (
                "Der Antrag ist noch nicht beantwortet. Bitte das Schreiben nennen, mit dem der "
                "Zuwendungsgeber zustimmt."
            )
            yield Violation("consent_missing", "PLAN-08", message, field="reference")
        if any(one.from_year < ground.year for one in new.shifts):
            message = "Das Jahr ist schon vorbei; der Antrag soll vor seinem Ende gestellt werden."
            yield Violation("rephasing_late", "PLAN-08", message, "warning", "shifts")
    elif not new.reference.strip() and any(
        _needs_approval(one, ground, rules) for one in new.shifts
    ):
        message = (
            "Diese Verschiebung geht über das hinaus, was ohne Genehmigung möglich ist. Bitte das "
            "Schreiben nennen, mit dem sie genehmigt wurde."
        )
        yield Violation("approval_missing", "PRG-13", message, field="reference")


def _needs_approval(one: Shift, ground: Ground, rules: Rules) -> bool:
    free = rules.plan.reallocation_free
    if free == "never":
        return True
    source, target = ground.plan.lines[one.from_line].measure_id, _measure_of(one, ground)
    if free == "same_measure":
        return source != target
    return target not in {line.measure_id for line in ground.plan.lines.values()}


def _measure_of(one: Shift, ground: Ground) -> str:
    line = ground.plan.lines.get(one.to_line)
    return line.measure_id if line else one.to_measure or ""


def _category_violations(new: Reallocation, ground: Ground) -> Iterator[Violation]:
    lines = ground.plan.lines
    crossing = [
        one
        for one in new.shifts
        if (lines[one.from_line].category is Category.INVEST)
        is not (_category_of(one, lines) is Category.INVEST)
    ]
    if not crossing:
        return
    if not new.category_reason.strip():
        message = (
            "Investive Mittel dürfen nicht stillschweigend umgewidmet werden. Bitte begründen, "
            "warum die Kostenart wechselt."
        )
        yield Violation("category_reason_missing", "INV-05", message, field="category_reason")
    else:
        message = "Die Verschiebung wechselt zwischen investiven und laufenden Mitteln."
        yield Violation("category_changed", "INV-05", message, "warning", "shifts")


def _category_of(one: Shift, lines: Mapping[str, PlanLine]) -> Category | None:
    line = lines.get(one.to_line)
    return line.category if line else one.to_category


def _amount_violations(new: Reallocation, ground: Ground, rules: Rules) -> Iterator[Violation]:
    for line in shifted_lines(new, ground.plan):
        short = [year for year, cents in line.years.items() if cents < 0]
        if short:
            message = (
                f"Der Einzelansatz „{line.budget_line}“ hat {min(short)} nicht so viel: es fehlen "
                f"{format_euro(-line.years[min(short)])}."
            )
            yield Violation("line_short", new.rule, message, field="shifts")
        used, before = ground.used.get(line.budget_line, 0), ground.plan.lines.get(line.budget_line)
        if before is not None and line.planned_cents < min(used, before.planned_cents):
            severity: Severity = "error" if rules.plan.line_excess == "block" else "warning"
            message = (
                f"Auf „{line.budget_line}“ sind schon {format_euro(used)} verbraucht; übrig "
                f"blieben {format_euro(line.planned_cents)}. Verschoben wird nur Erspartes."
            )
            yield Violation("line_below_use", "PLAN-02", message, severity, "shifts")


def shifted_lines(new: Reallocation, plan: PlanVersion) -> tuple[PlanLine, ...]:
    """The lines after all shifts, new ones at the end; years may come out negative."""
    lines = dict(plan.lines)
    for one in new.shifts:
        lines[one.from_line] = _moved(lines[one.from_line], one.from_year, -one.amount_cents)
        blank = PlanLine(one.to_line, one.to_measure or "", one.to_category or Category.SACH, 0)
        target = lines.get(one.to_line, blank)
        lines[one.to_line] = _moved(target, one.to_year, one.amount_cents)
    return tuple(lines.values())


def _moved(line: PlanLine, year: int, cents: int) -> PlanLine:
    years = dict(line.years)
    years[year] = years.get(year, 0) + cents
    kept = {key: value for key, value in years.items() if value}
    return replace(line, planned_cents=line.planned_cents + cents, years=kept)


def plan_after(new: Reallocation, plan: PlanVersion) -> NewPlanVersion:
    """The plan version a released reallocation becomes; its funding stays."""
    return NewPlanVersion(
        basis=Basis.CHANGE_APPROVED,
        reason=new.reason,
        lines=shifted_lines(new, plan),
        funding=plan.plan.funding,
        reference=new.reference.strip() or WITHOUT_APPROVAL,
        category_reason=new.category_reason,
    )
