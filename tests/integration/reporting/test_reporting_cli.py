"""The operator's commands `report`, `run` and `as-of`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from services.commands import Commands
from services.reporting.documents import Document
from services.reporting.store import reports
from services.reporting.usecases import drafting, renderings
from services.reporting.usecases.material import Material
from services.reporting.usecases.report_types import REPORT_TYPES
from services.terminal import main
from shared.errors import Forbidden
from shared.service import ServicePorts
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import GRANT, HEAD, OFFICER, ROBOT


def invoke(house: Reporting, command: str, *arguments: str) -> Result:
    @contextmanager
    def opened(_name: str) -> Iterator[ServicePorts]:
        yield house.ports

    assert isinstance(main, Commands)
    found = main.get_command(click.Context(main), command)
    assert found is not None
    return CliRunner().invoke(found, list(arguments), obj=opened)


def test_a_report_is_drafted_for_the_service_account_or_the_named_user(told: Reporting) -> None:
    order = ("--grant", GRANT, "--type", "quarterly", "--period", "2026-Q1")
    for actor, more in ((ROBOT, ()), (OFFICER, ("--user", OFFICER))):
        done = invoke(told, "report", *order, *more)
        assert done.exit_code == 0, done.output
        with told.ports.sessions.read() as session:
            row = reports.get(session, done.stdout.strip())
        assert (row.created_by, row.scheduled) == (actor, actor == ROBOT)
        assert "Quartalsbericht, 1. Quartal 2026, entworfen: http" in done.stderr
        place = f"/reporting/berichte/{row.report_id}/bericht.pdf"
        (listed,) = [one for one in done.stderr.splitlines() if one.endswith(place)]
        assert listed.startswith("  quartalsbericht-2026-Q1-fassung-")
        assert f"{place}?teil=oeffentlich" in done.stderr


def test_a_user_without_the_role_is_told_which(told: Reporting) -> None:
    done = invoke(told, "report", "--grant", GRANT, "--type", "quarterly", "--period", "2026-Q1",
                  "--user", HEAD)  # fmt: skip
    assert isinstance(done.exception, Forbidden)
    assert "Fördermittelsachbearbeitung" in done.exception.message


def test_a_day_that_is_none_is_told_in_german(told: Reporting) -> None:
    wrong = invoke(told, "run", "--as-of", "31.06.2026")
    assert wrong.exit_code == 2
    assert "„31.06.2026“ ist kein Tag. Bitte JJJJ-MM-TT angeben." in wrong.output


@pytest.mark.parametrize("again", [False, True])
def test_a_run_prints_what_it_drafted(told: Reporting, again: bool) -> None:
    if again:
        invoke(told, "run", "--as-of", "2024-04-01")
    done = invoke(told, "run", "--as-of", "2024-04-01")
    assert done.exit_code == 0, done.output
    assert f"{GRANT}: Quartalsbericht, 1. Quartal 2024: http" in done.stdout
    all_of_it = done.stdout.count(f"{GRANT}: ")
    drafted = 0 if again else all_of_it
    assert f"{drafted} neu entworfen, {all_of_it} insgesamt" in done.stdout


def test_a_run_that_could_not_draft_everything_ends_with_one(
    told: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_given: Material) -> Document:
        raise OSError("no space left on device")

    broken = replace(REPORT_TYPES["cash-flow"], build=full)
    monkeypatch.setitem(REPORT_TYPES, "cash-flow", broken)
    done = invoke(told, "run", "--as-of", "2024-04-01")
    assert done.exit_code == 1
    report = f"{GRANT}: Mittelabfluss und Prognose, 1. Quartal 2024"
    assert f"nicht entworfen: {report}: Ein unerwarteter Fehler" in done.stderr


def test_a_report_as_of_a_position_is_compared_with_the_stored_one(
    told: Reporting, tmp_path: Path
) -> None:
    stored = told.draft("portfolio", "2026-Q1")
    where = ("--grant", GRANT, "--type", "portfolio", "--period", "2026-Q1")
    position = ("--position", str(stored.cut_off_position), "--output", str(tmp_path / "out"))
    done = invoke(told, "as-of", *where, *position)
    assert done.exit_code == 0, done.output
    assert done.stdout.count("wie gespeichert") == 5 and "weicht ab" not in done.stdout
    assert (tmp_path / "out" / "draft-full.pdf").read_bytes().startswith(b"%PDF")


def test_a_report_of_an_earlier_generator_is_not_taken_for_a_forged_one(
    told: Reporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(drafting, "GENERATOR_VERSION", "0.1.0")
        earlier.setattr(renderings, "GENERATOR", "Fördernachweis 0.1.0")
        stored = told.draft("portfolio", "2026-Q1")
    where = ("--grant", GRANT, "--type", "portfolio", "--period", "2026-Q1")
    position = ("--position", str(stored.cut_off_position), "--output", str(tmp_path / "out"))
    done = invoke(told, "as-of", *where, *position)
    assert done.exit_code == 1 and "weicht ab" in done.stdout
    assert "Gespeichert wurde mit Fördernachweis 0.1.0, gezeichnet mit 0.1.0+" in done.stdout
