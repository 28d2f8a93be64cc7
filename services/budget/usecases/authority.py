"""The register of who may certify: proposed by one person, in force with a second one (MUN-01)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy.orm import Session

from contracts.events.budget import (
    AuthorityConfirmed,
    AuthorityProposed,
    AuthorityRevoked,
    DelegationConfirmed,
    DelegationProposed,
    DelegationRevoked,
)
from contracts.events.budget.authorities import AuthoritySnapshot, DelegationSnapshot
from contracts.roles import Role
from services.budget.domain.authority import NewAuthority, NewDelegation
from services.budget.domain.authority_entries import (
    AuthorityCircumstances,
    DelegationCircumstances,
    check_entry_confirmation,
    check_new_authority,
    check_new_delegation,
)
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.authority import (
    AuthorityRow,
    DelegationRow,
    as_authority,
    as_delegation,
    entries_of,
    insert_authority,
    insert_delegation,
    load_authority,
    load_delegation,
)
from services.budget.store.grant import load_grant
from services.budget.store.measure import measure_ids
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.usecases.certification_right import ROLE_OF
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

StoredAuthority = AuthorityRow
StoredDelegation = DelegationRow
"""An appointment and a delegation as API and pages show them."""

MAY_PROPOSE: Final = (Role.FUNCTIONAL_ADMIN,)
MAY_LEND: Final = (
    Role.FUNCTIONAL_ADMIN,
    Role.FACTUAL_CERTIFIER,
    Role.ARITHMETICAL_CERTIFIER,
    Role.PROJECT_LEAD,
)
MAY_CONFIRM: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
MAY_REVOKE: Final = (*MAY_PROPOSE, *MAY_CONFIRM)


def propose_authority(
    session: Session,
    grant_id: str,
    new: NewAuthority,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> AuthorityRow:
    """Enters an appointment; it counts for nothing before its confirmation.

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    demand_active(load_grant(session, grant_id, lock=True))
    same = [
        as_authority(one)
        for one in entries_of(session, grant_id).authorities
        if one.user_id == new.user_id and one.kind == new.kind.value and one.status != "revoked"
    ]
    around = AuthorityCircumstances(
        holds_role=_holds(session, new.user_id, ROLE_OF[new.kind], grant_id, by),
        measures=measure_ids(session, grant_id),
        others=same,
    )
    found = check_new_authority(new, around) + file_violations(means.files, file_sha256)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    row = insert_authority(session, by.new_id(), grant_id, new, file_sha256, by)
    _publish_authority(session, AuthorityProposed, row, by)
    return row


def propose_delegation(
    session: Session, authority_id: str, new: NewDelegation, *, by: Occasion
) -> DelegationRow:
    """Enters a deputy for a period. Raises NotFound, Conflict, Refused."""
    lent = _locked_authority(session, authority_id)
    _demand_status(lent, "confirmed")
    around = DelegationCircumstances(
        authority=as_authority(lent),
        by=by.actor,
        by_office=_holds(session, by.actor, [Role.FUNCTIONAL_ADMIN], lent.grant_id, by),
        delegate_holds_role=_holds(
            session, new.delegate_id, ROLE_OF[CertificationKind(lent.kind)], lent.grant_id, by
        ),
        others=[
            as_delegation(one)
            for one in entries_of(session, lent.grant_id).delegations
            if one.authority_id == authority_id and one.status != "revoked"
        ],
    )
    _refuse(check_new_delegation(new, around), lent)
    row = insert_delegation(session, by.new_id(), lent, new, by)
    _publish_delegation(session, DelegationProposed, row, lent, by)
    return row


def confirm_authority(session: Session, authority_id: str, *, by: Occasion) -> AuthorityRow:
    """Puts an appointment in force. Raises NotFound, Conflict unless proposed, Refused."""
    row = _locked_authority(session, authority_id)
    _confirm(session, row, [row.user_id], by)
    _publish_authority(session, AuthorityConfirmed, row, by)
    return row


def confirm_delegation(session: Session, delegation_id: str, *, by: Occasion) -> DelegationRow:
    """Puts a delegation in force. Raises NotFound, Conflict unless proposed, Refused."""
    row, lent = _locked_delegation(session, delegation_id)
    _confirm(session, row, [row.delegate_id, lent.user_id], by)
    _publish_delegation(session, DelegationConfirmed, row, lent, by)
    return row


def revoke_authority(session: Session, authority_id: str, *, by: Occasion) -> AuthorityRow:
    """Ends an appointment, or takes a proposal back, from today on.

    One person is enough: taking a right away endangers nothing. Raises NotFound, Conflict.
    """
    row = _locked_authority(session, authority_id)
    _revoke(row, by)
    _publish_authority(session, AuthorityRevoked, row, by)
    return row


def revoke_delegation(session: Session, delegation_id: str, *, by: Occasion) -> DelegationRow:
    """Ends a delegation, or takes a proposal back, from today on. Raises NotFound, Conflict."""
    row, lent = _locked_delegation(session, delegation_id)
    _revoke(row, by)
    _publish_delegation(session, DelegationRevoked, row, lent, by)
    return row


def _locked_authority(session: Session, authority_id: str) -> AuthorityRow:
    load_grant(session, load_authority(session, authority_id).grant_id, lock=True)
    return load_authority(session, authority_id)


def _locked_delegation(session: Session, delegation_id: str) -> tuple[DelegationRow, AuthorityRow]:
    lent = _locked_authority(session, load_delegation(session, delegation_id).authority_id)
    return load_delegation(session, delegation_id), lent


def _confirm(
    session: Session,
    row: AuthorityRow | DelegationRow,
    concerned: Collection[str],
    by: Occasion,
) -> None:
    _demand_status(row, "proposed")
    found = check_entry_confirmation(
        origin(session, row.created_by),
        by.actor,
        concerned,
        is_service_account=is_service_account(session, by.actor),
    )
    _refuse(found, row)
    row.confirmed_by, row.confirmed_at = by.actor, by.now
    session.flush()


def _revoke(row: AuthorityRow | DelegationRow, by: Occasion) -> None:
    _demand_status(row, "proposed", "confirmed")
    row.revoked_by, row.revoked_on = by.actor, local_day(by.now)


def _demand_status(row: AuthorityRow | DelegationRow, *wanted: str) -> None:
    if row.status not in wanted:
        message = (
            "Der Stand dieser Eintragung lässt das nicht zu: Bestätigt wird ein Vorschlag, "
            "widerrufen oder übertragen, was gilt."
        )
        raise Conflict([Violation("authority_state", "MUN-01", message)])


def _refuse(found: list[Violation], row: AuthorityRow | DelegationRow) -> None:
    warnings_or_refuse(found, subject=f"grant/{row.grant_id}", grant_id=row.grant_id)


def _holds(
    session: Session, user_id: str, roles: Collection[Role], grant_id: str, by: Occasion
) -> bool:
    known = DIRECTORY.by_id(session, user_id, local_day(by.now))
    return known is not None and known.holds(roles, grant_id)


def _publish_authority(session: Session, event: Any, row: AuthorityRow, by: Occasion) -> None:
    snapshot = AuthoritySnapshot(
        authority_id=row.authority_id,
        grant_id=row.grant_id,
        user_id=row.user_id,
        kind=CertificationKind(row.kind).value,
        limit_cents=row.limit_cents,
        measures=tuple(row.measures),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        reference=row.reference,
        file_sha256=row.file_sha256,
        status=row.status,
        revoked_on=row.revoked_on,
    )
    related = (f"grant/{row.grant_id}", f"user/{row.user_id}")
    _add(session, event(snapshot, related), f"authority/{row.authority_id}", row.grant_id, by)


def _publish_delegation(
    session: Session, event: Any, row: DelegationRow, lent: AuthorityRow, by: Occasion
) -> None:
    snapshot = DelegationSnapshot(
        delegation_id=row.delegation_id,
        authority_id=row.authority_id,
        grant_id=row.grant_id,
        delegator_id=lent.user_id,
        delegate_id=row.delegate_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        status=row.status,
        revoked_on=row.revoked_on,
    )
    people = (f"user/{row.delegate_id}", f"user/{lent.user_id}")
    related = (f"authority/{row.authority_id}", f"grant/{row.grant_id}", *people)
    _add(session, event(snapshot, related), f"delegation/{row.delegation_id}", row.grant_id, by)


def _add(session: Session, event: Any, subject: str, grant_id: str, by: Occasion) -> None:
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
