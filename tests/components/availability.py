"""One rule for every real part: missing means skipped with a hint, or failed where all are due."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BESIDE_THE_REPOSITORY = "../shared/"


@dataclass(frozen=True)
class Probe:
    """Tells whether a part can be had here.

    `missing` returns what is not there (None when all is); `hint` says how to get it.
    """

    part: str
    missing: Callable[[], str | None]
    hint: str


def all_must_be_real() -> bool:
    """In CI, or when asked for, a missing part is a failure."""
    return os.environ.get("CI") == "true" or os.environ.get("REQUIRE_REAL") == "1"


def require(probe: Probe) -> None:
    """Skip the test (or fail it, see `all_must_be_real`) unless the probed part is there."""
    missing = probe.missing()
    if missing is None:
        return
    message = f"{probe.part} is not available: {missing}. {probe.hint}"
    if all_must_be_real():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def forbid_skip(report: pytest.TestReport) -> pytest.TestReport:
    """Turn a skip into a failure where all parts must be real; what lies beside the repository
    (invoices, the collection of rules) may be absent all the same."""
    reason = str(report.longrepr)
    if report.skipped and all_must_be_real() and BESIDE_THE_REPOSITORY not in reason:
        report.outcome = "failed"
        report.longrepr = f"no test may be skipped here: {reason}"
    return report


def command(name: str) -> Path | None:
    """Full path of a program, also from the folders only root has on its path."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    return Path(found) if found else None


def missing_commands(*names: str) -> str | None:
    """The first of these programs that is not installed, in words."""
    for name in names:
        if command(name) is None:
            return f"no program '{name}'"
    return None
