"""Moving money between lines and years; who may sign."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import euro, step


@given("der Finanzierungsplan nach Maßnahmen:")
def plan_by_measure(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    """Kostenposition, Maßnahme, Kostenart, Jahr, Betrag; own money covers it."""
    for measure in sorted({row[1] for row in datatable[1:]} - {"M-1"}):
        house.add_measure(grant_id, measure)
    lines = [
        {
            "budget_line": name,
            "measure_id": measure,
            "category": category,
            "planned_cents": euro(amount),
            "years": {year: euro(amount)},
        }
        for name, measure, category, year, amount in datatable[1:]
    ]
    total = sum(euro(row[4]) for row in datatable[1:])
    body = {
        "basis": "award",
        "reason": "Bescheid",
        "lines": lines,
        "funding": [{"source_kind": "own", "source": "Stadt", "amount_cents": total}],
    }
    path = f"/grants/{grant_id}/plan-versions"
    version = house.budget(OFFICER, "POST", path, body).expect(201).body["version"]
    house.budget(FINANCE, "POST", f"{path}/{version}/release").expect(200)


@given(step('die weitere Maßnahme "{measure}"'))
def more_measures(house: House, grant_id: str, measure: str) -> None:
    house.add_measure(grant_id, measure).expect(201)


def _shift(house: House, grant_id: str, table: list[list[str]], **more: Any) -> Answer:
    shifts = [
        {
            "from_line": source,
            "from_year": int(from_year),
            "to_line": target,
            "to_year": int(to_year),
            "amount_cents": euro(amount),
        }
        for source, from_year, target, to_year, amount in table[1:]
    ]
    new_line = {"to_measure": more.pop("measure", None), "to_category": more.pop("category", None)}
    for shift in shifts:
        shift.update({name: value for name, value in new_line.items() if value})
    body = {"reason": "Mehrbedarf", "shifts": shifts} | more
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/reallocations", body)


@given("verschoben ist")
def shifted(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    answer = _shift(house, grant_id, datatable).expect(201)
    path = f"/reallocations/{answer.body['reallocation_id']}/release"
    house.budget(FINANCE, "POST", path).expect(200)


@when("ich verschiebe", target_fixture="response")
def shift(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return _shift(house, grant_id, datatable)


@when("ich ohne Begründung verschiebe", target_fixture="response")
def shift_without_reason(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return _shift(house, grant_id, datatable, reason=" ")


@when(step('ich mit dem Schreiben "{reference}" verschiebe'), target_fixture="response")
def shift_with_letter(
    house: House, grant_id: str, reference: str, datatable: list[list[str]]
) -> Answer:
    return _shift(house, grant_id, datatable, reference=reference)


@when(
    step('ich in den neuen Einzelansatz der Maßnahme "{measure}" {letter} Schreiben verschiebe'),
    target_fixture="response",
)
def shift_to_new_line(
    house: House, grant_id: str, measure: str, letter: str, datatable: list[list[str]]
) -> Answer:
    more = {"reference": "KfW 9"} if letter == "mit" else {}
    return _shift(house, grant_id, datatable, measure=measure, category="SACH", **more)


@when(step('ich die Kostenart begründet mit "{reason}" verschiebe'), target_fixture="response")
def shift_category(house: House, grant_id: str, reason: str, datatable: list[list[str]]) -> Answer:
    return _shift(house, grant_id, datatable, category_reason=reason)


@when(step('"{user}" die Verschiebung freigibt'), target_fixture="response")
def release(house: House, response: Answer, user: str) -> Answer:
    path = f"/reallocations/{response.expect(201).body['reallocation_id']}/release"
    return house.budget(user, "POST", path)


@when(
    step('"{user}" die Verschiebung mit dem Schreiben "{letter}" freigibt'),
    target_fixture="response",
)
def release_with_letter(house: House, response: Answer, user: str, letter: str) -> Answer:
    path = f"/reallocations/{response.expect(201).body['reallocation_id']}/release"
    return house.budget(user, "POST", path, {"reference": letter})


@then(step('sind auf "{line}" {amount:Betrag} geplant'))
def planned(house: House, grant_id: str, line: str, amount: int) -> None:
    lines = house.balance(grant_id)["lines"]
    assert {one["budget_line"]: one["planned_cents"] for one in lines}[line] == amount


@then(step("sind {year:d} {amount:Betrag} geplant"))
def planned_in(house: House, grant_id: str, year: int, amount: int) -> None:
    years = house.balance(grant_id)["years"]
    assert {one["budget_year"]: one["planned_cents"] for one in years}[year] == amount


@given(
    step('"{function}" darf vom {start:Datum} bis {end:Datum} zeichnen'),
    target_fixture="signatory",
)
def may_sign(house: House, grant_id: str, function: str, start: date, end: date) -> dict[str, Any]:
    return _register(house, grant_id, function, start, end).expect(201).body


@when(
    step('ich "{function}" vom {start:Datum} bis {end:Datum} als zeichnungsberechtigt eintrage'),
    target_fixture="response",
)
def register(house: House, grant_id: str, function: str, start: date, end: date) -> Answer:
    return _register(house, grant_id, function, start, end)


@when("ich eine Person ohne Unterschriftenblatt eintrage", target_fixture="response")
def register_without_sheet(house: House, grant_id: str) -> Answer:
    day = date(2026, 1, 1)
    return _register(house, grant_id, "Beigeordnete", day, day, sheet=False)


def _register(
    house: House, grant_id: str, function: str, start: date, end: date, *, sheet: bool = True
) -> Answer:
    body = {
        "name": "Erika Muster",
        "function": function,
        "valid_from": start.isoformat(),
        "valid_to": end.isoformat(),
        "reference": "Blatt 1",
    }
    if sheet:
        content = {"file": (BytesIO(b"%PDF-1.4 Unterschriften"), "blatt.pdf")}
        kept = house.budget(OFFICER, "POST", f"/grants/{grant_id}/files", files=content)
        body["file"] = kept.expect(201).body["sha256"]
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/signatories", body)


@when(step('"{user}" den Mittelabruf mit dieser Unterschrift freigibt'), target_fixture="response")
def release_signed(
    house: House, call: dict[str, Any], signatory: dict[str, Any], user: str
) -> Answer:
    body = {"signatories": [signatory["signatory_id"]]}
    return house.budget(user, "POST", f"/drawdowns/{call['drawdown_id']}/release", body)


@then(step("nennt der Mittelabruf {count:d} Zeichnungsberechtigte"))
def signed_by(response: Answer, count: int) -> None:
    assert len(response.expect(200).body["signatories"]) == count
