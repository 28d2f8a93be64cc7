"""`dry_run=true` at every command that moves money: what is foretold is what comes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.schema import to_payload
from services.budget.store.grant import load_grant
from services.budget.store.notice import notices_of
from services.budget.usecases.deadline_reading import deadlines_of
from tests.integration.budget.scene import (
    ARITHMETICAL,
    BUILDING,
    FACTUAL,
    GRANT,
    HEAD,
    OFFICER,
    PROGRAMME,
    TODAY,
    TRAVEL,
    Scene,
)
from tests.integration.budget.test_drawdowns_api import CALLS, open_gates
from tests.integration.budget.test_expenditures_api import BODY, LIST
from tests.integration.budget.web_scene import WebScene, make_web

AT = f"/grants/{GRANT}"
PLAN = {
    "basis": "change_approved", "reference": "KfW 1", "reason": "Mehr Reisen",
    "category_reason": "mit der KfW abgestimmt",
    "lines": [
        {"budget_line": TRAVEL, "measure_id": "M1", "category": "SACH",
         "planned_cents": 11_000_000, "years": {"2026": 11_000_000}},
        {"budget_line": BUILDING, "measure_id": "M2", "category": "INVEST",
         "planned_cents": 4_000_000, "years": {"2026": 4_000_000}},
    ],
    "funding": [{"source_kind": "own", "source": "Stadt", "amount_cents": 15_000_000}],
}  # fmt: skip
FILE = {
    "measure_id": "M1", "subject": "Beratung", "creditor": "Müller GmbH", "relation": "contract",
    "clauses": ["knowledge_transfer", "open_source", "documentation", "audit_right"],
    "estimate_net_cents": 5_000_000, "procedure": "negotiated",
    "procedure_reason": "drei Angebote", "contract_date": "2026-02-02",
    "award_net_cents": 5_000_000, "delivery_due_on": "2026-07-01", "penalty_bp": 20,
    "penalty_cap_bp": 500,
}  # fmt: skip
AMENDMENT = {
    "reference": "ÄB 1", "decided_on": "2026-07-01", "valid_from": "2026-07-01",
    "changes": {"period_end": "2027-06-30", "max_eligible_cents": 50_000},
}  # fmt: skip


@pytest.fixture
def scene(both: Scene) -> Scene:
    return both


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> Iterator[WebScene]:
    made = make_web(scene, tmp_path)
    yield made
    made.sessions.close()


class Asked:
    """Asks first, does then, and compares."""

    def __init__(self, web: WebScene, scene: Scene) -> None:
        self.web, self.scene = web, scene

    def stands(self) -> dict[str, Any]:
        """The books as the effect sees them."""
        found = self.web.get(f"{AT}/balance").get_json()
        today = TODAY.date()
        with self.scene.sessions.read() as session:
            grant = load_grant(session, GRANT)
            duties = deadlines_of(session, grant, today, means=self.scene.means)
            notices = len(notices_of(session, GRANT))
        return {
            "balance": found,
            "due": {one.duty: to_payload(one.due_on) for one in duties if one.done_on is None},
            "notices": notices,
            "events": len(self.scene.events()),
        }

    def do(self, path: str, body: Any = None, actor: str = OFFICER) -> dict[str, Any]:
        """The answer of the command, once what it foretold came."""
        before = self.stands()
        told = self.web.post(f"{path}?dry_run=true", body, actor=actor)
        assert told.status_code == 200, told.get_json()
        assert self.stands() == before
        done = self.web.post(path, body, actor=actor)
        assert done.status_code in (200, 201), done.get_json()
        self.compare(told.get_json(), before, self.stands())
        answer = told.get_json()["answer"]
        real: dict[str, Any] = done.get_json()
        told_of = {key: value for key, value in answer.items() if value is not None}
        assert {key: real[key] for key in told_of} == told_of
        assert told.get_json()["violations"] == real.get("violations", [])
        return real

    def compare(self, told: dict[str, Any], before: Any, after: Any) -> None:
        effect, old, new = told["effect"], before["balance"], after["balance"]
        assert effect["next_call_cents"] == new["entitlement_cents"] - new["called_cents"]
        earlier = old["entitlement_cents"] - old["called_cents"]
        assert effect["next_call_change_cents"] == effect["next_call_cents"] - earlier
        for name in ("own_share_cents", "municipal_extra_cents"):
            assert effect[name] == new[name] - old[name]
        left = {one["budget_line"]: one["remaining_cents"] for one in old["lines"]}
        assert {one["budget_line"]: one["remaining_after_cents"] for one in effect["lines"]} == {
            one["budget_line"]: one["remaining_cents"]
            for one in new["lines"]
            if one["remaining_cents"] != left.get(one["budget_line"])
        }
        assert len(effect["notices"]) == after["notices"] - before["notices"]
        due, was = after["due"], before["due"]
        changed = [duty for duty in was | due if was.get(duty) != due.get(duty)]
        expected = [
            ("notice" if duty not in was and duty.startswith("notice-") else duty, due.get(duty))
            for duty in changed
        ]
        assert sorted((one["duty"], str(one["due_after_on"])) for one in effect["deadlines"]) == (
            sorted((duty, str(day)) for duty, day in expected)
        )


def file_voucher(web: WebScene, path: str) -> None:
    file = {"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf"), "kind": "voucher"}
    web.post(path + "/documents", data=file, content_type="multipart/form-data")


def test_the_life_of_a_voucher_and_its_call(web: WebScene, scene: Scene) -> None:
    open_gates(scene)
    asked = Asked(web, scene)
    unpaid = {key: value for key, value in BODY.items() if not key.startswith("payment_")}
    row = web.post(LIST, {**unpaid, "retention_cents": 10_000}).get_json()["expenditure_id"]
    at = f"/expenditures/{row}"
    paid = asked.do(at + "/payment", {"payment_date": "2026-06-15", "payment_reference": "Z"})
    assert paid["expenditure_id"] == row
    file_voucher(web, at)
    asked.do(at + "/certifications", {"kind": "factual"}, FACTUAL)
    asked.do(at + "/certifications", {"kind": "arithmetical"}, ARITHMETICAL)
    call = asked.do(CALLS, {"period": "2026-H1"})
    to = f"/drawdowns/{call['drawdown_id']}"
    asked.do(to + "/release", {}, HEAD)
    asked.do(to + "/submission", {"submitted_on": "2026-07-15", "reference": "A"})
    cut = {"decided_on": "2026-07-15", "approved_cents": 70_000, "reason": "Kürzung"}
    asked.do(to + "/decision", {**cut, "reference": "B"})
    asked.do(to + "/receipt", {"received_on": "2026-07-15", "amount_cents": 70_000})
    asked.do(at + "/retention-release", {"amount_cents": 5_000, "payment_date": "2026-07-14"})
    credit = {"amount_cents": 1_000, "vat_cents": 0, "date": "2026-07-14", "reference": "GS"}
    asked.do(at + "/credit-note", credit)
    asked.do(at + "/reversal", {"reason": "doppelt"})


def test_plans_amendments_and_incomes(web: WebScene, scene: Scene) -> None:
    asked = Asked(web, scene)
    web.post(LIST, BODY)
    version = asked.do(f"{AT}/plan-versions", PLAN)["version"]
    asked.do(f"{AT}/plan-versions/{version}/release", None, PROGRAMME)
    proposed = asked.do(f"{AT}/amendments", AMENDMENT)
    before = asked.stands()
    asked.do(f"/amendments/{proposed['amendment_id']}/confirmation", None, HEAD)
    assert asked.stands()["due"] != before["due"]
    income = {"source_kind": "private", "source": "Spende", "received_on": "2026-07-01"}
    asked.do(f"{AT}/incomes", {**income, "amount_cents": 1_000})


def test_evidence_waivers_disposals_and_penalties(web: WebScene, scene: Scene) -> None:
    asked = Asked(web, scene)
    council = {"kind": "council_decision", "decided_on": "2026-07-01", "reference": "R 1"}
    filed = asked.do(f"{AT}/evidence", council)
    assert {"council_decision"} <= {one["kind"] for one in filed["gates"] if one["satisfied"]}
    letter = scene.means.files.put(b"%PDF-1.4 Brief")
    sold = item_to_be_sold(web, letter)
    asked.do(f"/inventory-disposals/{sold}/release", {}, HEAD)
    assert web.get(f"{AT}/incomes").get_json()["items"][0]["amount_cents"] == 50_000
    file = web.post(f"{AT}/procurements", FILE).get_json()["procurement_id"]
    row = web.post(LIST, {**BODY, "procurement_id": file}).get_json()["expenditure_id"]
    claim = {"amount_cents": 1_000, "claimed_on": "2026-07-14", "reference": "Schreiben 1"}
    asked.do(f"/procurements/{file}/penalties", {**claim, "expenditure_id": row})
    waiver = {"object": f"expenditure/{row}", "rule": "ELG-12", "code": "voucher_file",
              "reason": "Brand", "expires_on": "2026-08-31", "file": letter}  # fmt: skip
    found = web.post(f"{AT}/waivers", waiver).get_json()
    asked.do(f"/waivers/{found['waiver_id']}/approval", None, HEAD)


def item_to_be_sold(web: WebScene, letter: str) -> str:
    """The id of a proposed disposal within the binding, with the consent of the funder."""
    item = {"name": "Server", "measure_id": "M1", "asset_class": "hardware", "place": "Rathaus",
            "responsible_unit": "Amt 10", "acquired_on": "2026-04-15", "net_cents": 100_000,
            "eligible_cents": 100_000, "binding_until": "2026-12-31"}  # fmt: skip
    item_id = web.post(f"{AT}/inventory", item).get_json()["item_id"]
    sale = {"kind": "sold", "disposed_on": "2026-07-01", "reason": "Ersatz",
            "proceeds_cents": 50_000, "consent_reference": "Az. 5",
            "consent_sha256": letter}  # fmt: skip
    answer = web.post(f"/inventory-items/{item_id}/disposals", sale)
    found: str = answer.get_json()["disposal_id"]
    return found


def test_a_change_and_many_certifications(web: WebScene, scene: Scene) -> None:
    row = web.post(LIST, BODY).get_json()["expenditure_id"]
    path, change, seen = f"/expenditures/{row}", {"gross_cents": 100_000}, {"If-Match": '"1"'}
    told = web.call("PATCH", f"{path}?dry_run=true", change, headers=seen).get_json()
    assert told["effect"]["eligible_cents"] == 100_000 - BODY["gross_cents"]
    assert web.call("PATCH", f"{path}?dry_run=true", change).status_code == 428
    assert web.get(path).get_json()["gross_cents"] == BODY["gross_cents"]
    many = {"kind": "factual", "expenditure_ids": [row]}
    at = f"{AT}/certifications"
    told = web.post(f"{at}?dry_run=true", many, actor=FACTUAL).get_json()
    assert [one["certified"] for one in told["answer"]["items"]] == [True]
    assert web.get(path).get_json()["certifications"] == []


def test_a_refusal_is_told_with_all_reasons_and_is_no_event(web: WebScene, scene: Scene) -> None:
    row = web.post(LIST, BODY).get_json()["expenditure_id"]
    before = len(scene.events())
    body = {"amount_cents": 9_999_999, "vat_cents": 0, "date": "2026-07-14", "reference": "GS"}
    told = web.post(f"/expenditures/{row}/credit-note?dry_run=true", body)
    assert told.status_code == 200
    assert (told.get_json()["effect"], told.get_json()["answer"]) == (None, None)
    assert "error" in {one["severity"] for one in told.get_json()["violations"]}
    done = web.post(f"/expenditures/{row}/credit-note", body)
    assert done.get_json()["violations"] == told.get_json()["violations"]
    assert "ETag" not in told.headers
    assert len(scene.events()) == before + 1  # the refusal of what was done in earnest


def test_a_dry_run_keeps_roles_versions_and_addresses(web: WebScene) -> None:
    row = web.post(LIST, BODY).get_json()["expenditure_id"]
    path, body = f"/expenditures/{row}/reversal", {"reason": "doppelt"}
    assert web.post(path + "?dry_run=true", body, actor=HEAD).status_code == 403
    stale = {"If-Match": '"99"'}
    assert web.post(path + "?dry_run=true", body, headers=stale).status_code == 412
    assert web.post(path + "?dry_run=perhaps", body).status_code == 422
    assert web.post(path + "?dry=true", body).status_code == 422
    gone = path.replace(row, "00000000-0000-4000-8000-000000000000")
    assert web.post(gone + "?dry_run=true", body).status_code == 404


def test_a_dry_run_uses_up_no_key(web: WebScene) -> None:
    row = web.post(LIST, BODY).get_json()["expenditure_id"]
    path, body, key = f"/expenditures/{row}/reversal", {"reason": "x"}, {"Idempotency-Key": "k"}
    told = web.post(path + "?dry_run=true", body, headers=key)
    assert told.get_json()["answer"]["expenditure_id"] is None
    done = web.post(path, body, headers=key)
    assert done.status_code == 201
    assert "Idempotency-Replayed" not in done.headers
