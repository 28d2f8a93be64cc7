"""What became different of what a report reads: between two versions of it, and since one was
made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from services.reporting.domain.changes import Change, changed_rows, count_causes
from services.reporting.domain.fact_changes import FactChange, changed_facts, count_events
from services.reporting.store import causes, erasures, grant_facts, reports
from services.reporting.store.printed_rows import printed_differences, voucher_numbers
from services.reporting.store.reports import ReportRow
from services.reporting.store.said_facts import said_facts
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.material import Material
from services.reporting.usecases.relied_facts import printed_facts
from services.reporting.usecases.report_facts import REPORT_FACTS
from shared.errors import Refused, Violation
from shared.keyring import Keyring
from shared.periods import Period


@dataclass(frozen=True)
class Changes:
    """What is different: vouchers, and facts of the other kinds the report reads."""

    vouchers: tuple[Change, ...] = ()
    facts: tuple[FactChange, ...] = ()

    @property
    def events(self) -> int:
        """How many events made it so."""
        return count_causes(self.vouchers) + count_events(self.facts)

    @property
    def has_committed(self) -> bool:
        """Whether what is ordered is different, of a report that prints it."""
        return any(one.before.committed_cents != one.after.committed_cents for one in self.vouchers)


@dataclass(frozen=True)
class Comparison:
    """What `newer` knows differently from `older` (None: none was released before). Where both
    are one version: what has become different since it was made."""

    older: ReportRow | None
    newer: ReportRow
    changes: Changes

    @property
    def since(self) -> str | None:
        """The id of the version compared with."""
        return self.older.report_id if self.older else None

    @property
    def is_until_now(self) -> bool:
        return self.since == self.newer.report_id


def compare(
    session: Session, report_id: str, since: str | None = None, *, keyring: Keyring | None = None
) -> Comparison:
    """Differences from the version `since`, by default from the one that the change
    page of the report names. Raises NotFound, Refused for reports of different things."""
    newer = reports.get(session, report_id)
    if since == report_id:
        return Comparison(newer, newer, changes_since(session, newer, keyring))
    older = reports.get(session, since) if since else _named(session, newer)
    if older is None:
        return Comparison(None, newer, Changes())
    if newer.grant_id != older.grant_id:
        raise reports.unknown()  # whoever asks may read one grant, not that the other has it
    if newer.type != older.type:
        message = "Verglichen werden nur Fassungen desselben Berichts derselben Zuwendung."
        raise Refused(
            [Violation("reports_not_comparable", "API", message, field="since")],
            subject=f"report/{report_id}",
            grant_id=newer.grant_id,
        )
    offsets = (older.cut_off_offset, newer.cut_off_offset)
    return Comparison(older, newer, _of_report(session, keyring, newer, offsets))


def changes_since(session: Session, row: ReportRow, keyring: Keyring | None = None) -> Changes:
    """What a report made now would say differently by events that belong to its period."""
    offsets = (row.cut_off_offset, known_up_to(session))
    return _of_report(session, keyring, row, offsets, touching=True)


def replaced_by(type_: str, given: Material) -> ReportRow | None:
    """The version a new one is compared with: the last that was released by then. Drafts nobody
    else saw do not count."""
    series = (given.grant_id, type_, str(given.period))
    return reports.last_released(given.session, series, by=given.drafted_at, below=given.version)


def changes_of(given: Material, older: ReportRow) -> Changes:
    """What the version being made knows differently from an older one."""
    return _of_report(
        given.session, given.means.keyring, older, (older.cut_off_offset, given.offset)
    )


def _named(session: Session, row: ReportRow) -> ReportRow | None:
    series = (row.grant_id, row.type, row.period)
    return reports.last_released(session, series, by=row.created_at, below=row.version)


def _of_report(
    session: Session,
    keyring: Keyring | None,
    row: ReportRow,
    offsets: tuple[int, int],
    *,
    touching: bool = False,
) -> Changes:
    """Only what events touched between the two offsets is read; the second may lie first. Without
    `keyring` sealed texts stay closed: enough to count."""
    reads, period = REPORT_FACTS[row.type], Period.parse(row.period)
    touched = said_facts(session, row.grant_id, reads.stored, offsets)
    said = printed_facts(session, row, offsets, touched, is_long=reads.is_long)
    return Changes(
        _vouchers(session, keyring, row, offsets),
        tuple(changed_facts(reads.kinds, said, period, touching=touching)),
    )


def _vouchers(
    session: Session, keyring: Keyring | None, row: ReportRow, offsets: tuple[int, int]
) -> tuple[Change, ...]:
    reads, grant_id = REPORT_FACTS[row.type], row.grant_id
    if not reads.reads_vouchers:
        return ()
    touched = (min(offsets), max(offsets))
    before, after = (
        grant_facts.rows_touched(session, grant_id, offset, touched) for offset in offsets
    )
    why = causes.causes(session, grant_id, *touched)
    open_text = erasures.opener(session, keyring) if keyring else _unopened
    printed = printed_differences(session, grant_id, reads.fields, offsets, open_text)
    day = Period.parse(row.period).last_day
    found = list(changed_rows(before, after, why, day, printed, shown=reads.shown))
    ids = [one.expenditure_id for one in found]
    numbers = voucher_numbers(session, ids, offsets[1])
    return tuple(replace(one, voucher_number=numbers.get(one.expenditure_id, "")) for one in found)


def _unopened(_key_id: str, _carrier: str, _field: str, _sealed: str) -> str:
    return ""
