"""Which values of a grant a rule reads today, and where each of them stands.

Source: GOV-01: the award notice, then the packs it rests on in their order of precedence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.budget.domain.parameters import Setting
from services.budget.domain.rulepack import RulePacks, ValueSource, resolve


@dataclass(frozen=True)
class ValueInForce(ValueSource):
    """One parameter that the rule reads, and where its value stands."""

    key: str
    value: Setting


def values_in_force(
    packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], rule_id: str, on: date
) -> tuple[ValueInForce, ...]:
    """The parameters of that rule for a grant with this pack and these settings on a day.

    They are those every decision of that day reads: by precedence, with the ancillary conditions
    that the award names. Raises `RulePackError` as `resolve` does.
    """
    rules = resolve(packs, pack_id, settings, on)
    values = rules.values()
    return tuple(
        ValueInForce(**vars(source), key=key, value=values[key])
        for key, source in rules.sources.items()
        if rule_id in source.rules
    )
