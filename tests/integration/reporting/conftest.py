"""A reporting service, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.reporting.house import Reporting, reporting_at
from tests.integration.reporting.story import tell_everything


@pytest.fixture
def reporting(tmp_path: Path) -> Iterator[Reporting]:
    """An empty service on SQLite, where the database makes no difference."""
    house = reporting_at(tmp_path)
    yield house
    house.close()


@pytest.fixture
def told(reporting: Reporting) -> Reporting:
    """The service after the whole story, with a checkpoint."""
    tell_everything(reporting.stream)
    reporting.stream.checkpoint()
    reporting.settle()
    return reporting


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reporting]:
    """An empty service on either database."""
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    house = reporting_at(tmp_path, url)
    yield house
    house.close()
