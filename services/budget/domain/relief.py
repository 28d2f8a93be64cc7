"""The one place where an error becomes a warning: a rule that still only warns, or a waiver.

Rules say what they find; they know neither transitions nor waivers. Whoever gathers violations
asks `Relief` once, at the end: admission, findings of stored rows, calls, plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Protocol, TypeVar

from services.budget.domain.states import STATE_CODES
from services.budget.domain.transition import NEVER_LENIENT, Transition
from services.budget.domain.waiver import Target, Waiver
from shared.errors import DecidingValue, Violation
from shared.periods import german_date

_FIRM_ENDINGS: Final = ("_unknown", "_out_of_range", "_reversed", "_twice", "_exists")
_FIRM: Final = STATE_CODES | {
    "budget_line_missing",
    "deductions_above_gross",
    "duplicate",
    "figures_changed",
    "funding_not_equal_lines",
    "instalment_differs",
    "instalment_overlap",
    "not_an_order",
    "nothing_to_call",
    "period_invalid",
    "period_kind",
    "plan_empty",
    "split_above_total",
    "split_differs",
    "split_without_total",
    "years_not_equal_planned",
}
"""What cannot be stored at all, or would count twice: no law can be lenient about it."""


class Gap(Protocol):
    """Something missing, as `missing.Missing` says it."""

    @property
    def code(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def values(self) -> tuple[DecidingValue, ...]: ...


G = TypeVar("G", bound=Gap)


@dataclass(frozen=True)
class Relief:
    """What softens errors on a day: `transitions` by rule, `waivers` that count on that day."""

    transitions: Mapping[str, Transition] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    def softened(self, subject: str, found: Iterable[Violation]) -> list[Violation]:
        """The same violations, errors first; those that are lifted are warnings and say why."""
        softer = [self._softened(subject, one) for one in found] if self._softens else found
        return sorted(softer, key=lambda one: not one.is_error)

    def gaps(self, subject: str, gaps: Iterable[G]) -> tuple[tuple[G, ...], tuple[Violation, ...]]:
        """What is still missing, and as warnings what no longer has to be there."""
        if not self._softens:
            return tuple(gaps), ()
        kept: list[G] = []
        lifted: list[Violation] = []
        for gap in gaps:
            one = self._softened(
                subject, Violation(gap.code, gap.rule, gap.message, values=gap.values)
            )
            if one.is_error:
                kept.append(gap)
            else:
                lifted.append(one)
        return tuple(kept), tuple(lifted)

    @cached_property
    def _softens(self) -> bool:
        """Usually nothing does; every row of a grant asks."""
        return bool(self.transitions or self.waivers)

    def _softened(self, subject: str, one: Violation) -> Violation:
        if not one.is_error or not may_be_lenient(one):
            return one
        waiver = self._waiver(Target(subject, one.rule, one.code, one.field or ""))
        if waiver is not None:
            message = (
                f"{one.message} Bis {german_date(waiver.expires_on)} hebt eine "
                "Ausnahmegenehmigung diesen Befund auf."
            )
            return replace(one, severity="warning", message=message, waived_by=waiver.waiver_id)
        transition = self.transitions.get(one.rule)
        if transition is not None:
            message = f"{one.message} {transition.sentence()}"
            return replace(one, severity="warning", message=message)
        return one

    def _waiver(self, target: Target) -> Waiver | None:
        return next((one for one in self.waivers if one.target == target), None)


NO_RELIEF: Final = Relief()


def may_be_lenient(one: Violation) -> bool:
    """Whether anything may soften this error."""
    return (
        one.rule not in NEVER_LENIENT
        and one.code not in _FIRM
        and not one.code.endswith(_FIRM_ENDINGS)
    )
