"""Procurement files: opened, filled, completed, released; expenditures that wait for them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, parsers, then, when

from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import fields, step

CLAUSES = ["knowledge_transfer", "open_source", "documentation", "audit_right"]
NEW = {
    "measure_id": "M-1",
    "subject": "Beratung",
    "creditor": "Muster GmbH",
    "relation": "contract",
    "estimate_net_cents": 5_000_000,
    "procedure": "negotiated",
    "procedure_reason": "drei Angebote",
    "contract_date": "2026-02-02",
    "award_net_cents": 5_000_000,
    "clauses": CLAUSES,
}

ORDERED = dict.fromkeys(
    ("voucher_number", "invoice_number", "invoice_date", "payment_date", "payment_reference")
)
"""What an order does not have yet."""


def opened(house: House, grant_id: str, **more: Any) -> Answer:
    body = {name: value for name, value in (NEW | more).items() if value is not None}
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/procurements", body)


def now(house: House, file: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (
        house.budget(OFFICER, "GET", f"/procurements/{file['procurement_id']}").expect(200).body
    )
    return found


def upload(house: House, file: dict[str, Any], item: str) -> Answer:
    path = f"/procurements/{file['procurement_id']}/documents"
    files = {"file": (BytesIO(f"%PDF-1 {item}".encode()), f"{item}.pdf"), "item": item}
    return house.budget(OFFICER, "POST", path, files=files)


def act(
    house: House, file: dict[str, Any], user: str, what: str, body: dict[str, Any] | None = None
) -> Answer:
    return house.budget(user, "POST", f"/procurements/{file['procurement_id']}/{what}", body)


@given("die Vergabeakte", target_fixture="file")
def a_file(house: House, grant_id: str) -> dict[str, Any]:
    found: dict[str, Any] = opened(house, grant_id).expect(201).body
    return found


@given("die Vergabeakte mit", target_fixture="file")
def a_file_with(house: House, grant_id: str, datatable: list[list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = opened(house, grant_id, **fields(datatable)).expect(201).body
    return found


@when("ich eine Vergabeakte anlege mit", target_fixture="response")
def open_with(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return opened(house, grant_id, **fields(datatable))


@given("ihr Vertrag hat nur die Klauseln", target_fixture="file")
def clauses(house: House, file: dict[str, Any], datatable: list[list[str]]) -> dict[str, Any]:
    path = f"/procurements/{file['procurement_id']}"
    body = {"clauses": [row[0] for row in datatable]}
    found: dict[str, Any] = (
        house.budget(OFFICER, "PATCH", path, body, headers={"If-Match": "*"}).expect(200).body
    )
    return found


@when(step('ich als Auftragnehmer "{name}" eintrage'), target_fixture="response")
def name_contractor(house: House, file: dict[str, Any], name: str) -> Answer:
    path = f"/procurements/{file['procurement_id']}"
    return house.budget(OFFICER, "PATCH", path, {"creditor": name}, headers={"If-Match": "*"})


@when(step('ich als Art des Auftrags "{kind}" eintrage'), target_fixture="response")
def kind_of_contract(house: House, file: dict[str, Any], kind: str) -> Answer:
    path = f"/procurements/{file['procurement_id']}"
    return house.budget(OFFICER, "PATCH", path, {"kind": kind}, headers={"If-Match": "*"})


@when(step("ich als Tag des Vertrags den {day:Datum} eintrage"), target_fixture="response")
def date_contract(house: House, file: dict[str, Any], day: date) -> Answer:
    path = f"/procurements/{file['procurement_id']}"
    body = {"contract_date": day.isoformat()}
    return house.budget(OFFICER, "PATCH", path, body, headers={"If-Match": "*"})


@then(step('nennt die Vergabeakte als Auftragnehmer "{name}"'))
def names_contractor(house: House, grant_id: str, file: dict[str, Any], name: str) -> None:
    assert now(house, file)["creditor"] == name
    path = f"/grants/{grant_id}/procurements"
    listed = house.budget(OFFICER, "GET", path).expect(200).body["items"]
    assert {one["procurement_id"]: one["creditor"] for one in listed}[
        file["procurement_id"]
    ] == name


@given("alle ihre Unterlagen liegen vor")
def all_items(house: House, file: dict[str, Any]) -> None:
    for one in now(house, file)["findings"]:
        if one["code"] == "procurement_item_missing":
            upload(house, file, one["field"]).expect(201)


@given(step('alle ihre Unterlagen außer "{item}" liegen vor'))
def all_items_but(house: House, file: dict[str, Any], item: str) -> None:
    for one in now(house, file)["findings"]:
        if one["code"] == "procurement_item_missing" and one["field"] != item:
            upload(house, file, one["field"]).expect(201)


@given("sie ist freigegeben")
def is_released(house: House, file: dict[str, Any]) -> None:
    act(house, file, OFFICER, "completion").expect(200)
    act(house, file, FINANCE, "release").expect(200)


@given(step('"{item}" entfällt mit der Begründung "{reason}"'))
@when(step('ich vermerke, dass "{item}" entfällt: "{reason}"'), target_fixture="response")
def dispense(house: House, file: dict[str, Any], item: str, reason: str) -> Answer:
    return act(house, file, OFFICER, "unneeded-items", {"item": item, "reason": reason})


@given(step("ein Nachtrag über {amount:Betrag} vom {day:Datum}"))
@when(
    step("ich einen Nachtrag über {amount:Betrag} vom {day:Datum} erfasse"),
    target_fixture="response",
)
def change(house: House, file: dict[str, Any], amount: int, day: date) -> Answer:
    body = {"net_cents": amount, "changed_on": day.isoformat(), "reason": "Mehrbedarf"}
    return act(house, file, OFFICER, "changes", body)


@given(step("die Leistung ist am {day:Datum} erbracht"))
@when(step("ich die Leistung am {day:Datum} vermerke"), target_fixture="response")
def deliver(house: House, file: dict[str, Any], day: date) -> Answer:
    return act(house, file, OFFICER, "delivery", {"delivered_on": day.isoformat()})


@when("ich die Vergabeakte für vollständig erkläre", target_fixture="response")
def complete(house: House, file: dict[str, Any]) -> Answer:
    return act(house, file, OFFICER, "completion")


@when(step('"{user}" die Vergabeakte freigibt'), target_fixture="response")
def release(house: House, file: dict[str, Any], user: str) -> Answer:
    return act(house, file, user, "release")


@given("ein Auftrag ohne Vergabeakte mit", target_fixture="entered")
def bare_order(house: House, grant_id: str, datatable: list[list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = house.enter(grant_id, **ORDERED, **fields(datatable)).expect(201).body
    return found


@when("ich einen Auftrag ohne Vergabeakte erfasse mit", target_fixture="response")
def enter_bare_order(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.enter(grant_id, **ORDERED, **fields(datatable))


@when("ich für einen Auftrag ohne Vergabeakte zur Probe rechne mit", target_fixture="response")
def try_bare_order(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.enter(grant_id, dry_run=True, **ORDERED, **fields(datatable))


@given("eine bezahlte und festgestellte Ausgabe dieser Akte", target_fixture="entered")
def expenditure_of(house: House, grant_id: str, file: dict[str, Any]) -> dict[str, Any]:
    return house.enter_claimable(grant_id, procurement_id=file["procurement_id"])


@when("ich bei der Ausgabe eine Vergabeunterlage ablege")
def file_document(house: House, entered: dict[str, Any]) -> None:
    house.file_voucher(entered["expenditure_id"], kind="procurement").expect(200, 201)


@when(step("ich eine Vertragsstrafe von {amount:Betrag} geltend mache"), target_fixture="response")
def claim(house: House, file: dict[str, Any], entered: dict[str, Any], amount: int) -> Answer:
    body = {
        "amount_cents": amount,
        "claimed_on": house.clock.at.date().isoformat(),
        "expenditure_id": entered["expenditure_id"],
        "reference": "Schreiben 1",
    }
    return act(house, file, OFFICER, "penalties", body)


@when("ich den Abzug der Vertragsstrafe storniere", target_fixture="response")
def reverse_deduction(house: House, grant_id: str) -> Answer:
    rows = house.budget(OFFICER, "GET", f"/grants/{grant_id}/expenditures").expect(200).body
    note = next(one for one in rows["items"] if one["kind"] == "credit_note")
    path = f"/expenditures/{note['expenditure_id']}/reversal"
    return house.budget(OFFICER, "POST", path, {"reason": "Verzug war entschuldigt"})


@then(step("sind {amount:Betrag} Vertragsstrafe geltend gemacht"))
def has_claimed(house: House, file: dict[str, Any], amount: int) -> None:
    assert now(house, file)["penalty_claimed_cents"] == amount


@then(step('hat die Vergabeakte den Befund "{code}" nach {rule}'))
def has_finding(house: House, file: dict[str, Any], code: str, rule: str) -> None:
    found = {(one["code"], one["rule"]) for one in now(house, file)["findings"]}
    assert (code, rule) in found, found


@then(step('hat die Vergabeakte keinen Befund "{code}"'))
def has_no_finding(house: House, file: dict[str, Any], code: str) -> None:
    assert code not in {one["code"] for one in now(house, file)["findings"]}


@then(parsers.parse('fehlen der Vergabeakte die Unterlagen "{items}"'))
def lacks(house: House, file: dict[str, Any], items: str) -> None:
    found = [
        one["field"]
        for one in now(house, file)["findings"]
        if one["code"] == "procurement_item_missing"
    ]
    assert found == items.split(", ")


@then("ist die Vergabeakte vollständig")
def is_complete(house: House, file: dict[str, Any]) -> None:
    assert now(house, file)["is_complete"], now(house, file)["findings"]


@then("ist die Vergabeakte nicht vollständig")
def is_incomplete(house: House, file: dict[str, Any]) -> None:
    assert not now(house, file)["is_complete"]
