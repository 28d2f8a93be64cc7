"""What the assembled system consists of, as every service knows it: generated, never hand-written.

`system.json` holds routes with their roles, tables, rule packs and the lock of the libraries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from contracts.roles import Role

SYSTEM: Final = Path(__file__).with_name("system.json")


@dataclass(frozen=True)
class Route:
    """One way in: `GET /budget/…`; `roles` is empty only where `public` says why."""

    way: str
    roles: frozenset[Role]
    public: str = ""

    @property
    def is_program(self) -> bool:
        """Whether programs use it (JSON API), or people (page)."""
        return "/api/" in self.way


@dataclass(frozen=True)
class Pack:
    """A shipped rule pack in the edition that this program carries."""

    id: str
    version: str
    title: str
    source: str


@dataclass(frozen=True)
class System:
    """Everything by name; `tables` per service, `lock` the SHA-256 of the locked libraries."""

    routes: tuple[Route, ...]
    tables: Mapping[str, tuple[str, ...]]
    packs: tuple[Pack, ...]
    lock: str

    def to_json(self) -> dict[str, Any]:
        """One line per route, so that two changes meet only where they touch the same one."""
        return {
            "routes": {
                one.way: " ".join(sorted(one.roles)) if one.roles else f"public: {one.public}"
                for one in self.routes
            },
            "tables": {name: list(tables) for name, tables in self.tables.items()},
            "packs": {one.id: [one.version, one.title, one.source] for one in self.packs},
            "lock": self.lock,
        }


def system_from_json(content: Mapping[str, Any]) -> System:
    """The inverse of `System.to_json`."""
    return System(
        routes=tuple(_route(way, who) for way, who in content["routes"].items()),
        tables={name: tuple(tables) for name, tables in content["tables"].items()},
        packs=tuple(Pack(pack_id, *values) for pack_id, values in content["packs"].items()),
        lock=content["lock"],
    )


def load_system() -> System:
    """The system as this program was built."""
    return system_from_json(json.loads(SYSTEM.read_text("utf-8")))


def _route(way: str, who: str) -> Route:
    if who.startswith("public: "):
        return Route(way, frozenset(), who.removeprefix("public: "))
    return Route(way, frozenset(Role(one) for one in who.split()))
