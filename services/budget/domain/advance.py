"""Advance mode: money for payments that fall due soon after the payout (CALL-05, CALL-06).

The window is data: two months (ANBest-Gk Nr. 1.2) or six weeks (other federal programmes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.budget.domain.deciding_values import cited, window_in_words
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import MAX_CENTS, format_euro
from shared.periods import add_months, german_date

MOST_NEEDS: Final = 50
"""More would not fit beside everything else an event about a call carries."""


@dataclass(frozen=True)
class Need:
    """A payment that falls due soon: its eligible cost in cents."""

    purpose: str
    due_on: date
    amount_cents: int


@dataclass(frozen=True)
class Advance:
    """What a call asks for ahead of the payments, and why; `expected_on` is the payout's day."""

    expected_on: date
    reason: str
    needs: tuple[Need, ...]

    @property
    def cents(self) -> int:
        return sum(one.amount_cents for one in self.needs)


@dataclass(frozen=True)
class PartUse:
    """How far one part received was used: by now, and within its window."""

    received_on: date
    amount_cents: int
    use_until: date
    used_cents: int
    used_in_time_cents: int

    @property
    def unused_cents(self) -> int:
        return self.amount_cents - self.used_cents


def use_until(paid_out_on: date, rules: Rules) -> date:
    """The last day of the use window of a payout, itself included."""
    length = rules.drawdown.use_window_length
    if rules.drawdown.use_window_unit == "months":
        return add_months(paid_out_on, length)
    return paid_out_on + timedelta(weeks=length)


def check_advance(advance: Advance | None, rules: Rules, today: date) -> list[Violation]:
    """Every reason against asking ahead; None is a call for incurred cost only."""
    if advance is None:
        return []
    if rules.drawdown.call_mode != "advance":
        message = (
            "Diese Zuwendung wird im Erstattungsverfahren abgerufen: nur für bezahlte Ausgaben. "
            "Bitte den Bedarf weglassen."
        )
        return cited([Violation("advance_not_allowed", "CALL-01", message, field="advance")], rules)
    found = list(_head_violations(advance, today))
    for index, need in enumerate(advance.needs):
        found.extend(_need_violations(need, f"advance.needs.{index}", advance, rules))
    return cited(found, rules)


def _head_violations(advance: Advance, today: date) -> Iterator[Violation]:
    if not advance.reason.strip():
        message = "Eine Anforderung im Voraus braucht eine Begründung."
        yield Violation("need_reason_missing", "CALL-05", message, field="advance.reason")
    if not 1 <= len(advance.needs) <= MOST_NEEDS:
        message = f"Bitte 1 bis {MOST_NEEDS} fällige Zahlungen nennen."
        yield Violation("needs_missing", "CALL-05", message, field="advance.needs")
    if advance.expected_on < today:
        message = (
            f"Die Auszahlung am {german_date(advance.expected_on)} liegt in der Vergangenheit."
        )
        yield Violation("payout_in_past", "CALL-05", message, field="advance.expected_on")


def _need_violations(need: Need, where: str, advance: Advance, rules: Rules) -> Iterator[Violation]:
    if not need.purpose.strip():
        message = "Eine fällige Zahlung nennt keinen Zweck."
        yield Violation("need_purpose_missing", "CALL-05", message, field=f"{where}.purpose")
    if not 0 < need.amount_cents <= MAX_CENTS:
        message = "Der Betrag einer fälligen Zahlung ist größer als 0,00 €."
        yield Violation("amount_out_of_range", "CALL-05", message, field=f"{where}.amount_cents")
    last = use_until(advance.expected_on, rules)
    if need.due_on > last:
        message = (
            f"„{need.purpose[:80]}“ wird erst am {german_date(need.due_on)} fällig. Im Voraus "
            f"angefordert wird nur, was innerhalb von {window_in_words(rules)} nach der Auszahlung "
            f"fällig ist, hier bis {german_date(last)}."
        )
        yield Violation("need_beyond_window", "CALL-05", message, field=f"{where}.due_on")


def uses_of(
    receipts: Iterable[tuple[date, int]],
    properly_used: Callable[[date], int],
    as_of: date,
    rules: Rules,
) -> tuple[PartUse, ...]:
    """Earlier parts in order of receipt, each with what was used of it; the oldest is used first.

    `properly_used` is the grant that the eligible cost paid up to a day is worth, in cents.
    """
    found: list[PartUse] = []
    before = 0
    for received_on, cents in sorted(receipts):
        until = use_until(received_on, rules)
        used = _between(0, properly_used(as_of) - before, cents)
        in_time = _between(0, properly_used(min(as_of, until)) - before, cents)
        found.append(PartUse(received_on, cents, until, used, in_time))
        before += cents
    return tuple(found)


def window_findings(uses: Sequence[PartUse], as_of: date) -> list[Violation]:
    """A warning per part that lies unused after its window (NOTE-04, INT-03)."""
    return [
        Violation(
            "use_window_expired",
            "CALL-05",
            f"Vom Eingang am {german_date(one.received_on)} über {format_euro(one.amount_cents)} "
            f"sind {format_euro(one.unused_cents)} noch nicht verwendet; die Frist endete am "
            f"{german_date(one.use_until)}. Bitte dem Zuwendungsgeber unverzüglich mitteilen.",
            "warning",
        )
        for one in uses
        if one.unused_cents > 0 and as_of > one.use_until
    ]


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))
