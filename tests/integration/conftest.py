"""A whole house in one process, for tests that look at more than one service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.driver import TODAY, House
from tests.prepared_house import prepare

GRANT = "KFW-1"


@pytest.fixture(scope="session")
def prepared_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Databases and users made once; every module works on a copy."""
    directory = tmp_path_factory.mktemp("prepared")
    return directory, prepare(directory)


@pytest.fixture(scope="module")
def funded(
    prepared_house: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house with one active grant and a released plan."""
    template, tokens = prepared_house
    house = House(template, tmp_path_factory.mktemp("funded"), tokens)
    house.award(GRANT, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
    house.plan(GRANT, {"Beratung": 50_000_000})
    yield house
    house.close()


@pytest.fixture
def planned(
    prepared_house: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Callable[[str, str], House]]:
    """Makes a house of its own with one active grant and a plan of one line over 100,000.00."""
    houses: list[House] = []

    def make(grant_id: str, line: str) -> House:
        template, tokens = prepared_house
        house = House(template, tmp_path / "data", tokens)
        houses.append(house)
        house.award(grant_id, "B", TODAY.replace(month=1, day=1), TODAY.replace(year=2027))
        house.plan(grant_id, {line: 10_000_000})
        return house

    yield make
    for one in houses:
        one.close()
