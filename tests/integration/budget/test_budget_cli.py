"""The operator's commands about people, as typed on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.app import SERVICE
from services.budget.cli.acting import acting
from services.budget.cli.people import first_users, invite, token
from services.budget.store.user import list_users
from services.budget.usecases.invitation import accept_invitation, invite_user
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from shared.clock import FixedClock
from shared.errors import DomainError, Forbidden
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.settings import Settings
from shared.transport import make_transport
from tests.integration.budget.scene import TODAY
from tests.migrated import migrated


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[ServicePorts]:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path)})
    migrated(settings.database_url_for("budget"), SERVICE.migrations)
    ports = SERVICE.ports(settings, FixedClock(TODAY), make_transport(settings))
    yield ports
    ports.sessions.close()
    ports.transport.close()


def typed(ports: ServicePorts, command: Any, *arguments: str) -> Result:
    @contextmanager
    def opened(_name: str) -> Iterator[ServicePorts]:
        yield ports

    return CliRunner().invoke(command, arguments, obj=opened)


def join(ports: ServicePorts, login: str, role: Role) -> None:
    by = Occasion("system", TODAY)
    with ports.sessions.write() as session:
        link = invite_user(session, login, [HeldRole(role.value, None)], by=by)
        accept_invitation(session, link.token, login, "zwölf Zeichen sind genug", by=by)


def test_an_invitation_works_on_an_empty_database(ports: ServicePorts) -> None:
    result = typed(ports, invite, "--name", "Eva", "--role", "functional_admin")
    assert result.exit_code == 0
    prefix = "http://127.0.0.1:8000/budget/einladung/"
    assert result.output.startswith(prefix)
    by = Occasion("anonym", TODAY)
    with ports.sessions.write() as session:
        link = result.stdout.strip().removeprefix(prefix)
        accept_invitation(session, link, "eva", "zwölf Zeichen sind genug", by=by)
    with ports.sessions.read() as session:
        (user,) = list_users(session)
    assert user.access.roles == (HeldRole("functional_admin", None),)


def test_a_token_is_all_that_is_printed(ports: ServicePorts) -> None:
    join(ports, "eva", Role.AUDITOR)
    result = typed(ports, token, "--user", "eva", "--days", "2")
    printed = result.output.strip()
    with ports.sessions.read() as session:
        who = ports.directory.by_token(session, printed, TODAY)
    assert who is not None and who.holds([Role.AUDITOR], None)


def test_an_unknown_user_gets_no_token(ports: ServicePorts) -> None:
    result = typed(ports, token, "--user", "niemand")
    assert isinstance(result.exception, DomainError)


def test_a_named_user_needs_the_role_and_the_attempt_is_kept(ports: ServicePorts) -> None:
    join(ports, "eva", Role.AUDITOR)
    result = typed(ports, invite, "--name", "Max", "--role", "auditor", "--user", "eva")
    assert isinstance(result.exception, Forbidden)
    table = ports.outbox.table
    with ports.sessions.read() as session:
        newest = session.scalar(select(table.c.value).order_by(table.c.id.desc()).limit(1))
        assert session.scalar(select(func.count()).select_from(table)) == 3
    assert newest is not None and b"access.denied" in newest


def test_without_a_user_the_service_account_acts(ports: ServicePorts) -> None:
    assert acting(ports, None, Role.GRANT_OFFICER, grant_id="G").actor == SERVICE_ACCOUNT_ID
    join(ports, "eva", Role.GRANT_OFFICER)
    assert acting(ports, "eva", Role.GRANT_OFFICER, grant_id="G").actor != SERVICE_ACCOUNT_ID


def test_first_users_come_with_the_first_start_only(ports: ServicePorts) -> None:
    made, path = first_users(ports)
    assert len(made) == 10 and path.exists()
    assert first_users(ports)[0] == []


def test_production_gets_no_first_users(ports: ServicePorts) -> None:
    from dataclasses import replace

    production = replace(ports, settings=replace(ports.settings, production=True))
    assert first_users(production)[0] == []
