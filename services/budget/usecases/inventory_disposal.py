"""Disposals: proposed, told to the funder, consented to, released by a second person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.events.budget import (
    InventoryConsentFiled,
    InventoryDisposalProposed,
    InventoryDisposalReleased,
    InventoryDisposalWithdrawn,
)
from services.budget.domain.four_eyes import check_release
from services.budget.domain.income import Income
from services.budget.domain.inventory_disposal import NewDisposal, check_disposal
from services.budget.domain.plan import SourceKind
from services.budget.domain.row_state import reason_violations
from services.budget.store.grant import load_grant
from services.budget.store.inventory import ItemRecord, load_item
from services.budget.store.inventory_disposal import (
    DisposalRecord,
    insert_disposal,
    keep_consent,
    load_disposal,
    mark_disposal_withdrawn,
    mark_disposed,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.income import record_income
from services.budget.usecases.inventory import demand_in_use
from services.budget.usecases.inventory_snapshot import (
    disposal_snapshot,
    item_snapshot,
    related,
    tied_cents,
)
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import tell_of_disposal
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

Announced = (
    InventoryConsentFiled
    | InventoryDisposalProposed
    | InventoryDisposalReleased
    | InventoryDisposalWithdrawn
)


@dataclass(frozen=True)
class DisposalResult:
    """The disposal after the act, with the warnings that came with it."""

    record: DisposalRecord
    warnings: tuple[Violation, ...] = ()


def propose_disposal(
    session: Session, item_id: str, new: NewDisposal, *, by: Occasion, means: Means
) -> DisposalResult:
    """Proposes a disposal; within the binding period it opens the notice to the funder (NOTE-05).

    Raises NotFound, Conflict where one stands already, Refused.
    """
    load_grant(session, load_item(session, item_id).grant_id, lock=True)
    item = load_item(session, item_id)
    demand_in_use(session, item_id)
    found = _violations(item, new, by)
    found += file_violations(means.files, new.consent_sha256)
    subject = f"inventory/{item_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=item.grant_id)
    record = insert_disposal(session, by.new_id(), (item_id, item.grant_id), new, by)
    shot = disposal_snapshot(item, record)
    _tell(session, item, InventoryDisposalProposed(shot, item_snapshot(item), related(item)), by)
    if new.kind.is_told and shot.within_binding:
        tell_of_disposal(session, item, record, by=by, means=means)
    return DisposalResult(record, warnings)


def file_consent(
    session: Session, disposal_id: str, reference: str, sha256: str, *, by: Occasion, means: Means
) -> DisposalResult:
    """Keeps the funder's consent to a proposed disposal. Raises NotFound, Conflict, Refused."""
    item, _ = _open(session, disposal_id)
    found = file_violations(means.files, sha256)
    if not reference.strip():
        message = "Es fehlt das Aktenzeichen der Zustimmung."
        violation = Violation("reference_missing", "INV-03", message, field="consent_reference")
        found.append(violation)
    warnings_or_refuse(found, subject=f"inventory/{item.item_id}", grant_id=item.grant_id)
    kept = keep_consent(session, disposal_id, reference, sha256)
    _tell(session, item, InventoryConsentFiled(disposal_snapshot(item, kept), related(item)), by)
    return DisposalResult(kept)


def release_disposal(
    session: Session, disposal_id: str, *, by: Occasion, means: Means
) -> DisposalResult:
    """Takes the item out of the inventory, by a second person; tied proceeds become income.

    Raises NotFound, Conflict where it is settled, Refused.
    """
    item, record = _open(session, disposal_id)
    found = _violations(item, record.disposal, by, releasing=True)
    found += check_release(
        origin(session, record.proposed_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    subject = f"inventory/{item.item_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=item.grant_id)
    income_id = _book_proceeds(session, item, record, by, means)
    released = mark_disposed(session, disposal_id, income_id, by)
    shot = disposal_snapshot(item, released)
    after = item_snapshot(item, released)
    event = InventoryDisposalReleased(shot, after, record.proposed_by, related(item))
    _tell(session, item, event, by)
    return DisposalResult(released, warnings)


def withdraw_disposal(
    session: Session, disposal_id: str, reason: str, *, by: Occasion
) -> DisposalResult:
    """Takes a proposal back: the item stays. Raises NotFound, Conflict, Refused."""
    item, _ = _open(session, disposal_id)
    found = list(reason_violations(reason, "INV-02"))
    warnings_or_refuse(found, subject=f"inventory/{item.item_id}", grant_id=item.grant_id)
    withdrawn = mark_disposal_withdrawn(session, disposal_id, reason)
    shot = disposal_snapshot(item, withdrawn)
    _tell(session, item, InventoryDisposalWithdrawn(shot, reason, related(item)), by)
    return DisposalResult(withdrawn)


def _book_proceeds(
    session: Session, item: ItemRecord, record: DisposalRecord, by: Occasion, means: Means
) -> str | None:
    """ELG-10: proceeds of a bound item are income of the purpose; the id of what was booked."""
    tied = tied_cents(item, record)
    if not tied:
        return None
    source = f"Erlös aus dem Abgang von Inventar Nr. {item.number}"
    day, measure = record.disposal.disposed_on, item.item.measure_id
    income = Income(SourceKind.PRIVATE, source, day, tied, measure)
    return record_income(session, item.grant_id, income, by=by, means=means).income_id


def _violations(
    item: ItemRecord, new: NewDisposal, by: Occasion, *, releasing: bool = False
) -> list[Violation]:
    return check_disposal(
        new,
        acquired_on=item.item.acquired_on,
        binding_until=item.item.binding_until,
        today=local_day(by.now),
        releasing=releasing,
    )


def _open(session: Session, disposal_id: str) -> tuple[ItemRecord, DisposalRecord]:
    load_grant(session, load_disposal(session, disposal_id).grant_id, lock=True)
    record = load_disposal(session, disposal_id)
    if record.status != "proposed":
        message = "Dieser Abgang ist schon freigegeben oder zurückgenommen."
        raise Conflict([Violation("disposal_settled", "INV-02", message)])
    return load_item(session, record.item_id), record


def _tell(session: Session, item: ItemRecord, event: Announced, by: Occasion) -> None:
    subject = f"inventory/{item.item_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=item.grant_id)
