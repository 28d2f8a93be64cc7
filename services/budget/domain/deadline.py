"""A deadline (Frist): due day, internal target, extensions, who is told how early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from services.budget.domain.parameters.deadline import DeadlineParameters
from shared.errors import DecidingValue, Violation
from shared.periods import german_date

PROOF: Final = "proof_of_use"
CERTIFICATE: Final = "rpa_certificate"
INTERIM_PREFIX: Final = "interim_proof-"


class DeadlineStatus(StrEnum):
    """Whether a duty is still to be done."""

    OPEN = "open"
    DONE = "done"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Extension:
    """The funder agreed to a later day (PLAN-09); it counts once a second person confirmed it."""

    duty: str
    due_on: date
    decided_on: date
    reference: str
    reason: str


@dataclass(frozen=True)
class Deadline:
    """One duty with its last day.

    `basis` says in German where the day comes from, `rule` is its id. `internal_on` is the city's
    own earlier target. `alarm` is what is wrong already. `extensions` are confirmed ones, oldest
    first; `first_due_on` is the day before any of them. `by_hand` duties are marked done by a
    person with evidence, the others follow from the books. `values` are those of the rule pack
    that the day was counted with.
    """

    duty: str
    title: str
    rule: str
    basis: str
    due_on: date
    responsible: str
    done_on: date | None = None
    internal_on: date | None = None
    alarm: str = ""
    by_hand: bool = False
    extensions: tuple[Extension, ...] = ()
    first_due_on: date | None = None
    values: tuple[DecidingValue, ...] = ()

    @property
    def target_on(self) -> date:
        """The day lead times count back from: the internal target where it is earlier."""
        return min(self.internal_on, self.due_on) if self.internal_on else self.due_on

    def status(self, today: date) -> DeadlineStatus:
        """Overdue from the day after the last one; an alarm makes it overdue at once."""
        if self.done_on is not None:
            return DeadlineStatus.DONE
        if today > self.due_on or self.alarm:
            return DeadlineStatus.OVERDUE
        return DeadlineStatus.OPEN


def extended(one: Deadline, extensions: Sequence[Extension]) -> Deadline:
    """The deadline with its confirmed extensions; the latest day counts."""
    mine = tuple(each for each in extensions if each.duty == one.duty)
    if not mine:
        return one
    due_on = max(one.due_on, *(each.due_on for each in mine))
    return replace(one, due_on=due_on, extensions=mine, first_due_on=one.due_on)


def told(one: Deadline, today: date, parameters: DeadlineParameters) -> tuple[str, ...]:
    """Roles that are to know of it today, in the order in which they are told.

    Each lead time adds a role; an overdue duty is told to all of them.
    """
    status = one.status(today)
    if status is DeadlineStatus.DONE:
        return ()
    if status is DeadlineStatus.OVERDUE:
        return parameters.deadline_told
    leads = sorted(parameters.deadline_lead_days, reverse=True)
    reached = sum(1 for lead in leads if today >= one.target_on - timedelta(days=lead))
    return parameters.deadline_told[:reached]


def check_extension(new: Extension, one: Deadline | None, *, today: date) -> list[Violation]:
    """Every reason against moving this deadline (PLAN-09); `one` None is an unknown duty."""
    if one is None or not one.by_hand:
        message = "Diese Frist lässt sich nicht verlängern: Sie folgt aus den Büchern."
        return [Violation("duty_not_extendable", "PLAN-09", message, field="duty")]
    found = []
    if new.due_on <= one.due_on:
        message = (
            f"Der neue Tag {german_date(new.due_on)} liegt nicht nach dem geltenden Fristende "
            f"{german_date(one.due_on)}."
        )
        found.append(Violation("extension_not_later", "PLAN-09", message, field="due_on"))
    if new.decided_on > today:
        message = f"Die Zustimmung vom {german_date(new.decided_on)} liegt in der Zukunft."
        found.append(Violation("decided_in_future", "PLAN-09", message, field="decided_on"))
    if not new.reference.strip():
        message = "Es fehlt das Aktenzeichen der Zustimmung des Zuwendungsgebers."
        found.append(Violation("reference_missing", "PLAN-09", message, field="reference"))
    if not new.reason.strip():
        message = "Eine Verlängerung braucht eine Begründung im Einzelfall."
        found.append(Violation("reason_missing", "PLAN-09", message, field="reason"))
    return found


def check_completion(one: Deadline | None, done_on: date, *, today: date) -> list[Violation]:
    """Every reason against marking a duty done by hand."""
    if one is None or not one.by_hand:
        message = "Diese Frist erledigt sich aus den Büchern; von Hand geht das nicht."
        return [Violation("duty_not_by_hand", "VN-01", message, field="duty")]
    found = []
    if one.done_on is not None:
        message = f"Die Frist ist schon am {german_date(one.done_on)} erledigt worden."
        found.append(Violation("duty_already_done", "VN-01", message, field="duty"))
    if done_on > today:
        message = f"Der {german_date(done_on)} liegt in der Zukunft."
        found.append(Violation("done_in_future", "VN-01", message, field="done_on"))
    return found
