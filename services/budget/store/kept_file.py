"""Which files are kept where: every reference to the file store, with what its period counts from.

A new table that names a file gets an entry here; a test compares this list with all columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from services.budget.domain.retention import RecordKind
from services.budget.store.amendment import AmendmentRow
from services.budget.store.authority import AuthorityRow
from services.budget.store.deadline import DeadlineCompletionRow, DeadlineExtensionRow
from services.budget.store.determination import DeterminationRow
from services.budget.store.document import DocumentRow
from services.budget.store.evidence import EvidenceRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.imports import ImportRecordRow
from services.budget.store.inventory_disposal import InventoryDisposalRow
from services.budget.store.invoice import InvoiceRow
from services.budget.store.notice import NoticeRow
from services.budget.store.notice_withdrawal import NoticeWithdrawalRow
from services.budget.store.opening import OpeningRow
from services.budget.store.personnel import PostRow
from services.budget.store.procurement import ProcurementEntryRow, ProcurementRow
from services.budget.store.proof import ProofAttachmentRow
from services.budget.store.reconciliation import ReconciliationRow
from services.budget.store.repayment_payment import RepaymentPaymentRow
from services.budget.store.signatory import SignatoryRow
from services.budget.store.waiver import WaiverRow
from shared.clock import local_day

_BOOK, _RECEIPT = RecordKind.BOOK, RecordKind.RECEIPT


@dataclass(frozen=True)
class KeptFile:
    """One reference to a file; `label` says in German what it is."""

    sha256: str
    grant_id: str
    label: str
    kind: RecordKind
    object: str
    budget_year: int
    dated_on: date
    is_tax_relevant: bool = False


SIMPLE: Final[tuple[tuple[Any, str, str, str, RecordKind], ...]] = (
    (EvidenceRow, "file_sha256", "created_at", "Nachweis", _RECEIPT),
    (AmendmentRow, "file_sha256", "created_at", "Änderungsbescheid", _RECEIPT),
    (AuthorityRow, "file_sha256", "created_at", "Befugnis zur Feststellung", _RECEIPT),
    (DeadlineExtensionRow, "file_sha256", "created_at", "Fristverlängerung", _RECEIPT),
    (DeadlineCompletionRow, "file_sha256", "created_at", "Erledigung einer Frist", _RECEIPT),
    (DeterminationRow, "file_sha256", "created_at", "Festlegung", _RECEIPT),
    (ImportRecordRow, "sha256", "uploaded_at", "Liste der Finanzbuchhaltung", _BOOK),
    (ImportRecordRow, "vouchers_sha256", "uploaded_at", "Belege zur Liste", _RECEIPT),
    (InventoryDisposalRow, "consent_sha256", "proposed_at", "Zustimmung zum Abgang", _RECEIPT),
    (InvoiceRow, "sha256", "uploaded_at", "E-Rechnung", _RECEIPT),
    (NoticeRow, "sent_file", "opened_at", "Mitteilung", _RECEIPT),
    (NoticeRow, "answer_file", "opened_at", "Antwort auf eine Mitteilung", _RECEIPT),
    (NoticeWithdrawalRow, "file_sha256", "withdrawn_at", "Zurückgenommene Mitteilung", _RECEIPT),
    (OpeningRow, "sha256", "created_at", "Übernahmedatei", _BOOK),
    (PostRow, "file_sha256", "created_at", "Unterlage zur Stelle", _RECEIPT),
    (ProofAttachmentRow, "file_sha256", "filed_at", "Anlage des Nachweises", _RECEIPT),
    (ReconciliationRow, "file_sha256", "created_at", "Summenliste der Buchhaltung", _BOOK),
    (RepaymentPaymentRow, "file_sha256", "created_at", "Zahlung einer Erstattung", _RECEIPT),
    (SignatoryRow, "file_sha256", "created_at", "Zeichnungsbefugnis", _RECEIPT),
    (WaiverRow, "file_sha256", "created_at", "Ausnahmegenehmigung", _RECEIPT),
)
"""Table, column of the hash, column of the instant, German label, what the law counts it as."""


def kept_files(session: Session, grant_id: str | None = None) -> list[KeptFile]:
    """Every reference of a grant, or of all grants: one file may be kept for several reasons."""
    found = [*_of_expenditures(session, grant_id), *_of_procurements(session, grant_id)]
    for table, column, instant, label, kind in SIMPLE:
        sha256, filed = getattr(table, column), getattr(table, instant)
        query = select(sha256, table.grant_id, filed).where(sha256.is_not(None))
        if grant_id is not None:
            query = query.where(table.grant_id == grant_id)
        for digest, grant, filed_at in session.execute(query):
            day = local_day(filed_at)
            place = f"{table.__tablename__}/{grant}"
            found.append(KeptFile(digest, grant, label, kind, place, day.year, day))
    return found


def first_filed_on(session: Session, grant_id: str) -> date | None:
    """The day the first document of a grant was filed; None where there is none."""
    row, document = ExpenditureRow, DocumentRow
    firsts = [
        select(func.min(document.filed_at).label("filed_at"))
        .join(row, row.expenditure_id == document.expenditure_id)
        .where(row.grant_id == grant_id)
    ]
    for table, column, instant, _, _ in SIMPLE:
        filed = select(func.min(getattr(table, instant)).label("filed_at"))
        firsts.append(filed.where(table.grant_id == grant_id, getattr(table, column).is_not(None)))
    first = session.scalar(select(func.min(union_all(*firsts).subquery().c.filed_at)))
    return local_day(first) if first else None


def _of_expenditures(session: Session, grant_id: str | None) -> Iterator[KeptFile]:
    row, document = ExpenditureRow, DocumentRow
    query = select(
        document.sha256, document.kind, document.filed_at, row.grant_id, row.expenditure_id,
        row.budget_year, row.payment_date, row.service_to, row.vat_deductible_bp,
        row.reverse_charge_vat_cents,
    ).join(row, row.expenditure_id == document.expenditure_id)  # fmt: skip
    if grant_id is not None:
        query = query.where(row.grant_id == grant_id)
    for one in session.execute(query):
        paid = one.payment_date or one.service_to
        yield KeptFile(
            sha256=one.sha256,
            grant_id=one.grant_id,
            label="Beleg" if one.kind == "voucher" else "Unterlage zum Beleg",
            kind=_RECEIPT,
            object=f"expenditure/{one.expenditure_id}",
            budget_year=one.budget_year or paid.year,
            dated_on=max(paid, local_day(one.filed_at)),
            is_tax_relevant=bool(one.vat_deductible_bp or one.reverse_charge_vat_cents),
        )


def _of_procurements(session: Session, grant_id: str | None) -> Iterator[KeptFile]:
    head, entry = ProcurementRow, ProcurementEntryRow
    query = select(head.grant_id, entry.procurement_id, entry.facts, entry.created_at).join(
        head, head.procurement_id == entry.procurement_id
    )
    if grant_id is not None:
        query = query.where(head.grant_id == grant_id)
    for grant, procurement_id, facts, created_at in session.execute(query):
        if digest := facts.get("sha256"):
            day = local_day(created_at)
            place = f"procurement/{procurement_id}"
            yield KeptFile(digest, grant, "Vergabeunterlage", _RECEIPT, place, day.year, day)
