"""How tests are shared out among processes: what stays together, and in which order they begin.

A file stays in one process, because its tests may share what was made once for all of them. The
scenarios share nothing and all come from one module: there the examples of one outline stay
together. Files begin in the order of the folders, so the many short scenarios come last.
"""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadScopeScheduling

SCENARIOS: Final = "tests/features/test_features.py"


def group_of(nodeid: str) -> str:
    """What has to run in the same process as this test."""
    file = nodeid.partition("::")[0]
    return nodeid.partition("[")[0] if file == SCENARIOS else file


class SideBySide(LoadScopeScheduling):
    """Whole groups go to whichever process is free."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
