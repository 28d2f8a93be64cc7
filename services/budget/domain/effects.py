"""Dated, signed amounts: the sum of a kind with `on <= D` is the figure as of day D.

Budget decides here, everybody else only adds (semantics 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EffectKind(StrEnum):
    """What an effect adds to (semantics 5)."""

    COMMITTED = "committed"
    PAID = "paid"
    DEDUCTIBLE_VAT = "deductible_vat"
    """Deductible input VAT inside `paid`: municipal extra = paid - deductible_vat - eligible."""
    ELIGIBLE = "eligible"
    EXPECTED_ELIGIBLE = "expected_eligible"


@dataclass(frozen=True)
class Effect:
    """`cents` more (or less) of `kind` from the day `on`."""

    on: date
    kind: EffectKind
    cents: int


Totals = Mapping[EffectKind, int]


def sum_of(effects: Iterable[Effect], kind: EffectKind, as_of: date | None = None) -> int:
    """Cents of `kind` as of a day, or in the end where `as_of` is None."""
    return sum(e.cents for e in effects if e.kind is kind and (as_of is None or e.on <= as_of))


def effects_of(totals: Callable[[date], Totals], days: Iterable[date]) -> tuple[Effect, ...]:
    """Differences of the rounded totals at `days`, the only days on which they may change."""
    raise NotImplementedError


def negated(effects: Iterable[Effect], not_before: date | None = None) -> tuple[Effect, ...]:
    """The reversal twin's effects: same days, or from `not_before` on where the row was called."""
    raise NotImplementedError
