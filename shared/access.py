"""Who may do what, in every service: a small copy of roles, tokens and session revisions.

Budget writes it in the transaction of the change, the others from `UserAccessChanged`. It holds
pseudonymous ids only; names and password hashes stay in budget.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Session

from contracts.envelope import decode
from contracts.events.budget import UserAccessChanged
from contracts.events.snapshots import AccessSnapshot
from contracts.roles import Role
from contracts.schema import from_payload
from shared.clock import local_day, parse_instant
from shared.database import UtcDateTime
from shared.errors import Forbidden, Violation
from shared.transport import Received

ALL_GRANTS = "*"


@dataclass(frozen=True)
class Principal:
    """Someone who is known: a pseudonymous id and roles, each for one grant or `*`."""

    user_id: str
    roles: frozenset[tuple[Role, str]]

    def holds(self, roles: Iterable[Role], grant_id: str | None) -> bool:
        """Whether one of `roles` is held for the grant (None: for any grant at all)."""
        wanted = frozenset(roles)
        return any(
            role in wanted and (grant_id is None or scope in (ALL_GRANTS, grant_id))
            for role, scope in self.roles
        )

    def demand(self, roles: Iterable[Role], grant_id: str | None) -> None:
        """Raises Forbidden naming the missing role."""
        if not self.holds(roles, grant_id):
            raise forbidden(roles)

    def grants(self, roles: Iterable[Role]) -> frozenset[str] | None:
        """The grants for which one of `roles` is held; None means all of them."""
        wanted = frozenset(roles)
        scopes = frozenset(scope for role, scope in self.roles if role in wanted)
        return None if ALL_GRANTS in scopes else scopes


def forbidden(roles: Iterable[Role]) -> Forbidden:
    """The 403 that says which role is missing."""
    names = ", ".join(sorted(role.label for role in roles))
    return Forbidden(
        [Violation("role_missing", "MUN-01", f"Dafür ist eine dieser Rollen nötig: {names}.")]
    )


def hash_token(token: str) -> str:
    """SHA-256 hex; tokens carry 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class Directory:
    """The access tables of one service."""

    def __init__(self, metadata: MetaData) -> None:
        self.principals = Table(
            "principal",
            metadata,
            Column("user_id", String(36), primary_key=True),
            Column("locked", Boolean, nullable=False),
            Column("session_revision", Integer, nullable=False),
        )
        self.roles = Table(
            "held_role",
            metadata,
            Column("user_id", String(36), primary_key=True),
            Column("role", String(40), primary_key=True),
            Column("grant_id", String(80), primary_key=True),
            Column("until", Date),
        )
        self.tokens = Table(
            "access_token",
            metadata,
            Column("token_hash", String(64), primary_key=True),
            Column("user_id", String(36), nullable=False, index=True),
            Column("expires_at", UtcDateTime, nullable=False),
        )
        user, token = self.principals, self.tokens
        self._of_user = self._who().where(user.c.user_id == bindparam("user_id"))
        self._of_token = (
            self._who(token.c.expires_at)
            .join_from(user, token, token.c.user_id == user.c.user_id)
            .where(token.c.token_hash == bindparam("token_hash"))
        )

    def apply(self, session: Session, access: AccessSnapshot) -> None:
        """Replaces what is known of one user; applying twice changes nothing."""
        user_id = access.user_id
        for table in (self.tokens, self.roles, self.principals):
            session.execute(delete(table).where(table.c.user_id == user_id))
        session.execute(
            insert(self.principals).values(
                user_id=user_id, locked=access.locked, session_revision=access.session_revision
            )
        )
        for held in access.roles:
            session.execute(
                insert(self.roles).values(
                    user_id=user_id,
                    role=held.role,
                    grant_id=held.grant_id or ALL_GRANTS,
                    until=date.fromisoformat(held.until) if held.until else None,
                )
            )
        for token in access.tokens:
            session.execute(
                insert(self.tokens).values(
                    token_hash=token.token_hash,
                    user_id=user_id,
                    expires_at=parse_instant(token.expires_at),
                )
            )

    def take_over(self, session: Session, records: Sequence[Received]) -> None:
        """Handler of the user events in the other services; everything else is passed over."""
        wanted = UserAccessChanged.TYPE.encode()
        for record in records:
            if record.value is None or wanted not in record.value:
                continue
            envelope = decode(record.value)
            if envelope.type == UserAccessChanged.TYPE:
                self.apply(session, from_payload(UserAccessChanged, envelope.data).access)

    def by_token(self, session: Session, token: str, now: datetime) -> Principal | None:
        """The holder of a bearer token that is neither expired nor revoked, unless locked."""
        given = {"token_hash": hash_token(token)}
        rows = session.connection().execute(self._of_token, given).all()
        if not rows or rows[0].expires_at <= now:
            return None
        return _principal(rows, None, local_day(now))

    def by_session(
        self, session: Session, user_id: str, revision: int, now: datetime
    ) -> Principal | None:
        """The user of a session cookie whose revision still counts, unless locked."""
        rows = session.execute(self._of_user, {"user_id": user_id}).all()
        return _principal(rows, revision, local_day(now))

    def by_id(self, session: Session, user_id: str, today: date | None) -> Principal | None:
        """A user who is not locked; `today` None counts roles that have ended too."""
        return _principal(session.execute(self._of_user, {"user_id": user_id}).all(), None, today)

    def office(
        self,
        session: Session,
        user_id: str,
        roles: Iterable[Role],
        grant_id: str | None,
        today: date | None,
    ) -> str:
        """The German name of the first of `roles` someone holds today: in which office they act.
        Empty for who holds none of them, as on a terminal."""
        known = self.by_id(session, user_id, today)
        if known is None:
            return ""
        return next((one.label for one in roles if known.holds([one], grant_id)), "")

    def _who(self, *more: Column[Any]) -> Select[Any]:
        """User and roles, a row per role (one without where none is held): every request asks
        this, so it is one statement, built once."""
        user, held = self.principals, self.roles
        joined = user.outerjoin(held, held.c.user_id == user.c.user_id)
        columns = (user.c.user_id, user.c.locked, user.c.session_revision)
        return select(*columns, held.c.role, held.c.grant_id, held.c.until, *more).select_from(
            joined
        )


def _principal(
    rows: Sequence[Row[Any]], revision: int | None, today: date | None
) -> Principal | None:
    if not rows or rows[0].locked:
        return None
    if revision is not None and rows[0].session_revision != revision:
        return None
    held = frozenset(
        (Role(row.role), row.grant_id)
        for row in rows
        if row.role is not None and not _has_ended(row.until, today)
    )
    return Principal(rows[0].user_id, held)


def _has_ended(until: date | None, today: date | None) -> bool:
    """Whether a role that counts up to a day, that day included, counts no more (AUD-04)."""
    return until is not None and today is not None and until < today
