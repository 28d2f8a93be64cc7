"""Fixtures for the real parts. Each is started once per run, when the first test asks for it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.components import chromium as chromium_part
from tests.components import postgres as postgres_part
from tests.components.availability import forbid_skip, require
from tests.side_by_side import SideBySide

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.components.kafka import KafkaCluster
    from tests.components.topology import Topology


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must be real, a skipped test is a failed one."""
    return forbid_skip((yield))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A name with an address in it differs from process to process: nothing would run."""
    nameless = [item.nodeid for item in items if " at 0x" in item.nodeid]
    if nameless:
        raise pytest.UsageError(f"give these tests names (ids=…): {nameless}")


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SideBySide:
    """Several processes share the tests out by group."""
    return SideBySide(config, log)


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_part.PostgresServer]:
    """One server for the whole run; take a database of your own from `postgres_url`."""
    require(postgres_part.PROBE)
    server = postgres_part.PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def postgres_url(postgres: postgres_part.PostgresServer) -> Iterator[str]:
    """SQLAlchemy URL of an empty database that lives as long as the test."""
    name = postgres.create_database()
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture(scope="session")
def kafka() -> Iterator[KafkaCluster]:
    """One broker with our topics for the whole run; `kafka.reset_topics()` empties them."""
    from tests.components import kafka as kafka_part

    require(kafka_part.PROBE)
    with kafka_part.KafkaCluster(brokers=1) as cluster:
        cluster.create_topics()
        yield cluster


@pytest.fixture
def kafka_cluster() -> Iterator[KafkaCluster]:
    """Three brokers with our topics, fresh for one test: to be killed."""
    from tests.components import kafka as kafka_part

    require(kafka_part.PROBE)
    with kafka_part.KafkaCluster(brokers=3) as cluster:
        cluster.create_topics()
        yield cluster


@pytest.fixture(scope="module")
def topology() -> Iterator[Topology]:
    """The whole deployment as processes, for the tests of one module: to be killed in parts."""
    from tests.components.topology import PROBES, Topology

    for probe in PROBES:
        require(probe)
    with Topology() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    require(chromium_part.PROBE)
    with chromium_part.launched() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh German session that fails the test on script errors and foreign hosts."""
    with chromium_part.clean_page(browser) as page:
        yield page
