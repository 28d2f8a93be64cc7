"""Audits: sample, findings, answers, note."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from pytest_bdd import given, then, when

from services.budget.domain.audit_case import QUESTIONS
from tests.driver import AUDITOR, OFFICER, Answer, House
from tests.steps.notation import step


@given(step("Ausgaben über {a:Betrag}, {b:Betrag}, {c:Betrag} und {d:Betrag}"))
def receipts(house: House, grant_id: str, a: int, b: int, c: int, d: int) -> None:
    for cents in (a, b, c, d):
        house.enter(grant_id, gross_cents=cents).expect(201)


def _open(house: House, grant_id: str, user: str, **more: Any) -> Answer:
    body = {"kind": "in_depth", "scope": "Belege 2026"} | more
    return house.budget(user, "POST", f"/grants/{grant_id}/audits", body)


@when(
    step('"{user}" vertieft ab {limit:Betrag} und {count:d} gezogene Belege prüft'),
    target_fixture="response",
)
def in_depth(house: House, grant_id: str, user: str, limit: int, count: int) -> Answer:
    return _open(house, grant_id, user, limit_cents=limit, draw_count=count)


@given(
    step(
        '"{user}" hat vertieft ab {limit:Betrag} und 1 gezogenen Beleg mit Startwert "{seed}" '
        "geprüft"
    ),
    target_fixture="audit",
)
@when(
    step('"{user}" vertieft ab {limit:Betrag} und 1 gezogenen Beleg mit Startwert "{seed}" prüft'),
    target_fixture="response",
)
def with_seed(house: House, grant_id: str, user: str, limit: int, seed: str) -> Answer:
    return _open(house, grant_id, user, limit_cents=limit, draw_count=1, seed=seed).expect(201)


@when(step('"{user}" kursorisch prüft'), target_fixture="response")
def cursory(house: House, grant_id: str, user: str) -> Answer:
    return _open(house, grant_id, user, kind="cursory")


@then(step("umfasst die Stichprobe die Ausgaben {numbers}"))
def sample_is(response: Answer, numbers: str) -> None:
    body = response.expect(201).body
    assert sorted(body["by_limit"] + body["drawn"]) == [int(one) for one in numbers.split(", ")]


@then("ist der Startwert gespeichert")
def seed_is_kept(response: Answer) -> None:
    assert len(response.body["seed"]) == 36


@then("ist die Stichprobe dieselbe")
def same_sample(audit: Answer, response: Answer) -> None:
    names = ("by_limit", "drawn", "population_sha256")
    assert [audit.body[one] for one in names] == [response.body[one] for one in names]


@then("lässt sie sich von Hand nachrechnen")
def by_hand(response: Answer) -> None:
    marks = {sha256(f"Los 7:{number}".encode()).hexdigest(): number for number in (1, 2)}
    assert response.body["drawn"] == [marks[min(marks)]]
    lines = "1:10000\n2:99999\n3:100000\n4:100001\n"
    assert response.body["population_sha256"] == sha256(lines.encode()).hexdigest()


@then(step("ist die Prüfung bis zum {day:Datum} fällig"))
def due(response: Answer, day: date) -> None:
    assert response.expect(201).body["due_on"] == day.isoformat()


@given(
    step('die Prüfung stellt zur Ausgabe {number:d} eine "{weight}" fest'), target_fixture="found"
)
def find(house: House, audit: Answer, number: int, weight: str) -> Answer:
    body = {"weight": weight, "text": "Skonto nicht gezogen", "expenditure_number": number}
    path = f"/audits/{audit.body['audit_id']}/findings"
    return house.budget(AUDITOR, "POST", path, body).expect(201)


@given("die Stadt hat geantwortet")
def answered(house: House, found: Answer) -> None:
    path = f"/audit-findings/{found.body['finding_id']}/answer"
    house.budget(OFFICER, "POST", path, {"text": "Wird nachgeholt."}).expect(200)
    house.budget(OFFICER, "POST", path, {"text": "Doch nicht."}).expect(409)


def _close(house: House, audit: Answer, user: str, result: str, without: str = "") -> Answer:
    answers = [{"question": key, "verdict": "ok"} for key in QUESTIONS if key != without]
    body = {"answers": answers, "result": result, "text": "Siehe Feststellungen."}
    return house.budget(user, "POST", f"/audits/{audit.body['audit_id']}/note", body)


@when(
    step('die Prüfung den Vermerk mit dem Ergebnis "{result}" abschließt'),
    target_fixture="response",
)
def close(house: House, audit: Answer, result: str) -> Answer:
    return _close(house, audit, AUDITOR, result)


@when(step('die Prüfung den Vermerk ohne die Frage "{key}" abschließt'), target_fixture="response")
def close_without(house: House, audit: Answer, key: str) -> Answer:
    return _close(house, audit, AUDITOR, "without_objection", without=key)


@when(step('"{user}" den Vermerk abschließt'), target_fixture="response")
def close_as(house: House, audit: Answer, user: str) -> Answer:
    return _close(house, audit, user, "without_objection")
