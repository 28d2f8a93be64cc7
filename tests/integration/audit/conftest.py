"""A migrated audit database, once on SQLite and once on PostgreSQL."""

import pytest

from shared.database import Sessions
from tests.integration.audit.material import LOCATION
from tests.migrated import migrated


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """URL of an empty, migrated audit database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/audit.db"
    else:
        url = request.getfixturevalue("postgres_url")
    migrated(url, LOCATION)
    return url


@pytest.fixture
def sessions(database_url):
    """The database's sessions."""
    sessions = Sessions(database_url)
    yield sessions
    sessions.close()


@pytest.fixture
def sqlite_sessions(tmp_path):
    """Sessions on SQLite only, where the database makes no difference."""
    url = f"sqlite:///{tmp_path}/audit.db"
    migrated(url, LOCATION)
    sessions = Sessions(url)
    yield sessions
    sessions.close()
