"""Release: a second person stands behind the stored document; it is drawn once more, for ever."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from contracts.events.reporting import ReportReleased
from services.reporting.documents import Release, read_document
from services.reporting.domain.release import (
    Standing,
    release_violations,
    state_after,
    state_violations,
)
from services.reporting.domain.running_period import check_over
from services.reporting.domain.told_texts import missing_texts
from services.reporting.store import checkpoints, reports, runs
from services.reporting.store.narrative_facts import told_texts
from services.reporting.store.reports import ReportRow, StoredFile
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.drafting import Execute, raising
from services.reporting.usecases.keeping_files import keep_files
from services.reporting.usecases.log_evidence import as_cut_off, draft_evidence, log_evidence
from services.reporting.usecases.means import Means
from services.reporting.usecases.renderings import (
    Drawing,
    Rendered,
    printed_instant,
    release_frame,
    render_all,
)
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.sealing import (
    UNSEALED,
    SealState,
    seal_fields,
    seal_release,
    seal_worker,
)
from services.reporting.usecases.state import report_state
from services.reporting.usecases.stored_document import write_document
from shared.clock import format_instant, local_day
from shared.errors import Conflict, DomainError, Refused, Violation
from shared.occasion import Occasion
from shared.periods import Period
from shared.progress_text import Progress, untold

T = TypeVar("T")
R = TypeVar("R")
_ATTEMPTS = 5


class ChangedMeanwhile(Conflict):
    """Another release came first: look again."""


@dataclass(frozen=True)
class Releaser:
    """Who releases: `office` is the German name of the role held, as printed."""

    office: str
    is_person: bool = True


@dataclass(frozen=True)
class Drawn:
    """What the release will store; no files while a second release is still missing."""

    report_id: str
    revision: int
    state: str
    files: tuple[Rendered, ...]
    seal: SealState = UNSEALED


def release_report(
    means: Means,
    report_id: str,
    releaser: Releaser,
    by: Occasion,
    execute: Execute[T, R],
    answer: Callable[[Session, Drawn], T],
    progress: Progress = untold,
) -> R:
    """Checks, draws the released renderings and lets `answer` store them (`store_release`).

    Raises NotFound, Refused (four eyes), Conflict (no longer open, damaged). Of two at once one
    wins: the other looks again and finds the report released.
    """
    for attempt in range(_ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix="release-") as folder:
            try:
                drawn = draw(means, report_id, releaser, by, Path(folder), progress)
            except DomainError as error:
                return execute(raising(error))
            try:
                return execute(lambda session: answer(session, drawn))  # noqa: B023
            except ChangedMeanwhile:
                if attempt == _ATTEMPTS - 1:
                    raise
    raise AssertionError("unreachable")


def draw(
    means: Means,
    report_id: str,
    releaser: Releaser,
    by: Occasion,
    folder: Path,
    progress: Progress = untold,
) -> Drawn:
    """Renders the stored document with the frame of its release; nothing is stored."""
    with means.sessions.read() as session:
        row = reports.get(session, report_id)
        standing = _standing(session, row)
        _check(row, standing, releaser, by, hindrances(session, row))
        state = state_after(standing)
        if state != "released":
            return Drawn(report_id, row.revision, state, ())
        path = folder / "document.json"
        write_document(session, report_id, path)
        note = checkpoints.note_of(session, row.cut_off_position)
        releases = _releases(row, releaser, by)
        frame = release_frame(row, note, releases, runs.run_of(session, report_id))
        frame = replace(frame, logo=means.logo, seal_fields=seal_fields(means.seal, releases))
        evidence = log_evidence(session, means, row.grant_id, as_cut_off(row, note), folder)
        if evidence is not None:
            drafted = draft_evidence(session, means, report_id, folder)
            evidence = replace(evidence, draft=drafted)
    drawing = Drawing(progress)
    subject = f"report/{row.report_id}"
    with seal_worker(means) as worker:
        files = render_all(read_document(path, drawing.row), frame, folder, evidence, drawing)
        sealed = seal_release(means, worker, files, releases, by, subject, row.grant_id)
    return Drawn(report_id, row.revision, state, files, sealed)


def store_release(
    session: Session, drawn: Drawn, releaser: Releaser, *, by: Occasion
) -> tuple[ReportRow, list[StoredFile]]:
    """Stores status, renderings and the event. Raises ChangedMeanwhile."""
    row = reports.get(session, drawn.report_id, lock=True)
    reports.lock_series(session, row.grant_id, row.type, row.period)
    if row.revision != drawn.revision or reports.newer_released(session, row) is not None:
        message = "Der Bericht wurde eben von jemand anderem freigegeben. Bitte neu laden."
        raise ChangedMeanwhile([Violation("changed_meanwhile", "MUN-03", message)])
    row.revision += 1
    row.status = drawn.state
    if drawn.state == "released":
        row.released_by, row.released_at, row.office = by.actor, by.now, releaser.office
        row.seal_subject, row.seal_certificate = drawn.seal.subject, drawn.seal.certificate
        row.seal_missing = drawn.seal.missing
        reports.supersede_older(session, row)
    else:
        row.first_released_by, row.first_released_at = by.actor, by.now
        row.first_office = releaser.office
    session.flush()
    files = keep_files(session, row, "released", drawn.files) or reports.files(
        session, row.report_id, "draft"
    )
    OUTBOX.add(
        session,
        ReportReleased(report=report_state(row, files), drafted_by=row.created_by),
        subject=f"report/{row.report_id}",
        by=by,
        grant_id=row.grant_id,
    )
    return row, files


def _standing(session: Session, row: ReportRow) -> Standing:
    newer = reports.newer_released(session, row)
    return Standing(
        status=row.status,
        created_by=row.created_by,
        needs_two=needs_two(row),
        first_released_by=row.first_released_by,
        newer_version=newer.version if newer else None,
    )


def needs_two(row: ReportRow) -> bool:
    """Whether two persons release it: drafts of the schedule, and proofs of use."""
    return row.scheduled or REPORT_TYPES[row.type].needs_two


def _missing(session: Session, row: ReportRow) -> list[Violation]:
    """The written sections that the stored document lacks (VN-05)."""
    wanted = REPORT_TYPES[row.type].sections
    if not wanted:
        return []
    texts = told_texts(session, row.grant_id, row.period, row.cut_off_offset)
    return missing_texts(wanted, texts)


def running_period(row: ReportRow) -> list[Violation]:
    """What is to be said before a release of what was drafted while its period ran: why it is not
    released (error), or what to know of it (warning). Empty for the others, and once released."""
    if row.released_at is not None:
        return []
    rule = REPORT_TYPES[row.type].period_rule
    return check_over(rule, Period.parse(row.period), local_day(row.created_at))


def hindrances(session: Session, row: ReportRow) -> list[Violation]:
    """Why nobody may release this draft as it stands: texts it lacks, a period that ran."""
    early = [one for one in running_period(row) if one.is_error]
    return [*_missing(session, row), *early]


def _check(
    row: ReportRow,
    standing: Standing,
    releaser: Releaser,
    by: Occasion,
    missing: list[Violation],
) -> None:
    closed = state_violations(standing)
    if closed:
        raise Conflict(closed)
    found = release_violations(standing, by.actor, is_person=releaser.is_person) + missing
    if found:
        raise Refused(found, subject=f"report/{row.report_id}", grant_id=row.grant_id)


def _releases(row: ReportRow, releaser: Releaser, by: Occasion) -> tuple[Release, ...]:
    last = _release(releaser.office, by.actor, by.now)
    if row.first_released_by is None or row.first_released_at is None:
        return (last,)
    return (_release(row.first_office or "", row.first_released_by, row.first_released_at), last)


def _release(office: str, actor: str, at: datetime) -> Release:
    # Reporting knows no names: the office and the first digits of the pseudonymous id.
    return Release(office, printed_instant(format_instant(at)), mark=actor[:8])
