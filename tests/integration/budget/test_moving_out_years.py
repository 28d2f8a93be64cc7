"""Budget years and their authorisations leave with the city: only what is released counts."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.budget.domain.authorisation import Authorisation, AuthorisationKind, Nature
from services.budget.usecases.authorisation import (
    propose_authorisation,
    release_authorisation,
    withdraw_authorisation,
)
from services.budget.usecases.move_out import move_out
from tests.integration.budget.scene import GRANT, HEAD, Scene, sqlite_scene

APPROPRIATION = AuthorisationKind.APPROPRIATION


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def propose(scene: Scene, cents: int, reason: str) -> str:
    new = Authorisation(2026, Nature.INVESTIVE, APPROPRIATION, cents, "Haushaltsplan 2026", reason)
    result = scene.run(propose_authorisation, GRANT, new)
    found: str = result.record.authorisation_id
    return found


def table(scene: Scene, name: str) -> list[list[str]]:
    with scene.run(move_out, GRANT) as found, zipfile.ZipFile(found) as archive:
        text = archive.read(f"weitere/{name}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]


def investive_2026(scene: Scene) -> list[str]:
    years = table(scene, "haushaltsjahre")
    return next((row for row in years if row[:2] == ["2026", "investiv"]), [])


def test_a_proposal_comes_along_and_counts_only_once_released(scene: Scene) -> None:
    proposed = propose(scene, 1_200_001, "Beschluss des Rates")
    assert [row[2:4] + row[5:8] for row in table(scene, "ermaechtigungen")] == [
        ["Ansatz", "12000,01", "Beschluss des Rates", "vorgeschlagen", ""]
    ]
    assert "12000,01" not in investive_2026(scene)
    scene.run(release_authorisation, proposed, actor=HEAD)
    [row] = table(scene, "ermaechtigungen")
    assert row[6:8] == ["freigegeben", "15.07.2026"]
    assert investive_2026(scene)[2] == "12000,01"


def test_what_was_taken_back_comes_along_with_its_reason(scene: Scene) -> None:
    proposed = propose(scene, 500, "Verschrieben")
    with scene.sessions.write() as session:
        withdraw_authorisation(session, proposed, "Doppelt erfasst", by=scene.by())
    [row] = table(scene, "ermaechtigungen")
    assert row[6:] == ["zurückgezogen", "", "Doppelt erfasst"]
    assert "5,00" not in investive_2026(scene)
