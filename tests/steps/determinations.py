"""Determinations of the funder, readings of other money, reductions, extensions."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import step


def _determine(house: House, grant_id: str, kind: str, **more: Any) -> Answer:
    today = house.clock.at.date().isoformat()
    body = {"kind": kind, "decided_on": today, "reference": "KfW 12", "reason": "Schreiben"} | more
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/determinations", body)


def _confirm(house: House, answer: Answer, user: str = FINANCE) -> Answer:
    determination_id = answer.expect(201).body["determination_id"]
    return house.budget(user, "POST", f"/determinations/{determination_id}/confirmation")


@given(step('"{kind}" ist ab {day:Datum} festgelegt und bestätigt'))
def determined(house: House, grant_id: str, kind: str, day: date) -> None:
    answer = _determine(house, grant_id, kind, valid_from=day.isoformat())
    _confirm(house, answer).expect(200)


@given(step("die Ermäßigung auf {cents:Betrag} ist ab {day:Datum} festgelegt und bestätigt"))
def reduced_since(house: House, grant_id: str, cents: int, day: date) -> None:
    more = {"final_eligible_cents": cents, "valid_from": day.isoformat()}
    _confirm(house, _determine(house, grant_id, "reduction", **more)).expect(200)


@when(step('ich "{kind}" festlege'), target_fixture="determination")
def determine(house: House, grant_id: str, kind: str) -> Answer:
    return _determine(house, grant_id, kind)


@when(step('ich "{kind}" ohne Grund festlege'), target_fixture="response")
def determine_without_reason(house: House, grant_id: str, kind: str) -> Answer:
    return _determine(house, grant_id, kind, reason=" ")


@when(step('"{user}" die Festlegung bestätigt'), target_fixture="response")
def confirm(house: House, determination: Answer, user: str) -> Answer:
    return _confirm(house, determination, user)


@when("ich die Festlegung zurückziehe")
def withdraw(house: House, determination: Answer) -> None:
    path = f"/determinations/{determination.expect(201).body['determination_id']}/withdrawal"
    house.budget(OFFICER, "POST", path, {"reason": "falsches Schreiben"}).expect(200)


@when(step("ich die Ermäßigung auf {cents:Betrag} vorschlage"), target_fixture="determination")
@when(step("ich die Ermäßigung auf {cents:Betrag} festlege"), target_fixture="response")
def reduce(house: House, grant_id: str, cents: int) -> Answer:
    return _determine(house, grant_id, "reduction", final_eligible_cents=cents)


@when(
    step('ich die Überschreitung von "{line}" durch eine Auflage festlege'),
    target_fixture="response",
)
def excuse(house: House, grant_id: str, line: str) -> Answer:
    return _determine(house, grant_id, "authority_overrun", budget_line=line)


@given(step('die Überschreitung von "{line}" durch eine Auflage ist festgelegt und bestätigt'))
def excused(house: House, grant_id: str, line: str) -> None:
    _confirm(house, _determine(house, grant_id, "authority_overrun", budget_line=line)).expect(200)


@given(step("der Plan nennt auch {amount:Betrag} des Landes"))
def plan_with_public(house: House, grant_id: str, amount: int) -> None:
    funding = [
        {"source_kind": "other_public", "source": "Land", "amount_cents": amount},
        {"source_kind": "own", "source": "Stadt", "amount_cents": 20_000_000 - amount},
    ]
    house.plan(grant_id, {"Beratung": 20_000_000}, "change_approved", funding).expect(201)


@given(step("der Zahlungseingang über {amount:Betrag} vom {day:Datum}"))
def received(house: House, call: dict[str, Any], amount: int, day: date) -> None:
    body = {"received_on": day.isoformat(), "amount_cents": amount}
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/receipt", body).expect(200)


@given("das Regelpaket begrenzt die ersten Umsetzungsmaßnahmen", target_fixture="rule_settings")
def first_measures_capped() -> dict[str, object]:
    return {"first_measures_cap_active": True}


@given(
    "das Regelpaket begrenzt die Zuwendung für erste Umsetzungsmaßnahmen",
    target_fixture="rule_settings",
)
def first_measures_capped_by_grant() -> dict[str, object]:
    return {"first_measures_cap_active": True, "cap_basis": "grant"}


@given(
    step(
        'die Zuwendung "{grant_id}" der Phase A läuft damit vom {start:Datum} bis {end:Datum}, '
        '"{measure}" als erste Umsetzungsmaßnahme'
    ),
    target_fixture="grant_id",
)
def grant_with_first_measure(
    house: House,
    grant_id: str,
    start: date,
    end: date,
    measure: str,
    rule_settings: dict[str, object],
) -> str:
    of_grant = rule_settings.get("cap_basis") == "grant"
    caps = {"max_eligible_cents": None, "max_grant_cents": 845_000_000} if of_grant else {}
    house.award(grant_id, "A", start, end, rule_settings=rule_settings, **caps).expect(201)
    house.add_measure(grant_id, measure, first_measure=True).expect(201)
    return grant_id


@then(
    step(
        "beträgt die Zuwendung bis zur Höhe der Ausgaben {up_to:Betrag}, anteilig ermäßigt "
        "{proportional:Betrag}, zusammen {excess:Betrag} zu viel"
    )
)
def readings(house: House, grant_id: str, up_to: int, proportional: int, excess: int) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/cover-readings").expect(200).body
    names = ("up_to_cost_cents", "proportional_cents", "excess_cents", "needs_decision")
    assert [found[name] for name in names] == [up_to, proportional, excess, True]


@then(
    step(
        "beträgt die Zuwendung danach {after:Betrag}, die Ermäßigung {reduction:Betrag}, "
        "die Erstattung {repayment:Betrag}"
    )
)
def reduced(response: Answer, after: int, reduction: int, repayment: int) -> None:
    found = response.expect(201).body["figures"]
    names = ("grant_after_cents", "reduction_cents", "repayment_cents")
    assert [found[name] for name in names] == [after, reduction, repayment]
