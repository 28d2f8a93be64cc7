"""A process of one service does not hold the code of the others."""

from __future__ import annotations

import subprocess
import sys

import pytest

from services import host

BUILT = """
import sys
from pathlib import Path
from services import host
from shared.settings import Settings
import services.first_start
settings = Settings.from_env({"DATA_DIR": sys.argv[2]})
host.migrate_all(settings, [sys.argv[1]])
house = host.build(settings, [sys.argv[1]])
house.app()
services.first_start.check_start(settings, (sys.argv[1],))
house.close()
print(*(name for name in host.SERVICES if f"services.{name}" in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("name", host.SERVICES)
def test_a_service_is_built_without_the_others(name: str, tmp_path) -> None:
    command = [sys.executable, "-c", BUILT, name, str(tmp_path)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    assert found.stderr.split() == [name]


def test_all_services_are_known_by_name() -> None:
    assert {name: one.name for name, one in host.SERVICES.items()} == {
        "budget": "budget",
        "reporting": "reporting",
        "audit": "audit",
    }
    assert len(host.SERVICES) == 3
    with pytest.raises(KeyError):
        host.SERVICES["pump"]
