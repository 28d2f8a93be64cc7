"""Which edition of the program this copy is: the same sources, the same edition.

A package version stays while people work on it; a test result must name exactly what it tested.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
_PLACES: Final = ("contracts", "shared", "services")
_SOURCES: Final = frozenset({".py", ".toml", ".html"})
_SHOWN: Final = 12


@cache
def edition() -> str:
    """The first digits of a hash over all sources that decide; read once per process."""
    found = hashlib.sha256()
    for place in _PLACES:
        for path in sorted((_ROOT / place).rglob("*")):
            if path.suffix in _SOURCES and "__pycache__" not in path.parts:
                found.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:_SHOWN]
