"""Moving a deadline with the funder's consent, and saying how it was met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import (
    DeadlineCompleted,
    DeadlineExtensionConfirmed,
    DeadlineExtensionProposed,
    DeadlineReopened,
)
from services.budget.domain.deadline import (
    PROOF,
    Deadline,
    Extension,
    check_completion,
    check_extension,
)
from services.budget.domain.four_eyes import check_release
from services.budget.store.deadline import (
    ExtensionRecord,
    completions_of,
    confirm_extension_row,
    insert_completion,
    insert_extension,
    load_extension,
    withdraw_completion_row,
)
from services.budget.store.grant import load_grant, touch_grant
from services.budget.store.tables import OUTBOX
from services.budget.usecases.deadline_reading import deadline_of
from services.budget.usecases.deadline_statement import state_deadlines
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.proof import checklist_of
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class Met:
    """How and when a duty was met: day, reference, SHA-256 of a file handed in before."""

    done_on: date
    reference: str
    file_sha256: str | None = None


def propose_extension(
    session: Session,
    grant_id: str,
    new: Extension,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> ExtensionRecord:
    """Enters a later day with the funder's consent (PLAN-09); it does not count yet.

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    today = local_day(by.now)
    one = deadline_of(session, grant, new.duty, today, means=means)
    found = check_extension(new, one, today=today)
    found += file_violations(means.files, file_sha256)
    if file_sha256 is None:
        message = "Die Zustimmung des Zuwendungsgebers gehört als Datei dazu."
        found.append(Violation("document_missing", "PLAN-09", message, field="file"))
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    extension_id = by.new_id()
    insert_extension(session, extension_id, grant_id, new, file_sha256, by)
    event = DeadlineExtensionProposed(
        extension_id=extension_id,
        grant_id=grant_id,
        duty=new.duty,
        previous_due_on=one.due_on if one else new.due_on,
        due_on=new.due_on,
        decided_on=new.decided_on,
        reference=new.reference,
        reason=new.reason,
        file_sha256=file_sha256,
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return load_extension(session, extension_id)


def confirm_extension(
    session: Session, extension_id: str, *, by: Occasion, means: Means
) -> ExtensionRecord:
    """Makes the later day count, by a second person.

    Raises NotFound, Conflict when it is confirmed already, Refused.
    """
    grant_id = load_extension(session, extension_id).grant_id
    grant = load_grant(session, grant_id, lock=True)
    record = load_extension(session, extension_id)
    if record.confirmed_by:
        message = "Die Verlängerung ist bereits bestätigt."
        raise Conflict([Violation("extension_already_confirmed", "MUN-03", message)])
    today = local_day(by.now)
    new = record.extension
    # Another extension may have been confirmed since this one was proposed: check again.
    one = deadline_of(session, grant, new.duty, today, means=means)
    found = check_extension(new, one, today=today)
    found += check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    confirm_extension_row(session, extension_id, by)
    touch_grant(session, grant_id)
    event = DeadlineExtensionConfirmed(extension_id, grant_id, new.duty, new.due_on)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    state_deadlines(session, grant, by=by, means=means)
    return load_extension(session, extension_id)


def complete_deadline(
    session: Session, grant_id: str, duty: str, met: Met, *, by: Occasion, means: Means
) -> Deadline:
    """Marks a duty done with its evidence. Raises NotFound, Conflict, Refused."""
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    today = local_day(by.now)
    one = deadline_of(session, grant, duty, today, means=means)
    found = check_completion(one, met.done_on, today=today)
    if not met.reference.strip():
        message = "Es fehlt, womit die Erledigung belegt ist (Aktenzeichen oder Fundstelle)."
        found.append(Violation("reference_missing", "VN-01", message, field="reference"))
    found += file_violations(means.files, met.file_sha256)
    if duty == PROOF:
        found += checklist_of(session, grant, by=by, means=means).missing
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    insert_completion(session, grant_id, duty, met.done_on, (met.reference, met.file_sha256), by)
    touch_grant(session, grant_id)
    event = DeadlineCompleted(grant_id, duty, met.done_on, met.reference, met.file_sha256)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    state_deadlines(session, grant, by=by, means=means)
    return _known(deadline_of(session, grant, duty, today, means=means))


def reopen_deadline(
    session: Session, grant_id: str, duty: str, reason: str, *, by: Occasion, means: Means
) -> Deadline:
    """Takes a completion back. Raises NotFound, Conflict where there is none, Refused."""
    grant = load_grant(session, grant_id, lock=True)
    if duty not in completions_of(session, grant_id):
        message = "Diese Frist ist nicht als erledigt vermerkt."
        raise Conflict([Violation("duty_not_done", "VN-01", message)])
    if not reason.strip():
        message = "Bitte sagen, warum die Erledigung zurückgenommen wird."
        refusal = Violation("reason_missing", "VN-01", message, field="reason")
        raise Refused([refusal], subject=f"grant/{grant_id}", grant_id=grant_id)
    withdraw_completion_row(session, grant_id, duty, reason, by)
    touch_grant(session, grant_id)
    event = DeadlineReopened(grant_id, duty, reason)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    state_deadlines(session, grant, by=by, means=means)
    return _known(deadline_of(session, grant, duty, local_day(by.now), means=means))


def _known(one: Deadline | None) -> Deadline:
    assert one is not None, "the duty was there a moment ago"
    return one
