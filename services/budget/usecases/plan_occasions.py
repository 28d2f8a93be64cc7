"""What the plan is exceeded by today, as occasions to tell the funder (NOTE-03, NOTE-06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.limit import exceeds
from services.budget.domain.line_limits import plan_findings
from services.budget.domain.notice import NoticeOccasion, NoticeStatus
from services.budget.domain.plan import PlanVersion
from services.budget.domain.rulepack import Rules
from services.budget.store.expenditure_effect import line_use
from services.budget.store.grant import GrantRecord
from services.budget.store.notice import NoticeRecord
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.means import Means
from shared.money import format_euro, format_percent_bp

_RULES: Final = ("NOTE-03", "NOTE-06")


def plan_occasions(
    session: Session, grant: GrantRecord, on: date, *, means: Means
) -> list[NoticeOccasion]:
    """The plan's total and each line beyond the tolerance, as the books say today."""
    record = plan_in_force(session, grant.grant_id)
    if record is None:
        return []
    rules = grant.rules(means.packs, on)
    used = line_use(session, grant.grant_id)
    return [*_total(record, used, rules, on), *_lines(record, used, rules, on)]


def fallen_away(
    session: Session,
    grant: GrantRecord,
    records: Iterable[NoticeRecord],
    on: date,
    *,
    means: Means,
) -> frozenset[str]:
    """Ids of open notices about the plan whose occasion the books no longer show: after a Storno, a
    new plan that has room. They stay open until two persons say that nothing is due.

    A new plan that is exceeded at the same place has a notice of its own, but the older one has not
    lost its occasion."""
    now = plan_occasions(session, grant, on, means=means)
    standing = {(one.rule, _what(one.key)) for one in now}
    return frozenset(
        one.notice_id
        for one in records
        if one.status is NoticeStatus.OPEN
        and one.occasion.rule in _RULES
        and _is_about_plan(one.occasion.key)
        and (one.occasion.rule, _what(one.occasion.key)) not in standing
    )


def _is_about_plan(key: str) -> bool:
    what = _what(key)
    return key.startswith("plan/") and (what == "total" or what.startswith("line/"))


def _what(key: str) -> str:
    """`total` or `line/NAME`: the place in the plan, whatever its version."""
    return key.split("/", 2)[-1]


def _total(
    record: PlanVersion, used: dict[str, int], rules: Rules, on: date
) -> Iterator[NoticeOccasion]:
    total = sum(used.values())
    for found in plan_findings(record.lines, used, rules):
        if found.code == "plan_total_exceeded":
            yield NoticeOccasion(
                rule="NOTE-03",
                key=f"plan/{record.version}/total",
                reason=found.message,
                known_on=on,
                before=f"Finanzierungsplan {format_euro(record.plan.planned_cents)}",
                after=f"erwartete Ausgaben {format_euro(total)}",
                effect_cents=total - record.plan.planned_cents,
            )


def _lines(
    record: PlanVersion, used: dict[str, int], rules: Rules, on: date
) -> Iterator[NoticeOccasion]:
    tolerance = rules.plan.line_tolerance_bp
    for name, line in record.lines.items():
        cents = used.get(name, 0)
        if exceeds(cents, line.planned_cents, tolerance):
            yield NoticeOccasion(
                rule="NOTE-06",
                key=f"plan/{record.version}/line/{name}"[:200],
                reason=(
                    f"Der Einzelansatz „{name}“ wird um mehr als {format_percent_bp(tolerance)} "
                    "überschritten."
                ),
                known_on=on,
                before=f"geplant {format_euro(line.planned_cents)}",
                after=f"verwendet und gebunden {format_euro(cents)}",
                effect_cents=cents - line.planned_cents,
            )
