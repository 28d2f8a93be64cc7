"""Our own Python files, as the architecture tests see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("contracts", "shared", "services")
EVERYTHING = (*PRODUCT, "deploy", "tests", "bench")


def files(*folders: str) -> list[Path]:
    """All Python files below these folders of the repository; migrations are history, not code."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "versions" not in path.parts)


def named(path: Path) -> str:
    """Path inside the repository, for test ids and messages."""
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every file with its syntax tree."""
    for path in files(*folders):
        yield path, ast.parse(path.read_text("utf-8"), str(path))
