"""Fixtures of the features; all steps live in `tests/steps`."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from services import host
from tests.driver import House
from tests.features.results import ScenarioResults
from tests.one_app import OneApp
from tests.prepared_house import prepare

RESULTS = ScenarioResults()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The matrix shows the last result of every scenario."""
    report = yield
    RESULTS.note(item, report)
    return report


def pytest_sessionfinish() -> None:
    RESULTS.write()


@pytest.fixture(scope="session")
def prepared_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Databases and users made once; every scenario works on a copy."""
    directory = tmp_path_factory.mktemp("house")
    return directory, prepare(directory)


@pytest.fixture(scope="session")
def one_app() -> OneApp:
    return OneApp(host.app_of)


@pytest.fixture
def house(
    prepared_house: tuple[Path, dict[str, str]], tmp_path: Path, one_app: OneApp
) -> Iterator[House]:
    template, tokens = prepared_house
    found = House(template, tmp_path / "house", tokens, one_app)
    yield found
    found.close()
