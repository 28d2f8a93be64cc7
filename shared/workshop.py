"""Where long work is done: beside the request that ordered it, or by the pump that takes it up.

The request waits as long as its patience lasts and then answers with the progress; the thread goes
on. A process that dies leaves the work to the next one, see `shared.long_work`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, TypeVar

import structlog
from sqlalchemy.orm import Session

from shared.errors import (
    Conflict,
    DecidingValue,
    DomainError,
    Forbidden,
    NotFound,
    PreconditionFailed,
    Refused,
    TooLarge,
    Unavailable,
    Violation,
)
from shared.long_work import Job, Jobs, LostWork
from shared.occasion import Occasion, random_id
from shared.pump import SELDOM_S
from shared.service import ServicePorts

T = TypeVar("T")

PATIENCE_S: Final = 20.0
"""How long a request waits before it answers 202."""

MOST_ATTEMPTS: Final = 3
"""Work that killed its process so often is given up."""

_RENEW_EVERY_S: Final = 5.0
_LOOK_EVERY_S: Final = 0.1
_AT_ONCE: Final = 4

log = structlog.get_logger(__name__)

_ERRORS: Final[dict[str, type[DomainError]]] = {
    one.__name__: one
    for one in (Conflict, Forbidden, NotFound, PreconditionFailed, Refused, TooLarge)
}


class Task:
    """One piece of work in the hands of its holder."""

    def __init__(self, works: Workshop, ports: ServicePorts, job: Job, holder: str) -> None:
        self._works, self._ports, self._holder = works, ports, holder
        self.job = job
        self.by: Occasion = ports.occasion(job.actor)
        self.done, self.total = 0, job.total

    def progress(self, done: int, total: int | None = None) -> None:
        """Tells how far it is; costs nothing, the holder's sign of life carries it."""
        self.done, self.total = done, total if total is not None else self.total

    def finish(
        self, command: str, run: Callable[[Session], T], outcome: Callable[[T], Mapping[str, Any]]
    ) -> T:
        """The effect and the end of the work in one transaction.

        Raises what `run` raises (a refusal becomes an event), LostWork.
        """

        def effect(session: Session) -> T:
            result = run(session)
            self._works.jobs.end(session, self.job, self._holder, "done", outcome(result))
            return result

        return self._ports.execute(command, self.by, effect)

    def fail(self, error: Exception) -> None:
        """Notes why it ended without effect. Raises LostWork."""
        with self._ports.sessions.write() as session:
            self._works.jobs.end(session, self.job, self._holder, "failed", _told(error))

    def renew(self) -> None:
        """Gives a sign of life with the progress."""
        with self._ports.sessions.write() as session:
            now = self._ports.clock.now()
            self._works.jobs.renew(session, self.job, self._holder, now, self.done, self.total)


Do = Callable[[ServicePorts, Task], None]
"""Does one kind of work; ends it with `Task.finish`."""


@dataclass(frozen=True)
class Workshop:
    """The kinds of long work of one service; `patience_s` is what a request waits."""

    jobs: Jobs
    kinds: Mapping[str, Do]
    patience_s: float = PATIENCE_S
    at_once: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE))
    held: dict[str, Task] = field(default_factory=dict)

    def begin(self, ports: ServicePorts, work_id: str) -> Attempt:
        """Starts ordered work in a thread beside the request."""
        attempt = Attempt(self, ports, work_id)
        attempt.start()
        return attempt

    def attempt(self, ports: ServicePorts, work_id: str) -> bool:
        """Does the work here, unless somebody else holds it; whether it was done here.

        A DomainError is its result (`failed`); raises everything else.
        """
        with self.at_once:
            holder = random_id()
            with ports.sessions.write() as session:
                job = self.jobs.claim(session, work_id, holder, ports.clock.now())
            if job is None:
                return False
            task = Task(self, ports, job, holder)
            try:
                with self._alive(task):
                    self._do(ports, task)
            except LostWork:
                log.warning("work_lost", kind=job.kind, work_id=work_id)
            return True

    def _do(self, ports: ServicePorts, task: Task) -> None:
        if task.job.attempts > MOST_ATTEMPTS:
            task.fail(RuntimeError("given up"))
            return
        try:
            self.kinds[task.job.kind](ports, task)
        except LostWork:
            raise
        except Exception as error:
            task.fail(error)
            raise

    @contextmanager
    def _alive(self, task: Task) -> Iterator[None]:
        ended = threading.Event()

        def signs() -> None:
            while not ended.wait(_RENEW_EVERY_S):
                try:
                    task.renew()
                except DomainError as error:  # the database is busy or away: the next sign counts
                    log.warning("work_sign_failed", work_id=task.job.work_id, reason=str(error))

        thread = threading.Thread(target=signs, name=f"signs-{task.job.work_id}", daemon=True)
        self.held[task.job.work_id] = task
        thread.start()
        try:
            yield
        finally:
            ended.set()
            if self.held.get(task.job.work_id) is task:  # else somebody here took over
                del self.held[task.job.work_id]

    def live(self, job: Job) -> Job:
        """The job with the progress of this very moment where it is held in this process."""
        task = self.held.get(job.work_id)
        return job if task is None else replace(job, done=task.done, total=task.total)


class Attempt(threading.Thread):
    """Work done beside the request that ordered it; keeps what it raised for that request."""

    def __init__(self, works: Workshop, ports: ServicePorts, work_id: str) -> None:
        super().__init__(name=f"work-{work_id}", daemon=True)
        self._works, self._ports, self._work_id = works, ports, work_id
        self.error: Exception | None = None

    def run(self) -> None:
        """See `Workshop.attempt`."""
        try:
            self._works.attempt(self._ports, self._work_id)
        except Exception as error:
            self.error = error
            if not isinstance(error, DomainError):
                log.error("work_failed", work_id=self._work_id, exc_info=error)

    def wait(self) -> Job:
        """The job after it ended, or as it stands when patience does. Raises what the work
        raised, here or in another process."""
        deadline = time.monotonic() + self._works.patience_s
        self.join(self._works.patience_s)
        while True:
            if self.error is not None:
                raise self.error
            with self._ports.sessions.read() as session:
                job = self._works.jobs.get(session, self._work_id)
            assert job is not None
            if job.state == "failed":
                raise failure_of(job)
            if not job.is_open or time.monotonic() >= deadline:
                return self._works.live(job)
            time.sleep(_LOOK_EVERY_S)


class TakeUp:
    """The pump's worker: takes up what nobody holds."""

    idle_s = SELDOM_S

    def __init__(self, ports: ServicePorts, works: Workshop) -> None:
        self._ports, self._works = ports, works
        self.name = f"{ports.name}-long-work"

    def run_once(self) -> int:
        """1 if something was taken up. A refusal is a result; raises everything else."""
        with self._ports.sessions.look() as session:
            work_id = self._works.jobs.due(session, self._ports.clock.now())
        if work_id is None or work_id in self._works.held:
            return 0  # held here, by a transaction so long that its signs must wait
        try:
            return int(self._works.attempt(self._ports, work_id))
        except DomainError:
            return 1


def failure_of(job: Job) -> DomainError:
    """The reasons of failed work, to be raised again."""
    found = [_told_before(one) for one in job.outcome.get("violations", ())]
    kind = str(job.outcome.get("error"))
    if kind in _ERRORS:
        return _ERRORS[kind](found)
    first = found[0] if found else None
    return Unavailable(
        first.message if first else _GIVEN_UP, code=first.code if first else "work_failed"
    )


def _told_before(stored: Mapping[str, Any]) -> Violation:
    """A reason as `_told` kept it."""
    values = tuple(DecidingValue(**one) for one in stored.get("values", ()))
    return Violation(**{**stored, "values": values})


_GIVEN_UP: Final = (
    "Die Arbeit wurde abgebrochen. Es wurde nichts gespeichert; bitte erneut versuchen und, bleibt "
    "es dabei, die Betriebsstelle benachrichtigen."
)


def _told(error: Exception) -> dict[str, Any]:
    """What is kept of a failure; texts of unexpected errors may quote what they read."""
    if not isinstance(error, DomainError):
        return {"error": type(error).__name__, "violations": []}
    return {
        "error": type(error).__name__,
        "violations": [
            {
                "code": one.code,
                "rule": one.rule,
                "message": one.message,
                "severity": one.severity,
                "field": one.field,
                "values": [asdict(value) for value in one.values],
            }
            for one in error.violations
        ],
    }
