"""Runs the workers of a service: relay, consumers, clocked duties. One pump per service.

Each worker has its own thread and its own backoff, so one that fails holds back only itself.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

import structlog

from shared.errors import DomainError

IDLE_S = 0.05
SELDOM_S = 1.0
"""For duties nobody waits for, and for all others where a write of the same process wakes them: a
dozen workers that look twenty times a second heat the room."""
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 30.0

log = structlog.get_logger(__name__)


class Worker(Protocol):
    """Something that moves things along.

    One that may wait longer than `IDLE_S` before it looks again has an attribute `idle_s`.
    """

    name: str

    def run_once(self) -> int:
        """Does one portion of work; returns how much it moved, 0 when there was nothing to do."""


class Pump:
    """The workers of one or more services.

    `quiet_s` is how long a worker may leave its place unseen while nobody calls `wake`; `IDLE_S`
    where others than this process give it work.
    """

    def __init__(self, workers: Sequence[Worker], quiet_s: float = IDLE_S) -> None:
        self.workers = tuple(workers)
        self._quiet_s = quiet_s
        self._stopping = threading.Event()
        self._bell = threading.Condition()
        self._rung = 0
        self._threads: list[threading.Thread] = []

    def settle(self, rounds: int = 10_000) -> None:
        """Runs everything until nothing moves; for tests and commands. Raises what a worker
        raises."""
        for _ in range(rounds):
            if sum(worker.run_once() for worker in self.workers) == 0:
                return
        raise RuntimeError("the pump does not come to rest")

    def start(self) -> None:
        """Starts one daemon thread per worker."""
        self._threads = [
            threading.Thread(target=self._run, args=(worker,), name=worker.name, daemon=True)
            for worker in self.workers
        ]
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Lets every worker finish its portion."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout_s)

    def wake(self) -> None:
        """Something was written: whoever waits longer than `IDLE_S` looks again."""
        with self._bell:
            self._rung += 1
            self._bell.notify_all()

    def wait(self) -> None:
        """Blocks until `stop` is called from elsewhere (a signal handler)."""
        while not self._stopping.wait(1.0):
            pass

    def _run(self, worker: Worker) -> None:
        backoff = FIRST_BACKOFF_S
        while not self._stopping.is_set():
            heard = self._rung
            try:
                moved = worker.run_once()
            except Exception as error:
                _report(worker, error, backoff)
                self._stopping.wait(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF_S)
                continue
            backoff = FIRST_BACKOFF_S
            if moved == 0:
                self._rest(worker, heard)
            else:
                self.wake()

    def _rest(self, worker: Worker, heard: int) -> None:
        """Never shorter than `IDLE_S`: under load every write rings, and one look serves many."""
        idle_s: float | None = getattr(worker, "idle_s", None)
        if self._stopping.wait(idle_s or IDLE_S) or idle_s is not None:
            return
        with self._bell:
            self._bell.wait_for(
                lambda: self._rung != heard or self._stopping.is_set(), self._quiet_s - IDLE_S
            )


def _report(worker: Worker, error: Exception, backoff: float) -> None:
    # The message of a domain error is ours and names no person; others may quote a payload.
    reason = str(error) if isinstance(error, DomainError) else type(error).__name__
    log.error("worker_failed", worker=worker.name, reason=reason, retry_in_s=backoff)
