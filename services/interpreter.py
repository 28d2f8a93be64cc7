"""The Python that runs us, as a user types it."""

from __future__ import annotations

import sys
from pathlib import Path


def shown_interpreter() -> str:
    """`.venv/bin/python` below the present folder, the whole path elsewhere."""
    path = Path(sys.executable)
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
