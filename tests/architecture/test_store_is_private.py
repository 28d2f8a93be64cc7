"""Mapped classes stay with the store and the use cases of their service, which change them; pages,
API, handlers and commands get values and ask by function.

import-linter sees modules, not names, and a store module may hold its classes beside its queries.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.code_base import PRODUCT, named, trees


def _in_store(path: Path) -> bool:
    return "store" in path.parts


def _may_hold_rows(path: Path) -> bool:
    return _in_store(path) or "usecases" in path.parts


def _mapped(tree: ast.Module) -> Iterator[str]:
    """Classes mapped on a table, and tables themselves, defined at the top of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            if any(isinstance(base, ast.Name) and base.id == "Base" for base in node.bases):
                yield node.name
        elif isinstance(node, ast.Assign) and _called(node.value) == "Table":
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _called(value: ast.expr) -> str:
    return getattr(value.func, "id", "") if isinstance(value, ast.Call) else ""


def _imported_from_a_store(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and ".store" in (node.module or ""):
            yield from (alias.name for alias in node.names)


def test_table_models_do_not_reach_pages_and_programs() -> None:
    parsed = list(trees(*PRODUCT))
    mapped = {name for path, tree in parsed if _in_store(path) for name in _mapped(tree)}
    assert len(mapped) > 10
    found = [
        f"{named(path)}: {name}"
        for path, tree in parsed
        if not _may_hold_rows(path) and "migrations" not in path.parts
        for name in _imported_from_a_store(tree)
        if name in mapped
    ]
    assert not found, "\n".join(found)
