"""What the assembled house consists of, for the procedure documentation.

`make goldens` writes it; the test compares byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect

from contracts.system import SYSTEM, Pack, Route, System
from services import host
from services.budget.domain.rulepack import RulePacks
from services.budget.rulepacks import load
from shared.settings import Settings

LOCK = Path(__file__).resolve().parents[2] / "requirements" / "base.txt"


def routes_of(app: Flask) -> tuple[Route, ...]:
    """Every way in with the roles of its guard; style sheets and fonts are no way in."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.endswith(".static"):
            continue
        access = app.view_functions[rule.endpoint].access_rule  # type: ignore[attr-defined]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            found.append(Route(f"{method} {rule.rule}", access.roles, access.public))
    return tuple(sorted(found, key=lambda one: (one.way.split()[1], one.way)))


def packs_of(packs: RulePacks) -> tuple[Pack, ...]:
    """The shipped packs by id."""
    return tuple(
        Pack(one.id, one.version, one.title, one.source)
        for one in sorted(packs.values(), key=lambda one: one.id)
    )


def described(folder: Path, names: Iterable[str] = tuple(host.SERVICES)) -> System:
    """The house of all services on fresh databases."""
    settings = Settings.from_env({"DATA_DIR": str(folder)})
    host.migrate_all(settings, list(names))
    house = host.build(settings, list(names))
    try:
        tables = {
            name: tuple(sorted(inspect(ports.sessions.engine).get_table_names()))
            for name, ports in house.ports.items()
        }
        lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        return System(routes_of(house.app()), tables, packs_of(load()), lock)
    finally:
        house.close()


def text(system: System) -> str:
    """The same bytes for the same system."""
    return json.dumps(system.to_json(), indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        SYSTEM.write_text(text(described(Path(folder))), "utf-8")
