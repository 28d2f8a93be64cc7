"""Payroll months as a list: all or none, and no salary in what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from services.budget.domain.personnel import Post
from services.budget.store.personnel import payroll_of
from services.budget.usecases.payroll_sheet import take_over_payroll
from services.budget.usecases.personnel import record_post
from shared.errors import Refused
from tests.integration.budget.scene import GRANT, HEAD, Scene, sqlite_scene

SAMPLES = Path(__file__).parents[2] / "samples" / "csv"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    for made in sqlite_scene(tmp_path):
        made.run(record_post, GRANT, Post("ST-01", "M1", 5_000, "E11"), actor=HEAD)
        yield made


def sample(name: str) -> BytesIO:
    return BytesIO((SAMPLES / name).read_bytes())


def refused(scene: Scene, stream: BytesIO) -> list[str]:
    with pytest.raises(Refused) as error:
        scene.run(take_over_payroll, GRANT, stream, actor=HEAD)
    assert "5.100" not in str([one.message for one in error.value.violations])
    return [one.code for one in error.value.violations]


def test_a_list_of_two_posts(scene: Scene) -> None:
    scene.run(record_post, GRANT, Post("ST-02", "M1", 10_000, "E9"), actor=HEAD)
    taken = scene.run(take_over_payroll, GRANT, sample("gehaltsmonate.csv"), actor=HEAD)
    assert taken == {"ST-01": 2, "ST-02": 1}
    found = scene.look(lambda session: payroll_of(session, scene.means.keyring, GRANT))
    assert [one.gross_cents for one in found["ST-01"]] == [653_600, 653_600]
    assert "5100" not in json.dumps(scene.events())
    assert refused(scene, sample("gehaltsmonate.csv")) == ["payroll_month_twice"] * 2


def test_an_unknown_post_refuses_all(scene: Scene) -> None:
    assert refused(scene, sample("gehaltsmonate.csv")) == ["post_unknown"]
    assert scene.look(lambda session: payroll_of(session, scene.means.keyring, GRANT)) == {}


def test_faults_are_told_by_their_place_only(scene: Scene) -> None:
    assert refused(scene, sample("gehaltsmonate-fehler.csv")) == [
        "date_invalid",
        "amount_ambiguous",
    ]
    assert refused(scene, BytesIO(b"Stelle;Monat;Arbeitgeberbrutto\n")) == ["payroll_empty"]
