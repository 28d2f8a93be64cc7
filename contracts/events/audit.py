"""Events of the audit service: who looked into the trail, and who was refused.

Checkpoints are no events and no entries: they have a topic of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.findings import Reason


@dataclass(frozen=True)
class TrailRead:
    """A query of the trail (its first page); `filters` without text typed freely."""

    TYPE: ClassVar[str] = "funding.audit.trail.read.v1"
    filters: dict[str, str]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrailExported:
    """The trail, or a part of it, left the house as a file."""

    TYPE: ClassVar[str] = "funding.audit.trail.exported.v1"
    filters: dict[str, str]
    entries: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrailVerified:
    """Everything was read and hashed again."""

    TYPE: ClassVar[str] = "funding.audit.trail.verified.v1"
    ok: bool
    checked: int
    first_bad_sequence: int | None
    first_bad_kind: str | None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommandRefused:
    """A rule said no."""

    TYPE: ClassVar[str] = "funding.audit.command.refused.v1"
    command: str
    violations: tuple[Reason, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccessDenied:
    """Someone without the role tried (403)."""

    TYPE: ClassVar[str] = "funding.audit.access.denied.v1"
    route: str
    needed: tuple[str, ...]
    related: tuple[str, ...] = ()
