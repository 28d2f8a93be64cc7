"""The operator's commands `report` and `run`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result

from services.reporting import cli
from services.reporting.store import reports
from shared.errors import Forbidden
from shared.service import ServicePorts
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import GRANT, HEAD, OFFICER, ROBOT


def invoke(house: Reporting, command: str, *arguments: str) -> Result:
    @contextmanager
    def opened(_name: str) -> Iterator[ServicePorts]:
        yield house.ports

    return CliRunner().invoke(getattr(cli, command), list(arguments), obj=opened)


def test_a_report_is_drafted_for_the_service_account_or_the_named_user(told: Reporting) -> None:
    order = ("--grant", GRANT, "--type", "quarterly", "--period", "2026-Q1")
    for actor, more in ((ROBOT, ()), (OFFICER, ("--user", OFFICER))):
        done = invoke(told, "report", *order, *more)
        assert done.exit_code == 0, done.output
        with told.ports.sessions.read() as session:
            row = reports.get(session, done.stdout.strip())
        assert (row.created_by, row.scheduled) == (actor, actor == ROBOT)


def test_a_user_without_the_role_is_told_which(told: Reporting) -> None:
    done = invoke(told, "report", "--grant", GRANT, "--type", "quarterly", "--period", "2026-Q1",
                  "--user", HEAD)  # fmt: skip
    assert isinstance(done.exception, Forbidden)
    assert "Fördermittelsachbearbeitung" in done.exception.message


@pytest.mark.parametrize(("again", "drafted"), [(False, 1), (True, 0)])
def test_a_run_prints_what_it_drafted(told: Reporting, again: bool, drafted: int) -> None:
    if again:
        invoke(told, "run", "--as-of", "2024-04-01")
    done = invoke(told, "run", "--as-of", "2024-04-01")
    assert done.exit_code == 0, done.output
    assert f"{GRANT} quarterly 2024-Q1" in done.stdout
    assert f"{drafted} neu entworfen, 1 insgesamt" in done.stdout
