"""Rule packs: the law as data, with validity and citation, loaded and checked before the start.

The stronger source wins, see `precedence`; of two of one level the nearer: the pack itself, then
the packs it extends, from left to right (GOV-01, GOV-02). A value marked `own` is a convention of
this house: it ranks below every source, whichever pack it stands in. Reading the files is the
business of `rulepack_toml`, changes of a pack are that of `pack_change`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from services.budget.domain.pack_content import Edition, Parameter, Resting, RulePack, RulePacks
from services.budget.domain.parameters import GROUPS, SPECS, Setting, as_setting, grouped
from services.budget.domain.parameters.audit import AuditParameters
from services.budget.domain.parameters.budget_year import BudgetYearParameters
from services.budget.domain.parameters.deadline import DeadlineParameters
from services.budget.domain.parameters.drawdown import DrawdownParameters
from services.budget.domain.parameters.expenditure import ExpenditureParameters
from services.budget.domain.parameters.governance import GovernanceParameters
from services.budget.domain.parameters.interest import InterestParameters
from services.budget.domain.parameters.inventory import InventoryParameters
from services.budget.domain.parameters.notice import NoticeParameters
from services.budget.domain.parameters.personnel import PersonnelParameters
from services.budget.domain.parameters.plan import PlanParameters
from services.budget.domain.parameters.procurement import ProcurementParameters
from services.budget.domain.parameters.programme import ProgrammeParameters
from services.budget.domain.parameters.proof import ProofParameters
from services.budget.domain.parameters.records import RecordsParameters
from services.budget.domain.parameters.register import RegisterParameters
from services.budget.domain.parameters.retention import RetentionParameters
from services.budget.domain.precedence import ANCILLARY_KEY, NOT_NAMED, Level
from services.budget.domain.transition import Transition
from shared.errors import DecidingValue, Violation

__all__ = [
    "OF_THE_NOTICE",
    "Edition",
    "Outranked",
    "Parameter",
    "Resting",
    "RulePack",
    "RulePackError",
    "RulePacks",
    "Rules",
    "Setting",
    "ValueSource",
    "check_settings",
    "lookup",
    "resolve",
]


OF_THE_NOTICE: Final = "Zuwendungsbescheid (Einstellung der Zuwendung)"
"""Cited for a value that the grant's own settings change."""


class RulePackError(ValueError):
    """A pack is wrong; `problems` lists everything found, in German."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class Outranked:
    """What a weaker source says of a parameter, and where: it does not decide (GOV-01)."""

    pack: str
    value: Setting
    level: Level
    citation: str


@dataclass(frozen=True)
class ValueSource:
    """Where a value stands that applies on a day: the pack that sets it, in which version.

    `rules` are those that read it; `confidence` is H, M or L; `set_by_grant`: the grant's setting
    stands above the pack, the citation is then the award's. `level`: the rank that made it win;
    `outranked`: what weaker sources say of the same parameter, the strongest first.
    """

    pack: str
    pack_version: str
    citation: str
    confidence: Literal["H", "M", "L"]
    set_by_grant: bool
    rules: tuple[str, ...]
    level: Level
    outranked: tuple[Outranked, ...]


@dataclass(frozen=True)
class Rules:
    """Typed view on all parameters that apply to a grant on a day, by family of rules.

    `citations`: where the value of each parameter stands; `levels`: which source it came from;
    `transitions`: rules that still only warn on that day, by rule; `sources`: by parameter.
    """

    rule_pack: str
    rule_pack_version: str
    governance: GovernanceParameters
    programme: ProgrammeParameters
    expenditure: ExpenditureParameters
    plan: PlanParameters
    personnel: PersonnelParameters
    drawdown: DrawdownParameters
    proof: ProofParameters
    interest: InterestParameters
    notice: NoticeParameters
    deadline: DeadlineParameters
    budget_year: BudgetYearParameters
    inventory: InventoryParameters
    retention: RetentionParameters
    audit: AuditParameters
    procurement: ProcurementParameters
    register: RegisterParameters
    records: RecordsParameters
    citations: Mapping[str, str]
    levels: Mapping[str, Level] = field(default_factory=dict)
    transitions: Mapping[str, Transition] = field(default_factory=dict)
    sources: Mapping[str, ValueSource] = field(default_factory=dict)

    @cached_property
    def shown(self) -> dict[str, DecidingValue]:
        """Values as findings show them, by parameter: each is made once (`deciding_values`)."""
        return {}

    def values(self) -> dict[str, Setting]:
        """Every parameter by its name."""
        groups = [getattr(self, name) for name in GROUPS]
        return {one.name: getattr(group, one.name) for group in groups for one in fields(group)}


def lineage(packs: RulePacks, pack_id: str, named: str = NOT_NAMED) -> Iterator[RulePack]:
    """The pack, all it extends and the ancillary conditions `named`, nearest first; each once."""
    waiting, seen = [pack_id, named], set[str]()
    while waiting:
        current = packs.get(waiting.pop(0))
        if current is None or current.id in seen:
            continue
        seen.add(current.id)
        yield current
        waiting.extend(current.extends)


def layers(packs: RulePacks, pack_id: str, named: str = NOT_NAMED) -> list[RulePack]:
    """The lineage in the order of precedence (GOV-01); within a level the nearest first."""
    return sorted(lineage(packs, pack_id, named), key=lambda pack: pack.level.rank)


def lookup(packs: RulePacks, pack_id: str, key: str, on: date) -> Parameter | None:
    """The strongest parameter of that key that applies on the day, no ancillary ones named."""
    found = _by_strength(layers(packs, pack_id), on, key).get(key)
    return found[0].parameter if found else None


class _Said(NamedTuple):
    """A parameter and the pack it stands in."""

    parameter: Parameter
    pack: RulePack

    @property
    def level(self) -> Level:
        return Level.OWN if self.parameter.own else self.pack.level


def _by_strength(
    found: Sequence[RulePack], on: date, key: str | None = None
) -> dict[str, list[_Said]]:
    """What the packs say on a day by parameter, of one or of all, the strongest first."""
    said: dict[str, list[_Said]] = {}
    for pack in found:
        for one in pack.parameters:
            if key in (None, one.key) and one.applies_on(on):
                said.setdefault(one.key, []).append(_Said(one, pack))
    for entries in said.values():
        entries.sort(key=lambda one: one.level.rank)
    return said


def resolve(packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], on: date) -> Rules:
    """What applies to a grant on a day.

    Raises `RulePackError` for an unknown pack, a refused setting or a parameter without a value.
    """
    refused = check_settings(packs, pack_id, settings)
    if refused:
        raise RulePackError([one.message for one in refused])
    applying = layers(packs, pack_id, named_conditions(packs, pack_id, settings, on))
    found = _by_strength(applying, on)
    lacking = [key for key in SPECS if key not in found]
    if lacking:
        raise RulePackError([f"{pack_id}: „{key}“ hat am {on} keinen Wert." for key in lacking])
    values: dict[str, Any] = {key: found[key][0].parameter.value for key in SPECS}
    values.update({key: as_setting(value) for key, value in settings.items()})
    sources = {key: _source(found[key], key in settings, on) for key in SPECS}
    return Rules(
        rule_pack=pack_id,
        rule_pack_version=_version(packs[pack_id], applying, on),
        citations={key: one.citation for key, one in sources.items()},
        levels={key: one.level for key, one in sources.items()},
        sources=sources,
        transitions={
            one.rule: one
            for pack in reversed(applying)
            for one in pack.transitions
            if one.applies_on(on)
        },
        **grouped(values),
    )


def named_conditions(
    packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], on: date
) -> str:
    """The edition of ancillary conditions that applies: what the award names, never the newest."""
    named = settings.get(ANCILLARY_KEY)
    if named is None:
        default = lookup(packs, pack_id, ANCILLARY_KEY, on)
        named = default.value if default else NOT_NAMED
    return str(named)


def _source(said: Sequence[_Said], is_set: bool, on: date) -> ValueSource:
    strongest = said[0]
    weaker = said if is_set else said[1:]
    return ValueSource(
        pack=strongest.pack.id,
        pack_version=_version(strongest.pack, [strongest.pack], on),
        citation=OF_THE_NOTICE if is_set else strongest.parameter.citation,
        confidence=strongest.parameter.confidence,
        set_by_grant=is_set,
        rules=strongest.parameter.rules,
        level=Level.NOTICE if is_set else strongest.level,
        outranked=tuple(
            Outranked(one.pack.id, one.parameter.value, one.level, one.parameter.citation)
            for one in weaker
        ),
    )


def _version(pack: RulePack, applying: Sequence[RulePack], on: date) -> str:
    """`2020.1`, and `2020.1+3` once the third released change counts for it."""
    number = max(one.release_on(on) for one in applying)
    return f"{pack.version}+{number}" if number else pack.version


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
    elif key == ANCILLARY_KEY and value != NOT_NAMED:
        yield from _edition_problems(packs, str(value))


def _edition_problems(packs: RulePacks, named: str) -> Iterator[tuple[str, str]]:
    """GOV-02: the edition the award names governs; another one never stands in for it."""
    if named in packs and packs[named].level is Level.ANCILLARY:
        return
    editions = {one.id: one for pack in packs.values() for one in pack.editions}
    if named in editions:
        yield (
            "edition_without_pack",
            f"Der Bescheid nennt „{editions[named].title}“; für diese Ausgabe liegt kein "
            "Regelpaket vor, und eine andere Ausgabe gilt nicht an ihrer Stelle. Bitte die "
            "Werte der genannten Ausgabe als Regelpaket anlegen lassen.",
        )
        return
    known = ", ".join(sorted(one.id for one in packs.values() if one.level is Level.ANCILLARY))
    yield (
        "ancillary_conditions_unknown",
        f"Die Nebenbestimmungen „{named}“ kennt dieses Verfahren nicht. Bekannt sind: {known}.",
    )
