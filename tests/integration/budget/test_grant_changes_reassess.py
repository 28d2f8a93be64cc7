"""What changes a grant changes its expenditures: each is assessed anew, in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.domain.grant import Amendment
from services.budget.store.amendment import amendment_records, insert_amendment
from services.budget.store.grant import load_grant
from services.budget.usecases.amendment import confirm_amendment, propose_amendment
from services.budget.usecases.evidence import file_evidence
from services.budget.usecases.expenditure import record_expenditure
from shared.errors import Refused
from tests.integration.budget.scene import GRANT, HEAD, TODAY, Scene, expenditure


def assessments(scene: Scene, cause: str) -> list[dict[str, Any]]:
    """The new assessments an act of that kind brought."""
    return [
        one["data"]["expenditure"]["assessment"]
        for one in scene.events()
        if one["type"].endswith("reassessed.v1") and one["data"]["cause"] == cause
    ]


def amend(scene: Scene, **changes: Any) -> None:
    amendment = Amendment("ÄB", date(2026, 7, 1), date(2026, 7, 1), changes)
    record = scene.run(propose_amendment, GRANT, amendment).record
    scene.run(confirm_amendment, record.amendment_id, actor=HEAD)


def test_a_shorter_period_takes_what_lies_beyond_it(both: Scene) -> None:
    both.run(record_expenditure, GRANT, expenditure(service_to=date(2026, 12, 31)))
    amend(both, period_end=date(2026, 6, 30))
    (after,) = assessments(both, "amendment")
    assert 0 < after["eligible_cents"] < 119_000
    types = both.event_types()
    assert types.index("amendment.confirmed") < types.index("expenditure.reassessed")


def test_an_amendment_that_touches_no_row_brings_no_new_assessment(both: Scene) -> None:
    both.run(record_expenditure, GRANT, expenditure())
    amend(both, funding_rate_bp=6000)
    assert assessments(both, "amendment") == []


def test_an_early_start_permission_lifts_the_refusal_from_its_day_on(both: Scene) -> None:
    early = expenditure(contract_date=date(2025, 12, 1))
    with pytest.raises(Refused):
        both.run(record_expenditure, GRANT, early)
    permission = Evidence(
        EvidenceKind.EARLY_START_PERMISSION, date(2025, 11, 1), "Schreiben", measures=("M1",)
    )
    both.run(file_evidence, GRANT, permission)
    both.run(record_expenditure, GRANT, early)
    other = expenditure(
        contract_date=date(2025, 12, 1),
        measure_id="M2",
        budget_line="Bau",
        voucher_number="B-2",
        invoice_number="R-2",
    )
    with pytest.raises(Refused):
        both.run(record_expenditure, GRANT, other)


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_amendments_of_one_moment_are_laid_over_each_other_as_entered(
    both: Scene, ids: tuple[str, str]
) -> None:
    """The ids are random: they may not decide which of two notices counts."""
    for amendment_id, rate in zip(ids, (6000, 6400), strict=True):
        changes = {"funding_rate_bp": rate}
        notice = Amendment(f"ÄB {rate}", date(2026, 7, 1), date(2026, 7, 1), changes)
        with both.sessions.write() as session:
            insert_amendment(session, amendment_id, GRANT, notice, None, both.by())
    for amendment_id in reversed(ids):
        both.run(confirm_amendment, amendment_id, actor=HEAD)
    with both.sessions.read() as session:
        grant = load_grant(session, GRANT)
        assert [one.amendment_id for one in amendment_records(session, GRANT)] == list(ids)
    assert grant.terms(TODAY.date()).funding_rate_bp == 6400
