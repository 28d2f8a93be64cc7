"""One operating-system process of our own: started, watched, and ended by its id."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_running: weakref.WeakSet[Process] = weakref.WeakSet()


class StartFailed(RuntimeError):
    """The process ended, or did not become ready in time; the message holds the end of its log."""


class Process:
    """A program with its children in a process group of its own, so that all of it can be ended.

    `ready` is asked every 50 ms until it says True; `identity` are Popen's user and group.
    Output goes to `log`, appended over restarts. It ends with the thread that started it, even if
    that is killed without a goodbye (on Linux).
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        log: Path,
        ready: Callable[[], bool],
        env: Mapping[str, str] | None = None,
        cwd: str | Path = "/",
        identity: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.log = log
        self._argv = [str(part) for part in argv]
        self._ready = ready
        self._env = dict(env) if env is not None else None
        self._cwd = cwd
        self._identity = dict(identity or {})
        self._popen: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Process id of the started program; it leads its process group."""
        if self._popen is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._popen.pid

    @property
    def alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def start(self, timeout: float = 60) -> None:
        """Start and wait until ready; raises StartFailed after `timeout` seconds."""
        self.launch()
        self.wait_ready(timeout)

    def launch(self) -> None:
        """Start without waiting, so that several can come up side by side."""
        with self.log.open("ab") as output:
            self._popen = subprocess.Popen(
                self._argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self._env,
                cwd=self._cwd,
                start_new_session=True,
                preexec_fn=_end_with_parent,
                **self._identity,
            )
        _running.add(self)

    def wait_ready(self, timeout: float = 60) -> None:
        end = time.monotonic() + timeout
        while not self._ready():
            if not self.alive:
                raise StartFailed(f"{self.name} ended at its start:\n{self.tail()}")
            if time.monotonic() > end:
                self.kill9()
                raise StartFailed(f"{self.name} not ready in {timeout} s:\n{self.tail()}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM, timeout: float = 20) -> None:
        """End it politely; what is left of its group after `timeout` seconds is killed."""
        if self._popen is None:
            return
        if self.alive:
            self._popen.send_signal(how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(timeout)
        self.kill9()

    def kill9(self) -> None:
        """kill -9 of the whole group: no goodbye, as in a crash."""
        if self._popen is None:
            return
        # the group may outlive its leader, and may be gone already
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait(10)
        _running.discard(self)
        self._popen = None

    def pause(self) -> None:
        """Freeze it (SIGSTOP): alive for the system, silent for everybody else."""
        os.killpg(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.killpg(self.pid, signal.SIGCONT)

    def tail(self, lines: int = 20) -> str:
        """The last lines of its log."""
        text = self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


def _end_with_parent() -> None:
    """In the child, before it becomes the program: a killed test run leaves no server behind."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@atexit.register
def _end_what_is_left() -> None:
    for process in list(_running):
        process.kill9()


def free_ports(count: int) -> list[int]:
    """Ports of the loopback interface nobody listens on now; all different."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for candidate in sockets:
            candidate.bind(("127.0.0.1", 0))
        return [candidate.getsockname()[1] for candidate in sockets]


def listening(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
