"""What the house answered, what the sums are, what the trail says."""

from __future__ import annotations

import re
from datetime import date

from pytest_bdd import then

from tests.driver import Answer, House
from tests.steps.notation import step

SUMS = {
    "geplant": "planned_cents",
    "gebunden": "committed_cents",
    "bezahlt": "paid_cents",
    "zuwendungsfähig": "eligible_cents",
    "abrufbar": "claimable_cents",
    "zustehende Zuwendung": "entitlement_cents",
    "abgerufen": "called_cents",
    "erhalten": "received_cents",
    "Eigenanteil": "own_share_cents",
    "zu viel abgerufen": "overdrawn_cents",
    "Restmittel": "remaining_cents",
}


@then("wird das angenommen")
def accepted(response: Answer) -> None:
    response.expect(200, 201)


@then("wird das abgelehnt")
def refused(response: Answer) -> None:
    response.expect(422)


@then("lässt der Stand das nicht mehr zu")
def conflict(response: Answer) -> None:
    response.expect(409)


@then("fehlt dafür die Rolle")
def forbidden(response: Answer) -> None:
    response.expect(403)


@then(step('ist der Hinderungsgrund "{code}" nach {rule}'))
def reason(response: Answer, code: str, rule: str) -> None:
    assert (code, rule) in response.codes, response.body
    assert {one["severity"] for one in response.body["violations"] if one["code"] == code} == {
        "error"
    }


@then(step('gibt es den Hinweis "{code}" nach {rule}'))
def warning(response: Answer, code: str, rule: str) -> None:
    response.expect(200, 201)
    assert (code, rule) in response.codes, response.body


@then(step('trägt die Zuwendung für "{user}" keine Hinweise'))
def no_open_warnings(house: House, grant_id: str, user: str) -> None:
    answer = house.budget(user, "GET", f"/grants/{grant_id}").expect(200)
    assert answer.body["violations"] == []


@then(step('trägt die Zuwendung für "{user}" die Hinweise {codes}'))
def open_warnings(house: House, grant_id: str, user: str, codes: str) -> None:
    answer = house.budget(user, "GET", f"/grants/{grant_id}").expect(200)
    found = [one["code"] for one in answer.body["violations"]]
    assert found == re.findall('"([^"]+)"', codes)


@then("gibt es keinen Hinweis")
def no_warning(response: Answer) -> None:
    assert response.expect(200, 201).body["violations"] == []


@then(step('gibt es keinen Hinweis "{code}"'))
def no_such_warning(response: Answer, code: str) -> None:
    assert code not in {one for one, _ in response.expect(200, 201).codes}


@then(step('beträgt "{name}" {amount:Betrag}'))
def sum_is(house: House, grant_id: str, name: str, amount: int) -> None:
    assert house.balance(grant_id)[SUMS[name]] == amount


@then(step('beträgt "{name}" am {day:Datum} {amount:Betrag}'))
def sum_was(house: House, grant_id: str, name: str, day: date, amount: int) -> None:
    assert house.balance(grant_id, day)[SUMS[name]] == amount


@then(step("ist die Ausschöpfung {percent} %"))
def use_is(house: House, grant_id: str, percent: str) -> None:
    whole, _, decimals = percent.partition(",")
    expected = int(whole) * 100 + int(decimals.ljust(2, "0"))
    assert house.balance(grant_id)["use_bp"] == expected


@then(step('steht im Prüfpfad ein Ereignis "{type_}" mit dem Ausgang "{outcome}"'))
def in_the_trail(house: House, type_: str, outcome: str) -> None:
    assert house.trail(type=f"funding.budget.{type_}.v1", outcome=outcome)


@then(step('steht im Prüfpfad kein Ereignis "{type_}"'))
def not_in_the_trail(house: House, type_: str) -> None:
    assert house.trail(type=f"funding.budget.{type_}.v1") == []


@then(step('ist der Hinweis "{code}" {presence}'))
def warns_or_not(response: Answer, code: str, presence: str) -> None:
    found = {one for one, _ in response.expect(200, 201).codes}
    assert (code in found) == {"da": True, "nicht da": False}[presence]
