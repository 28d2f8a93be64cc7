"""One field that two versions of a row or fact say differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldChange:
    """A field with both values as the events carry them (None: not there); `name` is its place,
    parts of a place joined by dots (`terms.0.funding_rate_bp`). `reason`: what the event said that
    set it last, where that is known."""

    name: str
    before: Any
    after: Any
    reason: str | None = None

    @property
    def field(self) -> str:
        """The last part of the place: what kind of value it is."""
        return next(one for one in reversed(self.name.split(".")) if not one.isdigit())

    def is_within(self, other: FieldChange) -> bool:
        """Whether one of both is the other or a part of it."""
        mine, others = self.name.split("."), other.name.split(".")
        shared = min(len(mine), len(others))
        return mine[:shared] == others[:shared]


def leaves(name: str, before: Any, after: Any) -> Iterator[FieldChange]:
    """The innermost values that differ: objects field by field, lists of one length item by item,
    everything else whole."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from leaves(f"{name}.{key}", before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from leaves(f"{name}.{at}", old, new)
    else:
        yield FieldChange(name, before, after)
