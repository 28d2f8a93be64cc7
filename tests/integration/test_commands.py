"""The operator's commands as typed on a terminal, in one house with all services."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from services import host
from services.budget.cli.creditors import erase_creditor
from services.budget.cli.imports import import_file
from services.budget.cli.keys import rotate_data_key
from services.budget.cli.openings import release_opening
from services.budget.store.user import user_by_name
from services.budget.usecases.queries import show_expenditure
from services.commands import COMMANDS, Commands
from services.host import House as Services
from services.reporting.cli.drafting import report
from services.reporting.cli.scheduling import run
from services.reporting.cli.upkeep import rebuild
from services.terminal import main
from shared.clock import FixedClock
from shared.errors import DomainError, Forbidden, NotFound
from shared.service import ServicePorts
from tests.driver import FINANCE, OFFICER, TODAY, House
from tests.integration.budget.test_imports import csv, line
from tests.integration.budget.test_openings import archive
from tests.prepared_house import ALL, noon

GRANT = "G-1"


@pytest.fixture
def house(planned: Callable[[str, str], House]) -> House:
    return planned(GRANT, "Reisen")


def typed(house: House, command: Any, *arguments: str | Path, **more: Any) -> Result:
    @contextmanager
    def opened(name: str) -> Iterator[ServicePorts]:
        yield house.ports(name)

    return CliRunner().invoke(command, [str(one) for one in arguments], obj=opened, **more)


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(csv(*(one.replace(";M1;", ";M-1;") for one in lines)))
    return path


def run_import(house: House, file: Path, *more: str | Path) -> Result:
    arguments = ("--grant", GRANT, "--user", "sachbearbeitung", *more)
    return typed(house, import_file, file, *arguments)


def test_an_import_tells_what_is_to_be_cleared_and_repeats_nothing(
    house: House, tmp_path: Path
) -> None:
    file = listed(tmp_path, line(1), line(2), line(3, Kostenposition="?"))
    preview = run_import(house, file, "--preview")
    assert (
        preview.exit_code == 1
        and "2 Ausgaben über 238,00\u00a0€ brutto und 0 Zahlungen würden" in preview.output
    )
    assert house.balance(GRANT)["paid_cents"] == 0
    cleared = tmp_path / "klaerung.csv"
    first = run_import(house, file, "--list", cleared)
    assert first.exit_code == 1
    assert "2 Ausgaben über 238,00\u00a0€ brutto und 0 Zahlungen übernommen, " in first.output
    assert "0 schon bekannt, 1 zu klären." in first.output
    assert "Zeile 4, Spalte „Kostenposition“: Die Kostenposition „?“ gibt es" in first.output
    assert "Kostenposition" in cleared.read_text("utf-8-sig")
    paid = house.balance(GRANT)["paid_cents"]
    again = run_import(house, listed(tmp_path, line(1), line(2)))
    assert again.exit_code == 0
    assert "0 Ausgaben und 0 Zahlungen übernommen, 2 schon bekannt" in again.output
    assert house.balance(GRANT)["paid_cents"] == paid == 23_800


def test_an_import_needs_the_role_of_its_user(house: House, tmp_path: Path) -> None:
    file = listed(tmp_path, line(1))
    result = typed(house, import_file, file, "--grant", GRANT, "--user", "pruefung")
    assert isinstance(result.exception, Forbidden)
    assert typed(house, import_file, file, "--grant", GRANT).exit_code == 0  # service account
    assert typed(house, import_file, "--grant", GRANT).exit_code == 2


def test_an_unreadable_list_is_refused_and_kept_in_the_trail(house: House, tmp_path: Path) -> None:
    file = tmp_path / "leer.csv"
    file.write_bytes(b"a;b\n1;2\n")
    result = run_import(house, file)
    assert isinstance(result.exception, DomainError)
    assert [one["outcome"] for one in house.trail(outcome="refused")] == ["refused"]


def test_a_takeover_is_proposed_and_released_on_the_terminal(house: House, tmp_path: Path) -> None:
    house.add_measure(GRANT, "M1")
    house.add_measure(GRANT, "M2")
    file = tmp_path / "uebernahme.zip"
    file.write_bytes(archive().getvalue())
    proposed = typed(
        house, import_file, "--opening", file, "--grant", GRANT, "--user", "sachbearbeitung"
    )
    assert proposed.exit_code == 0, proposed.exception
    opening_id = proposed.output.split("release-opening ")[1].split()[0]
    own = typed(house, release_opening, opening_id, "--user", "sachbearbeitung")
    assert isinstance(own.exception, Forbidden)
    assert house.balance(GRANT)["called_cents"] == 0
    path = f"/budget/api/v1/openings/{opening_id}"
    assert house.call("pruefung", "GET", path).expect(200).body["status"] == "draft"
    released = typed(house, release_opening, opening_id, "--user", "kaemmerei")
    assert "3 Belege und 1 Abrufe zählen" in released.output
    assert house.balance(GRANT)["called_cents"] == 5_700
    house.settle()
    figures = house.call(
        "pruefung", "GET", f"/reporting/api/v1/grants/{GRANT}/figures?period=2026-H1"
    )
    assert figures.status == 200, figures.body


def test_after_a_new_data_key_duplicates_and_texts_are_still_found(
    house: House, tmp_path: Path
) -> None:
    entered = house.enter(GRANT, budget_line="Reisen").expect(201).body
    house.settle()
    file = tmp_path / "neu.key"
    new = os.urandom(32)
    file.write_text(base64.b64encode(new).decode())
    result = typed(house, rotate_data_key, "--new-key-file", file, "--user", "administration")
    assert "2 Schlüssel neu verschlossen" in result.output  # the creditor's and the index's
    with restarted(house, new) as services:
        services.pump().settle()
        budget, reporting = services.ports["budget"], services.ports["reporting"]
        means = budget.extras["means"]
        with budget.sessions.read() as session:
            shown = show_expenditure(session, entered["expenditure_id"], means=means).shown
            known = means.index.name_mark("Muster GmbH")
        assert shown.facts.creditor == "Muster GmbH"
        assert known == house.ports("budget").extras["means"].index.name_mark("Muster GmbH")
        with reporting.sessions.read() as session:
            keyring = reporting.extras["means"].keyring
            assert keyring.sealer(session, shown.row.key_id) is not None
    with pytest.raises(Exception, match="DATA_KEY"), restarted(house, b"x" * 32):
        pass


def test_a_new_data_key_leaves_an_entry_that_names_no_key(house: House, tmp_path: Path) -> None:
    file, new = tmp_path / "neu.key", os.urandom(32)
    file.write_text(base64.b64encode(new).decode())
    typed(house, rotate_data_key, "--new-key-file", file, "--user", "administration")
    entry = house.trail(type="funding.budget.data_key.rotated.v1")[-1]
    assert entry["payload"]["rewrapped"] >= 1
    assert entry["actor"] == user_id(house, "administration")
    assert base64.b64encode(new).decode() not in str(entry) and new.hex() not in str(entry)


def test_a_rebuild_leaves_an_entry_and_reads_everything_again(house: House) -> None:
    house.settle()
    done = typed(house, rebuild, "reporting", "--user", "administration")
    assert done.exit_code == 0, done.exception
    entry = house.trail(type="funding.reporting.read_model.emptied.v1")[-1]
    assert entry["actor"] == user_id(house, "administration")
    assert entry["payload"]["next_offset"] > 0


@pytest.mark.parametrize(
    ("command", "arguments", "able"),
    [
        (report, ("--grant", GRANT, "--type", "quarterly", "--period", "2026-Q2"), OFFICER),
        (run, ("--as-of", "2026-07-01"), FINANCE),
        (rebuild, ("reporting",), "administration"),
    ],
)
def test_commands_of_reporting_take_log_in_names(
    house: House, command: Any, arguments: tuple[str, ...], able: str
) -> None:
    house.settle()
    unable = typed(house, command, *arguments, "--user", "pruefung")
    assert isinstance(unable.exception, Forbidden)
    assert "ist eine dieser Rollen nötig" in unable.exception.message
    nobody = typed(house, command, *arguments, "--user", "niemand")
    assert isinstance(nobody.exception, NotFound)
    assert nobody.exception.message == "Den Benutzer „niemand“ gibt es nicht."
    for named in (able, user_id(house, able)):
        done = typed(house, command, *arguments, "--user", named)
        assert done.exit_code == 0, done.exception
        house.settle()


def user_id(house: House, login: str) -> str:
    """The pseudonymous id of a user."""
    with house.ports("budget").sessions.read() as session:
        found = user_by_name(session, login)
    assert found is not None
    return found.user_id


@contextmanager
def restarted(house: House, data_key: bytes) -> Iterator[Services]:
    """All services on the same files with another DATA_KEY."""
    settings = replace(house.settings, data_key=data_key)
    services = host.build(settings, ALL, FixedClock(noon(TODAY)))
    try:
        yield services
    finally:
        services.close()


def test_an_erased_creditor_leaves_figures_and_a_log_that_verifies(house: House) -> None:
    entered = house.enter(GRANT, budget_line="Reisen").expect(201).body
    before = house.balance(GRANT)
    words = ("--name", "MUSTER gmbh", "--reason", "Art. 17 DSGVO", "--user", "administration")
    assert typed(house, erase_creditor, *words, input="n\n").exit_code == 1
    assert house.expenditure(entered["expenditure_id"])["creditor"] == "Muster GmbH"
    assert typed(house, erase_creditor, *words, "--yes").exit_code == 0
    assert house.expenditure(entered["expenditure_id"])["creditor"] == "[gelöscht]"
    assert house.balance(GRANT) == before
    assert len(house.trail(type="funding.budget.creditor.erased.v1")) == 1
    verified = house.call("pruefung", "POST", "/audit/api/v1/verification")
    assert verified.body["ok"] is True, verified.body
    report = house.call(
        "sachbearbeitung",
        "POST",
        f"/reporting/api/v1/grants/{GRANT}/reports",
        {"type": "voucher-list", "period": "2026-Q2"},
    ).expect(201)
    path = f"/reporting/api/v1/reports/{report.body['report_id']}/document.html"
    page = house.call("pruefung", "GET", path).data.decode()
    assert "[gelöscht]" in page and "Muster GmbH" not in page


def test_only_a_functional_admin_erases(house: House) -> None:
    house.enter(GRANT, budget_line="Reisen").expect(201)
    words = ("--name", "Muster GmbH", "--reason", "x", "--yes", "--user", "sachbearbeitung")
    assert isinstance(typed(house, erase_creditor, *words).exception, Forbidden)
    unknown = ("--name", "Niemand", "--reason", "x", "--yes", "--user", "administration")
    assert isinstance(typed(house, erase_creditor, *unknown).exception, DomainError)


ENGLISH = ("Usage", "Options", "OPTIONS", "Commands:", "Show this")


def services(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m services …` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "services", *arguments],
        env={**os.environ, "DATA_DIR": str(folder), "HOST": "127.0.0.1", **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_commands_write_is_their_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    made = services(folder, "invite", "--name", "Eva", "--role", "auditor", PORT="8123")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://127.0.0.1:8123/budget/einladung/")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert (folder / "budget.db").exists()


def test_help_is_german_and_names_every_command(tmp_path: Path) -> None:
    told = services(tmp_path / "data", "--help")
    assert told.returncode == 0
    for name in (*COMMANDS, "all", "budget", "reporting", "audit", "migrate"):
        assert f"  {name} " in told.stdout, name
    for english in (*ENGLISH, "..."):
        assert english not in told.stdout


def test_what_help_reads_from_sources_is_what_the_commands_say() -> None:
    assert isinstance(main, Commands)
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert main.first_sentence(name) == command.get_short_help_str(500) != ""


def test_the_help_of_every_command_is_german() -> None:
    program = """
from services.terminal import main
from services.commands import COMMANDS
from shared.german_terminal import speak_german
speak_german()
for name in (*COMMANDS, "all", "migrate"):
    main([name, "--help"], prog_name="services", standalone_mode=False)
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    assert told.stdout.count("Aufruf: ") == len(COMMANDS) + 2
    for english in (*ENGLISH, "[required]", "INTEGER", "FILENAME", "%Y"):
        assert english not in told.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("import", "--grant", "G"),
        ("import", "gibtsnicht.csv", "--grant", "G"),
        ("token",),
        ("token", "--user", "niemand"),
        ("release-opening", "keine", "--user", "niemand"),
        ("erase-creditor", "--reason", "x", "--user", "niemand"),
        ("rebuild", "audit"),
        ("report", "--grant", "G"),
    ],
)
def test_wrong_usage_is_one_clear_line_and_never_a_trace(
    prepared_house: tuple[Path, dict[str, str]], arguments: tuple[str, ...]
) -> None:
    told = services(prepared_house[0], *arguments)
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    assert told.stderr.splitlines()[-1].startswith("Fehler: "), told.stderr
