"""Verifying the log: all of it, in one snapshot, with a stored result."""

import base64
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy.orm import Session

from contracts.events.audit import TrailVerified
from services.audit.domain.checkpoint import Checkpoint, open_checkpoint
from services.audit.domain.note import NoteError, Verifier
from services.audit.domain.stored import SignedHead
from services.audit.domain.verdict import Fault, FaultKind, Verdict
from services.audit.domain.verification import Verification
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log
from services.audit.store import verification as store
from services.audit.store.tables import JOBS, OUTBOX
from services.audit.store.verification import VerificationRun
from services.audit.usecases.checkpoint import position
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.reading import TRAIL
from shared.errors import Conflict, Violation
from shared.long_work import Job, Order
from shared.occasion import Occasion
from shared.progress_text import Progress, untold
from shared.service import ServicePorts
from shared.workshop import Task

REPORT_EVERY = 5000
"""Entries between two reports of progress."""

VERIFY: Final = "verify"
LOG: Final = "log/all"
"""What the work is about: there is one log, and it is verified once at a time."""


def verify_log(
    session: Session,
    verifier: Verifier,
    *,
    known: Iterable[Checkpoint] = (),
    progress: Progress = untold,
) -> Verdict:
    """Read and hash everything again within the session's snapshot; see `Verification`.

    `known` are checkpoints kept elsewhere: only they can show that an older state was put back.
    """
    evidence = store.StoredTiles(session)
    newest = checkpoints.latest(session)
    run = Verification(
        evidence,
        _heads(session, verifier),
        evidence,
        position=position(session),
        newest_size=newest.tree_size if newest else 0,
        known=known,
    )
    total = log.size(session)
    for count, row in enumerate(store.rows(session), 1):
        if not run.feed(row):
            break
        if count % REPORT_EVERY == 0:
            progress(count, total)
    verdict = run.verdict()
    progress(verdict.checked, total)
    return _with_unmarked_conflict(session, verdict)


def _heads(session: Session, verifier: Verifier) -> Iterator[SignedHead]:
    for tree_size, next_offset, note in checkpoints.ascending(session):
        yield SignedHead(tree_size, _opened(tree_size, next_offset, note, verifier))


def _opened(
    tree_size: int, next_offset: int, note: object, verifier: Verifier
) -> Checkpoint | None:
    """What a stored checkpoint signs; None if it does not, or its row says something else."""
    try:
        head = open_checkpoint(str(note), verifier)
    except NoteError:
        return None
    return head if (head.tree_size, head.next_offset) == (tree_size, next_offset) else None


def _with_unmarked_conflict(session: Session, verdict: Verdict) -> Verdict:
    """A repeated id that is not marked means the mark was edited, or the entry slipped in."""
    sequence = store.unmarked_conflict(session)
    if sequence is None or any(fault.kind is FaultKind.CONFLICT for fault in verdict.faults):
        return verdict
    fault = Fault(sequence, FaultKind.CONFLICT, "column mark")
    return Verdict(verdict.checked, verdict.root, (*verdict.faults, fault), verdict.unreadable)


def order_verification(session: Session, by: Occasion) -> Order:
    """Notes the beginning of a run. Raises Conflict while one is running."""
    if JOBS.open_about(session, LOG) is not None:
        message = "Eine Prüfung des Protokolls läuft bereits."
        raise Conflict([Violation("verification_running", "GOB-01", message)])
    run_id = by.new_id()
    store.add_run(session, run_id, by.now, by.actor, log.size(session))
    return Order(run_id, VERIFY, LOG, {})


def latest_run(session: Session) -> tuple[VerificationRun, Job | None] | None:
    """The newest run and the work on it; None before the first."""
    runs = store.latest_runs(session, 1)
    return (runs[0], JOBS.get(session, runs[0].verification_id)) if runs else None


def make_verification(ports: ServicePorts, task: Task) -> None:
    """Does the run that was ordered, stores its result and logs that it took place.

    Reading takes one long read transaction, the result is written in a short one.
    """
    run_id = task.job.work_id
    began = time.monotonic()
    try:
        with ports.sessions.read() as session:
            verdict = verify_log(session, verifier_of(session), progress=task.progress)
            newest = checkpoints.latest(session)
    except Exception:
        with ports.sessions.write() as session:
            store.update_run(session, run_id, status="failed")
        raise
    took_ms = int((time.monotonic() - began) * 1000)
    result = verdict_as_json(verdict, newest.note if newest else None, took_ms)

    def keep(session: Session) -> None:
        store.update_run(
            session, run_id, status="done", ok=verdict.ok, checked=verdict.checked, result=result
        )
        _log_verification(session, verdict, task.by)

    task.finish(VERIFY, keep, lambda _: {"ok": verdict.ok})


def _log_verification(session: Session, verdict: Verdict, by: Occasion) -> None:
    bad = verdict.first_bad
    event = TrailVerified(
        ok=verdict.ok,
        checked=verdict.checked,
        first_bad_sequence=bad.sequence if bad else None,
        first_bad_kind=bad.kind.value if bad else None,
    )
    OUTBOX.add(session, event, subject=TRAIL, by=by, outcome="ok" if verdict.ok else "failed")


def verdict_as_json(verdict: Verdict, checkpoint: str | None, took_ms: int) -> dict[str, Any]:
    """The answer of the API: `ok, checked, first_bad, checkpoint, took_ms` and what explains it."""
    return {
        "ok": verdict.ok,
        "checked": verdict.checked,
        "first_bad": _fault_as_json(verdict.first_bad) if verdict.first_bad else None,
        "faults": [_fault_as_json(fault) for fault in verdict.faults],
        "unreadable": verdict.unreadable,
        "root": base64.b64encode(verdict.root).decode(),
        "checkpoint": checkpoint,
        "took_ms": took_ms,
    }


def _fault_as_json(fault: Fault) -> dict[str, Any]:
    return {"sequence": fault.sequence, "kind": fault.kind.value, "part": fault.part}
