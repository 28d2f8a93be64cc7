"""A second start on the same address says so in one line and starts nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_taken_address_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, "-m", "services", "all"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert answer.returncode == 1
    assert f"Auf 127.0.0.1:{port} hört schon ein anderes Programm" in answer.stderr
    assert "Traceback" not in answer.stderr and "läuft auf" not in answer.stdout
    assert list(tmp_path.glob("*.db")) == []
