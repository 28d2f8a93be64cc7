"""`dry_run=true` at shifts, determinations and payments of a claim: what is foretold comes."""

from __future__ import annotations

from typing import Any

import pytest

from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.store.determination import (
    DeterminationRecord,
    confirm_row,
    insert_determination,
)
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.repayment_payment import repayment_payments
from tests.integration.budget.scene import (
    BUILDING,
    GRANT,
    HEAD,
    OFFICER,
    PROGRAMME,
    TODAY,
    TRAVEL,
    Scene,
)
from tests.integration.budget.test_drawdowns_api import open_gates
from tests.integration.budget.test_dry_runs_api import AT, Asked
from tests.integration.budget.test_expenditures_api import BODY, LIST
from tests.integration.budget.web_scene import WebScene

SHIFT = {"from_line": TRAVEL, "to_line": BUILDING, "amount_cents": 1_000_000}
DECIDED = {"decided_on": "2026-07-10", "reference": "KfW 9", "reason": "Bescheid"}


@pytest.fixture
def asked(web: WebScene, both: Scene) -> Asked:
    return Asked(web, both)


def shift(scene: Scene) -> dict[str, Any]:
    year = next(iter(scene.look(plan_in_force, GRANT).lines[TRAVEL].years))
    moved = {**SHIFT, "from_year": year, "to_year": year}
    return {"reason": "Mehrbedarf", "category_reason": "abgestimmt", "shifts": [moved]}


def test_a_shift_is_foretold_with_the_remainders_of_both_lines(
    asked: Asked, web: WebScene, both: Scene
) -> None:
    web.post(LIST, BODY)
    new = asked.do(f"{AT}/reallocations", shift(both))
    path = f"/reallocations/{new['reallocation_id']}/release"
    told = web.post(f"{path}?dry_run=true", {}, actor=HEAD).get_json()
    moved = {
        one["budget_line"]: one["remaining_after_cents"] - one["remaining_before_cents"]
        for one in told["effect"]["lines"]
    }
    assert moved == {TRAVEL: -1_000_000, BUILDING: 1_000_000}
    before = both.look(plan_in_force, GRANT).version
    done = asked.do(path, {}, HEAD)
    assert done["plan_version"] == both.look(plan_in_force, GRANT).version > before


def test_a_shift_released_before_is_told_as_refused(
    asked: Asked, web: WebScene, both: Scene
) -> None:
    new = asked.do(f"{AT}/reallocations", shift(both))
    path = f"/reallocations/{new['reallocation_id']}/release"
    before = asked.stands()
    assert web.post(f"{path}?dry_run=true", {}, actor=OFFICER).status_code == 403
    asked.do(path, {}, PROGRAMME)
    told = web.post(f"{path}?dry_run=true", {}, actor=HEAD).get_json()
    assert [one["code"] for one in told["violations"]] == ["reallocation_not_open"]
    assert told["effect"] is None
    assert asked.stands()["events"] > before["events"]


def test_a_reduction_counts_from_its_confirmation(asked: Asked, web: WebScene, both: Scene) -> None:
    open_gates(both)
    file = both.means.files.put(b"%PDF-1.7 Bescheid")
    reduction = {"kind": "reduction", "final_eligible_cents": 10_000_000, "file": file, **DECIDED}
    new = asked.do(f"{AT}/determinations", reduction)
    done = asked.do(f"/determinations/{new['determination_id']}/confirmation", None, HEAD)
    assert done["status"] == "confirmed"


def test_an_overrun_by_an_authority(asked: Asked, both: Scene) -> None:
    file = both.means.files.put(b"%PDF-1.7 Auflage")
    overrun = {"kind": "authority_overrun", "budget_line": TRAVEL, "file": file, **DECIDED}
    new = asked.do(f"{AT}/determinations", overrun)
    asked.do(f"/determinations/{new['determination_id']}/confirmation", None, PROGRAMME)


def test_a_payment_of_a_claim_is_foretold_and_not_recorded(
    asked: Asked, web: WebScene, both: Scene
) -> None:
    day = TODAY.date()
    claim = Determination(DeterminationKind.REPAYMENT, day, day, "KfW 12", "zu viel")
    record = DeterminationRecord(
        "claim", GRANT, claim, {"principal_cents": 100}, None, OFFICER, None, None
    )
    with both.sessions.write() as session:
        insert_determination(session, record, both.by(OFFICER))
        confirm_row(session, "claim", both.by(HEAD))
    file = both.means.files.put(b"Zahlungsbeleg")
    path = "/determinations/claim/payments"
    body = {"paid_on": day.isoformat(), "amount_cents": 60, "file": file}
    told = web.post(f"{path}?dry_run=true", body).get_json()
    assert told["answer"] == {"left_cents": 40}
    assert both.look(repayment_payments, GRANT) == []
    assert asked.do(path, body) == {"left_cents": 40}
    above = web.post(f"{path}?dry_run=true", {**body, "amount_cents": 41}).get_json()
    assert [one["code"] for one in above["violations"]] == ["repayment_above_claim"]
    assert above["effect"] is None
    assert [one.amount_cents for one in both.look(repayment_payments, GRANT)] == [60]
