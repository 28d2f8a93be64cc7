"""Preparing a draft: from facts below the cut-off to one document and all its renderings.

Reading and rendering may take long, so nothing here writes into the database; the files lie in a
folder of whoever asks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from contracts.events.snapshots import TermsVersion
from services.reporting.documents import read_document, write_document
from services.reporting.documents.frame import BY_HAND
from services.reporting.store import reports
from services.reporting.usecases.building import build, material
from services.reporting.usecases.cut_off import CutOff, await_cut_off
from services.reporting.usecases.log_evidence import log_evidence
from services.reporting.usecases.means import Means
from services.reporting.usecases.renderings import (
    Drawing,
    Rendered,
    draft_frame,
    printed_pack,
    public_hash,
    render_all,
)
from services.reporting.usecases.report_period import checked_period
from shared.progress_text import Progress, untold

LATE_NOTE = (
    "Der Datenstand reicht nicht bis zu den neuesten Buchungen: Die Prüfmarke dafür lag bei der "
    "Erstellung noch nicht vor."
)


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
