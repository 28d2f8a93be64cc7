"""Determinations on both databases: two persons, once, whatever the use case forgets."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.store.determination import load_determination
from services.budget.store.grant import load_grant
from services.budget.usecases.determination import (
    confirm_determination,
    propose_determination,
    withdraw_determination,
)
from shared.errors import Conflict, NotFound, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, TRAVEL, Scene

DAY = date(2026, 7, 1)
OVERRUN = Determination(
    DeterminationKind.AUTHORITY_OVERRUN, DAY, DAY, "Az. 1", "Brandschutz", budget_line=TRAVEL
)


def proposed(scene: Scene) -> str:
    record = scene.run(propose_determination, GRANT, OVERRUN).record
    return str(record.determination_id)


def test_it_counts_from_the_confirmation_by_another_person(both: Scene) -> None:
    one = proposed(both)
    assert both.look(load_grant, GRANT).determinations == ()
    with pytest.raises(Refused) as refused:
        both.run(confirm_determination, one)
    assert [found.code for found in refused.value.violations] == ["four_eyes_creator"]
    both.run(confirm_determination, one, actor=HEAD)
    assert [found.kind for found in both.look(load_grant, GRANT).determinations] == [OVERRUN.kind]
    with pytest.raises(Conflict) as conflict:
        both.run(confirm_determination, one, actor=PROGRAMME)
    assert [found.code for found in conflict.value.violations] == ["determination_not_open"]
    types = [one for one in both.event_types() if one.startswith("determination.")]
    assert types == ["determination.proposed", "determination.confirmed"]


def test_the_database_wants_two_persons_too(both: Scene) -> None:
    one = proposed(both)
    change = text("UPDATE determination SET confirmed_by = :who WHERE determination_id = :one")
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        session.execute(change, {"who": OFFICER, "one": one})


def test_only_what_nobody_confirmed_is_withdrawn(both: Scene) -> None:
    one = proposed(both)
    with both.sessions.write() as session:
        withdraw_determination(session, one, "falsches Schreiben", by=both.by())
    with pytest.raises(Conflict), both.sessions.write() as session:
        withdraw_determination(session, one, "noch einmal", by=both.by())
    assert both.look(load_determination, one).status == "withdrawn"
    with pytest.raises(NotFound) as missing:
        both.look(load_determination, "gibtesnicht")
    assert [found.code for found in missing.value.violations] == ["determination_unknown"]
