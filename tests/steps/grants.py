"""Grants, plans, evidence, incomes."""

from __future__ import annotations

import json
from datetime import date

from pytest_bdd import given, then, when

from tests.driver import FINANCE, OFFICER, TODAY, Answer, House
from tests.steps.notation import euro, fields, step


@given(step("heute ist der {day:Datum}"))
def today(house: House, day: date) -> None:
    house.go_to(day)


@given(
    step('die Zuwendung "{grant_id}" der Phase {phase} läuft vom {start:Datum} bis {end:Datum}'),
    target_fixture="grant_id",
)
def grant(house: House, grant_id: str, phase: str, start: date, end: date) -> str:
    house.award(grant_id, phase, start, end).expect(201)
    return grant_id


@given(
    step('die Zuwendung "{grant_id}" der Phase {phase} vom {start:Datum} bis {end:Datum} mit'),
    target_fixture="grant_id",
)
def grant_with(
    house: House, grant_id: str, phase: str, start: date, end: date, datatable: list[list[str]]
) -> str:
    house.award(grant_id, phase, start, end, **fields(datatable)).expect(201)
    return grant_id


@given(
    step('das Regelpaket stellt ein, dass "{key}" den Wert "{value}" hat'),
    target_fixture="rule_settings",
)
def setting(key: str, value: str) -> dict[str, object]:
    is_json = value.isdecimal() or value.startswith("[")
    return {key: json.loads(value) if is_json else value}


@given(
    "das Regelpaket stellt ein, dass Vergabeunterlagen nötig sind", target_fixture="rule_settings"
)
def procurement_required() -> dict[str, object]:
    return {"procurement_required": True}


@given(
    step('Vergabeunterlagen sind nötig, und als Nachweis gilt "{proof}"'),
    target_fixture="rule_settings",
)
def procurement_proven_by(proof: str) -> dict[str, object]:
    return {"procurement_required": True, "procurement_proof": proof}


@given(step('der Plan sieht Personal auf "{staff}" und Sachausgaben auf "{goods}" vor'))
def plan_of_two(house: House, grant_id: str, staff: str, goods: str) -> None:
    house.plan(
        grant_id, {staff: 10_000_000, goods: 10_000_000}, categories={staff: "PERSONAL"}
    ).expect(201)


@given(
    step('die Zuwendung "{grant_id}" läuft damit vom {start:Datum} bis {end:Datum}'),
    target_fixture="grant_id",
)
def grant_with_setting(
    house: House, grant_id: str, start: date, end: date, rule_settings: dict[str, object]
) -> str:
    house.award(grant_id, "B", start, end, rule_settings=rule_settings).expect(201)
    return grant_id


@when(
    step('Phase {phase} als "{grant_id}" vom {start:Datum} bis {end:Datum} beantragt wird mit'),
    target_fixture="response",
)
def propose(
    house: House, grant_id: str, phase: str, start: date, end: date, datatable: list[list[str]]
) -> Answer:
    return house.award(grant_id, phase, start, end, **fields(datatable))


@given("der Finanzierungsplan sieht vor:")
def plan(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    house.plan(grant_id, {name: euro(amount) for name, amount in datatable[1:]}).expect(201)


@given("intern sieht der Finanzierungsplan vor:")
def internal_plan(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    lines = {name: euro(amount) for name, amount in datatable[1:]}
    house.plan(grant_id, lines, basis="internal").expect(201)


@when("ich einen Finanzierungsplan vorlege mit", target_fixture="response")
def propose_plan(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    lines = {name: euro(amount) for name, amount in datatable[1:]}
    return house.plan(grant_id, lines, release=False)


@when(step("ich 1.000,00 € plane und so finanziere"), target_fixture="response")
def propose_funding(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    funding = [
        {"source_kind": kind, "source": kind, "amount_cents": euro(amount)}
        for kind, amount in datatable[1:]
    ]
    return house.plan(grant_id, {"Beratung": 100_000}, funding=funding, release=False)


@when(step('"{user}" die vorgelegte Planfassung freigibt'), target_fixture="response")
def release_plan(house: House, grant_id: str, response: Answer, user: str) -> Answer:
    version = response.expect(201).body["version"]
    return house.budget(user, "POST", f"/grants/{grant_id}/plan-versions/{version}/release")


@given(step('der Nachweis "{kind}" vom {day:Datum} liegt vor'))
def evidence(house: House, grant_id: str, kind: str, day: date) -> None:
    house.file_evidence(grant_id, kind, day).expect(201)


@given(step('der vorzeitige Beginn ist ab {day:Datum} für "{measure}" erlaubt'))
def early_start(house: House, grant_id: str, day: date, measure: str) -> None:
    house.file_evidence(
        grant_id,
        "early_start_permission",
        day,
        valid_from=day.isoformat(),
        measures=[measure],
    ).expect(201)


@given("alle Abrufvoraussetzungen der Phase B liegen vor")
def all_evidence(house: House, grant_id: str) -> None:
    for kind in (
        "council_decision",
        "committee_decision",
        "ministry_approval",
        "phase_b_documents",
    ):
        house.file_evidence(grant_id, kind, date(2026, 1, 15)).expect(201)


@given(step('die Einnahme "{kind}" über {amount:Betrag} vom {day:Datum}'))
@when(
    step('ich die Einnahme "{kind}" über {amount:Betrag} vom {day:Datum} erfasse'),
    target_fixture="response",
)
def income(house: House, grant_id: str, kind: str, amount: int, day: date) -> Answer:
    body = {
        "source_kind": kind,
        "source": "Land",
        "received_on": day.isoformat(),
        "amount_cents": amount,
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/incomes", body)


@given(step("ein Änderungsbescheid senkt den Fördersatz ab {day:Datum} auf {rate:d} %"))
@when(step("ein Änderungsbescheid den Fördersatz ab {day:Datum} auf {rate:d} % senkt"))
def amendment(house: House, grant_id: str, day: date, rate: int) -> None:
    _amended(house, grant_id, day, {"funding_rate_bp": rate * 100})


@given(step("ein Änderungsbescheid ändert den Höchstbetrag ab {day:Datum} auf {cents:Betrag}"))
def other_maximum(house: House, grant_id: str, day: date, cents: int) -> None:
    _amended(house, grant_id, day, {"max_eligible_cents": cents})


def _amended(house: House, grant_id: str, day: date, changes: dict[str, object]) -> None:
    body = {
        "reference": "ÄB 1",
        "decided_on": day.isoformat(),
        "valid_from": day.isoformat(),
        "changes": changes,
    }
    answer = house.budget(OFFICER, "POST", f"/grants/{grant_id}/amendments", body).expect(201)
    path = f"/amendments/{answer.body['amendment_id']}/confirmation"
    house.budget(FINANCE, "POST", path).expect(200)


@then(step('ist die Voraussetzung "{kind}" {state}'))
def gate(house: House, grant_id: str, kind: str, state: str) -> None:
    gates = house.budget(OFFICER, "GET", f"/grants/{grant_id}").expect(200).body["gates"]
    found = {one["kind"]: one["satisfied"] for one in gates}
    assert found[kind] is (state == "erfüllt")


@when("ich eine Maßnahme anlege mit", target_fixture="response")
def add_measure(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.add_measure(grant_id, "M-9", **fields(datatable))


@given(step("ein bestätigter Änderungsbescheid verlängert den Zeitraum bis {day:Datum}"))
def longer_period(house: House, grant_id: str, day: date) -> None:
    _amended(house, grant_id, TODAY, {"period_end": day.isoformat()})


@given(step("ein bestätigter Änderungsbescheid lässt Zahlungen bis {day:Datum} zählen"))
def later_payments(house: House, grant_id: str, day: date) -> None:
    _amended(house, grant_id, TODAY, {"payments_until": day.isoformat()})
