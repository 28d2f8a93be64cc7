"""Reading rule packs from TOML: every problem is collected, so that one start shows them all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any, Final

from services.budget.domain.parameters import SPECS, as_setting
from services.budget.domain.precedence import Level
from services.budget.domain.rulepack import (
    Edition,
    Parameter,
    Resting,
    RulePack,
    RulePackError,
    RulePacks,
    lineage,
    lookup,
)
from services.budget.domain.transition import NEVER_LENIENT, Transition

_PACK: Final[Mapping[str, type]] = {
    "id": str,
    "version": str,
    "title": str,
    "source": str,
    "extends": list,
    "selectable": bool,
    "valid_from": date,
    "valid_to": date,
    "level": str,
    "without_value": list,
}
_PARAMETER: Final[Mapping[str, type]] = {
    "key": str,
    "value": object,
    "rules": list,
    "citation": str,
    "confidence": str,
    "overridable": bool,
    "valid_from": date,
    "valid_to": date,
    "own": bool,
}
_TRANSITION: Final[Mapping[str, type]] = {"rule": str, "warn_until": date, "citation": str}
_INACTIVE: Final[Mapping[str, type]] = {"rule": str, "reason": str, "citation": str}
_EDITION: Final[Mapping[str, type]] = {
    "id": str,
    "title": str,
    "citation": str,
    "has_pack": bool,
}
_OPTIONAL: Final = {"valid_from", "valid_to", "overridable", "level", "own", "without_value"}
_OF_PACKS: Final = tuple(one for one in Level if one not in (Level.NOTICE, Level.OWN))
"""An award is no pack, and a convention of the house is marked at its value."""
_SECTIONS: Final = {"pack", "parameter", "transition", "edition", "inactive"}


def parse_packs(texts: Mapping[str, str]) -> RulePacks:
    """Read packs from TOML texts by file name.

    Raises `RulePackError` with every problem: broken TOML, unknown or missing keys, wrong values,
    missing citations, overlapping validity, unknown or circular `extends`, a selectable pack in
    which some parameter has no value on some day.
    """
    problems: list[str] = []
    packs: dict[str, RulePack] = {}
    for name, text in sorted(texts.items()):
        pack = _read_pack(name, text, problems)
        if pack is None:
            continue
        if pack.id in packs:
            problems.append(f"{name}: Das Regelpaket „{pack.id}“ gibt es zweimal.")
        packs[pack.id] = pack
    for pack in packs.values():
        problems.extend(_pack_problems(pack, packs))
    if problems:
        raise RulePackError(problems)
    return packs


def _read_pack(name: str, text: str, problems: list[str]) -> RulePack | None:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{name}: kein gültiges TOML ({error}).")
        return None
    before = len(problems)
    problems.extend(
        f"{name}: unbekannter Abschnitt „{key}“." for key in content if key not in _SECTIONS
    )
    head = content.get("pack", {})
    problems.extend(_shape_problems(f"{name} [pack]", head, _PACK))
    if head.get("level", Level.PROGRAMME) not in _OF_PACKS:
        problems.append(f"{name} [pack]: „level“ ist {', '.join(_OF_PACKS)}.")
    problems.extend(_lesser_problems(name, content))
    entries = content.get("parameter", [])
    for number, entry in enumerate(entries, start=1):
        where = f"{name}, Parameter {number} ({entry.get('key', 'ohne key')})"
        problems.extend(_shape_problems(where, entry, _PARAMETER))
        problems.extend(_value_problems(where, entry))
    if len(problems) > before:
        return None
    values = _with_optional(head, ("valid_from", "valid_to"))
    values["level"] = Level(values.get("level", Level.PROGRAMME))
    return RulePack(
        parameters=tuple(_parameter(entry) for entry in entries),
        transitions=tuple(Transition(**one) for one in content.get("transition", [])),
        editions=tuple(Edition(**one) for one in content.get("edition", [])),
        inactive=tuple(Resting(**one) for one in content.get("inactive", [])),
        **values,
    )


def _lesser_problems(name: str, content: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the sections `transition`, `edition` and `inactive`."""
    for number, entry in enumerate(content.get("transition", []), start=1):
        where = f"{name}, Übergang {number}"
        yield from _shape_problems(where, entry, _TRANSITION)
        if entry.get("rule") in NEVER_LENIENT:
            yield f"{where}: die Regel {entry['rule']} lässt keinen Übergang zu."
    for number, entry in enumerate(content.get("edition", []), start=1):
        yield from _shape_problems(f"{name}, Ausgabe {number}", entry, _EDITION)
    holding = content.get("pack", {}).get("without_value", [])
    for number, entry in enumerate(content.get("inactive", []), start=1):
        where = f"{name}, ruhende Regel {number}"
        yield from _shape_problems(where, entry, _INACTIVE)
        if entry.get("rule") in holding:
            yield f"{where}: {entry['rule']} steht auch unter „without_value“."


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    return Parameter(**{key: as_setting(value) for key, value in entry.items()})  # type: ignore[arg-type]


def _with_optional(head: Mapping[str, Any], optional: tuple[str, ...]) -> dict[str, Any]:
    values = {key: as_setting(value) for key, value in head.items()}
    return dict.fromkeys(optional) | values


def _shape_problems(where: str, entry: Mapping[str, Any], keys: Mapping[str, type]) -> list[str]:
    """Unknown, missing, empty or wrongly typed keys of one table."""
    found = [f"{where}: unbekannter Schlüssel „{key}“." for key in entry if key not in keys]
    for key, kind in keys.items():
        if key not in entry:
            if key not in _OPTIONAL:
                found.append(f"{where}: „{key}“ fehlt.")
        elif not isinstance(entry[key], kind) or isinstance(entry[key], datetime):
            found.append(f"{where}: „{key}“ hat die falsche Art.")
        elif kind is str and not entry[key].strip():
            found.append(f"{where}: „{key}“ ist leer.")
    return found


def _value_problems(where: str, entry: Mapping[str, Any]) -> Iterator[str]:
    spec = SPECS.get(entry.get("key", ""))
    if "key" in entry and spec is None:
        yield f"{where}: diesen Parameter gibt es nicht."
    if spec is not None and "value" in entry and not spec.accepts(as_setting(entry["value"])):
        yield f"{where}: erlaubt ist {spec.expected}."
    if entry.get("confidence", "H") not in ("H", "M", "L"):
        yield f"{where}: „confidence“ ist H, M oder L."
    rules = entry.get("rules", ["-"])
    if not isinstance(rules, list) or not rules or not all(isinstance(one, str) for one in rules):
        yield f"{where}: „rules“ nennt mindestens eine Regel."


def _pack_problems(pack: RulePack, packs: RulePacks) -> Iterator[str]:
    yield from _ancestry_problems(pack, packs)
    yield from validity_problems(pack)
    if pack.selectable:
        yield from gaps(pack, packs)


def _ancestry_problems(pack: RulePack, packs: RulePacks) -> Iterator[str]:
    for parent in pack.extends:
        if parent not in packs:
            yield f"{pack.id}: „extends“ nennt das unbekannte Regelpaket „{parent}“."
        elif any(ancestor.id == pack.id for ancestor in lineage(packs, parent)):
            yield f"{pack.id}: „extends“ führt im Kreis über „{parent}“."


def validity_problems(pack: RulePack) -> Iterator[str]:
    """Parameters of a pack whose validity is reversed or overlaps."""
    for parameter in pack.parameters:
        if _from(parameter) > _to(parameter):
            yield f"{pack.id}: „{parameter.key}“ endet vor seinem Beginn."
    for one, other in combinations(pack.parameters, 2):
        if one.key == other.key and _from(one) <= _to(other) and _from(other) <= _to(one):
            yield f"{pack.id}: Die Geltung von „{one.key}“ überschneidet sich."


def gaps(pack: RulePack, packs: RulePacks) -> Iterator[str]:
    """Days on which a parameter has no value; it is enough to look where a validity changes."""
    days = {pack.valid_from or date.min}
    for member in lineage(packs, pack.id):
        for parameter in member.parameters:
            days.add(_from(parameter))
            if parameter.valid_to is not None and parameter.valid_to < date.max:
                days.add(parameter.valid_to + timedelta(days=1))
    first, last = pack.valid_from or date.min, pack.valid_to or date.max
    for key in SPECS:
        for day in sorted(day for day in days if first <= day <= last):
            if lookup(packs, pack.id, key, day) is None:
                yield f"{pack.id}: „{key}“ hat ab {day} keinen Wert."
                break


def _from(parameter: Parameter) -> date:
    return parameter.valid_from or date.min


def _to(parameter: Parameter) -> date:
    return parameter.valid_to or date.max
