"""Deciding values as events carry them: each once, with the codes it decided (decision 0037)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from contracts.events import findings as contract
from services.budget.domain.deciding_values import Finding
from shared.errors import DecidingValue


def told_values(found: Iterable[Finding]) -> tuple[contract.DecidingValue, ...]:
    """The values of findings and gaps in the order in which they decided."""
    return values_by_code((one.code, one.values) for one in found)


def values_by_code(
    found: Iterable[tuple[str, Iterable[DecidingValue]]],
) -> tuple[contract.DecidingValue, ...]:
    """The same of anything that has a code and the values that decided it."""
    codes: dict[DecidingValue, dict[str, None]] = {}
    for code, values in found:
        for value in values:
            codes.setdefault(value, {})[code] = None
    return tuple(
        contract.DecidingValue(**asdict(value), codes=tuple(decided))
        for value, decided in codes.items()
    )
