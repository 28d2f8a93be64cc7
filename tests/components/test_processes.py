"""Servers of a test run end with it, however it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.components.availability import ROOT
from tests.components.processes import Process, StartFailed

PARENT = """
import pathlib, sys, time
from tests.components.processes import Process
child = Process("sleeper", ["sleep", "60"], log=pathlib.Path(sys.argv[1]), ready=lambda: True)
child.start()
print(child.pid, flush=True)
time.sleep(60)
"""


def _running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="relies on prctl")
def test_a_killed_run_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _running(child)
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while _running(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _running(child)


def test_a_program_that_ends_at_once_is_reported_with_its_words(tmp_path: Path) -> None:
    argv = ["sh", "-c", "echo no such setting; exit 3"]
    process = Process("faulty", argv, log=tmp_path / "log", ready=lambda: False)
    with pytest.raises(StartFailed, match="no such setting"):
        process.start()


def test_a_program_that_never_gets_ready_is_ended(tmp_path: Path) -> None:
    process = Process("slow", ["sleep", "60"], log=tmp_path / "log", ready=lambda: False)
    with pytest.raises(StartFailed, match="not ready"):
        process.start(timeout=0.2)
    assert not process.alive
