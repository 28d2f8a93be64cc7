"""Looking at reports: lists, downloads, what has come since, what two versions differ in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from contracts.events.reporting import ReportDownloaded
from services.reporting.domain.pay import are_enough
from services.reporting.domain.sums import GrantSums, YearSums, grant_sums, year_sums
from services.reporting.store import causes, grant_facts, personnel, pieces, reports
from services.reporting.store.pieces import FileKey
from services.reporting.store.reports import ReportRow, StoredFile
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.changes import changes_since
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.iso_csv import Notation
from services.reporting.usecases.long_work import grant_of_report
from services.reporting.usecases.renderings import FULL
from services.reporting.usecases.report_period import parsed_period
from services.reporting.usecases.state import file_status
from services.reporting.usecases.stored_document import demand_intact
from shared.database import Sessions
from shared.errors import NotFound, Violation
from shared.occasion import Occasion
from shared.periods import Period


@dataclass(frozen=True)
class ReportView:
    """One version with its files and how much has come to the grant since its cut-off.

    `outdated_by`: of those events, the ones that made something it prints different; only of a
    released version that is looked at by itself, in lists None.
    """

    row: ReportRow
    files: list[StoredFile]
    events_since: int
    outdated_by: int | None = None

    @property
    def findings(self) -> list[str]:
        """What a file of the full report could not show as given, each named by its format."""
        return [
            f"{one.format.upper()}: {sentence}"
            for one in self.files
            if one.part == "full"
            for sentence in one.findings
        ]

    @property
    def is_outdated(self) -> bool:
        return self.events_since > 0


def report(session: Session, report_id: str) -> ReportView:
    """One version. Raises NotFound."""
    found = view(session, reports.get(session, report_id))
    if found.row.released_at is None:
        return found
    return replace(found, outdated_by=changes_since(session, found.row).events)


def visibility(session: Session, report_id: str) -> tuple[str, bool]:
    """The grant of a report, there or promised, and whether it was released. Raises NotFound."""
    if not reports.is_there(session, report_id):
        return grant_of_report(session, report_id), False
    row = reports.get(session, report_id)
    return row.grant_id, row.released_at is not None


def tells_pay(session: Session, report_id: str, part: str) -> bool:
    """Whether this part of a report holds single bookings over fewer persons than may be told: the
    full one does as soon as its data know one, in its rows or in the events it encloses (PERS-06,
    decision 0034). Its public part leaves such sums out."""
    row = reports.get(session, report_id)
    known = personnel.pay_facts(session, row.grant_id, row.cut_off_offset)
    return part == FULL and not all(are_enough([one]) for one in known.values())


def view(session: Session, row: ReportRow) -> ReportView:
    """A version as lists and pages show it."""
    return ReportView(
        row,
        reports.files(session, row.report_id, file_status(row)),
        causes.events_since(session, row.grant_id, row.cut_off_offset),
    )


@dataclass(frozen=True)
class Download:
    """A rendering that someone fetches: its report, where its bytes are, how many."""

    row: ReportRow
    key: FileKey
    size: int

    def content(self, sessions: Sessions) -> Iterator[bytes]:
        """The bytes, piece by piece, while they are sent."""
        with sessions.read() as session:
            yield from pieces.read(session, self.key)


def download(
    session: Session,
    report_id: str,
    part: str,
    format_: str,
    notation: Notation | None,
    *,
    by: Occasion,
) -> Download:
    """The stored rendering, and the event that someone fetched it, in which notation if a CSV.

    Raises NotFound, Conflict (damaged).
    """
    row = reports.get(session, report_id)
    status = file_status(row)
    key = FileKey(report_id, status, part, format_)
    size = pieces.size(session, key)
    if not size:
        message = "Diese Fassung gibt es nicht in der gewünschten Form."
        raise NotFound([Violation("rendering_unknown", "API", message)])
    demand_intact(session, key)
    OUTBOX.add(
        session,
        ReportDownloaded(report_id=report_id, format=format_, status=status, notation=notation),
        subject=f"report/{report_id}",
        by=by,
        grant_id=row.grant_id,
    )
    return Download(row, key, size)


@dataclass(frozen=True)
class Figures:
    """The sums of a grant as of the end of a period, from everything read below `next_offset`."""

    period: Period
    next_offset: int
    sums: GrantSums
    years: tuple[YearSums, ...]


def figures(session: Session, grant_id: str, period: str) -> Figures:
    """What a report of now would say. Raises NotFound, Refused for no period."""
    parsed = parsed_period(period, grant_id)
    offset = known_up_to(session)
    facts = grant_facts.grant_facts(session, grant_id, offset)
    sums = grant_sums(facts, parsed.last_day)
    return Figures(parsed, offset, sums, year_sums(facts.rows, sums.plan, sums.as_of))
