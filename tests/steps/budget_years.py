"""Budget years: appropriations, transfers, what is available."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, then, when

from tests.driver import AUDITOR, FINANCE, OFFICER, Answer, House
from tests.steps.notation import euro, step

_NATURES = {"konsumtiv": "consumptive", "investiv": "investive"}
_NAMES = {
    "Ansatz": "appropriation_cents",
    "aus dem Vorjahr": "transferred_in_cents",
    "ausgegeben": "spent_cents",
    "gebunden": "committed_cents",
    "in das Folgejahr": "transferred_out_cents",
    "verfügbar": "available_cents",
    "übertragbar": "transferable_cents",
}


def _propose(house: House, grant_id: str, kind: str, year: int, nature: str, cents: int) -> Answer:
    body = {
        "kind": kind,
        "budget_year": year,
        "nature": _NATURES[nature],
        "amount_cents": cents,
        "reference": f"Haushaltsplan {year}",
        "reason": "Beschluss des Rates",
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/authorisations", body)


def _release(house: House, proposed: Answer, user: str = FINANCE) -> Answer:
    authorisation_id = proposed.expect(201).body["authorisation_id"]
    return house.budget(user, "POST", f"/authorisations/{authorisation_id}/release")


@given(step("der Ansatz {year:d} {nature:w} über {cents:Betrag} ist freigegeben"))
def appropriated(house: House, grant_id: str, year: int, nature: str, cents: int) -> None:
    _release(house, _propose(house, grant_id, "appropriation", year, nature, cents)).expect(200)


@given(step("aus {year:d} {nature:w} sind {cents:Betrag} übertragen"))
def transferred(house: House, grant_id: str, year: int, nature: str, cents: int) -> None:
    _release(house, _propose(house, grant_id, "transfer", year, nature, cents)).expect(200)


@given(
    step("aus {year:d} {nature:w} sind {cents:Betrag} zur Übertragung vorgeschlagen"),
    target_fixture="authorisation",
)
def waiting(house: House, grant_id: str, year: int, nature: str, cents: int) -> Answer:
    return _propose(house, grant_id, "transfer", year, nature, cents)


@when(
    step("ich aus {year:d} {nature:w} {cents:Betrag} zur Übertragung vorschlage"),
    target_fixture="response",
)
def transfer(house: House, grant_id: str, year: int, nature: str, cents: int) -> Answer:
    return _propose(house, grant_id, "transfer", year, nature, cents)


@when(
    step("ich den Nachtrag {year:d} {nature:w} über {cents:Betrag} erfasse"),
    target_fixture="response",
)
def supplement(house: House, grant_id: str, year: int, nature: str, cents: int) -> Answer:
    return _propose(house, grant_id, "appropriation", year, nature, cents)


@when(step('"{user}" die Übertragung freigibt'), target_fixture="response")
def release(house: House, authorisation: Answer, user: str) -> Answer:
    return _release(house, authorisation, user)


@when(step("ich den Vorschlag zurückziehe"), target_fixture="response")
def withdraw(house: House, authorisation: Answer) -> Answer:
    path = f"/authorisations/{authorisation.expect(201).body['authorisation_id']}/withdrawal"
    return house.budget(OFFICER, "POST", path, {"reason": "Betrag falsch"})


@then(step("stehen die Haushaltsjahre so da"))
def years_are(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    body = house.budget(AUDITOR, "GET", f"/grants/{grant_id}/budget-years").expect(200).body
    names = [_NAMES[name] for name in datatable[0][2:]]
    found = [
        [str(one["budget_year"]), one["nature"], *(_amount(one[name]) for name in names)]
        for one in body["years"]
    ]
    assert found == [[row[0], _NATURES[row[1]], *row[2:]] for row in datatable[1:]]


@then(step('liest "{user}" für {year:d} {nature:w} als ausgegeben {told}'))
def reads(house: House, grant_id: str, user: str, year: int, nature: str, told: str) -> None:
    body = house.budget(user, "GET", f"/grants/{grant_id}/budget-years").expect(200).body
    [found] = [
        one
        for one in body["years"]
        if (one["budget_year"], one["nature"]) == (year, _NATURES[nature])
    ]
    names = ("spent_cents", "committed_cents", "available_cents", "transferable_cents")
    if told == "nichts":
        assert [found[name] for name in names] == [None] * 4
    else:
        assert _amount(found["spent_cents"]) == told


def _amount(cents: Any) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}".replace(",", ".") + f",{abs(cents) % 100:02d} €"


@given(
    "die Stadt überträgt nur investive Ermächtigungen noch einmal", target_fixture="rule_settings"
)
def investive_again() -> dict[str, object]:
    return {"transfer_again": ["investive"]}


@given("der Finanzierungsplan mit Kostenarten:")
def plan_with_categories(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    lines = {name: euro(amount) for name, _, amount in datatable[1:]}
    categories = {name: category for name, category, _ in datatable[1:]}
    house.plan(grant_id, lines, categories=categories).expect(201)


@given(step('ein offener Auftrag über {cents:Betrag} auf "{line}"'))
def order(house: House, grant_id: str, cents: int, line: str) -> None:
    unpaid = dict.fromkeys(
        ("voucher_number", "invoice_number", "invoice_date", "payment_date", "payment_reference")
    )
    house.enter(grant_id, gross_cents=cents, budget_line=line, **unpaid).expect(201)


@then(step("sagt das Haushaltsjahr {year:d} {nature:w} {told}"))
def says(house: House, grant_id: str, year: int, nature: str, told: str) -> None:
    body = house.budget("ausschuss", "GET", f"/grants/{grant_id}/budget-years").expect(200).body
    found = [
        (said["code"], said["rule"])
        for one in body["years"]
        for said in one["violations"]
        if (one["budget_year"], one["nature"]) == (year, _NATURES[nature])
    ]
    assert found == ([] if told == "nichts" else [(told.strip('"'), "MUN-13")])
