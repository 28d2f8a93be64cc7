"""A duplicate in another grant is refused; where it stands is told to those who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.events.snapshots import AccessSnapshot, HeldRole
from contracts.roles import Role
from services.budget.store.tables import DIRECTORY
from services.budget.usecases.expenditure import record_expenditure
from shared.errors import Refused
from tests.integration.budget.scene import (
    GRANT,
    OFFICER,
    Scene,
    add_grant,
    expenditure,
    sqlite_scene,
)

OTHER = "G2"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    for scene in sqlite_scene(tmp_path):
        add_grant(scene, OTHER)
        scene.run(record_expenditure, OTHER, expenditure())
        yield scene


@pytest.mark.parametrize(("grant_id", "is_named"), [(GRANT, False), (OTHER, True), (None, True)])
def test_only_a_reader_of_the_other_grant_learns_number_and_grant(
    scene: Scene, grant_id: str | None, is_named: bool
) -> None:
    roles = (HeldRole(Role.GRANT_OFFICER.value, grant_id), HeldRole(Role.AUDITOR.value, GRANT))
    with scene.sessions.write() as session:
        DIRECTORY.apply(session, AccessSnapshot(OFFICER, False, 1, roles, ()))
    with pytest.raises(Refused) as refused:
        scene.run(record_expenditure, GRANT, expenditure())
    (found,) = refused.value.violations
    assert found.code == "duplicate"
    assert ("Nr. 1 der Zuwendung G2" in found.message) is is_named
    assert ("in einer anderen Zuwendung" in found.message) is not is_named
