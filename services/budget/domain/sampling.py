"""Stichprobe: every receipt from a limit on, and a repeatable draw of the rest (AUD-02).

The draw takes the smallest SHA-256 of `seed:number`. With the stored seed and the running numbers
an auditor repeats it in a few lines of any language; `population_sha256` shows that it was over the
same receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class SampledReceipt:
    """A receipt as the draw sees it: running number and gross cents."""

    number: int
    gross_cents: int


@dataclass(frozen=True)
class Sample:
    """Running numbers: those from the limit on, and those drawn from the rest, each ascending."""

    by_limit: tuple[int, ...]
    drawn: tuple[int, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All of them, ascending."""
        return tuple(sorted((*self.by_limit, *self.drawn)))


def draw(population: Sequence[SampledReceipt], seed: str, limit_cents: int, count: int) -> Sample:
    """The sample; with fewer receipts below the limit than `count` all of them are drawn.

    A `limit_cents` of 0 is none: everything is drawn from.
    """
    large = [one.number for one in population if 0 < limit_cents <= one.gross_cents]
    rest = [one.number for one in population if not 0 < limit_cents <= one.gross_cents]
    drawn = sorted(rest, key=lambda number: _mark(seed, number))[:count]
    return Sample(tuple(sorted(large)), tuple(sorted(drawn)))


def population_sha256(population: Sequence[SampledReceipt]) -> str:
    """Hash over `number:cents` of every receipt, one a line, ascending by number."""
    ordered = sorted(population, key=lambda one: one.number)
    text = "".join(f"{one.number}:{one.gross_cents}\n" for one in ordered)
    return sha256(text.encode()).hexdigest()


def _mark(seed: str, number: int) -> str:
    return sha256(f"{seed}:{number}".encode()).hexdigest()
