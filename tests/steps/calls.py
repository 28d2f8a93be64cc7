"""Calls for funds."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.notation import step


@given(step('der Entwurf des Mittelabrufs "{period}"'), target_fixture="call")
def drafted(house: House, grant_id: str, period: str) -> dict[str, Any]:
    return house.draft_call(grant_id, period).expect(201).body


@given(step('der Mittelabruf "{period}" ist freigegeben'), target_fixture="call")
def released(house: House, grant_id: str, period: str) -> dict[str, Any]:
    call = house.draft_call(grant_id, period).expect(201).body
    house.release_call(call["drawdown_id"]).expect(200)
    return call


@when(step('ich den Mittelabruf "{period}" entwerfe'), target_fixture="response")
def draft(house: House, grant_id: str, period: str) -> Answer:
    return house.draft_call(grant_id, period)


@when(step('"{user}" den Mittelabruf freigibt'), target_fixture="response")
def release(house: House, call: dict[str, Any], user: str) -> Answer:
    return house.release_call(call["drawdown_id"], user)


@when(step('ich den Mittelabruf "{period}" probeweise entwerfe'), target_fixture="response")
def try_drafting(house: House, grant_id: str, period: str) -> Answer:
    body = {"period": period, "kind": "interim"}
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/drawdowns?dry_run=true", body)


@when(step('"{user}" den Mittelabruf probeweise freigibt'), target_fixture="response")
def try_releasing(house: House, call: dict[str, Any], user: str) -> Answer:
    path = f"/drawdowns/{call['drawdown_id']}/release?dry_run=true"
    return house.budget(user, "POST", path)


@then(step('rät die Ablehnung zu "{kind}" mit "{document}" und "{place}"'), target_fixture="advice")
def refusal_advises(response: Answer, kind: str, document: str, place: str) -> str:
    [advice] = [one["remedy"] for one in response.body["violations"] if one["field"] == kind]
    assert document in advice[0].lower() + advice[1:] and place in advice
    return str(advice)


@then(step('rät die Zuwendung zur Voraussetzung "{kind}" dasselbe'))
def grant_advises(house: House, grant_id: str, kind: str, advice: str) -> None:
    assert _advice_of_grant(house, grant_id, kind) == advice


@then(step('nennt der Prüfpfad die offene Voraussetzung "{kind}"'))
def trail_names_condition(house: House, kind: str) -> None:
    """The page of the entry advises by it; texts of the request are in no event."""
    [refused] = house.trail(outcome="refused")
    assert [one["condition"] for one in refused["payload"]["violations"]].count(kind) == 1


@then(step('rät die Zuwendung zur Voraussetzung "{kind}" nichts'))
def grant_advises_nothing(house: House, grant_id: str, kind: str) -> None:
    assert _advice_of_grant(house, grant_id, kind) is None


def _advice_of_grant(house: House, grant_id: str, kind: str) -> object:
    gates = house.budget(OFFICER, "GET", f"/grants/{grant_id}").expect(200).body["gates"]
    [found] = [one["remedy"] for one in gates if one["kind"] == kind]
    return found


@given("der Mittelabruf ist eingereicht")
def submitted(house: House, call: dict[str, Any]) -> None:
    body = {"submitted_on": house.clock.at.date().isoformat(), "reference": "Abruf 1"}
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/submission", body).expect(200)


@given(step("die Bewilligungsstelle kürzt den Mittelabruf auf {amount:Betrag}"))
def decided(house: House, call: dict[str, Any], amount: int) -> None:
    body = {
        "decided_on": house.clock.at.date().isoformat(),
        "approved_cents": amount,
        "reason": "Kürzung",
        "reference": "KfW 7",
    }
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/decision", body).expect(200)


@when(
    step("ich den Zahlungseingang über {amount:Betrag} vom {day:Datum} erfasse"),
    target_fixture="response",
)
def receive(house: House, call: dict[str, Any], amount: int, day: date) -> Answer:
    body = {"received_on": day.isoformat(), "amount_cents": amount}
    return house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/receipt", body)


@when(step('"{user}" den Mittelabruf zurückzieht'), target_fixture="response")
def withdraw(house: House, call: dict[str, Any], user: str) -> Answer:
    path = f"/drawdowns/{call['drawdown_id']}/withdrawal"
    return house.budget(user, "POST", path, {"reason": "falscher Zeitraum"})


@then(step("lautet der Mittelabruf auf {amount:Betrag}"))
def amount_is(response: Answer, amount: int) -> None:
    assert response.expect(201).body["amount_cents"] == amount


@then(step("beträgt die zustehende Zuwendung im Mittelabruf {amount:Betrag}"))
def entitlement_is(response: Answer, amount: int) -> None:
    assert response.expect(201).body["entitlement_cents"] == amount


@then("ist der Mittelabruf freigegeben")
def is_released(response: Answer) -> None:
    assert response.expect(200).body["status"] == "released"
