"""A part of a body that no description knows is refused, at every call that takes files."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from shared.web.parts import known_parts
from tests.contract.test_unknown_parameters import calls, events
from tests.driver import OFFICER, House
from tests.prepared_house import prepare


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("parts")
    house = House(folder / "users", folder / "house", prepare(folder / "users"))
    yield house
    house.close()


def test_every_call_that_takes_files_names_a_part_it_does_not_know(house: House) -> None:
    before, taking = events(house), 0
    for method, path, view in calls(house, "POST", "PUT"):
        if not known_parts(view):
            continue
        taking += 1
        for part in ("datei", ""):
            for value in ("x", (io.BytesIO(b"x"), "x.png")):
                answer = house.call(OFFICER, method, path, files={part: value})
                named = [one["field"] for one in answer.body["violations"]]
                assert (answer.status, named) == (422, [part]), path
    assert taking >= 9 and events(house) == before
