"""Drafting: a prepared draft is stored with its event in one transaction.

What takes long, reading and rendering, has happened before (`preparing`), outside of any.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from sqlalchemy.orm import Session

from contracts.events.reporting import ReportDrafted
from services.reporting.store import failed_draft, pieces, reports
from services.reporting.store.pieces import document_of
from services.reporting.store.reports import ReportRow, StoredFile
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.cut_off import CutOff
from services.reporting.usecases.keeping_files import keep_files
from services.reporting.usecases.means import GENERATOR_VERSION, Means
from services.reporting.usecases.preparing import DraftOrder, Prepared, prepare
from services.reporting.usecases.state import report_state
from shared.errors import Conflict, DomainError, Violation
from shared.occasion import Occasion
from shared.progress_text import Progress, untold

T = TypeVar("T")
R = TypeVar("R")
Execute = Callable[[Callable[[Session], T]], R]
"""Runs a use case in a transaction, writes the event of a refusal, and answers a repeated request
with the first answer: `ServicePorts.execute` for commands and pages, `run_command` for the API."""

_ATTEMPTS = 5


class VersionTaken(Conflict):
    """Someone else drafted the same report meanwhile: number and frame must be made anew."""


def draft_report(
    means: Means,
    order: DraftOrder,
    execute: Execute[T, R],
    answer: Callable[[Session, Prepared], T],
    progress: Progress = untold,
    cut_off: CutOff | None = None,
) -> R:
    """Prepares a draft and lets `answer` store it (`store_draft`) within `execute`.

    `cut_off`: reports that belong together rest on one (None: the newest, waited for).
    Raises Refused (unknown type, wrong period, no call), NotFound (grant), Unavailable
    (`checkpoint_missing`, `keys_missing`, `log_unavailable`, `log_mismatch`), Conflict when others
    keep drafting the same report.
    """
    for attempt in range(_ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix="report-") as folder:
            try:
                prepared = prepare(means, order, Path(folder), progress, cut_off)
            except DomainError as error:
                return execute(raising(error))
            try:
                return execute(lambda session: answer(session, prepared))  # noqa: B023
            except VersionTaken:
                if attempt == _ATTEMPTS - 1:
                    raise
    raise AssertionError("unreachable")


def raising(error: DomainError) -> Callable[[Session], NoReturn]:
    """A use case that fails as the preparation did: inside, so that a refusal becomes an event
    and a repeated request finds its first answer."""

    def run(_session: Session) -> NoReturn:
        raise error

    return run


def store_draft(
    session: Session, prepared: Prepared, *, by: Occasion
) -> tuple[ReportRow, list[StoredFile]]:
    """Stores document, renderings and the event. Raises VersionTaken."""
    order = prepared.order
    reports.lock_series(session, order.grant_id, order.type, order.period)
    if reports.next_version(session, order.grant_id, order.type, order.period) != prepared.version:
        message = "Derselbe Bericht wird gerade von jemand anderem erstellt. Bitte neu laden."
        raise VersionTaken([Violation("version_taken", "API", message)])
    failed_draft.forget(session, order.grant_id, order.type, order.period)
    row = _row(prepared, by)
    reports.add(session, row)
    pieces.add(session, document_of(row.report_id), prepared.document)
    files = keep_files(session, row, "draft", prepared.files)
    OUTBOX.add(
        session,
        ReportDrafted(report=report_state(row, files), run_id=order.run_id),
        subject=f"report/{row.report_id}",
        by=by,
        grant_id=order.grant_id,
    )
    return row, files


def _row(prepared: Prepared, by: Occasion) -> ReportRow:
    order, cut_off = prepared.order, prepared.cut_off
    return ReportRow(
        report_id=order.report_id or by.new_id(),
        grant_id=order.grant_id,
        type=order.type,
        period=order.period,
        version=prepared.version,
        status="draft",
        cut_off_position=cut_off.position,
        cut_off_at=cut_off.at,
        cut_off_offset=cut_off.offset,
        checkpoint_root=cut_off.root,
        rule_pack=prepared.rule_pack,
        rule_pack_version=prepared.rule_pack_version,
        generator_version=GENERATOR_VERSION,
        content_hash=prepared.content_hash,
        public_hash=prepared.public_hash,
        late_cut_off=cut_off.late,
        note=prepared.note,
        document=b"",
        scheduled=order.scheduled,
        created_by=by.actor,
        created_at=by.now,
        revision=1,
    )
