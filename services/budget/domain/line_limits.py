"""Limits of the plan: a line's 20 %, its early warning, savings elsewhere, the plan's total.

Source: PLAN-01, PLAN-02 (E17, E18), PLAN-03. Looks at overruns of eligible plus expected eligible
cost only (semantics 5); compares cents, never a rounded ratio.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from services.budget.domain.deciding_values import cited
from services.budget.domain.eligibility import factors_of
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.grant import Terms
from services.budget.domain.limit import exceeds, reaches
from services.budget.domain.plan import Category, PlanLine
from services.budget.domain.relations import OrderUse
from services.budget.domain.rulepack import Rules
from shared.errors import Severity, Violation
from shared.money import format_euro, format_percent_bp

_WHOLE = 10_000


@dataclass(frozen=True)
class LineUse:
    """The lines of the binding plan, what each has used so far, and the order to be invoiced.

    `excused` lines are overrun by a condition of an authority (PLAN-03). `worth_before` is what the
    row counted with, where a stored one is changed.
    """

    lines: Mapping[str, PlanLine]
    used: Mapping[str, int] = field(default_factory=dict)
    order: OrderUse | None = None
    excused: Collection[str] = ()
    worth_before: int = 0


def limit_violations(
    new: NewExpenditure, use: LineUse, terms: Terms, rules: Rules
) -> Iterator[Violation]:
    """What the plan says to a new entry on one of its lines.

    The entry counts with what it will be worth once everything of it is paid; an invoice takes its
    amount off the order it names, which was counted before. Entries that add nothing pass.
    """
    used = dict(use.used)
    before = sum(used.values())
    worth = worth_of(new, terms, rules)
    if worth > use.worth_before:
        yield from _single_violations(worth, use.lines, rules)
    used[new.budget_line] = used.get(new.budget_line, 0) + worth
    for name, cents in order_relief(new, use.order, terms, rules).items():
        used[name] = used.get(name, 0) - cents
    if sum(used.values()) <= before:
        return
    line = use.lines[new.budget_line]
    yield from _line_violations(line, used, use.lines, use.excused, rules)
    yield from _total_violations(use.lines, used, line, rules)


def _single_violations(
    worth: int, lines: Mapping[str, PlanLine], rules: Rules
) -> Iterator[Violation]:
    """One entry worth far more than everything planned is a slip of the keyboard: refused.

    What exceeds the plan otherwise only warns (PLAN-01): the excess is the city's own.
    """
    planned = sum(one.planned_cents for one in lines.values())
    over_bp = rules.plan.voucher_excess_bp
    if exceeds(worth, planned, over_bp):
        message = (
            f"Diese eine Ausgabe zählt mit {format_euro(worth)}, mehr als "
            f"{format_percent_bp(_WHOLE + over_bp)} des ganzen Finanzierungsplans "
            f"({format_euro(planned)}). Bitte den Betrag prüfen; was die Zuwendung nicht trägt, "
            "bitte als nicht zuwendungsfähig oder mit dem Projektanteil herausnehmen."
        )
        yield Violation("voucher_above_plan", "PLAN-01", message, field="gross_cents")


def plan_findings(
    lines: Mapping[str, PlanLine],
    used: Mapping[str, int],
    rules: Rules,
    excused: Collection[str] = (),
) -> list[Violation]:
    """The open warnings of a whole grant: every line, savings elsewhere, and the plan's total."""
    found = [
        violation
        for line in lines.values()
        for violation in _line_violations(line, used, lines, excused, rules)
    ]
    planned = sum(line.planned_cents for line in lines.values())
    if sum(used.values()) > planned:
        found.append(_total_violation(planned, sum(used.values())))
        found.extend(_offset_violations(lines, used, "warning"))
    return cited(found, rules)


def worth_of(new: NewExpenditure, terms: Terms, rules: Rules) -> int:
    """What an entry takes of its line once everything of it is paid, in cents."""
    if new.payment_date is not None and new.payment_date > terms.payments_until:
        return 0
    factors = factors_of(new, terms, rules)
    return factors.eligible.of(new.gross_cents - new.discount_cents)


def order_relief(
    new: NewExpenditure, order: OrderUse | None, terms: Terms, rules: Rules
) -> Mapping[str, int]:
    """What an invoice takes off the order it names, in eligible cents by line (semantics 5)."""
    if order is None or order.order.is_reversed:
        return {}
    facts = order.order.facts
    factors = factors_of(facts, terms, rules)
    before = order.remaining_cents
    after = max(0, before - new.gross_cents)
    relief = factors.eligible.of(before) - factors.eligible.of(after)
    return {facts.budget_line: relief}


def _line_violations(
    line: PlanLine,
    uses: Mapping[str, int],
    lines: Mapping[str, PlanLine],
    excused: Collection[str],
    rules: Rules,
) -> Iterator[Violation]:
    used = uses.get(line.budget_line, 0)
    over = used - line.planned_cents
    yield from _personnel_violations(line, over)
    within_total = sum(uses.values()) <= sum(one.planned_cents for one in lines.values())
    if over > 0 and line.budget_line in excused and within_total:
        message = (
            f"Die Kostenposition „{line.budget_line}“ wird um {format_euro(over)} überschritten. "
            "Die Überschreitung beruht auf einer Auflage; sie geht im Rahmen des Gesamtplans "
            "weiter als sonst."
        )
        yield Violation("line_exceeded_by_authority", "PLAN-03", message, "warning", "budget_line")
    elif exceeds(used, line.planned_cents, rules.plan.line_tolerance_bp):
        blocks = rules.plan.line_excess == "block"
        advice = (
            "Das Regelpaket lässt das nicht zu; bitte zuerst eine Planänderung genehmigen lassen."
            if blocks
            else "Bitte dem Zuwendungsgeber mitteilen oder eine Planänderung vorbereiten."
        )
        message = (
            f"Die Kostenposition „{line.budget_line}“ wird um {format_euro(over)} und damit um "
            f"mehr als {format_percent_bp(rules.plan.line_tolerance_bp)} überschritten. {advice}"
        )
        severity: Severity = "error" if blocks else "warning"
        yield Violation("line_exceeded", "PLAN-02", message, severity, "budget_line")
    elif reaches(used, line.planned_cents, rules.plan.line_warning_bp):
        message = (
            f"Die Kostenposition „{line.budget_line}“ wird um {format_euro(over)} überschritten; "
            f"zulässig sind {format_percent_bp(rules.plan.line_tolerance_bp)}."
        )
        yield Violation("line_near_limit", "PLAN-02", message, "warning", "budget_line")


def _personnel_violations(line: PlanLine, over: int) -> Iterator[Violation]:
    """Plan values of personnel are an upper limit until money was moved (PERS-05)."""
    if line.category is Category.PERSONAL and over > 0:
        message = (
            f"Die Personalausgaben auf „{line.budget_line}“ übersteigen den Planwert um "
            f"{format_euro(over)}. Er ist eine Obergrenze, bis Mittel verschoben sind."
        )
        yield Violation("personnel_plan_exceeded", "PERS-05", message, "warning", "budget_line")


def _total_violations(
    lines: Mapping[str, PlanLine], used: Mapping[str, int], line: PlanLine, rules: Rules
) -> Iterator[Violation]:
    """The plan's total, and what of it is overrun without savings (PLAN-02, second half).

    Where the pack blocks, an entry is refused on the line that is overrun; on a line within its
    plan it only takes the savings another one lives on, and warns."""
    planned = sum(one.planned_cents for one in lines.values())
    total = sum(used.values())
    if total <= planned:
        return
    yield _total_violation(planned, total)
    is_over = used[line.budget_line] > line.planned_cents
    blocks = is_over and rules.plan.line_excess == "block"
    yield from _offset_violations(lines, used, "error" if blocks else "warning")


def _offset_violations(
    lines: Mapping[str, PlanLine], used: Mapping[str, int], severity: Severity
) -> Iterator[Violation]:
    differences = [used.get(name, 0) - one.planned_cents for name, one in lines.items()]
    over = sum(d for d in differences if d > 0)
    saved = -sum(d for d in differences if d < 0)
    if over <= saved:
        return
    message = (
        f"Die Überschreitungen ({format_euro(over)}) sind durch Einsparungen an anderer Stelle "
        f"({format_euro(saved)}) nicht ausgeglichen."
    )
    if severity == "error":
        message += (
            " Das Regelpaket lässt das nicht zu; bitte zuerst eine Planänderung genehmigen lassen "
            "oder den Mehrbetrag als nicht zuwendungsfähig erfassen."
        )
    yield Violation("overrun_not_offset", "PLAN-02", message, severity, "budget_line")


def _total_violation(planned: int, total: int) -> Violation:
    message = (
        f"Die Ausgaben ({format_euro(total)}) übersteigen den Finanzierungsplan "
        f"({format_euro(planned)}) um {format_euro(total - planned)}; der Mehrbetrag ist "
        "Eigenanteil."
    )
    return Violation("plan_total_exceeded", "PLAN-01", message, "warning", "gross_cents")
