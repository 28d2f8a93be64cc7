"""Values of the rule register and its reading from TOML: every problem is told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

ID: Final = re.compile(r"[A-Z]{2,4}-[0-9]{2}|API")
FUNCTION: Final = re.compile(r"(?:services|shared|contracts)(?:\.[a-z_0-9]+)+:[A-Za-z_0-9]+")
TEST: Final = re.compile(r"tests/[a-z_0-9/]+\.py(?:::[A-Za-z_0-9]+)*")
_FAMILY: Final[Mapping[str, type]] = {"id": str, "title": str}
_RULE: Final[Mapping[str, type]] = {
    "id": str,
    "title": str,
    "citation": str,
    "confidence": str,
    "decided_in": list,
    "rests_in": str,
    "proof": list,
    "own": bool,
}
_OPTIONAL: Final = frozenset({"decided_in", "rests_in", "proof", "own"})


class RulebookError(ValueError):
    """The register is wrong; `problems` lists everything found, in German."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class RegisteredRule:
    """One rule as readers, pages and the build see it.

    `confidence`: H wording seen at its source, M second hand or settled practice, L a setting.
    `decided_in`: functions as `module:name`; empty with `rests_in`, the rule pack that says why
    the rule is not active (`[[inactive]]`).
    `proof`: tests that prove it where no scenario can. `own`: made by this product, not found.
    """

    id: str
    family: str
    title: str
    citation: str
    confidence: Literal["H", "M", "L"]
    decided_in: tuple[str, ...] = ()
    rests_in: str | None = None
    proof: tuple[str, ...] = ()
    own: bool = False

    @property
    def active(self) -> bool:
        return self.rests_in is None


@dataclass(frozen=True)
class Family:
    """Rules about one subject; `id` is the first part of their ids."""

    id: str
    title: str
    rules: tuple[RegisteredRule, ...]


@dataclass(frozen=True)
class Rulebook:
    """All families in the order of their ids, and every rule by its id."""

    families: tuple[Family, ...]
    rules: Mapping[str, RegisteredRule]


def parse_rulebook(texts: Mapping[str, str]) -> Rulebook:
    """Read the register from TOML texts by file name.

    Raises `RulebookError` with every problem: broken TOML, unknown or missing keys, wrong values,
    an id twice or in a foreign family, a rule that is both decided and at rest, or neither.
    """
    problems: list[str] = []
    families = [
        family
        for name, text in sorted(texts.items())
        if (family := _read_family(name, text, problems)) is not None
    ]
    rules: dict[str, RegisteredRule] = {}
    for rule in (rule for family in families for rule in family.rules):
        if rule.id in rules:
            problems.append(f"Die Regel {rule.id} gibt es zweimal.")
        rules[rule.id] = rule
    if problems:
        raise RulebookError(problems)
    return Rulebook(tuple(families), rules)


def _read_family(name: str, text: str, problems: list[str]) -> Family | None:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{name}: kein gültiges TOML ({error}).")
        return None
    head, entries = content.get("family", {}), content.get("rule", [])
    found = [
        f"{name}: unbekannter Abschnitt „{key}“." for key in content.keys() - {"family", "rule"}
    ]
    found += _shape_problems(f"{name} [family]", head, _FAMILY)
    if not found and name != f"{head['id'].lower()}.toml":
        found.append(f"{name}: Die Datei einer Familie heißt wie die Familie.")
    for number, entry in enumerate(entries, start=1):
        where = f"{name}, Regel {number} ({entry.get('id', 'ohne id')})"
        shape = _shape_problems(where, entry, _RULE)
        found += shape or _value_problems(where, entry, head.get("id"))
    problems.extend(found)
    if found:
        return None
    return Family(head["id"], head["title"], tuple(_rule(head["id"], one) for one in entries))


def _rule(family: str, entry: Mapping[str, Any]) -> RegisteredRule:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return RegisteredRule(family=family, **values)


def _shape_problems(where: str, entry: Mapping[str, Any], keys: Mapping[str, type]) -> list[str]:
    """Unknown, missing, empty or wrongly typed keys of one table."""
    found = [f"{where}: unbekannter Schlüssel „{key}“." for key in entry if key not in keys]
    for key, kind in keys.items():
        if key not in entry:
            if key not in _OPTIONAL:
                found.append(f"{where}: „{key}“ fehlt.")
        elif not isinstance(entry[key], kind):
            found.append(f"{where}: „{key}“ hat die falsche Art.")
        elif kind is str and not entry[key].strip():
            found.append(f"{where}: „{key}“ ist leer.")
    return found


def _value_problems(where: str, entry: Mapping[str, Any], family: str | None) -> Iterator[str]:
    yield from _reference_problems(where, entry)
    if not ID.fullmatch(entry["id"]) or entry["id"].partition("-")[0] != family:
        yield f"{where}: Die Kennung gehört nicht zur Familie „{family}“."
    if entry["confidence"] not in ("H", "M", "L"):
        yield f"{where}: „confidence“ ist H, M oder L."
    if ("decided_in" in entry) == ("rests_in" in entry):
        yield f"{where}: Eine Regel nennt entweder „decided_in“ oder „rests_in“."
    if "proof" in entry and "rests_in" in entry:
        yield f"{where}: Eine Regel, die nicht gilt, hat keinen Nachweis."


def _reference_problems(where: str, entry: Mapping[str, Any]) -> Iterator[str]:
    for key, shape in (("decided_in", FUNCTION), ("proof", TEST)):
        if entry.get(key) == []:
            yield f"{where}: „{key}“ ist leer."
        for value in entry.get(key, ()):
            if not isinstance(value, str) or not shape.fullmatch(value):
                yield f"{where}: „{value}“ passt nicht zu „{key}“."
