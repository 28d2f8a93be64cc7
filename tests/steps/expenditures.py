"""Expenditures: entering, certifying, correcting."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import ARITHMETICAL, FACTUAL, OFFICER, Answer, House
from tests.steps.notation import fields, step


@given(step('eine bezahlte Ausgabe über {amount:Betrag} auf "{line}"'), target_fixture="entered")
def entered(house: House, grant_id: str, amount: int, line: str) -> dict[str, Any]:
    answer = house.enter(grant_id, gross_cents=amount, budget_line=line).expect(201)
    return answer.body


@given("eine erfasste Ausgabe mit", target_fixture="entered")
def entered_with(house: House, grant_id: str, datatable: list[list[str]]) -> dict[str, Any]:
    return house.enter(grant_id, **fields(datatable)).expect(201).body


@given(step('eine bezahlte Ausgabe auf "{line}" mit'), target_fixture="entered")
def entered_on(
    house: House, grant_id: str, line: str, datatable: list[list[str]]
) -> dict[str, Any]:
    answer = house.enter(grant_id, budget_line=line, **fields(datatable)).expect(201)
    return answer.body


@given(step("eine abrufbare Ausgabe über {amount:Betrag}"), target_fixture="entered")
def claimable(house: House, grant_id: str, amount: int) -> dict[str, Any]:
    found = house.enter_claimable(grant_id, gross_cents=amount)
    assert found["status"] == "claimable", found["missing"]
    return found


@given("eine abrufbare Ausgabe mit", target_fixture="entered")
def claimable_with(house: House, grant_id: str, datatable: list[list[str]]) -> dict[str, Any]:
    found = house.enter_claimable(grant_id, **fields(datatable))
    assert found["status"] == "claimable", found["missing"]
    return found


@when(step('ich {amount:Betrag} auf "{line}" erfasse'), target_fixture="response")
def enter(house: House, grant_id: str, amount: int, line: str) -> Answer:
    return house.enter(grant_id, gross_cents=amount, budget_line=line)


@when("ich eine Ausgabe erfasse mit", target_fixture="response")
def enter_with(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.enter(grant_id, **fields(datatable))


@when(step('ich in der Zuwendung "{other}" eine Ausgabe erfasse mit'), target_fixture="response")
def enter_elsewhere(house: House, other: str, datatable: list[list[str]]) -> Answer:
    return house.enter(other, **fields(datatable))


@when("ich eine Probeberechnung mache mit", target_fixture="response")
def dry_run(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.enter(grant_id, dry_run=True, **fields(datatable))


@when("ich zu dieser Ausgabe noch eine Ausgabe erfasse mit", target_fixture="response")
def enter_related(
    house: House, grant_id: str, entered: dict[str, Any], datatable: list[list[str]]
) -> Answer:
    known = fields(datatable)
    linked = {
        name: entered["expenditure_id"] if value == "diese" else value
        for name, value in known.items()
    }
    return house.enter(grant_id, **linked)


@given("der Beleg liegt vor")
def voucher(house: House, entered: dict[str, Any]) -> None:
    house.file_voucher(entered["expenditure_id"]).expect(200, 201)


@given(step('"{user}" stellt die Ausgabe {kind} fest'))
@when(step('"{user}" die Ausgabe {kind} feststellt'), target_fixture="response")
def certify(house: House, entered: dict[str, Any], user: str, kind: str) -> Answer:
    english = {"sachlich": "factual", "rechnerisch": "arithmetical"}[kind]
    return house.certify(user, entered["expenditure_id"], english)


@given("die Ausgabe ist sachlich und rechnerisch festgestellt")
def certified(house: House, entered: dict[str, Any]) -> None:
    house.certify(FACTUAL, entered["expenditure_id"], "factual").expect(200, 201)
    house.certify(ARITHMETICAL, entered["expenditure_id"], "arithmetical").expect(200, 201)


@when(step('ich "{name}" der Ausgabe auf {amount:Betrag} ändere'), target_fixture="response")
def change_amount(house: House, entered: dict[str, Any], name: str, amount: int) -> Answer:
    return _changed(house, entered, name, amount)


@when(step('ich "{name}" der Ausgabe auf "{text}" ändere'), target_fixture="response")
def change(house: House, entered: dict[str, Any], name: str, text: str) -> Answer:
    return _changed(house, entered, name, text)


def _changed(house: House, entered: dict[str, Any], name: str, value: str | int) -> Answer:
    path = f"/expenditures/{entered['expenditure_id']}"
    etag = house.budget(OFFICER, "GET", path).headers["ETag"]
    return house.budget(OFFICER, "PATCH", path, {name: value}, headers={"If-Match": etag})


@given(step("die Zahlung am {day:Datum}"))
@when(step("ich die Zahlung am {day:Datum} erfasse"), target_fixture="response")
def pay(house: House, entered: dict[str, Any], day: date) -> Answer:
    body = {"payment_date": day.isoformat(), "payment_reference": "Z-100"}
    return house.budget(OFFICER, "POST", f"/expenditures/{entered['expenditure_id']}/payment", body)


@given(step("eine Gutschrift über {amount:Betrag} vom {day:Datum}"), target_fixture="movement")
@when(
    step("ich eine Gutschrift über {amount:Betrag} vom {day:Datum} erfasse"),
    target_fixture="response",
)
def credit(house: House, entered: dict[str, Any], amount: int, day: date) -> Answer:
    body = {"amount_cents": amount, "vat_cents": 0, "date": day.isoformat(), "reference": "G-1"}
    path = f"/expenditures/{entered['expenditure_id']}/credit-note"
    return house.budget(OFFICER, "POST", path, body)


@given(
    step("{amount:Betrag} Sicherheitseinbehalt werden am {day:Datum} ausgezahlt"),
    target_fixture="movement",
)
@when(
    step("ich am {day:Datum} {amount:Betrag} Sicherheitseinbehalt auszahle"),
    target_fixture="response",
)
def release_retention(house: House, entered: dict[str, Any], amount: int, day: date) -> Answer:
    path = f"/expenditures/{entered['expenditure_id']}/retention-release"
    body = {"amount_cents": amount, "payment_date": day.isoformat()}
    return house.budget(OFFICER, "POST", path, body)


@given("die Ausgabe ist storniert")
@when("ich die Ausgabe storniere", target_fixture="response")
def reverse(house: House, entered: dict[str, Any]) -> Answer:
    path = f"/expenditures/{entered['expenditure_id']}/reversal"
    return house.budget(OFFICER, "POST", path, {"reason": "falsch zugeordnet"})


@when(step('"{user}" die Ausgabe zurückgibt mit dem Grund "{reason}"'), target_fixture="response")
def send_back(house: House, entered: dict[str, Any], user: str, reason: str) -> Answer:
    path = f"/expenditures/{entered['expenditure_id']}/return"
    return house.budget(user, "POST", path, {"reason": reason})


@then("wird die Ausgabe angenommen")
def accepted(response: Answer) -> None:
    response.expect(201)


@then("wird die Ausgabe abgelehnt")
def refused(response: Answer) -> None:
    response.expect(422)


@then(step("ist der zuwendungsfähige Betrag {amount:Betrag}"))
def eligible(response: Answer, amount: int) -> None:
    assert response.expect(200, 201).body["eligible_cents"] == amount


@then(step("ergeben die Rechenschritte zusammen {amount:Betrag}"))
def steps_add_up(response: Answer, amount: int) -> None:
    assert sum(one["amount_cents"] for one in response.body["steps"]) == amount


@then(step("zieht der Rechenschritt {rule} {amount:Betrag} ab"))
def step_deducts(response: Answer, rule: str, amount: int) -> None:
    found = {one["rule"]: one["amount_cents"] for one in response.body["steps"]}
    assert found.get(rule) == -amount, found


@then(step('ist die Ausgabe "{status}"'))
def status(house: House, entered: dict[str, Any], status: str) -> None:
    assert house.expenditure(entered["expenditure_id"])["status"] == status


@then(step('fehlt der Ausgabe noch "{code}"'))
def missing(house: House, entered: dict[str, Any], code: str) -> None:
    assert code in missing_codes(house.expenditure(entered["expenditure_id"]))


@then(step('fehlt der Ausgabe nicht "{code}"'))
def not_missing(house: House, entered: dict[str, Any], code: str) -> None:
    assert code not in missing_codes(house.expenditure(entered["expenditure_id"]))


@then("fehlt der Ausgabe nichts mehr")
def nothing_missing(house: House, entered: dict[str, Any]) -> None:
    assert missing_codes(house.expenditure(entered["expenditure_id"])) == set()


def missing_codes(expenditure: dict[str, Any]) -> set[str]:
    return {one if isinstance(one, str) else one["code"] for one in expenditure["missing"]}
