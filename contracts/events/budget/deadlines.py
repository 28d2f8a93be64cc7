"""Deadlines (Fristen): extensions, completions, and links for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.events.findings import DecidingValue


@dataclass(frozen=True)
class DeadlineExtensionProposed:
    """A later day was entered; it counts only once a second person confirmed it (PLAN-09)."""

    TYPE: ClassVar[str] = "funding.budget.deadline_extension.proposed.v1"
    extension_id: str
    grant_id: str
    duty: str
    previous_due_on: date
    due_on: date
    decided_on: date
    reference: str
    reason: str
    file_sha256: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlineExtensionConfirmed:
    """The later day counts from now on."""

    TYPE: ClassVar[str] = "funding.budget.deadline_extension.confirmed.v1"
    extension_id: str
    grant_id: str
    duty: str
    due_on: date
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlineCompleted:
    """A duty was met; `reference` and the file are its evidence."""

    TYPE: ClassVar[str] = "funding.budget.deadline.completed.v1"
    grant_id: str
    duty: str
    done_on: date
    reference: str
    file_sha256: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlineReopened:
    """The completion was a mistake and was taken back."""

    TYPE: ClassVar[str] = "funding.budget.deadline.reopened.v1"
    grant_id: str
    duty: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarLinkIssued:
    """An address that a calendar program can subscribe to; the secret in it is not told here.

    `grant_id` None is a link to the deadlines of all grants of the user.
    """

    TYPE: ClassVar[str] = "funding.budget.calendar_link.issued.v1"
    link_id: str
    user_id: str
    grant_id: str | None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarLinkRevoked:
    """The address answers no more."""

    TYPE: ClassVar[str] = "funding.budget.calendar_link.revoked.v1"
    link_id: str
    user_id: str
    grant_id: str | None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlineSnapshot:
    """One duty as it stands: `basis` says in German where the day comes from, `responsible` is a
    role, `told` are the roles its lead times have reached.

    `target_on` is the day lead times count back from: the city's own earlier one, else `due_on`.
    `first_due_on` is the day before any extension, None where there is none.
    """

    deadline_id: str
    duty: str
    title: str
    rule: str
    basis: str
    due_on: date
    target_on: date
    responsible: str
    status: Literal["open", "done", "overdue"]
    done_on: date | None = None
    alarm: str = ""
    first_due_on: date | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlinesListed:
    """All duties of a grant, told whenever one of them stands differently; in parts from 1.

    `lead_days` are the days before the end at which somebody is told, longest first. `values` are
    those of the rule pack that the days of this part were counted with, each once; its codes are
    duties without what stands behind their first hyphen.
    """

    TYPE: ClassVar[str] = "funding.budget.deadlines.listed.v1"
    grant_id: str
    as_of: date
    lead_days: tuple[int, ...]
    part: int
    parts: int
    deadlines: tuple[DeadlineSnapshot, ...]
    related: tuple[str, ...] = ()
    values: tuple[DecidingValue, ...] = ()
