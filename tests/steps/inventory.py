"""The inventory: items, changes, disposals."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, parsers, then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.notation import euro, step


def _record(house: House, grant_id: str, net_cents: int, **more: Any) -> Answer:
    body = {
        "name": "Server",
        "measure_id": "M-1",
        "asset_class": "hardware",
        "place": "Rathaus",
        "responsible_unit": "Amt 10",
        "acquired_on": "2026-04-15",
        "net_cents": net_cents,
    } | more
    if "expenditure_id" not in body:
        body.setdefault("eligible_cents", net_cents)
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/inventory", body)


@when(step("ich einen Gegenstand über netto {amount:Betrag} erfasse"), target_fixture="response")
def record(house: House, grant_id: str, amount: int) -> Answer:
    return _record(house, grant_id, amount)


@when(
    step("ich einen Gegenstand über netto {amount:Betrag} mit {years:d} Jahren Nutzung erfasse"),
    target_fixture="response",
)
def record_with_life(house: House, grant_id: str, amount: int, years: int) -> Answer:
    return _record(house, grant_id, amount, useful_life_years=years)


@when(step("ich einen am {day:Datum} angeschafften Gegenstand erfasse"), target_fixture="response")
def record_of_day(house: House, grant_id: str, day: date) -> Answer:
    return _record(house, grant_id, 300_000, acquired_on=day.isoformat())


@when(
    step("ich zur Ausgabe einen Gegenstand über netto {amount:Betrag} erfasse"),
    target_fixture="response",
)
def record_of_receipt(house: House, grant_id: str, entered: Any, amount: int) -> Answer:
    found = entered if isinstance(entered, dict) else entered.body
    return _record(house, grant_id, amount, expenditure_id=found["expenditure_id"])


@given(step("ein Gegenstand über netto {amount:Betrag}"), target_fixture="item")
def item(house: House, grant_id: str, amount: int) -> Answer:
    return _record(house, grant_id, amount).expect(201)


@given(
    step("ein Gegenstand über netto {amount:Betrag}, gebunden bis {until:Datum}"),
    target_fixture="item",
)
def bound_item(house: House, grant_id: str, amount: int, until: date) -> Answer:
    return _record(house, grant_id, amount, binding_until=until.isoformat()).expect(201)


@given(
    step(
        "ein Gegenstand über netto {amount:Betrag}, davon {eligible:Betrag} zuwendungsfähig, "
        "gebunden bis {until:Datum}"
    ),
    target_fixture="item",
)
def partly_eligible(house: House, grant_id: str, amount: int, eligible: int, until: date) -> Answer:
    more = {"eligible_cents": eligible, "binding_until": until.isoformat()}
    return _record(house, grant_id, amount, **more).expect(201)


def _change(house: House, item: Answer, headers: dict[str, str], **changes: Any) -> Answer:
    body = {"place": "Rathaus", "responsible_unit": "Amt 10", "reason": "Umzug"} | changes
    path = f"/inventory-items/{item.body['item_id']}"
    return house.budget(OFFICER, "PATCH", path, body, headers=headers)


@when(step('ich den Standort auf "{place}" ändere'), target_fixture="response")
def move(house: House, item: Answer, place: str) -> Answer:
    return _change(house, item, {"If-Match": '"1"'}, place=place)


@when("ich den Standort ohne gesehene Fassung ändere", target_fixture="response")
def move_blindly(house: House, item: Answer) -> Answer:
    return _change(house, item, {}, place="Keller")


@when(step("ich die Zweckbindung auf den {day:Datum} ändere"), target_fixture="response")
def rebind(house: House, item: Answer, day: date) -> Answer:
    return _change(house, item, {"If-Match": '"1"'}, binding_until=day.isoformat())


def _propose(house: House, item: Answer, kind: str, day: date, **more: Any) -> Answer:
    body = {"kind": kind, "disposed_on": day.isoformat(), "reason": "Ersatz beschafft"} | more
    path = f"/inventory-items/{item.body['item_id']}/disposals"
    return house.budget(OFFICER, "POST", path, body)


@given(step('der Abgang "{kind}" am {day:Datum} ist vorgeschlagen'), target_fixture="disposal")
def proposed(house: House, item: Answer, kind: str, day: date) -> Answer:
    return _propose(house, item, kind, day).expect(201)


def _consent(house: House, grant_id: str) -> str:
    files = {"file": (BytesIO(b"%PDF-1.4 Zustimmung"), "zustimmung.pdf", "application/pdf")}
    kept = house.budget(OFFICER, "POST", f"/grants/{grant_id}/files", files=files).expect(200, 201)
    sha256: str = kept.body["sha256"]
    return sha256


@given(
    step("der Verkauf am {day:Datum} für {amount:Betrag} ist mit Zustimmung vorgeschlagen"),
    target_fixture="disposal",
)
def sold(house: House, grant_id: str, item: Answer, day: date, amount: int) -> Answer:
    consent = {"consent_reference": "Az. 5", "consent_sha256": _consent(house, grant_id)}
    return _propose(house, item, "sold", day, proceeds_cents=amount, **consent).expect(201)


@when("ich die Zustimmung ablege", target_fixture="response")
def consent(house: House, grant_id: str, disposal: Answer) -> Answer:
    body = {"consent_reference": "Az. 5", "consent_sha256": _consent(house, grant_id)}
    path = f"/inventory-disposals/{disposal.body['disposal_id']}/consent"
    return house.budget(OFFICER, "POST", path, body).expect(200)


@when(step('"{user}" den Abgang freigibt'), target_fixture="response")
def release(house: House, disposal: Answer, user: str) -> Answer:
    path = f"/inventory-disposals/{disposal.body['disposal_id']}/release"
    return house.budget(user, "POST", path)


@then(step("sind {number:d} Ausgaben zur Inventarisierung vorgeschlagen"))
def are_proposed(house: House, grant_id: str, number: int) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/inventory").expect(200)
    codes = [one["code"] for item in found.body["proposals"] for one in item["violations"]]
    assert codes == ["not_inventoried"] * number


@then(step("hat der Gegenstand den Zuwendungsanteil {amount:Betrag}"))
def share_is(response: Answer, amount: int) -> None:
    assert response.expect(201).body["grant_share_cents"] == amount


@then("werden aufgelöst")
def released(response: Answer, datatable: list[list[str]]) -> None:
    found = [(one["budget_year"], one["cents"]) for one in response.body["releases"]]
    assert found == [(int(year), euro(amount)) for year, amount in datatable[1:]]


@then(step('ist der Gegenstand in Fassung {version:d} am Standort "{place}"'))
def stands_at(house: House, item: Answer, version: int, place: str) -> None:
    path = f"/inventory-items/{item.body['item_id']}"
    found = house.budget(OFFICER, "GET", path).expect(200)
    assert (found.body["version"], found.body["place"]) == (version, place)
    assert found.headers["ETag"] == f'"{version}"'


@then("verlangt die Schnittstelle die gesehene Fassung")
def demands_match(response: Answer) -> None:
    response.expect(428)


@then(step("betragen die Einnahmen {amount:Betrag}"))
def incomes_are(house: House, grant_id: str, response: Answer, amount: int) -> None:
    response.expect(200)
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/incomes").expect(200)
    assert sum(one["amount_cents"] for one in found.body["items"]) == amount


def _plan(house: House, grant_id: str, category: str, cents: list[int], reason: str = "") -> Answer:
    kinds = [("Beratung", "SACH", cents[0]), ("Technik", category, cents[1])]
    lines = [
        {"budget_line": name, "measure_id": "M-1", "category": kind, "planned_cents": amount,
         "years": {"2026": amount}}
        for name, kind, amount in kinds
    ]  # fmt: skip
    body = {
        "basis": "internal",
        "reason": "Fortschreibung",
        "category_reason": reason,
        "lines": lines,
        "funding": [{"source_kind": "own", "source": "Stadt", "amount_cents": sum(cents)}],
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/plan-versions", body)


@when(
    step(
        "ich eine Planfassung mit Beratung {advice:Betrag} und investiver Technik "
        "{technology:Betrag} vorlege"
    ),
    target_fixture="response",
)
def propose_plan_sums(house: House, grant_id: str, advice: int, technology: int) -> Answer:
    return _plan(house, grant_id, "INVEST", [advice, technology])


@when(
    parsers.parse('ich die Technik mit der Begründung "{reason}" als Sachausgabe plane'),
    target_fixture="response",
)
@when(
    parsers.parse('ich die Technik mit der Begründung "" als Sachausgabe plane'),
    target_fixture="response",
)
def relabel(house: House, grant_id: str, reason: str = "") -> Answer:
    return _plan(house, grant_id, "SACH", [100_000, 200_000], reason)
