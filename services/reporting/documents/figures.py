"""Figures that know which facts they add up."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from services.reporting.documents.values import Value, ValueType, check_value

MAX_LISTED_IDS = 200
"""Beyond this a figure carries the number of its facts and their hash; the list has them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts a figure adds up: their ids, or beyond ``MAX_LISTED_IDS`` only count and hash.

    ``sha256`` is over the sorted distinct ids joined by line feeds, so anyone holding the voucher
    list can recompute it.
    """

    ids: tuple[str, ...] = ()
    count: int = 0
    sha256: str = ""

    @classmethod
    def of(cls, ids: Iterable[str]) -> "Facts":
        """Return the reference to these ids, sorted and without repetition."""
        distinct = sorted(set(ids))
        if len(distinct) <= MAX_LISTED_IDS:
            return cls(tuple(distinct), len(distinct))
        digest = hashlib.sha256("\n".join(distinct).encode()).hexdigest()
        return cls((), len(distinct), digest)

    def to_json(self) -> object:
        """Return the list of ids, or the object with count and hash."""
        if self.sha256:
            return {"count": self.count, "sha256": self.sha256}
        return list(self.ids)

    @classmethod
    def from_json(cls, raw: object) -> "Facts":
        """Read what ``to_json`` wrote; ``ValueError`` for anything else."""
        if isinstance(raw, list):
            return cls(tuple(map(str, raw)), len(raw))
        if isinstance(raw, dict):
            return cls((), int(raw["count"]), str(raw["sha256"]))
        raise ValueError(f"{raw!r} refers to no facts")


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number a reader should remember.

    ``unit`` is only for integers ("Monate"); money and percent bring their own. ``note`` is a short
    qualification ("vorläufig"), printed with the figure.
    """

    label: str
    value: Value
    type: ValueType = ValueType.MONEY
    unit: str = ""
    note: str = ""
    facts: Facts = NO_FACTS
    key: str = ""

    def __post_init__(self) -> None:
        check_value(self.type, self.value, self.label)


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Key figures that are read together."""

    figures: tuple[KeyFigure, ...]
    caption: str = ""
