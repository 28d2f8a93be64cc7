"""The dependency rule holds, and the tool that checks it really looks at our code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.code_base import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def test_imports_point_inwards() -> None:
    answer = subprocess.run(
        [LINT, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout
