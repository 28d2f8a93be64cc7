"""Authorisations of budget years on both databases, and the page that shows them."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.domain.authorisation import Authorisation, AuthorisationKind, Nature
from services.budget.store.authorisation import load_authorisation
from services.budget.usecases.authorisation import (
    propose_authorisation,
    release_authorisation,
    withdraw_authorisation,
)
from shared.errors import Conflict, NotFound, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, Scene

BUDGET = Authorisation(
    2026, Nature.CONSUMPTIVE, AuthorisationKind.APPROPRIATION, 100_000, "Haushalt", "Beschluss"
)


def proposed(scene: Scene) -> str:
    return str(scene.run(propose_authorisation, GRANT, BUDGET).record.authorisation_id)


def test_it_counts_from_the_release_by_another_person(both: Scene) -> None:
    one = proposed(both)
    with pytest.raises(Refused) as refused:
        both.run(release_authorisation, one)
    assert [found.code for found in refused.value.violations] == ["four_eyes_creator"]
    assert both.run(release_authorisation, one, actor=HEAD).record.status == "released"
    with pytest.raises(Conflict) as conflict:
        both.run(release_authorisation, one, actor=HEAD)
    assert [found.code for found in conflict.value.violations] == ["authorisation_not_open"]
    types = [one for one in both.event_types() if one.startswith("authorisation.")]
    assert types == ["authorisation.proposed", "authorisation.released"]


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE authorisation SET released_by = '{OFFICER}'",
        "UPDATE authorisation SET amount_cents = amount_cents + 1",
        "DELETE FROM authorisation",
    ],
)
def test_the_database_keeps_what_was_entered_and_wants_two_persons(
    both: Scene, change: str
) -> None:
    one = proposed(both)
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text(change))
    assert both.look(load_authorisation, one).authorisation == BUDGET


def test_a_released_one_is_final(both: Scene) -> None:
    one = proposed(both)
    both.run(release_authorisation, one, actor=HEAD)
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text("UPDATE authorisation SET released_by = NULL"))


def test_only_what_nobody_released_is_withdrawn(both: Scene) -> None:
    one = proposed(both)
    with pytest.raises(Refused) as refused, both.sessions.write() as session:
        withdraw_authorisation(session, one, " ", by=both.by())
    assert [found.code for found in refused.value.violations] == ["reason_missing"]
    with both.sessions.write() as session:
        withdraw_authorisation(session, one, "falsches Jahr", by=both.by())
    with pytest.raises(Conflict):
        both.run(release_authorisation, one, actor=HEAD)
    with pytest.raises(NotFound) as missing:
        both.look(load_authorisation, "gibtesnicht")
    assert [found.code for found in missing.value.violations] == ["authorisation_unknown"]
