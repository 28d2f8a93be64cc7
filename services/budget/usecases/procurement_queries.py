"""Procurement files as pages and programs read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from services.budget.store.expenditure_links import rows_of_procurements
from services.budget.store.procurement_creditor import entered_names
from services.budget.store.procurement_reading import ProcurementRecord
from services.budget.usecases.means import Means
from services.budget.usecases.queries import ShownExpenditure, shown_rows


def creditors_of(
    session: Session, records: Iterable[ProcurementRecord], *, means: Means
) -> Mapping[str, str]:
    """Creditors as entered, by id of the file; an erased one reads `[gelöscht]`."""
    return entered_names(session, means.keyring, records)


def creditor_of(session: Session, record: ProcurementRecord, *, means: Means) -> str:
    """The creditor's name, empty before there is one."""
    return creditors_of(session, [record], means=means).get(record.procurement_id, "")


def rows_of_file(
    session: Session, record: ProcurementRecord, *, means: Means
) -> list[ShownExpenditure]:
    """Orders and vouchers of a file, by running number."""
    rows = rows_of_procurements(session, record.grant_id, [record.procurement_id])
    return shown_rows(session, sorted(rows, key=lambda one: one.number), means)
