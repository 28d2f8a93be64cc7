"""What the three services serve as `openapi.json`, as files beside the other promises.

`make goldens` writes them; the test compares byte for byte.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml

from services import host
from shared.settings import Settings
from tests.contract import system_golden

FOLDER = Path(__file__).resolve().parents[2] / "contracts" / "openapi"
SERVICES = ("budget", "reporting", "audit")


def served_texts(data_dir: Path) -> dict[str, str]:
    """The description each service serves, as YAML, by name of the service.

    Three apps of one service each, as deployed: none may lean on what another one registers.
    """
    settings = Settings.from_env({"DATA_DIR": str(data_dir)})
    host.migrate_all(settings, SERVICES)
    return {name: _served_by(settings, name) for name in SERVICES}


def _served_by(settings: Settings, name: str) -> str:
    house = host.build(settings, [name])
    try:
        answer = house.app().test_client().get(f"/{name}/api/v1/openapi.json")
        assert answer.status_code == 200, answer.text
        return yaml.safe_dump(answer.get_json(), allow_unicode=True, sort_keys=False, width=100)
    finally:
        house.close()


def write() -> None:
    """Writes the three files; what a client relies on may grow, never change."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in served_texts(Path(folder)).items():
            (FOLDER / f"{name}.yaml").write_text(text, "utf-8")


if __name__ == "__main__":
    write()
    system_golden.write()
