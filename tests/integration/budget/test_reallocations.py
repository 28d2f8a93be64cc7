"""Reallocations on both databases: a plan version by two persons, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.budget.domain.reallocation import Reallocation, Shift
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.reallocation import load_reallocation
from services.budget.usecases.reallocation import (
    propose_reallocation,
    release_reallocation,
    withdraw_reallocation,
)
from shared.errors import Conflict, DomainError, NotFound, Refused
from tests.integration.budget.scene import (
    BUILDING,
    GRANT,
    HEAD,
    OFFICER,
    PROGRAMME,
    TRAVEL,
    Scene,
)


def proposed(scene: Scene) -> str:
    plan = scene.look(plan_in_force, GRANT)
    year = next(iter(plan.lines[TRAVEL].years))
    reason = "Wechsel zu Investitionen"
    move = Reallocation("Mehrbedarf", (Shift(TRAVEL, year, BUILDING, year, 100),), "", reason)
    return str(scene.run(propose_reallocation, GRANT, move).record.reallocation_id)


def test_it_becomes_a_plan_version_by_another_person(both: Scene) -> None:
    one = proposed(both)
    before = both.look(plan_in_force, GRANT)
    with pytest.raises(Refused) as refused:
        both.run(release_reallocation, one, None)
    assert [found.code for found in refused.value.violations if found.is_error] == [
        "four_eyes_creator"
    ]
    both.run(release_reallocation, one, None, actor=HEAD)
    after = both.look(plan_in_force, GRANT)
    assert after.version == both.look(load_reallocation, one).plan_version > before.version
    assert after.lines[TRAVEL].planned_cents == before.lines[TRAVEL].planned_cents - 100
    assert after.plan.planned_cents == before.plan.planned_cents
    with pytest.raises(Conflict) as conflict:
        both.run(release_reallocation, one, None, actor=PROGRAMME)
    assert [found.code for found in conflict.value.violations] == ["reallocation_not_open"]


def test_of_two_releases_at_once_one_wins(both: Scene) -> None:
    one, start = proposed(both), Barrier(2)

    def release(actor: str) -> bool:
        start.wait()
        try:
            both.run(release_reallocation, one, None, actor=actor)
        except DomainError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(release, (HEAD, PROGRAMME))) == [False, True]


def test_the_database_wants_two_persons_too(both: Scene) -> None:
    one = proposed(both)
    change = text("UPDATE reallocation SET released_by = :who WHERE reallocation_id = :one")
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        session.execute(change, {"who": OFFICER, "one": one})


def test_only_a_proposal_is_withdrawn(both: Scene) -> None:
    one = proposed(both)
    with both.sessions.write() as session:
        withdraw_reallocation(session, one, "abgelehnt", by=both.by())
    with pytest.raises(Conflict), both.sessions.write() as session:
        withdraw_reallocation(session, one, "noch einmal", by=both.by())
    with pytest.raises(NotFound) as missing:
        both.look(load_reallocation, "gibtesnicht")
    assert [found.code for found in missing.value.violations] == ["reallocation_unknown"]
