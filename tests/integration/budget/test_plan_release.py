"""Plan versions: immutable, released by a second person, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from services.budget.domain.plan import (
    Basis,
    Category,
    FundingSource,
    NewPlanVersion,
    PlanLine,
    SourceKind,
)
from services.budget.store.plan import load_plan
from services.budget.store.plan_in_force import line_in_force, plan_in_force, reported_plan
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from services.budget.usecases.plan import draft_plan, release_plan
from shared.errors import Conflict, DomainError, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, TRAVEL, Scene

PLAN = NewPlanVersion(
    Basis.CHANGE_APPROVED,
    "Mehrbedarf",
    (PlanLine(TRAVEL, "M1", Category.SACH, 20_000_000, {2026: 12_000_000, 2027: 8_000_000}),),
    (
        FundingSource(SourceKind.GRANT, "Bund", 13_000_000),
        FundingSource(SourceKind.OWN, "Stadt", 7_000_000),
    ),
    "Schreiben vom 01.07.2026",
    category_reason="Der Bau entfällt, gereist wird statt dessen",
)


def draft(scene: Scene, plan: NewPlanVersion = PLAN, actor: str = OFFICER) -> int:
    with scene.sessions.write() as session:
        return draft_plan(session, GRANT, plan, by=scene.by(actor)).record.version


def test_a_draft_counts_from_its_release_on(both: Scene) -> None:
    version = draft(both)
    assert both.look(plan_in_force, GRANT).version == 1
    with pytest.raises(Refused) as refused:
        both.run(release_plan, GRANT, version)
    assert [one.code for one in refused.value.violations] == [
        "four_eyes_creator",
        "category_changed",
    ]
    assert both.run(release_plan, GRANT, version, actor=HEAD).record.status == "released"
    assert both.look(plan_in_force, GRANT).version == version
    assert both.look(line_in_force, GRANT, TRAVEL).planned_cents == 20_000_000
    assert both.look(line_in_force, GRANT, "Bau") is None
    with pytest.raises(Conflict):
        both.run(release_plan, GRANT, version, actor=PROGRAMME)
    types = [one for one in both.event_types() if one.startswith("plan.")]
    assert types == ["plan.lines_listed", "plan.drafted", "plan.released"]


def test_an_internal_version_is_for_reports_only(both: Scene) -> None:
    version = draft(both, replace(PLAN, basis=Basis.INTERNAL))
    both.run(release_plan, GRANT, version, actor=HEAD)
    assert both.look(plan_in_force, GRANT).version == 1
    assert both.look(reported_plan, GRANT).version == version


def test_an_older_draft_cannot_overtake_a_newer_release(both: Scene) -> None:
    older, newer = draft(both), draft(both)
    both.run(release_plan, GRANT, newer, actor=HEAD)
    with pytest.raises(Conflict) as conflict:
        both.run(release_plan, GRANT, older, actor=HEAD)
    assert [one.code for one in conflict.value.violations] == ["newer_plan_released"]


def test_a_refused_plan_names_everything(both: Scene) -> None:
    line = replace(PLAN.lines[0], measure_id="M7", years={2026: 1})
    source = replace(PLAN.funding[0], source_kind=SourceKind.FEDERAL)
    wrong = replace(PLAN, reason=" ", reference=None, lines=(line,), funding=(source,))
    with pytest.raises(Refused) as refused:
        draft(both, wrong)
    assert {one.code for one in refused.value.violations} >= {
        "reason_missing",
        "reference_missing",
        "measure_unknown",
        "years_not_equal_planned",
        "funding_not_equal_lines",
        "federal_money",
    }


def test_two_persons_release_what_the_service_account_drafted(both: Scene) -> None:
    version = draft(both, actor=SERVICE_ACCOUNT_ID)
    assert both.run(release_plan, GRANT, version, actor=HEAD).record.status == "partly_released"
    with pytest.raises(Refused) as refused:
        both.run(release_plan, GRANT, version, actor=HEAD)
    assert [one.code for one in refused.value.violations] == [
        "four_eyes_same_person",
        "category_changed",
    ]
    assert both.run(release_plan, GRANT, version, actor=PROGRAMME).record.status == "released"


@pytest.mark.parametrize("table", ["plan_line", "funding_source"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET position = 9", "DELETE FROM {}"])
def test_the_database_refuses_changes_of_a_version(both: Scene, table: str, statement: str) -> None:
    with pytest.raises(Exception, match="never changes"), both.sessions.write() as session:
        session.execute(text(statement.format(table)))


def test_a_long_plan_travels_in_parts(both: Scene) -> None:
    lines = tuple(
        PlanLine(f"{'Ä' * 190} {number}", "M1", Category.SACH, 100, {2026: 100})
        for number in range(95)
    )
    funding = (FundingSource(SourceKind.OWN, "Stadt", 9_500),)
    draft(both, replace(PLAN, lines=lines, funding=funding))
    parts = [one["data"] for one in both.events() if one["type"].endswith("lines_listed.v1")]
    assert [(one["part"], one["parts"], len(one["lines"])) for one in parts] == [
        (1, 3, 40),
        (2, 3, 40),
        (3, 3, 15),
    ]


def test_of_two_releases_at_the_same_moment_one_wins(both: Scene) -> None:
    version = draft(both)
    outcomes = at_once(
        lambda: both.run(release_plan, GRANT, version, actor=HEAD),
        lambda: both.run(release_plan, GRANT, version, actor=PROGRAMME),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "PlanResult"]
    releases = [one for one in both.event_types() if one == "plan.released"]
    assert len(releases) == 1
    assert both.look(load_plan, GRANT, version).status == "released"


def at_once(*attempts: Callable[[], Any]) -> list[Any]:
    """What each attempt returned or which domain error it met."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return attempt()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))
