"""Drafting: figures from facts below the cut-off, one stored document, all its renderings.

Reading and rendering may take long and happen outside of any writing transaction; the result is
stored with its event in one.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar

from sqlalchemy.orm import Session

from contracts.events.reporting import ReportDrafted
from contracts.events.snapshots import TermsVersion
from services.reporting.documents import read_document, write_document
from services.reporting.documents.frame import BY_HAND
from services.reporting.store import failed_draft, pieces, reports
from services.reporting.store.pieces import document_of
from services.reporting.store.reports import ReportRow, StoredFile
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.building import build, material
from services.reporting.usecases.cut_off import CutOff, await_cut_off
from services.reporting.usecases.keeping_files import keep_files
from services.reporting.usecases.log_evidence import log_evidence
from services.reporting.usecases.means import GENERATOR_VERSION, Means
from services.reporting.usecases.renderings import (
    Drawing,
    Progress,
    Rendered,
    draft_frame,
    printed_pack,
    public_hash,
    render_all,
    untold,
)
from services.reporting.usecases.report_period import checked_period
from services.reporting.usecases.state import report_state
from shared.errors import Conflict, DomainError, Violation
from shared.occasion import Occasion

T = TypeVar("T")
R = TypeVar("R")
Execute = Callable[[Callable[[Session], T]], R]
"""Runs a use case in a transaction, writes the event of a refusal, and answers a repeated request
with the first answer: `ServicePorts.execute` for commands and pages, `run_command` for the API."""

_ATTEMPTS = 5
LATE_NOTE = (
    "Der Datenstand reicht nicht bis zu den neuesten Buchungen: Die Prüfmarke dafür lag bei der "
    "Erstellung noch nicht vor."
)


class VersionTaken(Conflict):
    """Someone else drafted the same report meanwhile: number and frame must be made anew."""


@dataclass(frozen=True)
class DraftOrder:
    """What is asked for, and on which day (`on`). `scheduled`: by the service account, so two
    persons release it.

    `report_id` is the id promised to whoever asked, if one was.
    """

    grant_id: str
    type: str
    period: str
    on: date
    scheduled: bool = False
    run_id: str | None = None
    report_id: str | None = None


@dataclass(frozen=True)
class Prepared:
    """A finished draft that is not stored yet; its files lie in a folder of their own."""

    order: DraftOrder
    version: int
    cut_off: CutOff
    rule_pack: str
    rule_pack_version: str
    content_hash: str
    public_hash: str | None
    note: str
    document: Path
    files: tuple[Rendered, ...]


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


@dataclass(frozen=True)
class Stand:
    """Where a draft stands: its cut-off, its version, and the instant up to which releases count
    (None: now)."""

    cut_off: CutOff
    version: int
    drafted_at: datetime | None = None


def prepare(
    means: Means,
    order: DraftOrder,
    folder: Path,
    progress: Progress = untold,
    cut_off: CutOff | None = None,
) -> Prepared:
    """Builds the next version of the document and draws it; nothing is stored."""
    checked_period(
        order.type, order.period, order.grant_id, order.on
    )  # before waiting for a checkpoint
    cut_off = cut_off or await_cut_off(means)
    with means.sessions.read() as session:
        version = reports.next_version(session, order.grant_id, order.type, order.period)
    return prepare_at(means, order, Stand(cut_off, version), folder, progress)


def prepare_at(
    means: Means, order: DraftOrder, stand: Stand, folder: Path, progress: Progress = untold
) -> Prepared:
    """The same from where someone stood once: with the same code the same bytes."""
    cut_off, version = stand.cut_off, stand.version
    path = folder / "document.json"
    terms = _build(means, order, stand, path)
    with means.sessions.read() as session:
        evidence = log_evidence(session, means, order.grant_id, cut_off, folder)
    drawing = Drawing(progress)
    document = read_document(path, drawing.row)
    digest = _digest(path)
    pack = printed_pack(terms.rule_pack, terms.rule_pack_version)
    note = LATE_NOTE if cut_off.late else ""
    frame = draft_frame(cut_off, version=version, content_hash=digest, rule_pack=pack, note=note)
    frame = replace(frame, logo=means.logo, run_id=order.run_id or BY_HAND)
    return Prepared(
        order=order,
        version=version,
        cut_off=cut_off,
        rule_pack=terms.rule_pack,
        rule_pack_version=terms.rule_pack_version,
        content_hash=digest,
        public_hash=public_hash(document),
        note=note,
        document=path,
        files=render_all(document, frame, folder, evidence, drawing),
    )


def _build(means: Means, order: DraftOrder, stand: Stand, path: Path) -> TermsVersion:
    """Writes the document to `path`; the facts it was made of are let go before it is drawn."""
    period = checked_period(order.type, order.period, order.grant_id, order.on)
    with means.sessions.read() as session:
        given = replace(
            material(session, means, order.grant_id, period, stand.cut_off.offset),
            version=stand.version,
            drafted_at=stand.drafted_at,
        )
        with path.open("wb") as target:
            write_document(build(order.type, given, order.on), target)
        return given.frame.terms_on(period.last_day)


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


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
