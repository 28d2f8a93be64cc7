"""No code of the program stands in a report where a German word is meant."""

from __future__ import annotations

import re
from pathlib import Path

from contracts.rulebook.finding_words import word_for
from services.budget.domain.cost_kinds import BLOCKED
from services.reporting.documents.change_words import reason_of
from services.reporting.domain.changes import Cause
from tests.components.availability import ROOT

BUDGET = ROOT / "services" / "budget"
FINDINGS = (
    "admission", "assignment", "authority", "cost_kinds", "evidence",
    "findings", "line_limits", "period_rules", "personnel_checks", "plan", "plausibility",
    "procurement_findings", "procurement_law", "relations", "splitting",
)  # fmt: skip
_CAUSES = re.compile(
    r"(?:cause=|^CAUSE\b.*= |reassess_grant\(session, grant_id, |_tell\(session, world, ids, )"
    r'"([a-z_]+)"',
    re.MULTILINE,
)
_CODES = re.compile(r'(?:Violation|_unknown)\(\s*"([a-z_]+)"')


def found(pattern: re.Pattern[str], *paths: Path) -> set[str]:
    return {code for path in paths for code in pattern.findall(path.read_text("utf-8"))}


def test_every_cause_of_a_new_assessment_has_words() -> None:
    causes = found(_CAUSES, *(BUDGET / "usecases").glob("*.py"))
    assert {"drawdown_released", "expenditure_reversed", "plan", "waiver"} < causes
    event = "funding.budget.expenditure.reassessed.v1"
    assert [
        one for one in sorted(causes) if f"({one})" in reason_of((Cause(event, "", one),))
    ] == []


def test_every_finding_a_waiver_may_lift_has_words() -> None:
    codes = found(_CODES, *(BUDGET / "domain" / f"{name}.py" for name in FINDINGS))
    assert {"clause_missing", "contract_split", "category_not_eligible"} < codes
    named = codes | {"penalty_due", "account_class_unknown", BLOCKED}
    assert [code for code in sorted(named) if word_for(code) == code] == []
