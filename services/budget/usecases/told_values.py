"""Deciding values as events carry them: each once, with the codes it decided (decision 0037)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from contracts.events import findings as contract
from services.budget.domain.deciding_values import Finding
from shared.errors import DecidingValue


def told_values(found: Iterable[Finding]) -> tuple[contract.DecidingValue, ...]:
    """The values of findings and gaps in the order in which they decided."""
    codes: dict[DecidingValue, dict[str, None]] = {}
    for one in found:
        for value in one.values:
            codes.setdefault(value, {})[one.code] = None
    return tuple(
        contract.DecidingValue(**asdict(value), codes=tuple(decided))
        for value, decided in codes.items()
    )
