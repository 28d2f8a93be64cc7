"""Reporting reads the log over HTTP as any stranger would, and learns the same as next door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.audit.usecases.publishing import PublishedLog
from services.reporting.intake.log_over_http import LogOverHttp
from shared.errors import Unavailable
from tests.driver import House
from tests.reported_house import reported_house
from tests.served import served


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("http")) as house:
        yield house


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(house.app) as at:
        yield f"{at}/audit"


def test_tiles_and_key_are_the_same(house: House, address: str) -> None:
    near, far = PublishedLog(house.ports("audit").sessions), LogOverHttp(address, "localhost")
    assert far.key() == near.key()
    for width in (1, 7, 30):
        assert far.tile(0, 0, width) == near.tile(0, 0, width)
        assert len(far.tile(0, 0, width)) == 32 * width


def test_a_log_that_is_away_is_a_503(house: House, address: str) -> None:
    for log in (LogOverHttp("http://127.0.0.1:1/audit"), LogOverHttp(f"{address}/nirgends")):
        with pytest.raises(Unavailable) as caught:
            log.tile(0, 0, 1)
        assert caught.value.violations[0].code == "log_unavailable"
        with pytest.raises(Unavailable):
            log.key()


def test_no_such_tile_is_no_answer(address: str) -> None:
    with pytest.raises(Unavailable):
        LogOverHttp(address).tile(0, 999, 256)


def test_a_log_without_database_is_a_503(tmp_path: Path) -> None:
    from shared.database import Sessions

    sessions = Sessions(f"sqlite:///{tmp_path}/empty.db")
    log = PublishedLog(sessions)
    for ask in (log.key, lambda: log.tile(0, 0, 1)):
        with pytest.raises(Unavailable):
            ask()
    sessions.close()
