"""The rule packs shipped with the product: TOML files, read once at the start."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from services.budget.domain.base_rate import DeliveredRate, parse_delivered
from services.budget.domain.rulepack import RulePacks
from services.budget.domain.rulepack_toml import parse_packs


def load() -> RulePacks:
    """Read and check every shipped pack; raises `RulePackError` listing all problems."""
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    }
    return parse_packs(texts)


@cache
def delivered_base_rates() -> tuple[DeliveredRate, ...]:
    """The base rates that came with the product, unchecked (INT-06); raises ValueError."""
    text = (files(__name__) / "delivered" / "base_rates.toml").read_text(encoding="utf-8")
    return parse_delivered(text)
