"""What a command would change: the figures of a grant before and after it, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.balance import Balance
from services.budget.domain.deadline import Deadline

NOTICE: Final = "notice"


@dataclass(frozen=True)
class LineShift:
    """One line of the plan whose remainder a command changes; cents."""

    budget_line: str
    remaining_before_cents: int
    remaining_after_cents: int


@dataclass(frozen=True)
class DeadlineShift:
    """A duty whose last day a command moves; None where there is nothing (left) to do.

    A notice it would open has no id yet: its duty is `notice`.
    """

    duty: str
    title: str
    due_before_on: date | None
    due_after_on: date | None


def deadline_shifts(
    before: Iterable[Deadline], after: Iterable[Deadline]
) -> tuple[DeadlineShift, ...]:
    """What changes between two lists of deadlines; a duty that is done has no last day any more."""
    lists = [{one.duty: one for one in found if one.done_on is None} for found in (before, after)]
    old, new = lists
    shifts = []
    for duty in dict.fromkeys([*old, *new]):
        was, now = old.get(duty), new.get(duty)
        days = (was.due_on if was else None, now.due_on if now else None)
        one = now or was
        if one is not None and days[0] != days[1]:
            name = NOTICE if was is None and duty.startswith(f"{NOTICE}-") else duty
            shifts.append(DeadlineShift(name, one.title, *days))
    return tuple(shifts)


@dataclass(frozen=True)
class Foreseen:
    """The effect of a command on its grant.

    `notices` are the reasons of the tasks towards the funder it would open (NOTE-01 to NOTE-06),
    `deadlines` the duties it moves, ends or begins.
    """

    before: Balance
    after: Balance
    max_eligible_cents: int | None
    notices: tuple[str, ...] = ()
    deadlines: tuple[DeadlineShift, ...] = ()

    @property
    def eligible_cents(self) -> int:
        """How much more is eligible or expected to be; negative after a reversal."""
        return _expected(self.after) - _expected(self.before)

    @property
    def own_share_cents(self) -> int:
        """How much more the city bears of the eligible cost."""
        return self.after.own_share_cents - self.before.own_share_cents

    @property
    def municipal_extra_cents(self) -> int:
        """How much more the city bears alone, because it is not eligible."""
        return self.after.municipal_extra_cents - self.before.municipal_extra_cents

    @property
    def next_call_cents(self) -> int:
        """What a call today could ask for afterwards; negative where the next one is lowered."""
        return self.after.entitlement.amount_cents - self.after.called_cents

    @property
    def next_call_change_cents(self) -> int:
        """How that differs from what a call today could ask for without the command."""
        now = self.before.entitlement.amount_cents - self.before.called_cents
        return self.next_call_cents - now

    @property
    def cap_left_cents(self) -> int | None:
        """What the maximum of the award leaves afterwards; None without one (PRG-03)."""
        if self.max_eligible_cents is None:
            return None
        return self.max_eligible_cents - _expected(self.after)

    @property
    def lines(self) -> tuple[LineShift, ...]:
        """The lines whose remainder changes, in the order of the plan."""
        return tuple(self._shifts())

    @property
    def changes_something(self) -> bool:
        """Whether any of it differs from today."""
        amounts = (
            self.eligible_cents,
            self.own_share_cents,
            self.municipal_extra_cents,
            self.next_call_change_cents,
        )
        return any(amounts) or bool(self.lines or self.notices or self.deadlines)

    def _shifts(self) -> Iterator[LineShift]:
        before = {one.budget_line: one.remaining_cents for one in self.before.lines}
        for one in self.after.lines:
            left = before.get(one.budget_line, 0)
            if left != one.remaining_cents:
                yield LineShift(one.budget_line, left, one.remaining_cents)


def _expected(balance: Balance) -> int:
    return balance.eligible_cents + balance.expected_eligible_cents
