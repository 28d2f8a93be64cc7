"""Which code is said under which rule, read from the calls that say findings, gaps and refusals."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from contracts.rulebook.register import ID
from tests.architecture.code_base import named, trees
from tests.contract.computed_rules import COMPUTED, computed_rules

SAYERS: Final = {
    "Violation", "Missing", "Rejection", "RowFault", "CellFault", "EntryFault", "BookingFault",
    "UnreadableValue", "unreadable", "_unreadable", "_fault", "_finding", "_refused", "_warning",
    "Unavailable",
}  # fmt: skip
"""Names of the calls that say a finding, a gap, a fault of a file or a refusal."""

PLACE: Final = {"RowFault": 1, "Rejection": 2, "Unavailable": 1}
"""Where the code stands, if it is not the first argument; the rule follows it."""


class Said(NamedTuple):
    """A code with the rules that the call names beside it, or that decide which it is said under;
    none where no rule of law asks for it."""

    code: str
    rules: tuple[str, ...]
    module: str


def said() -> Iterator[Said]:
    """Every code that a call names, as a text or by a constant."""
    found = list(trees("services", "shared"))
    modules = {_module(path): _constants_of(tree) for path, tree in found}
    everywhere = {name: text for texts in modules.values() for name, text in texts.items()}
    for path, tree in found:
        if "render" in path.parts:  # what a drawn page cannot show is no finding
            continue
        texts = {**everywhere, **_imported(tree, modules), **modules[_module(path)]}
        for node in ast.walk(tree):
            for code, rules in _codes(node, texts):
                yield Said(code, rules or computed_rules(code, named(path)), named(path))
    # its call takes the code from the value that was judged
    yield Said("gate_missing", COMPUTED["gate_missing"], "services/budget/domain/evidence.py")


def _module(path: Path) -> str:
    return named(path).removesuffix(".py").replace("/", ".")


def _constants_of(tree: ast.Module) -> dict[str, str]:
    """The texts that a module gives a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def _imported(tree: ast.Module, modules: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The texts among the names that a module takes from another of ours, as it calls them."""
    return {
        one.asname or one.name: modules[node.module][one.name]
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for one in node.names
        if one.name in modules[node.module]
    }


def _codes(node: ast.AST, texts: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):  # code and sentence
        code, *rest = node.value.elts
        if len(rest) == 1 and isinstance(rest[0], ast.JoinedStr):
            yield from ((one, ()) for one in _texts(code, texts))
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name not in SAYERS:
        return
    given = {one.arg: one.value for one in node.keywords}
    place = PLACE.get(name, 0)
    code, rule = (
        node.args[at] if len(node.args) > at else given.get(word)
        for at, word in ((place, "code"), (place + 1, "rule"))
    )
    rules = tuple(one for one in _texts(rule, texts) if ID.fullmatch(one))
    yield from ((one, rules) for one in _texts(code, texts))


def _texts(value: ast.AST | None, texts: Mapping[str, str]) -> list[str]:
    """The texts an expression may be: itself, a constant's, or either side of a condition."""
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    if isinstance(value, ast.Name):
        return [texts[value.id]] if value.id in texts else []
    if isinstance(value, ast.IfExp):
        return [*_texts(value.body, texts), *_texts(value.orelse, texts)]
    return []
