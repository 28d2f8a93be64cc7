"""Two grants meeting a new creditor at the same moment share one key (both databases)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from services.budget.store.creditor import CreditorRow
from services.budget.usecases.expenditure import Recorded, record_expenditure
from tests.integration.budget.scene import GRANT, Scene, add_grant, expenditure, make_scene

GRANTS = (GRANT, "G2", "G3", "G4")
ROUNDS = 5


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/budget.db"
    else:
        url = request.getfixturevalue("postgres_url")
    scene = make_scene(url, tmp_path)
    for grant_id in GRANTS[1:]:
        add_grant(scene, grant_id)
    yield scene
    scene.sessions.close()


def test_all_are_recorded_under_one_key(scene: Scene) -> None:
    for turn in range(ROUNDS):
        start = Barrier(len(GRANTS))

        def enter(grant_id: str, turn: int = turn, start: Barrier = start) -> Recorded:
            new = expenditure(creditor=f"Neu {turn} AG", invoice_number=f"{grant_id}-{turn}")
            start.wait()
            return scene.run(record_expenditure, grant_id, new)

        with ThreadPoolExecutor(len(GRANTS)) as pool:
            recorded = list(pool.map(enter, GRANTS))
        assert {one.number for one in recorded} == {turn + 1}
    with scene.sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(CreditorRow)) == ROUNDS
