"""Interest while money sits unused (INT-03, § 49a Abs. 4 VwVfG): the oldest money is used first.

A receipt is unused as far as the grant share of all eligible cost paid so far does not reach it.
Interest runs from the day after the payout, or from the day after the use window, to the day of
use, both counted. Use that falls away again (a reversal) makes the money unused again. Money that
was paid back lies unused no longer. Money that is claimed back bears the interest of the claim from
the day after its payout (INT-01) and none beside it: no euro bears interest twice for one day
(decision 0033).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from services.budget.domain.interest import Span

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Received:
    """Money that arrived; `use_until` is the last day of its window."""

    received_on: date
    amount_cents: int
    use_until: date


@dataclass(frozen=True)
class Unused:
    """One receipt with the spans in which part of it lay unused, up to a day; `claimed_cents` of it
    are claimed back and left out."""

    received: Received
    starts_on: date
    spans: tuple[Span, ...]
    unused_cents: int
    claimed_cents: int = 0


def unused_money(
    receipts: Sequence[Received],
    used: Mapping[date, int],
    as_of: date,
    start: Literal["payout", "window"],
    *,
    claimed_cents: int = 0,
) -> tuple[Unused, ...]:
    """Each receipt up to `as_of`, in order of arrival, with its unused spans.

    `used` gives, for each day on which it changes, the cumulative grant share of eligible cost;
    `claimed_cents` is what is claimed back, of the money that came last.
    """
    changes = sorted((day, cents) for day, cents in used.items() if day <= as_of)
    arrived = sorted(
        (one for one in receipts if one.received_on <= as_of),
        key=lambda each: (each.received_on, each.amount_cents),
    )
    left = sum(one.amount_cents for one in arrived) - claimed_cents
    found: list[Unused] = []
    before = 0
    for one in arrived:
        origin = one.received_on if start == "payout" else one.use_until
        first = origin + _ONE_DAY
        kept = max(0, min(one.amount_cents, left - before))
        spans = tuple(_spans(kept, before, changes, first, as_of))
        now = changes[-1][1] if changes else 0
        claimed = one.amount_cents - kept
        found.append(Unused(one, first, spans, _unused(kept, before, now), claimed))
        before += one.amount_cents
    return tuple(found)


def with_returned(
    used: Mapping[date, int], returned: Sequence[tuple[date, int]]
) -> dict[date, int]:
    """`used` with what was paid back (day, cents) added from its day on."""
    found: dict[date, int] = {}
    reached = 0
    for day in sorted({*used, *(day for day, _ in returned)}):
        reached = used.get(day, reached)
        found[day] = reached + sum(cents for on, cents in returned if on <= day)
    return found


def _spans(
    amount_cents: int,
    before_cents: int,
    changes: Sequence[tuple[date, int]],
    first: date,
    as_of: date,
) -> Iterator[Span]:
    """Stretches of equal unused principal; what is used on a day counts as unused that day."""
    used_before = [cents for day, cents in changes if day < first]
    principal = _unused(amount_cents, before_cents, used_before[-1] if used_before else 0)
    begin = first
    for day, cents in changes:
        if day < first:
            continue
        after = _unused(amount_cents, before_cents, cents)
        if after == principal:
            continue
        if principal and begin <= day:
            yield Span(principal, begin, day)
        principal, begin = after, day + _ONE_DAY
    if principal and begin <= as_of:
        yield Span(principal, begin, as_of)


def _unused(amount_cents: int, before_cents: int, used_cents: int) -> int:
    """What use has not reached of the receipt that lies behind `before_cents` older ones."""
    return max(0, min(amount_cents, before_cents + amount_cents - used_cents))
