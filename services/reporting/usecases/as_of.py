"""A report as it was when the log was shorter: drawn anew from the facts of then, nothing stored.

With the same code the bytes are those of that day. Two things may make them differ: another
version of the program, and the key of a creditor that was destroyed since.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from services.reporting.store import reports, runs
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.cut_off import cut_off_at
from services.reporting.usecases.means import GENERATOR_VERSION, Means
from services.reporting.usecases.preparing import DraftOrder, Stand, prepare_at
from services.reporting.usecases.report_period import checked_period
from shared.clock import local_day, parse_instant
from shared.progress_text import Progress, untold


@dataclass(frozen=True)
class Remade:
    """One file with its SHA-256; whether the draft stored at that position has the same bytes
    (None: none is stored), and the version of the generator that stored it."""

    path: Path
    sha256: str
    is_as_stored: bool | None
    stored_by: str | None = None

    @property
    def is_of_another_version(self) -> bool:
        """Whether another version of the generator stored it: then other bytes are no surprise."""
        return self.stored_by not in (None, GENERATOR_VERSION)


def report_as_of(
    means: Means, order: DraftOrder, position: int, folder: Path, progress: Progress = untold
) -> tuple[Remade, ...]:
    """Writes every form of the draft into `folder`, from the newest checkpoint of a log of
    `position` entries.

    Raises Refused (unknown type, wrong period), NotFound (grant, position), Unavailable (log).
    """
    checked_period(order.type, order.period, order.grant_id, order.on)
    folder.mkdir(parents=True, exist_ok=True)
    with means.sessions.read() as session:
        stand, stored = _stand(session, order, position)
        hashes = _hashes(session, stored) if stored else {}
        run_id = runs.run_of(session, stored.report_id) if stored else None
    drafted_on = local_day(stand.drafted_at) if stand.drafted_at else order.on
    made = prepare_at(means, replace(order, on=drafted_on, run_id=run_id), stand, folder, progress)
    made.document.unlink()
    return tuple(
        Remade(
            one.path,
            digest,
            hashes.get((one.part, one.format)) == digest if hashes else None,
            stored.generator_version if stored else None,
        )
        for one in made.files
        for digest in [_digest(one.path)]
    )


def _stand(session: Session, order: DraftOrder, position: int) -> tuple[Stand, ReportRow | None]:
    cut_off = cut_off_at(session, position)
    series = (order.grant_id, order.type, order.period)
    newest = reports.drafted_below(session, series, cut_off.position)
    if newest is None:
        return Stand(cut_off, 1, parse_instant(cut_off.at)), None
    if newest.cut_off_position == cut_off.position:
        as_noted = replace(cut_off, late=newest.late_cut_off)
        return Stand(as_noted, newest.version, newest.created_at), newest
    return Stand(cut_off, newest.version + 1, parse_instant(cut_off.at)), None


def _hashes(session: Session, stored: ReportRow) -> dict[tuple[str, str], str]:
    files = reports.files(session, stored.report_id, "draft")
    return {(one.part, one.format): one.sha256 for one in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
