"""Ctrl-C, or a no when asked, ends any command with one German sentence and status 130."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from services.commands import COMMANDS, Commands
from services.terminal import main

OWN = ("all", "budget", "reporting", "audit", "migrate")


@pytest.fixture(autouse=True)
def own_umask() -> Iterator[None]:
    """The program makes its files private; the tests after these are another program."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def ended_by(
    stop: type[BaseException], name: str, monkeypatch: pytest.MonkeyPatch, asked: bool = False
) -> Result:
    def run() -> None:
        if asked:
            click.confirm("Löschen?", abort=True)
        raise stop

    def get_command(_self: Commands, _ctx: click.Context, _name: str) -> click.Command:
        return click.Command(name, callback=run)

    monkeypatch.setattr(Commands, "get_command", get_command)
    return CliRunner().invoke(main, [name], input="n\n")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort])
@pytest.mark.parametrize("name", [*COMMANDS, *OWN])
def test_every_command_says_what_stays_and_how_to_go_on(
    name: str, stop: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ended_by(stop, name, monkeypatch)
    assert told.exit_code == 130
    (sentence,) = told.stderr.split("\n")[1:-1]
    assert sentence.startswith(f"„{name}“ wurde unterbrochen: Was schon gespeichert war, bleibt")
    assert sentence.endswith(".") and ";" in sentence
    assert told.stdout == ""


def test_who_says_no_is_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ended_by(AssertionError, "erase-creditor", monkeypatch, asked=True)
    assert told.exit_code == 130
    assert "„erase-creditor“ wurde unterbrochen" in told.stderr


def interrupted(process: subprocess.Popen[str]) -> str:
    """What it says on Ctrl-C."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=60)[1]


def listening() -> None:
    """Tests run in the background of a shell inherit that nobody listens to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_process_that_is_interrupted_writes_no_trace(tmp_path: Path) -> None:
    """The command waits for a pipe: when somebody can write to it, it is certainly reading."""
    pipe = tmp_path / "bericht.pdf"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "services", "check", str(pipe)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=listening)
    with process, pipe.open("wb"):
        told = interrupted(process)
    assert process.returncode == 130
    assert told.strip().startswith("„check“ wurde unterbrochen")
    assert "Traceback" not in told and len(told.strip().splitlines()) == 1


def test_a_process_that_is_interrupted_while_it_loads_writes_no_trace(tmp_path: Path) -> None:
    """A module that interrupts stands in for whoever presses Ctrl-C in the first second."""
    (tmp_path / "structlog.py").write_text("raise KeyboardInterrupt\n", "utf-8")
    command = [sys.executable, "-m", "services", "--help"]
    path = os.pathsep.join([str(tmp_path), *(one for one in sys.path if one)])
    done = subprocess.run(
        command, env={"PYTHONPATH": path}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 130
    assert done.stderr.strip().startswith("Der Befehl wurde unterbrochen")
    assert "Traceback" not in done.stderr
