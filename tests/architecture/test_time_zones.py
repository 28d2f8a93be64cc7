"""No naive datetimes anywhere: ruff's DTZ rules, without a way to switch them off in a file."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.code_base import EVERYTHING, ROOT

RUFF = (sys.executable, "-m", "ruff", "check")


def test_no_naive_datetimes() -> None:
    folders = [folder for folder in EVERYTHING if (ROOT / folder).is_dir()]
    answer = subprocess.run(
        [*RUFF, "--no-cache", "--select", "DTZ", "--ignore-noqa", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout
