"""Remembers what became of each scenario, for the compliance matrix."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry

from contracts.rulebook.edition import edition
from contracts.rulebook.matrix import RESULTS, Result, load_results


class ScenarioResults:
    """Results of this run, laid over those of earlier runs when it ends.

    An outline has passed when all its examples have.
    """

    def __init__(self) -> None:
        self._passed: dict[str, bool] = {}

    def note(self, item: pytest.Item, report: pytest.TestReport) -> None:
        """Called for set-up, call and tear-down of every test; only scenarios count."""
        if not isinstance(item, pytest.Function):
            return
        template = scenario_wrapper_template_registry.get(item.function)
        if template is None or not (report.when == "call" or report.failed):
            return
        key = f"{Path(template.feature.rel_filename).name}: {template.name}"
        self._passed[key] = self._passed.get(key, True) and report.passed

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with RESULTS.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def write(self) -> None:
        if not self._passed:
            return
        # Processes side by side end at about the same moment.
        with self._alone():
            self._lay_over()

    def _lay_over(self) -> None:
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        found = {key: Result(passed, at, edition()) for key, passed in self._passed.items()}
        known = {**load_results(), **found}
        content = {key: asdict(known[key]) for key in sorted(known)}
        RESULTS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
