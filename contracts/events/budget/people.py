"""Refusals, and who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from contracts.events.findings import Reason
from contracts.events.snapshots import AccessSnapshot


@dataclass(frozen=True)
class CommandRefused:
    """A rule said no; nothing was stored but this. Texts of the request are not repeated."""

    TYPE: ClassVar[str] = "funding.budget.command.refused.v1"
    command: str
    violations: tuple[Reason, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccessDenied:
    """Someone without the role tried (403)."""

    TYPE: ClassVar[str] = "funding.budget.access.denied.v1"
    route: str
    needed: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserAccessChanged:
    """What a user may do after an invitation, a role change, a lock, a token, a new password."""

    TYPE: ClassVar[str] = "funding.budget.user.access_changed.v1"
    access: AccessSnapshot
    change: Literal[
        "invited",
        "joined",
        "roles_set",
        "locked",
        "unlocked",
        "password_set",
        "token_issued",
        "tokens_revoked",
        "sessions_revoked",
    ]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserLoggedIn:
    """A log-in with the right password."""

    TYPE: ClassVar[str] = "funding.budget.user.logged_in.v1"
    user_id: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoginFailed:
    """A log-in with a wrong password or an unknown name (`user_id` None), or while throttled."""

    TYPE: ClassVar[str] = "funding.budget.user.login_failed.v1"
    user_id: str | None
    cause: Literal["wrong_password", "unknown_user", "locked", "throttled"]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataKeyRotated:
    """`DATA_KEY` was changed: `rewrapped` keys of creditors and of the service are closed anew.

    Neither key is told, nor any mark of one.
    """

    TYPE: ClassVar[str] = "funding.budget.data_key.rotated.v1"
    rewrapped: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditorErased:
    """The key of a creditor was destroyed: its texts are gone everywhere, its figures stay."""

    TYPE: ClassVar[str] = "funding.budget.creditor.erased.v1"
    key_id: str
    reason: str
    related: tuple[str, ...] = ()
