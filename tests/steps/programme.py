"""The frame of the programme, and what is paid back after the last call."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.grants import all_evidence
from tests.steps.notation import step, value_of


def _change_rate(house: House, grant_id: str, rate: int, **more: Any) -> Answer:
    return _amend(house, grant_id, {"funding_rate_bp": rate * 100}, **more)


def _amend(house: House, grant_id: str, changes: dict[str, Any], **more: Any) -> Answer:
    today = house.clock.at.date().isoformat()
    body = {"reference": "ÄB 2", "decided_on": today, "valid_from": today, "changes": changes}
    body |= more
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/amendments", body)


def _confirm(house: House, proposed: Answer) -> None:
    path = f"/amendments/{proposed.expect(201).body['amendment_id']}/confirmation"
    house.budget(FINANCE, "POST", path).expect(200)


@when(step("ich den Fördersatz auf {rate:d} % ändere"), target_fixture="response")
def change_rate(house: House, grant_id: str, rate: int) -> Answer:
    return _change_rate(house, grant_id, rate)


@when(
    step("ich den Fördersatz ab dem {day:Datum} auf {rate:d} % ändere"), target_fixture="response"
)
def change_rate_from(house: House, grant_id: str, day: date, rate: int) -> Answer:
    return _change_rate(house, grant_id, rate, valid_from=day.isoformat())


@given(step("der Fördersatz sinkt ab dem {day:Datum} auf {rate:d} %"))
def rate_falls(house: House, grant_id: str, day: date, rate: int) -> None:
    _confirm(house, change_rate_from(house, grant_id, day, rate))


@when(step("ich den Fördersatz mit Datei auf {rate:d} % ändere"), target_fixture="response")
def change_rate_with_file(house: House, grant_id: str, rate: int) -> Answer:
    content = {"file": (BytesIO(b"%PDF-1.4 Bescheid"), "bescheid.pdf")}
    kept = house.budget(OFFICER, "POST", f"/grants/{grant_id}/files", files=content).expect(201)
    return _change_rate(house, grant_id, rate, file=kept.body["sha256"])


@when(
    step('ein Änderungsbescheid "{field}" auf {value} ändern soll'),
    target_fixture="response",
)
def change_terms(house: House, grant_id: str, field: str, value: str) -> Answer:
    return _amend(house, grant_id, {field: value_of(value)})


@when(
    step("ein Änderungsbescheid vom {day:Datum} eingetragen wird"),
    target_fixture="response",
)
def amendment_decided(house: House, grant_id: str, day: date) -> Answer:
    return _amend(house, grant_id, {"max_eligible_cents": 1_000_000}, decided_on=day.isoformat())


@given(step("der Fördersatz beträgt seit einem Bescheid mit Datei {rate:d} %"))
def rate_changed(house: House, grant_id: str, rate: int) -> None:
    _confirm(house, change_rate_with_file(house, grant_id, rate))


@when(step('ich den Nachweis "{kind}" vom {day:Datum} ablege'), target_fixture="response")
def file_evidence(house: House, grant_id: str, kind: str, day: date) -> Answer:
    return house.file_evidence(grant_id, kind, day)


@given(step('der Nachweis "{kind}" liegt vor und gilt ab {day:Datum}'))
def evidence_from(house: House, grant_id: str, kind: str, day: date) -> None:
    decided_on = date(2026, 1, 15)
    house.file_evidence(grant_id, kind, decided_on, valid_from=day.isoformat()).expect(201)


@given(
    step(
        'die Zuwendung "{grant_id}" der Phase {phase} mit dem Fördersatz {rate} ist bereit zum '
        "Abruf"
    ),
    target_fixture="grant_id",
)
def ready_to_call(house: House, grant_id: str, phase: str, rate: str) -> str:
    """Confirmed, planned, with one claimable expenditure and every document phase B asks for."""
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    house.award(grant_id, phase, first, last, funding_rate_bp=value_of(rate)).expect(200, 201)
    house.plan(grant_id, {"Beratung": 1_000_000}).expect(201)
    house.enter_claimable(grant_id, budget_line="Beratung")
    if phase == "B":
        all_evidence(house, grant_id)
    return grant_id


@given(
    step(
        'der Schlussabruf "{period}" ist freigegeben und am {day:Datum} mit {amount:Betrag} '
        "eingegangen"
    )
)
def final_received(house: House, grant_id: str, period: str, day: date, amount: int) -> None:
    house.file_evidence(grant_id, "proof_of_use_submitted", day).expect(201)
    call = house.draft_call(grant_id, period, "final").expect(201).body
    house.release_call(call["drawdown_id"]).expect(200)
    body = {"received_on": day.isoformat(), "amount_cents": amount}
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/receipt", body).expect(200)


@when(step('ich ohne Anspruch "{kind}" festlege'), target_fixture="response")
def determine_in_vain(house: House, grant_id: str, kind: str) -> Answer:
    today = house.clock.at.date().isoformat()
    body = {"kind": kind, "decided_on": today, "reference": "KfW 12", "reason": "Schreiben"}
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/determinations", body)


@then(step("sind {amount:Betrag} aus der Auszahlung vom {day:Datum} zu erstatten"))
def to_repay(house: House, grant_id: str, amount: int, day: date) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/repayments").expect(200).body
    claims = [(one["principal_cents"], one["paid_out_on"]) for one in found["items"]]
    assert claims == [(amount, day.isoformat())]
