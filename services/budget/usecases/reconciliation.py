"""Reconciliation of a quarter: totals handed in, differences explained, closed by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from contracts.events.budget import (
    HalfYearClosed,
    ReconciledPlace,
    ReconciliationClosed,
    ReconciliationExplained,
    ReconciliationOpened,
)
from services.budget.domain.four_eyes import check_release
from services.budget.domain.import_row import Rejection, SkippedLine
from services.budget.domain.reconciliation import (
    RULE,
    Comparison,
    LedgerTotal,
    Place,
    closing_violations,
    compare,
    entered_sums,
    explained,
    period_violations,
)
from services.budget.intake.csv_record_types import LEDGER_TOTAL
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.profile import profiles
from services.budget.store.grant import load_grant
from services.budget.store.reconciliation import (
    ReconciliationRecord,
    closings_of,
    insert_reconciliation,
    keep_reasons,
    load_reconciliation,
    mark_reconciliation_closed,
    paid_rows,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import format_instant, local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion
from shared.periods import Period, half_year_of

_PROFILE: Final = "summenliste"


def open_reconciliation(
    session: Session,
    grant_id: str,
    quarter: Period,
    stream: BinaryIO,
    *,
    by: Occasion,
    means: Means,
) -> ReconciliationRecord:
    """Keeps the ledger's totals and compares them with what was paid in the quarter.

    Raises NotFound, Conflict while the grant is not active, UnreadableFile, Refused with every
    line that cannot be read: half a list would be no total.
    """
    demand_active(load_grant(session, grant_id, lock=True))
    sha256 = means.files.put_stream(stream)
    totals, found = _read(sha256, means)
    found += period_violations(quarter, local_day(by.now))
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    record = ReconciliationRecord(
        reconciliation_id=by.new_id(),
        grant_id=grant_id,
        quarter=str(quarter),
        file_sha256=sha256,
        comparisons=compare(entered_sums(paid_rows(session, grant_id, quarter)), totals),
        created_by=by.actor,
        created_at=by.now,
    )
    insert_reconciliation(session, record)
    event = ReconciliationOpened(
        record.reconciliation_id,
        record.quarter,
        sha256,
        len(record.comparisons),
        len(record.differing),
        (f"grant/{grant_id}",),
    )
    _tell(session, record, event, by)
    return record


def explain_differences(
    session: Session, reconciliation_id: str, reasons: Mapping[Place, str], *, by: Occasion
) -> ReconciliationRecord:
    """Keeps reasons for differences. Raises NotFound, Conflict where it is closed, Refused where
    a place has no difference."""
    record = _locked_open(session, reconciliation_id)
    differing = {one.place for one in record.differing}
    found = [
        Violation(
            "no_difference",
            RULE,
            f"{place.text}: Dort gibt es keinen Unterschied zu begründen.",
            field="place",
        )
        for place in reasons
        if place not in differing
    ]
    subject = f"reconciliation/{reconciliation_id}"
    warnings_or_refuse(found, subject=subject, grant_id=record.grant_id)
    kept = keep_reasons(session, reconciliation_id, explained(record.comparisons, reasons))
    count = sum(1 for one in kept.differing if one.reason.strip())
    related = (f"grant/{kept.grant_id}",)
    _tell(
        session, kept, ReconciliationExplained(reconciliation_id, kept.quarter, count, related), by
    )
    return kept


def close_reconciliation(
    session: Session, reconciliation_id: str, *, by: Occasion
) -> ReconciliationRecord:
    """Closes it by a second person, once every difference has its reason; the second quarter
    closes its half-year.

    Raises NotFound, Conflict where it is closed, Refused.
    """
    record = _locked_open(session, reconciliation_id)
    quarter = Period.parse(record.quarter)
    now = entered_sums(paid_rows(session, record.grant_id, quarter))
    found = list(closing_violations(record.comparisons, now))
    found += check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    subject = f"reconciliation/{reconciliation_id}"
    warnings_or_refuse(found, subject=subject, grant_id=record.grant_id)
    before = closings_of(session, [record.grant_id]).get(record.grant_id, {})
    closed = mark_reconciliation_closed(session, reconciliation_id, by)
    event = ReconciliationClosed(
        reconciliation_id=reconciliation_id,
        quarter=closed.quarter,
        file_sha256=closed.file_sha256,
        entered_cents=sum(one.entered_cents for one in closed.comparisons),
        ledger_cents=sum(one.ledger_cents for one in closed.comparisons),
        places=len(closed.comparisons),
        differing=tuple(_told(one) for one in closed.differing),
        opened_by=closed.created_by,
        related=(f"grant/{closed.grant_id}",),
        agreed=tuple(_told(one) for one in closed.comparisons if not one.difference_cents),
    )
    _tell(session, closed, event, by)
    half = half_year_of(quarter.first_day)
    closed_at = closings_of(session, [record.grant_id]).get(record.grant_id, {}).get(half)
    if closed_at is not None and half not in before:
        told = HalfYearClosed(str(half), format_instant(closed_at), event.related)
        _tell(session, closed, told, by)
    return closed


def _told(one: Comparison) -> ReconciledPlace:
    place = one.place
    return ReconciledPlace(
        budget_year=place.budget_year,
        account=place.account,
        cost_unit=place.cost_unit,
        entered_cents=one.entered_cents,
        ledger_cents=one.ledger_cents,
        reason=one.reason,
    )


def _read(sha256: str, means: Means) -> tuple[list[LedgerTotal], list[Violation]]:
    totals: list[LedgerTotal] = []
    faults: list[Violation] = []
    with means.files.open(sha256) as kept:
        for item in CsvTable(kept, profiles()[_PROFILE], LEDGER_TOTAL):
            if isinstance(item, Rejection):
                message = f"Zeile {item.row}, {item.column or 'ganze Zeile'}: {item.message}"
                faults.append(Violation(item.code, item.rule, message, field="file"))
            elif not isinstance(item, SkippedLine):
                totals.append(item)
    return totals, faults


def _locked_open(session: Session, reconciliation_id: str) -> ReconciliationRecord:
    load_grant(session, load_reconciliation(session, reconciliation_id).grant_id, lock=True)
    record = load_reconciliation(session, reconciliation_id)
    if record.closed_by is not None:
        message = "Dieser Abgleich ist geschlossen. Bitte für Nachträge einen neuen beginnen."
        raise Conflict([Violation("reconciliation_closed", RULE, message)])
    return record


def _tell(
    session: Session,
    record: ReconciliationRecord,
    event: ReconciliationOpened | ReconciliationExplained | ReconciliationClosed | HalfYearClosed,
    by: Occasion,
) -> None:
    subject = f"reconciliation/{record.reconciliation_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=record.grant_id)
