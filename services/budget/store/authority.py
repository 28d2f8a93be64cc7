"""The register of who may certify: appointments and delegations, never changed, only ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.authority import (
    Authority,
    Delegation,
    NewAuthority,
    NewDelegation,
    Register,
)
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

Status = Literal["proposed", "confirmed", "revoked"]


class _Hands:
    """Who proposed, confirmed and revoked an entry; both constraints stand in the tables."""

    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(36))
    revoked_on: Mapped[date | None]

    @property
    def status(self) -> Status:
        """A proposal counts for nothing, a revoked entry only until the day of its end."""
        if self.revoked_on is not None:
            return "revoked"
        return "confirmed" if self.confirmed_by is not None else "proposed"


class AuthorityRow(_Hands, Base):
    """One appointment."""

    __tablename__ = "certification_authority"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="period"),
        CheckConstraint("limit_cents > 0", name="limit"),
        CheckConstraint("confirmed_by <> created_by AND confirmed_by <> user_id", name="four_eyes"),
    )

    authority_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), index=True)
    user_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(12))
    limit_cents: Mapped[int | None] = mapped_column(BigInteger)
    measures: Mapped[list[str]] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(200))
    file_sha256: Mapped[str | None] = mapped_column(String(64))


class DelegationRow(_Hands, Base):
    """One delegation; its reason stays here and travels in no event."""

    __tablename__ = "certification_delegation"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="period"),
        CheckConstraint(
            "confirmed_by <> created_by AND confirmed_by <> delegate_id", name="four_eyes"
        ),
    )

    delegation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    authority_id: Mapped[str] = mapped_column(ForeignKey("certification_authority.authority_id"))
    grant_id: Mapped[str] = mapped_column(String(80), index=True)
    delegate_id: Mapped[str] = mapped_column(String(36))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


Entry = TypeVar("Entry", AuthorityRow, DelegationRow)


@dataclass(frozen=True)
class Entries:
    """Everything in the register of a grant, proposals and ended ones included."""

    authorities: tuple[AuthorityRow, ...]
    delegations: tuple[DelegationRow, ...]

    @property
    def register(self) -> Register:
        """What counts: confirmed once, also where it was ended later."""
        return Register(
            tuple(as_authority(one) for one in self.authorities if one.confirmed_by),
            tuple(as_delegation(one) for one in self.delegations if one.confirmed_by),
        )


def insert_authority(
    session: Session,
    authority_id: str,
    grant_id: str,
    new: NewAuthority,
    file_sha256: str | None,
    by: Occasion,
) -> AuthorityRow:
    """Keeps a proposed appointment."""
    row = AuthorityRow(
        authority_id=authority_id,
        grant_id=grant_id,
        user_id=new.user_id,
        kind=new.kind.value,
        limit_cents=new.limit_cents,
        measures=list(new.measures),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        reference=new.reference,
        file_sha256=file_sha256,
        created_by=by.actor,
        created_at=by.now,
    )
    session.add(row)
    session.flush()
    return row


def insert_delegation(
    session: Session, delegation_id: str, lent: AuthorityRow, new: NewDelegation, by: Occasion
) -> DelegationRow:
    """Keeps a proposed delegation of this authority."""
    row = DelegationRow(
        delegation_id=delegation_id,
        authority_id=lent.authority_id,
        grant_id=lent.grant_id,
        delegate_id=new.delegate_id,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        reason=new.reason,
        created_by=by.actor,
        created_at=by.now,
    )
    session.add(row)
    session.flush()
    return row


def entries_of(session: Session, grant_id: str) -> Entries:
    """The whole register of a grant, oldest entries first."""
    authorities = session.scalars(
        select(AuthorityRow)
        .where(AuthorityRow.grant_id == grant_id)
        .order_by(AuthorityRow.created_at, AuthorityRow.authority_id)
    )
    delegations = session.scalars(
        select(DelegationRow)
        .where(DelegationRow.grant_id == grant_id)
        .order_by(DelegationRow.created_at, DelegationRow.delegation_id)
    )
    return Entries(tuple(authorities), tuple(delegations))


def load_authority(session: Session, authority_id: str) -> AuthorityRow:
    """One appointment. Raises NotFound; lock its grant before you mean to change it."""
    return _found(session, AuthorityRow, authority_id)


def load_delegation(session: Session, delegation_id: str) -> DelegationRow:
    """One delegation. Raises NotFound; lock its grant before you mean to change it."""
    return _found(session, DelegationRow, delegation_id)


def grant_of_authority(session: Session, authority_id: str) -> str:
    """For `ServicePorts.grant_of`."""
    return load_authority(session, authority_id).grant_id


def grant_of_delegation(session: Session, delegation_id: str) -> str:
    """For `ServicePorts.grant_of`."""
    return load_delegation(session, delegation_id).grant_id


def as_authority(row: AuthorityRow) -> Authority:
    """A stored appointment as the rules see it."""
    granted = NewAuthority(
        user_id=row.user_id,
        kind=CertificationKind(row.kind),
        valid_from=row.valid_from,
        reference=row.reference,
        valid_to=row.valid_to,
        limit_cents=row.limit_cents,
        measures=tuple(row.measures),
    )
    return Authority(row.authority_id, granted, row.revoked_on)


def as_delegation(row: DelegationRow) -> Delegation:
    """A stored delegation as the rules see it."""
    granted = NewDelegation(row.delegate_id, row.valid_from, row.valid_to, row.reason)
    return Delegation(row.delegation_id, row.authority_id, granted, row.revoked_on)


def people_of(entries: Entries) -> set[str]:
    """Ids of everybody the register names or who entered something, for showing names."""
    rows: Iterable[AuthorityRow | DelegationRow] = (*entries.authorities, *entries.delegations)
    hands = {one for row in rows for one in (row.created_by, row.confirmed_by) if one}
    holders = {one.user_id for one in entries.authorities}
    return hands | holders | {one.delegate_id for one in entries.delegations}


def _found(session: Session, table: type[Entry], key: str) -> Entry:
    row = session.get(table, key, populate_existing=True)
    if row is None:
        message = "Diese Eintragung gibt es im Verzeichnis der Befugnisse nicht."
        raise NotFound([Violation("authority_unknown", "API", message)])
    return row
