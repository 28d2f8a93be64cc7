"""What a waiver may lift: the errors at one object as it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.evidence import gate_violations
from services.budget.domain.plan import check_plan
from services.budget.domain.plan_category import category_findings
from services.budget.domain.relief import may_be_lenient
from services.budget.domain.waiver import Target
from services.budget.store.assessment_codec import assessment_from_json
from services.budget.store.drawdown_reading import load_drawdown
from services.budget.store.expenditure_family import load_row
from services.budget.store.measure import measure_ids
from services.budget.store.plan import PlanRecord, load_plan
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.procurement_reading import load_procurement
from services.budget.usecases.assessment_world import World
from services.budget.usecases.drawdown import gates_of_call
from services.budget.usecases.means import Means
from shared.errors import NotFound, Violation

Find = Callable[[Session, World, str, Means], list[Violation] | None]


def findings_at(
    session: Session, world: World, subject: str, means: Means
) -> frozenset[Target] | None:
    """The findings that a waiver may lift at `expenditure/ID`, `drawdown/ID`, `plan/GRANT.V`,
    `procurement/ID` or `measure/ID`; None where rules judge acts only. Raises NotFound."""
    kind, _, identity = subject.partition("/")
    find = _FINDERS.get(kind)
    if find is None:
        raise _unknown()
    found = find(session, world, identity, means)
    return None if found is None else _targets(subject, found)


def _targets(subject: str, found: Iterable[Violation]) -> frozenset[Target]:
    return frozenset(
        Target(subject, one.rule, one.code, one.field or "")
        for one in found
        if one.is_error and may_be_lenient(one)
    )


def _of_expenditure(
    session: Session, world: World, identity: str, _means: Means
) -> list[Violation]:
    row = load_row(session, identity)
    _demand_grant(row.grant_id, world)
    stored = assessment_from_json(row.assessment)
    gaps = [Violation(one.code, one.rule, one.message) for one in stored.missing]
    return [*stored.findings, *gaps]


def _of_call(session: Session, world: World, identity: str, means: Means) -> list[Violation]:
    call = load_drawdown(session, identity)
    _demand_grant(call.grant_id, world)
    gates = gates_of_call(world, call, means)
    return [*gate_violations(gates, "release"), *gate_violations(gates, "receipt")]


def _of_plan(session: Session, world: World, identity: str, _means: Means) -> list[Violation]:
    grant_id, _, version = identity.rpartition(".")
    _demand_grant(grant_id, world)
    if not version.isdecimal():
        raise _unknown()
    return plan_violations(session, world, load_plan(session, grant_id, int(version)))


def plan_violations(session: Session, world: World, record: PlanRecord) -> list[Violation]:
    """What stands against releasing a version today, before waivers."""
    plan, before = record.plan_version.plan, plan_in_force(session, record.grant_id)
    found = check_plan(
        plan,
        measures=measure_ids(session, record.grant_id),
        funding_rate_bp=world.terms.funding_rate_bp,
    )
    return [*found, *category_findings(before.lines if before else None, plan)]


def _of_procurement(
    session: Session, world: World, identity: str, _means: Means
) -> list[Violation]:
    record = load_procurement(session, identity)
    _demand_grant(record.grant_id, world)
    return list(record.findings)


def _of_measure(_session: Session, world: World, identity: str, _means: Means) -> None:
    if identity not in world.measures:
        raise _unknown()


_FINDERS: Final[dict[str, Find]] = {
    "expenditure": _of_expenditure,
    "drawdown": _of_call,
    "plan": _of_plan,
    "procurement": _of_procurement,
    "measure": _of_measure,
}


def _demand_grant(grant_id: str, world: World) -> None:
    if grant_id != world.grant_id:
        raise _unknown()


def _unknown() -> NotFound:
    message = (
        "Das, wofür die Ausnahme gelten soll, gibt es in dieser Zuwendung nicht. Eine Ausnahme "
        "hebt einen Befund an etwas Erfasstem auf. Was der Zeitraum schon bei der Erfassung "
        "ablehnt, lässt sich als nicht zuwendungsfähig mit Begründung erfassen; zuwendungsfähig "
        "macht es nur die Entscheidung, die der Hinderungsgrund nennt, etwa ein Änderungsbescheid "
        "oder die Erlaubnis des vorzeitigen Beginns."
    )
    return NotFound([Violation("waiver_object_unknown", "API", message)])
