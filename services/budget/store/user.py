"""People's accounts: names and password hashes live here and nowhere else.

What a user may do (roles, tokens, lock) lies in `DIRECTORY`, as in every service.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.events.snapshots import AccessSnapshot, HeldRole, TokenRecord
from services.budget.store.tables import DIRECTORY, Base
from shared.access import ALL_GRANTS
from shared.clock import format_instant
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation

_FIRST_ACCOUNTS = 0x464E_0002
"""Advisory lock: of several processes starting at once one makes the first accounts."""


class UserAccountRow(Base):
    """One account; `login` and hash are empty until the invitation was accepted."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("(login IS NULL) = (password_hash IS NULL)", name="joined"),)

    user_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str | None] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    sample: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class UserRecord:
    """One account with what it may do. `sample` marks the users of the embedded default."""

    user_id: str
    login: str | None
    display_name: str
    sample: bool
    access: AccessSnapshot


@dataclass(frozen=True)
class Credentials:
    """What a log-in is checked against."""

    user_id: str
    password_hash: str


def insert_user(
    session: Session,
    access: AccessSnapshot,
    display_name: str,
    at: datetime,
    *,
    login: str | None = None,
    password_hash: str | None = None,
    sample: bool = False,
) -> None:
    """Keeps a new account with its access."""
    session.add(
        UserAccountRow(
            user_id=access.user_id,
            login=login,
            display_name=display_name,
            password_hash=password_hash,
            sample=sample,
            created_at=at,
        )
    )
    session.flush()
    DIRECTORY.apply(session, access)


def load_user(session: Session, user_id: str, lock: bool = False) -> UserRecord:
    """One account. Raises NotFound. `lock` holds it until the end of the transaction."""
    statement = select(UserAccountRow).where(UserAccountRow.user_id == user_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(statement)
    if row is None:
        raise NotFound([Violation("user_unknown", "API", "Dieses Benutzerkonto gibt es nicht.")])
    return _record(session, row)


def user_by_name(session: Session, login_or_id: str) -> UserRecord | None:
    """The account of that log-in name or id."""
    row = session.scalar(
        select(UserAccountRow).where(
            (UserAccountRow.login == login_or_id) | (UserAccountRow.user_id == login_or_id)
        )
    )
    return _record(session, row) if row else None


def find_user_by_login(session: Session, login: str) -> UserRecord | None:
    """The account of that log-in name."""
    row = session.scalar(select(UserAccountRow).where(UserAccountRow.login == login))
    return _record(session, row) if row else None


def list_users(session: Session) -> list[UserRecord]:
    """All accounts in the order of their names."""
    rows = session.scalars(
        select(UserAccountRow).order_by(UserAccountRow.display_name, UserAccountRow.user_id)
    )
    return [_record(session, row) for row in rows]


def display_names(session: Session, user_ids: set[str]) -> dict[str, str]:
    """Names for showing on a page; ids without an account are left out."""
    rows = session.execute(
        select(UserAccountRow.user_id, UserAccountRow.display_name).where(
            UserAccountRow.user_id.in_(user_ids)
        )
    )
    return {row.user_id: row.display_name for row in rows}


def credentials_of(session: Session, login: str) -> Credentials | None:
    """What the password of that log-in name is checked against."""
    row = session.execute(
        select(UserAccountRow.user_id, UserAccountRow.password_hash).where(
            UserAccountRow.login == login
        )
    ).first()
    return Credentials(row.user_id, row.password_hash) if row else None


def password_hash_of(session: Session, user_id: str) -> str | None:
    """The stored hash of one account."""
    return session.scalar(
        select(UserAccountRow.password_hash).where(UserAccountRow.user_id == user_id)
    )


def set_credentials(
    session: Session, user_id: str, password_hash: str, *, login: str | None = None
) -> None:
    """Stores a password hash, with the log-in name at the first time."""
    values = {"password_hash": password_hash} | ({"login": login} if login else {})
    session.execute(
        update(UserAccountRow).where(UserAccountRow.user_id == user_id).values(**values)
    )


def login_taken(session: Session, login: str) -> bool:
    """Whether the log-in name is in use; case does not matter, names must not look alike."""
    statement = select(UserAccountRow.user_id).where(
        func.lower(UserAccountRow.login) == login.lower()
    )
    return session.scalar(statement) is not None


def hold_accounts(session: Session) -> None:
    """Lets nobody else make first accounts until the end of the transaction.

    SQLite writes one transaction after the other anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_FIRST_ACCOUNTS)))


def sample_user_exists(session: Session) -> bool:
    """Whether an account of the embedded default is here: production must not start then."""
    statement = select(UserAccountRow.user_id).where(UserAccountRow.sample.is_(True)).limit(1)
    return session.scalar(statement) is not None


def any_user_exists(session: Session) -> bool:
    """Whether anybody was ever entered."""
    return session.scalar(select(UserAccountRow.user_id).limit(1)) is not None


def load_access(session: Session, user_id: str) -> AccessSnapshot:
    """What the user may do, as the next event says it after a change. Raises NotFound."""
    principals, roles, tokens = DIRECTORY.principals, DIRECTORY.roles, DIRECTORY.tokens
    row = session.execute(select(principals).where(principals.c.user_id == user_id)).first()
    if row is None:
        raise NotFound([Violation("user_unknown", "API", "Dieses Benutzerkonto gibt es nicht.")])
    held = session.execute(
        select(roles.c.role, roles.c.grant_id, roles.c.until)
        .where(roles.c.user_id == user_id)
        .order_by(roles.c.role, roles.c.grant_id)
    )
    known = session.execute(
        select(tokens.c.token_hash, tokens.c.expires_at)
        .where(tokens.c.user_id == user_id)
        .order_by(tokens.c.expires_at, tokens.c.token_hash)
    )
    return AccessSnapshot(
        user_id=user_id,
        locked=row.locked,
        session_revision=row.session_revision,
        roles=tuple(
            HeldRole(
                one.role,
                None if one.grant_id == ALL_GRANTS else one.grant_id,
                one.until.isoformat() if one.until else None,
            )
            for one in held
        ),
        tokens=tuple(TokenRecord(one.token_hash, format_instant(one.expires_at)) for one in known),
    )


def without_expired(access: AccessSnapshot, at: datetime) -> AccessSnapshot:
    """The same access without tokens that ended: they need not travel any more."""
    now = format_instant(at)
    return replace(access, tokens=tuple(one for one in access.tokens if one.expires_at > now))


def _record(session: Session, row: UserAccountRow) -> UserRecord:
    return UserRecord(
        user_id=row.user_id,
        login=row.login,
        display_name=row.display_name,
        sample=row.sample,
        access=load_access(session, row.user_id),
    )
