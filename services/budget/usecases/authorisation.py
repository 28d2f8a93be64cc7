"""Authorisations of budget years: proposed by one person, released by another, then they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from contracts.events.budget import (
    AuthorisationProposed,
    AuthorisationReleased,
    AuthorisationSnapshot,
    AuthorisationWithdrawn,
)
from services.budget.domain.authorisation import (
    RULE,
    Authorisation,
    check_authorisation,
    release_day_violations,
)
from services.budget.domain.deciding_values import cited
from services.budget.domain.four_eyes import check_release
from services.budget.domain.row_state import reason_violations
from services.budget.store.authorisation import (
    AuthorisationRecord,
    authorisation_records,
    insert_authorisation,
    load_authorisation,
    mark_authorisation_released,
    mark_authorisation_withdrawn,
)
from services.budget.store.grant import load_grant
from services.budget.store.tables import OUTBOX
from services.budget.usecases.budget_year import budget_years_of, standing_of
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class AuthorisationResult:
    """The authorisation after the act, with the warnings that came with it."""

    record: AuthorisationRecord
    warnings: tuple[Violation, ...] = ()


def propose_authorisation(
    session: Session, grant_id: str, new: Authorisation, *, by: Occasion, means: Means
) -> AuthorisationResult:
    """Enters an appropriation or proposes a transfer; nothing changes before its release.

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    demand_active(load_grant(session, grant_id, lock=True))
    record = AuthorisationRecord(by.new_id(), grant_id, new, by.actor)
    found = list(reason_violations(new.reason, RULE))
    found += _violations(session, record, by, means)
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    insert_authorisation(session, record, by)
    _tell(session, record, AuthorisationProposed, by=by)
    return AuthorisationResult(record, warnings)


def release_authorisation(
    session: Session, authorisation_id: str, *, by: Occasion, means: Means
) -> AuthorisationResult:
    """Makes it count, by a second person. Raises NotFound, Conflict, Refused."""
    record = _locked_proposal(session, authorisation_id)
    found = _violations(session, record, by, means)
    found += release_day_violations(record.authorisation, local_day(by.now))
    found += check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    subject = f"authorisation/{authorisation_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=record.grant_id)
    released = mark_authorisation_released(session, authorisation_id, by)
    _tell(session, released, AuthorisationReleased, record.created_by, by=by)
    return AuthorisationResult(released, warnings)


def withdraw_authorisation(
    session: Session, authorisation_id: str, reason: str, *, by: Occasion
) -> AuthorisationResult:
    """Takes back what nobody released yet. Raises NotFound, Conflict, Refused."""
    record = _locked_proposal(session, authorisation_id)
    subject = f"authorisation/{authorisation_id}"
    found = list(reason_violations(reason, RULE))
    warnings_or_refuse(found, subject=subject, grant_id=record.grant_id)
    withdrawn = mark_authorisation_withdrawn(session, authorisation_id, reason)
    _tell(session, withdrawn, AuthorisationWithdrawn, reason, by=by)
    return AuthorisationResult(withdrawn)


def _locked_proposal(session: Session, authorisation_id: str) -> AuthorisationRecord:
    load_grant(session, load_authorisation(session, authorisation_id).grant_id, lock=True)
    record = load_authorisation(session, authorisation_id)
    if record.status != "proposed":
        said = "freigegeben" if record.status == "released" else "zurückgezogen"
        message = f"Diese Ermächtigung ist bereits {said}."
        raise Conflict([Violation("authorisation_not_open", RULE, message)])
    return record


def _violations(
    session: Session, record: AuthorisationRecord, by: Occasion, means: Means
) -> list[Violation]:
    today = local_day(by.now)
    new, grant_id = record.authorisation, record.grant_id
    rules = load_grant(session, grant_id).rules(means.packs, today)
    waiting = [
        one.authorisation
        for one in authorisation_records(session, grant_id)
        if one.status == "proposed"
        and one.authorisation_id != record.authorisation_id
        and one.authorisation.budget_year == new.budget_year
        and one.authorisation.nature is new.nature
    ]
    years = budget_years_of(session, grant_id, today, means=means)
    found = check_authorisation(new, standing_of(years, new), rules, waiting=waiting)
    return cited(found, rules)


def _tell(
    session: Session, record: AuthorisationRecord, event: Any, *details: str, by: Occasion
) -> None:
    one = record.authorisation
    snapshot = AuthorisationSnapshot(
        authorisation_id=record.authorisation_id,
        grant_id=record.grant_id,
        budget_year=one.budget_year,
        nature=one.nature.value,
        kind=one.kind.value,
        amount_cents=one.amount_cents,
        reference=one.reference,
        reason=one.reason,
    )
    OUTBOX.add(
        session,
        event(snapshot, *details, related=(f"grant/{record.grant_id}",)),
        subject=f"authorisation/{record.authorisation_id}",
        by=by,
        grant_id=record.grant_id,
    )
