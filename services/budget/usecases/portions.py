"""Long lists travel in numbered parts: no event grows beyond what a broker takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def portions(values: Sequence[T], size: int) -> list[tuple[T, ...]]:
    """The values in tuples of at most `size`, in order; one empty tuple where there are none."""
    cut = [tuple(values[at : at + size]) for at in range(0, len(values), size)]
    return cut or [()]
