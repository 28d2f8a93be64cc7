"""Repayments: a confirmed claim, what is paid on it and what is left."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import step


@given(
    step("die Erstattung von {amount:Betrag} ist festgelegt und bestätigt"),
    target_fixture="claim",
)
def claimed(house: House, grant_id: str, entered: dict[str, Any], amount: int) -> str:
    house.file_evidence(grant_id, "proof_of_use_submitted", date(2026, 8, 3)).expect(201)
    call = house.draft_call(grant_id, "2026-H1", "final").expect(201).body
    house.release_call(call["drawdown_id"]).expect(200)
    receipt = {"received_on": "2026-08-03", "amount_cents": call["amount_cents"]}
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/receipt", receipt).expect(200)
    credit = {"amount_cents": 119_000, "vat_cents": 0, "date": "2026-07-15", "reference": "G-1"}
    path = f"/expenditures/{entered['expenditure_id']}/credit-note"
    house.budget(OFFICER, "POST", path, credit).expect(201)
    today = house.clock.at.date().isoformat()
    body = {"kind": "repayment", "decided_on": today, "reference": "KfW 12", "reason": "Schreiben"}
    found = house.budget(OFFICER, "POST", f"/grants/{grant_id}/determinations", body).expect(201)
    assert found.body["figures"] == {"principal_cents": amount}
    claim: str = found.body["determination_id"]
    house.budget(FINANCE, "POST", f"/determinations/{claim}/confirmation").expect(200)
    return claim


@given(step("ich habe {amount:Betrag} erstattet"))
def repaid(house: House, grant_id: str, claim: str, amount: int) -> None:
    repay(house, grant_id, claim, amount).expect(201)


@when(step("ich heute {amount:Betrag} erstatte"), target_fixture="response")
def repay(house: House, grant_id: str, claim: str, amount: int) -> Answer:
    content = {"file": (BytesIO(b"%PDF-1.4 Zahlung"), "zahlung.pdf")}
    kept = house.budget(OFFICER, "POST", f"/grants/{grant_id}/files", files=content).expect(201)
    today = house.clock.at.date().isoformat()
    body = {"paid_on": today, "amount_cents": amount, "file": kept.body["sha256"]}
    return house.budget(FINANCE, "POST", f"/determinations/{claim}/payments", body)


@then(step("sind noch {left:Betrag} zu erstatten und {paid:Betrag} erstattet"))
def still_to_repay(house: House, grant_id: str, left: int, paid: int) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/repayments").expect(200).body
    today = house.clock.at.date().isoformat()
    claims = [(one["principal_cents"], one["repaid_on"]) for one in found["items"]]
    assert claims == [(paid, today), (left, None)]


@then(step("liegen noch {amount:Betrag} unverwendet"))
def still_unused(house: House, grant_id: str, amount: int) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/late-use").expect(200).body
    assert found["unused_cents"] == amount


@then(step("sind von den Eingängen {amount:Betrag} zu erstatten oder erstattet"))
def claimed_of_receipts(house: House, grant_id: str, amount: int) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/late-use").expect(200).body
    assert sum(one["claimed_cents"] for one in found["receipts"]) == amount
