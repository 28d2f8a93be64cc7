"""Dated, signed amounts: the sum of a kind with `on <= D` is the figure as of day D.

Budget decides here, everybody else only adds (semantics 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple


class EffectKind(StrEnum):
    """What an effect adds to (semantics 5)."""

    COMMITTED = "committed"
    PAID = "paid"
    DEDUCTIBLE_VAT = "deductible_vat"
    """Deductible input VAT inside `paid`: municipal extra = paid - deductible_vat - eligible."""
    ELIGIBLE = "eligible"
    EXPECTED_ELIGIBLE = "expected_eligible"

    # Enum would ask Python for the hash of the name, in every look at sums
    __hash__ = str.__hash__


_KINDS: Final = tuple(EffectKind)
_PLACES: Final = {kind: place for place, kind in enumerate(_KINDS)}


class Effect(NamedTuple):
    """`cents` more (or less) of `kind` from the day `on`."""

    on: date
    kind: EffectKind
    cents: int


class Totals(NamedTuple):
    """Rounded totals of the kinds on one day, in the order of `EffectKind`."""

    committed: int = 0
    paid: int = 0
    deductible_vat: int = 0
    eligible: int = 0
    expected_eligible: int = 0


NOTHING: Final = Totals()


def sum_of(effects: Iterable[Effect], kind: EffectKind, as_of: date | None = None) -> int:
    """Cents of `kind` as of a day, or in the end where `as_of` is None."""
    return sum(e.cents for e in effects if e.kind is kind and (as_of is None or e.on <= as_of))


def effects_of(totals: Callable[[date], Totals], days: Iterable[date]) -> tuple[Effect, ...]:
    """Differences of the rounded totals at `days`, the only days on which they may change."""
    found: list[Effect] = []
    before = NOTHING
    for day in sorted(set(days)):
        now = totals(day)
        for kind, more, less in zip(_KINDS, now, before, strict=True):
            if more != less:
                found.append(Effect(day, kind, more - less))
        before = now
    return tuple(found)


def difference(more: Totals, less: Totals) -> Totals:
    """What `more` has beyond `less`, kind by kind."""
    return Totals(*(one - other for one, other in zip(more, less, strict=True)))


def ends_of(effects: Iterable[Effect]) -> Totals:
    """The totals in the end."""
    sums = [0] * len(_KINDS)
    for effect in effects:
        sums[_PLACES[effect.kind]] += effect.cents
    return Totals(*sums)


def negated(effects: Iterable[Effect], not_before: date | None = None) -> tuple[Effect, ...]:
    """The reversal twin's effects: on the same days, or none before `not_before`.

    Summed per day and kind, so the twin of a row with movements has one amount a day.
    """
    sums: dict[tuple[date, EffectKind], int] = {}
    for effect in effects:
        day = effect.on if not_before is None else max(effect.on, not_before)
        sums[day, effect.kind] = sums.get((day, effect.kind), 0) - effect.cents
    return tuple(
        Effect(day, kind, cents)
        for (day, kind), cents in sorted(
            sums.items(), key=lambda item: (item[0][0], _PLACES[item[0][1]])
        )
        if cents
    )
