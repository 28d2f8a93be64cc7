"""Calls for funds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.snapshots import (
    DrawdownSnapshot,
)


@dataclass(frozen=True)
class DrawdownRowsListed:
    """Part of the rows that a call binds, before its closing event of the same transaction."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.rows_listed.v1"
    drawdown_id: str
    grant_id: str
    part: int
    parts: int
    expenditure_ids: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownDrafted:
    """A call was drafted; its rows are fixed."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.drafted.v1"
    drawdown: DrawdownSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownReleased:
    """A call was released (`partly_released`: one of two); its rows count as called."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.released.v1"
    drawdown: DrawdownSnapshot
    drafted_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownWithdrawn:
    """A draft or the latest released call was taken back; its rows are free again."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.withdrawn.v1"
    drawdown: DrawdownSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownSubmitted:
    """The call was sent to the funder."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.submitted.v1"
    drawdown: DrawdownSnapshot
    reference: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownDecided:
    """The funder approved the call, in full or cut."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.decided.v1"
    drawdown: DrawdownSnapshot
    reason: str
    reference: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownReceived:
    """Money of a call arrived."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.received.v1"
    drawdown: DrawdownSnapshot
    related: tuple[str, ...] = ()
