"""Budget on an empty, migrated database: once on SQLite, once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.budget.migrations import __path__ as migrations
from tests.integration.budget.scene import Scene, make_scene
from tests.integration.budget.web_scene import WebScene, make_web
from tests.migrated import migrated


@pytest.fixture(params=["sqlite", "postgresql"])
def budget_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty budget database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/budget.db"
    else:
        url = request.getfixturevalue("postgres_url")
    migrated(url, Path(next(iter(migrations))))
    return url


@pytest.fixture
def both(budget_url: str, tmp_path: Path) -> Iterator[Scene]:
    """One active grant with measures and a released plan, on both databases."""
    scene = make_scene(budget_url, tmp_path)
    yield scene
    scene.sessions.close()


@pytest.fixture
def web(both: Scene, tmp_path: Path) -> Iterator[WebScene]:
    """Pages and API over that grant."""
    made = make_web(both, tmp_path)
    yield made
    made.sessions.close()
