"""Rule packs: the law as data, with validity and citation, loaded and checked before the start.

The nearer one wins: a grant's own setting, its pack, the packs that one extends, from left to right
(GOV-01, GOV-02). Reading the files is the business of `rulepack_toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from services.budget.domain.parameters import SPECS, Setting, as_setting, grouped
from services.budget.domain.parameters.deadline import DeadlineParameters
from services.budget.domain.parameters.drawdown import DrawdownParameters
from services.budget.domain.parameters.expenditure import ExpenditureParameters
from services.budget.domain.parameters.interest import InterestParameters
from services.budget.domain.parameters.notice import NoticeParameters
from services.budget.domain.parameters.plan import PlanParameters
from services.budget.domain.parameters.programme import ProgrammeParameters
from services.budget.domain.parameters.proof import ProofParameters
from shared.errors import Violation

__all__ = [
    "Parameter",
    "RulePack",
    "RulePackError",
    "RulePacks",
    "Rules",
    "Setting",
    "check_settings",
    "lookup",
    "resolve",
]


class RulePackError(ValueError):
    """A pack is wrong; `problems` lists everything found, in German."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class Parameter:
    """One value of a pack with where it stands and how sure we are (H, M, L).

    `overridable` ones may be set by a grant's `rule_settings`; without validity it always applies.
    """

    key: str
    value: Setting
    rules: tuple[str, ...]
    citation: str
    confidence: Literal["H", "M", "L"]
    overridable: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def applies_on(self, day: date) -> bool:
        """Validity is a closed interval of days."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class RulePack:
    """One edition of one set of conditions; `selectable` ones may be named by a grant."""

    id: str
    version: str
    title: str
    source: str
    extends: tuple[str, ...]
    selectable: bool
    valid_from: date | None
    valid_to: date | None
    parameters: tuple[Parameter, ...]


RulePacks = Mapping[str, RulePack]


@dataclass(frozen=True)
class Rules:
    """Typed view on all parameters that apply to a grant on a day, by family of rules.

    `citations`: where the value of each parameter stands.
    """

    rule_pack: str
    rule_pack_version: str
    programme: ProgrammeParameters
    expenditure: ExpenditureParameters
    plan: PlanParameters
    drawdown: DrawdownParameters
    proof: ProofParameters
    interest: InterestParameters
    notice: NoticeParameters
    deadline: DeadlineParameters
    citations: Mapping[str, str]


def lineage(packs: RulePacks, pack_id: str) -> Iterator[RulePack]:
    """The pack and all it extends, nearest first; each once."""
    waiting, seen = [pack_id], set[str]()
    while waiting:
        current = packs.get(waiting.pop(0))
        if current is None or current.id in seen:
            continue
        seen.add(current.id)
        yield current
        waiting.extend(current.extends)


def lookup(packs: RulePacks, pack_id: str, key: str, on: date) -> Parameter | None:
    """The nearest parameter of that key that applies on the day."""
    for pack in lineage(packs, pack_id):
        for parameter in pack.parameters:
            if parameter.key == key and parameter.applies_on(on):
                return parameter
    return None


def resolve(packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], on: date) -> Rules:
    """What applies to a grant on a day.

    Raises `RulePackError` for an unknown pack, a refused setting or a parameter without a value.
    """
    refused = check_settings(packs, pack_id, settings)
    if refused:
        raise RulePackError([one.message for one in refused])
    found = {key: lookup(packs, pack_id, key, on) for key in SPECS}
    lacking = [key for key, parameter in found.items() if parameter is None]
    if lacking:
        raise RulePackError([f"{pack_id}: „{key}“ hat am {on} keinen Wert." for key in lacking])
    values: dict[str, Any] = {key: one.value for key, one in found.items() if one}
    values.update({key: as_setting(value) for key, value in settings.items()})
    citations = {key: one.citation for key, one in found.items() if one}
    citations.update(dict.fromkeys(settings, "Zuwendungsbescheid (Einstellung der Zuwendung)"))
    return Rules(
        rule_pack=pack_id,
        rule_pack_version=packs[pack_id].version,
        citations=citations,
        **grouped(values),
    )


def check_settings(
    packs: RulePacks, pack_id: str, settings: Mapping[str, Setting]
) -> list[Violation]:
    """Every reason against choosing this pack with these settings for a grant."""
    pack = packs.get(pack_id)
    if pack is None or not pack.selectable:
        known = ", ".join(sorted(one.id for one in packs.values() if one.selectable))
        message = f"Das Regelpaket „{pack_id}“ ist nicht wählbar. Wählbar sind: {known}."
        return [Violation("rule_pack_unknown", "GOV-01", message, field="rule_pack")]
    return [
        Violation(code, "GOV-01", message, field=f"rule_settings.{key}")
        for key, value in settings.items()
        for code, message in _setting_problems(packs, pack_id, key, as_setting(value))
    ]


def _setting_problems(
    packs: RulePacks, pack_id: str, key: str, value: Setting
) -> Iterator[tuple[str, str]]:
    if key not in SPECS:
        yield "rule_setting_unknown", f"Die Einstellung „{key}“ kennt kein Regelpaket."
        return
    entries = [p for pack in lineage(packs, pack_id) for p in pack.parameters if p.key == key]
    if not entries or not entries[0].overridable:
        yield (
            "rule_setting_fixed",
            f"„{key}“ legt das Regelpaket „{pack_id}“ fest; eine Zuwendung darf davon nicht "
            "abweichen. Bitte ein anderes Regelpaket wählen.",
        )
    if not SPECS[key].accepts(value):
        yield (
            "rule_setting_invalid",
            f"„{key}“ hat den Wert „{value}“, erlaubt ist {SPECS[key].expected}.",
        )
