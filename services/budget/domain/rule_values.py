"""Which values of a grant a rule reads today, and where each of them stands.

Source: GOV-01: the award notice before the named pack before the packs that it extends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.budget.domain.parameters import Setting, as_setting
from services.budget.domain.rulepack import OF_THE_NOTICE, Parameter, RulePack, RulePacks, lineage


@dataclass(frozen=True)
class ValueInForce:
    """One parameter that the rule reads.

    `pack` and `pack_version`: where the value stands, a pack that the grant's own one extends
    maybe; `set_by_grant`: the grant's setting stands above it. `confidence` is H, M or L.
    """

    key: str
    value: Setting
    pack: str
    pack_version: str
    citation: str
    confidence: str
    set_by_grant: bool


def values_in_force(
    packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], rule_id: str, on: date
) -> tuple[ValueInForce, ...]:
    """The parameters of that rule for a grant with this pack and these settings on a day."""
    found: dict[str, ValueInForce] = {}
    for pack, parameter in _nearest(packs, pack_id, on):
        if rule_id in parameter.rules:
            found[parameter.key] = _value(pack, parameter, settings)
    return tuple(found.values())


def _nearest(packs: RulePacks, pack_id: str, on: date) -> Iterator[tuple[RulePack, Parameter]]:
    """Every parameter that applies on the day, from the nearest pack that has it."""
    seen: set[str] = set()
    for pack in lineage(packs, pack_id):
        for parameter in pack.parameters:
            if parameter.key not in seen and parameter.applies_on(on):
                seen.add(parameter.key)
                yield pack, parameter


def _value(pack: RulePack, parameter: Parameter, settings: Mapping[str, Setting]) -> ValueInForce:
    is_set = parameter.key in settings
    return ValueInForce(
        key=parameter.key,
        value=as_setting(settings[parameter.key]) if is_set else parameter.value,
        pack=pack.id,
        pack_version=pack.version,
        citation=OF_THE_NOTICE if is_set else parameter.citation,
        confidence=parameter.confidence,
        set_by_grant=is_set,
    )
