"""How tests are shared out among processes: what stays together, and in which order they begin.

A file stays in one process, because its tests may share what was made once for all of them. The
scenarios share nothing and all come from one module: there a feature stays together.
"""

from __future__ import annotations

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry


def group_of(item: pytest.Item) -> str:
    """What has to run in the same process as this test; no two groups bear the same name."""
    if isinstance(item, pytest.Function):
        template = scenario_wrapper_template_registry.get(item.function)
        if template is not None:
            return template.feature.rel_filename
    return item.nodeid.split("::", 1)[0]


def keep_groups_together(items: list[pytest.Item]) -> None:
    """Marks every test with its group, as `--dist loadgroup` reads it."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
