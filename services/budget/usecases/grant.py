"""A grant is proposed by the administration and counts once the head of finance confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import GrantAwarded, GrantProposed
from services.budget.domain.four_eyes import check_release
from services.budget.domain.grant import NewGrant, first_terms
from services.budget.domain.proposal import check_grant
from services.budget.store.grant import (
    GrantRecord,
    confirm_grant_row,
    grant_exists,
    insert_grant,
    load_grant,
)
from services.budget.store.pack_change import packs_in_force
from services.budget.store.tables import OUTBOX
from services.budget.usecases.deadline_statement import state_deadlines
from services.budget.usecases.grant_snapshot import grant_snapshot
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class GrantResult:
    """The grant after the act, with the warnings that came with it."""

    grant: GrantRecord
    warnings: tuple[Violation, ...] = ()


def propose_grant(session: Session, new: NewGrant, *, by: Occasion, means: Means) -> GrantResult:
    """Enters a grant. Raises Refused with every reason (PRG-01 to PRG-04, GOV-01)."""
    subject = f"grant/{new.grant_id}"
    packs = packs_in_force(session, means.packs)
    found = check_grant(new, packs)
    if grant_exists(session, new.grant_id):
        found.append(_taken(new))
    warnings = warnings_or_refuse(found, subject=subject, grant_id=new.grant_id)
    try:
        insert_grant(session, new, first_terms(new, packs), by)
    except IntegrityError as error:  # someone else took the id at the same moment
        raise Refused([_taken(new)], subject=subject, grant_id=new.grant_id) from error
    grant = load_grant(session, new.grant_id)
    event = GrantProposed(grant_snapshot(grant, means.packs, local_day(by.now)))
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant.grant_id)
    return GrantResult(grant, warnings)


def confirm_grant(session: Session, grant_id: str, *, by: Occasion, means: Means) -> GrantResult:
    """Makes a proposed grant active, by a second person (MUN-03).

    Raises NotFound, Conflict when it is active already, Refused.
    """
    subject = f"grant/{grant_id}"
    grant = load_grant(session, grant_id, lock=True)
    if grant.is_active:
        message = "Die Zuwendung ist bereits bestätigt."
        raise Conflict([Violation("grant_already_active", "MUN-03", message)])
    found = check_release(
        origin(session, grant.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    confirm_grant_row(session, grant_id, by)
    grant = load_grant(session, grant_id, lock=True)
    event = GrantAwarded(grant_snapshot(grant, means.packs, local_day(by.now)))
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    state_deadlines(session, grant, by=by, means=means)
    return GrantResult(grant)


def _taken(new: NewGrant) -> Violation:
    message = f"Die Kennung „{new.grant_id}“ ist schon vergeben."
    return Violation("grant_exists", "GOV-01", message, field="grant_id")
