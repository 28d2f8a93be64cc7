"""The register of who may certify: two persons also in the database, no way round by the id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from services.budget.domain.authority import NewAuthority
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.authority import AuthorityRow, DelegationRow, insert_authority
from services.budget.usecases.authority import confirm_authority, revoke_authority
from shared.errors import Conflict, NotFound
from tests.integration.budget.scene import FACTUAL, GRANT, HEAD, OFFICER, TODAY, Scene

NEW = NewAuthority(FACTUAL, CertificationKind.FACTUAL, date(2026, 1, 1), "Verfügung 1")


def proposed(scene: Scene) -> str:
    with scene.sessions.write() as session:
        return insert_authority(session, "A-1", GRANT, NEW, None, scene.by()).authority_id


@pytest.mark.parametrize("person", [OFFICER, FACTUAL])
def test_the_database_wants_a_second_person(both: Scene, person: str) -> None:
    authority_id = proposed(both)
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        row = session.get_one(AuthorityRow, authority_id)
        row.confirmed_by, row.confirmed_at = person, TODAY
        session.flush()


def test_the_database_wants_time_to_run_forwards(both: Scene) -> None:
    backwards = replace(NEW, valid_to=date(2025, 12, 31))
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        insert_authority(session, "A-2", GRANT, backwards, None, both.by())


def test_no_deputy_confirms_the_own_delegation_in_the_database(both: Scene) -> None:
    values = {
        "delegation_id": "D-1",
        "authority_id": proposed(both),
        "grant_id": GRANT,
        "delegate_id": HEAD,
        "valid_from": date(2026, 8, 1),
        "valid_to": date(2026, 8, 31),
        "reason": "Abwesenheit",
        "created_by": OFFICER,
        "created_at": TODAY,
        "confirmed_by": HEAD,
        "confirmed_at": TODAY,
    }
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        session.execute(insert(DelegationRow).values(values))


def test_what_was_revoked_is_not_confirmed_any_more(both: Scene) -> None:
    authority_id = proposed(both)
    with both.sessions.write() as session:
        revoke_authority(session, authority_id, by=both.by(HEAD))
    with pytest.raises(Conflict) as error, both.sessions.write() as session:
        confirm_authority(session, authority_id, by=both.by(HEAD))
    assert [one.code for one in error.value.violations] == ["authority_state"]


def test_an_unknown_entry_is_none(both: Scene) -> None:
    with pytest.raises(NotFound) as error, both.sessions.write() as session:
        confirm_authority(session, "gibt-es-nicht", by=both.by(HEAD))
    assert [one.code for one in error.value.violations] == ["authority_unknown"]
