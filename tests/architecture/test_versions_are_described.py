"""What an act does with If-Match, and what it reads of uploads, is what OpenAPI says of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.code_base import ROOT

MODULES = sorted((ROOT / "services").glob("*/api/*.py"))
MARKS = {
    "versioned": {"demand_match", "etag", "act"},
    "takes_files": {"uploaded_file", "uploaded_stream"},
}
"""A mark, and the functions one of which a view that carries it calls (`act` compares too)."""


def views(module: Path) -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Name and method of every view of a module, its marks, and the names it uses there."""
    tree = ast.parse(module.read_text("utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for function in functions.values():
        marks = {ast.unparse(one).partition("(")[0] for one in function.decorator_list}
        if "blueprint.route" in marks:
            route = next(one for one in function.decorator_list if "route" in ast.unparse(one))
            method = "PATCH" if "'PATCH'" in ast.unparse(route) else ""
            yield function.name, method, marks & MARKS.keys(), used(function, functions)


def used(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """The names a function uses, through other functions of its module too."""
    found: set[str] = set()
    waiting = [function]
    while waiting:
        names = {one.id for one in ast.walk(waiting.pop()) if isinstance(one, ast.Name)} - found
        found |= names
        waiting += [functions[name] for name in names & functions.keys()]
    return found


@pytest.mark.parametrize("mark", MARKS)
def test_a_view_carries_the_mark_of_what_it_does(mark: str) -> None:
    wrong, seen = [], 0
    for module in MODULES:
        for name, method, marks, names in views(module):
            does = bool(names & MARKS[mark]) and not (mark == "versioned" and method == "PATCH")
            seen += does
            if does != (mark in marks):
                wrong.append(f"{module.relative_to(ROOT)}:{name}")
    assert not wrong, "\n".join(wrong)
    assert seen > 5
