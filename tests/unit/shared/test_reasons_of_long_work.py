"""Long work that is refused tells its reasons later with the values that decided them."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.errors import DecidingValue, Refused, Violation
from shared.long_work import Job
from shared.workshop import _told, failure_of

REASON = Violation(
    "line_exceeded", "PLAN-02", "Überschritten.", field="budget_line",
    values=(DecidingValue("line_tolerance_bp", "Grenze", "20 %", "kfw", "1", "Nr. 1.2", "M"),),
)  # fmt: skip


def test_a_reason_comes_back_with_its_values() -> None:
    outcome = _told(Refused([REASON]))
    job = Job(
        "w", "import", "grant/Z-1", "Z-1", "a", {}, "failed", 0, None,
        datetime(2026, 8, 3, tzinfo=UTC), None, 1, None, outcome,
    )  # fmt: skip
    found = failure_of(job)
    assert isinstance(found, Refused) and found.violations == (REASON,)
