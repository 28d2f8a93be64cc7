"""Payroll months of several posts from a list, all or none (PERS-01).

The file is read and let go, never kept, and a refusal names places but no values: it becomes an
event, and a salary is nobody's business there (PERS-06).
"""

from __future__ import annotations

from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from services.budget.domain.import_row import Rejection, UnreadableFile
from services.budget.domain.payroll_row import PayrollRow
from services.budget.domain.personnel import PayrollMonth
from services.budget.intake.csv_record_types import PAYROLL
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.profile import profiles
from services.budget.store.personnel import posts_of
from services.budget.usecases.means import Means
from services.budget.usecases.personnel import record_payroll
from shared.errors import Refused, Violation
from shared.occasion import Occasion

PROFILE: Final = "gehaltsmonate"
_SHOWN: Final = 200


def take_over_payroll(
    session: Session, grant_id: str, stream: BinaryIO, *, by: Occasion, means: Means
) -> dict[str, int]:
    """Enters every month of the list; how many, by post. Raises NotFound, Conflict, Refused."""
    months, faults = _read(stream, grant_id)
    known = posts_of(session, grant_id)
    for post_id in sorted(months.keys() - known.keys()):
        message = f"Die Stelle „{post_id}“ gibt es in der Zuwendung nicht."
        faults.append(Violation("post_unknown", "PERS-02", message, field="file"))
    if not months and not faults:
        message = "Die Liste enthält keinen Gehaltsmonat."
        faults.append(Violation("payroll_empty", "PERS-01", message, field="file"))
    if faults:
        raise Refused(faults[:_SHOWN], subject=f"grant/{grant_id}", grant_id=grant_id)
    for post_id, found in sorted(months.items()):
        record_payroll(session, grant_id, post_id, found, by=by, means=means)
    return {post_id: len(found) for post_id, found in sorted(months.items())}


def _read(stream: BinaryIO, grant_id: str) -> tuple[dict[str, list[PayrollMonth]], list[Violation]]:
    months: dict[str, list[PayrollMonth]] = {}
    faults: list[Violation] = []
    try:
        for item in CsvTable(stream, profiles()[PROFILE], PAYROLL):
            if isinstance(item, Rejection):
                faults.append(_without_value(item))
            elif isinstance(item, PayrollRow):
                month = PayrollMonth(item.month.replace(day=1), item.gross_cents)
                months.setdefault(item.post_id, []).append(month)
    except UnreadableFile as error:
        raise Refused(error.violations, subject=f"grant/{grant_id}", grant_id=grant_id) from error
    return months, faults


def _without_value(fault: Rejection) -> Violation:
    place = f"Zeile {fault.row}" + (f", Spalte „{fault.column}“" if fault.column else "")
    message = f"{place}: Der Wert ist so nicht lesbar."
    return Violation(fault.code, "PERS-01", message, field="file")
