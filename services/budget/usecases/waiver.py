"""Waivers: asked for by the grant officer, approved by a second person, revoked, lapsing alone."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import WaiverApproved, WaiverProposed, WaiverRevoked
from contracts.roles import Role
from services.budget.domain.four_eyes import check_release
from services.budget.domain.waiver import (
    NewWaiver,
    WaiverState,
    check_waiver,
    expiry_violations,
)
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.grant import touch_grant
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.store.waiver import (
    WaiverRecord,
    close_expired,
    insert_waiver,
    load_waiver,
    mark_approved,
    mark_revoked,
    waivers_of,
)
from services.budget.usecases.assessment_world import World, load_active_world, load_world
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.procurement_assessment import settle_files
from services.budget.usecases.reassessment import reassess_and_announce
from services.budget.usecases.refusal import file_violations, warnings_or_refuse
from services.budget.usecases.waiver_target import findings_at
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion

PROPOSERS: Final = (Role.GRANT_OFFICER,)
APPROVERS: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


def propose_waiver(
    session: Session, grant_id: str, new: NewWaiver, *, by: Occasion, means: Means
) -> WaiverRecord:
    """Asks for a waiver; it lifts nothing before its approval.

    Raises NotFound, Conflict while the grant is not active, Refused with every reason.
    """
    world = load_active_world(session, grant_id, means, by)
    today = local_day(by.now)
    close_expired(session, grant_id, today, by)
    known = [one for one in waivers_of(session, grant_id) if one.closed_at is None]
    found = check_waiver(
        new,
        found=findings_at(session, world, new.target.subject, means),
        open_targets=[one.new.target for one in known],
        on=today,
    )
    found += file_violations(means.files, new.file_sha256)
    warnings_or_refuse(found, subject=new.target.subject, grant_id=grant_id)
    waiver_id = by.new_id()
    try:
        insert_waiver(session, waiver_id, grant_id, new, by)
    except IntegrityError as error:  # the grant's lock makes this unreachable; the index is a net
        message = "Für diesen Befund gibt es schon eine Ausnahmegenehmigung."
        raise Conflict([Violation("waiver_exists", new.target.rule, message)]) from error
    record = load_waiver(session, waiver_id)
    event = WaiverProposed(
        waiver_id=waiver_id,
        number=record.number,
        object=new.target.subject,
        rule=new.target.rule,
        code=new.target.code,
        field=new.target.field,
        reason=new.reason,
        expires_on=new.expires_on,
        file_sha256=new.file_sha256 or "",
        related=_related(record),
    )
    OUTBOX.add(session, event, subject=f"waiver/{waiver_id}", by=by, grant_id=grant_id)
    return record


def approve_waiver(session: Session, waiver_id: str, *, by: Occasion, means: Means) -> WaiverRecord:
    """Lifts the finding, by a second person (MUN-03), and assesses the object anew.

    Raises NotFound, Conflict where it is approved, revoked or expired, Refused.
    """
    record = _locked(session, waiver_id, by, means)
    _demand(record, by, WaiverState.PROPOSED)
    found = check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    found += list(expiry_violations(record.new, local_day(by.now)))
    warnings_or_refuse(found, subject=f"waiver/{waiver_id}", grant_id=record.grant_id)
    mark_approved(session, waiver_id, by)
    target = record.new.target
    event = WaiverApproved(
        waiver_id=waiver_id,
        number=record.number,
        object=target.subject,
        rule=target.rule,
        code=target.code,
        field=target.field,
        reason=record.new.reason,
        approved_on=local_day(by.now),
        expires_on=record.new.expires_on,
        file_sha256=record.new.file_sha256 or "",
        proposed_by=record.created_by,
        proposed_office=DIRECTORY.office(
            session, record.created_by, PROPOSERS, record.grant_id, None
        ),
        office=DIRECTORY.office(session, by.actor, APPROVERS, record.grant_id, local_day(by.now)),
        related=_related(record),
    )
    OUTBOX.add(session, event, subject=f"waiver/{waiver_id}", by=by, grant_id=record.grant_id)
    _reassess(session, record, by, means)
    return load_waiver(session, waiver_id)


def revoke_waiver(
    session: Session, waiver_id: str, reason: str, *, by: Occasion, means: Means
) -> WaiverRecord:
    """Ends a waiver at once, or turns a proposal down; the finding is back, called rows stay
    called. Raises NotFound, Conflict where it has ended, Refused without a reason."""
    record = _locked(session, waiver_id, by, means)
    _demand(record, by, WaiverState.PROPOSED, WaiverState.APPROVED)
    subject = f"waiver/{waiver_id}"
    if not reason.strip():
        message = "Es fehlt der Grund des Widerrufs."
        missing = Violation("reason_missing", record.new.target.rule, message, field="reason")
        raise Refused([missing], subject=subject, grant_id=record.grant_id)
    mark_revoked(session, waiver_id, reason, by)
    event = WaiverRevoked(
        waiver_id=waiver_id,
        number=record.number,
        object=record.new.target.subject,
        revoked_on=local_day(by.now),
        reason=reason,
        related=_related(record),
    )
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=record.grant_id)
    _reassess(session, record, by, means)
    return load_waiver(session, waiver_id)


def _locked(session: Session, waiver_id: str, by: Occasion, means: Means) -> WaiverRecord:
    grant_id = load_waiver(session, waiver_id).grant_id
    load_world(session, grant_id, means, by, lock=True)
    return load_waiver(session, waiver_id)


def _demand(record: WaiverRecord, by: Occasion, *states: WaiverState) -> None:
    state = record.state(local_day(by.now))
    if state not in states:
        words = {
            WaiverState.PROPOSED: "noch nicht genehmigt",
            WaiverState.APPROVED: "schon genehmigt",
            WaiverState.EXPIRED: "abgelaufen",
            WaiverState.REVOKED: "widerrufen",
        }
        message = f"Diese Ausnahmegenehmigung ist {words[state]}."
        raise Conflict([Violation("waiver_state", record.new.target.rule, message)])


def _reassess(session: Session, record: WaiverRecord, by: Occasion, means: Means) -> None:
    touch_grant(session, record.grant_id)
    world: World = load_world(session, record.grant_id, means, by, lock=True)
    kind, _, identity = record.new.target.subject.partition("/")
    row = session.get(ExpenditureRow, identity) if kind == "expenditure" else None
    if kind == "procurement":
        settle_files(session, world, {}, cause="waiver", by=by, means=means)
    if row is not None:
        reassess_and_announce(session, world, [row.family_id], cause="waiver", by=by, means=means)


def _related(record: WaiverRecord) -> tuple[str, ...]:
    return (record.new.target.subject, f"grant/{record.grant_id}")
