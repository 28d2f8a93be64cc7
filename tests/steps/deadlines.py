"""Deadlines, extensions, the proof of use."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.notation import step

STATES = {"offen": "open", "überfällig": "overdue", "erledigt": "done"}


def deadlines(house: House, grant_id: str) -> dict[str, dict[str, Any]]:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/deadlines").expect(200).body
    return {one["duty"]: one for one in found}


def keep_file(house: House, grant_id: str) -> str:
    files = {"file": (BytesIO(b"%PDF-1.4 Zustimmung"), "brief.pdf")}
    answer = house.budget(OFFICER, "POST", f"/grants/{grant_id}/files", files=files)
    found: str = answer.expect(201).body["sha256"]
    return found


def extend(house: House, grant_id: str, duty: str, day: date, file: str | None) -> Answer:
    body = {
        "due_on": day.isoformat(),
        "decided_on": "2026-07-01",
        "reference": "Az. 9",
        "reason": "Lieferverzug",
        "file": file,
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/deadlines/{duty}/extensions", body)


def complete(house: House, grant_id: str, duty: str, day: date) -> Answer:
    body = {"done_on": day.isoformat(), "reference": "Az. 10"}
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/deadlines/{duty}/completion", body)


@given(
    step('die Zuwendung "{grant_id}" der Phase B vom {start:Datum} bis {end:Datum} ohne Testat'),
    target_fixture="grant_id",
)
def grant_without_certificate(house: House, grant_id: str, start: date, end: date) -> str:
    house.award(grant_id, "B", start, end, rule_settings={"rpa_required": False}).expect(201)
    return grant_id


@then(step('ist die Frist "{duty}" am {day:Datum} fällig'))
def due_on(house: House, grant_id: str, duty: str, day: date) -> None:
    assert deadlines(house, grant_id)[duty]["due_on"] == day.isoformat()


@then(step('steht die Frist "{duty}" in {rule}'))
def decided_by(house: House, grant_id: str, duty: str, rule: str) -> None:
    assert deadlines(house, grant_id)[duty]["rule"] == rule


@then(step("zählen Zahlungen bis {day:Datum}"))
def payments_until(house: House, grant_id: str, day: date) -> None:
    grant = house.budget(OFFICER, "GET", f"/grants/{grant_id}").expect(200).body
    assert grant["payments_until"] == day.isoformat()


@then(step('war die Frist "{duty}" zuerst am {day:Datum} fällig'))
def first_due_on(house: House, grant_id: str, duty: str, day: date) -> None:
    assert deadlines(house, grant_id)[duty]["first_due_on"] == day.isoformat()


@then(step('ist die Frist "{duty}" {state:w}'))
def stands(house: House, grant_id: str, duty: str, state: str) -> None:
    assert deadlines(house, grant_id)[duty]["status"] == STATES[state]


@then(step('gibt es die Frist "{duty}" nicht'))
def no_duty(house: House, grant_id: str, duty: str) -> None:
    assert duty not in deadlines(house, grant_id)


@then(step('ist das interne Ziel der Frist "{duty}" der {day:Datum}'))
def internal(house: House, grant_id: str, duty: str, day: date) -> None:
    assert deadlines(house, grant_id)[duty]["internal_on"] == day.isoformat()


@then(step('erfahren {number:d} Rollen von der Frist "{duty}"'))
def told(house: House, grant_id: str, number: int, duty: str) -> None:
    assert len(deadlines(house, grant_id)[duty]["told"]) == number


@given(
    step('die Verlängerung der Frist "{duty}" bis {day:Datum} ist erfasst'),
    target_fixture="extension_id",
)
def extended(house: House, grant_id: str, duty: str, day: date) -> str:
    answer = extend(house, grant_id, duty, day, keep_file(house, grant_id))
    found: str = answer.expect(201).body["extension_id"]
    return found


@when(
    step('ich die Frist "{duty}" bis {day:Datum} verlängere'),
    target_fixture="response",
)
def extend_now(house: House, grant_id: str, duty: str, day: date) -> Answer:
    return extend(house, grant_id, duty, day, keep_file(house, grant_id))


@when(
    step('ich die Frist "{duty}" ohne Schreiben bis {day:Datum} verlängere'),
    target_fixture="response",
)
def extend_without_letter(house: House, grant_id: str, duty: str, day: date) -> Answer:
    return extend(house, grant_id, duty, day, None)


@given(step('"{user}" hat die Verlängerung bestätigt'))
def confirmed(house: House, extension_id: str, user: str) -> None:
    house.budget(user, "POST", f"/deadline-extensions/{extension_id}/confirmation").expect(200)


@when(step('"{user}" die Verlängerung bestätigt'), target_fixture="response")
def confirm(house: House, extension_id: str, user: str) -> Answer:
    return house.budget(user, "POST", f"/deadline-extensions/{extension_id}/confirmation")


@when(
    step('ich die Frist "{duty}" am {day:Datum} als erledigt vermerke'),
    target_fixture="response",
)
def complete_now(house: House, grant_id: str, duty: str, day: date) -> Answer:
    return complete(house, grant_id, duty, day)


@when(
    step('ich die Erledigung der Frist "{duty}" zurücknehme'),
    target_fixture="response",
)
def reopen(house: House, grant_id: str, duty: str) -> Answer:
    path = f"/grants/{grant_id}/deadlines/{duty}/reopening"
    return house.budget(OFFICER, "POST", path, {"reason": "Irrtum"})


@given(step("das Testat der Rechnungsprüfung vom {day:Datum} liegt vor"))
def certificate(house: House, grant_id: str, day: date) -> None:
    complete(house, grant_id, "rpa_certificate", day).expect(201)


@given("alle Anlagen des Verwendungsnachweises liegen vor")
def attachments(house: House, grant_id: str) -> None:
    found = house.budget(OFFICER, "GET", f"/grants/{grant_id}/proof-of-use").expect(200).body
    for one in found["attachments"]:
        attach(house, grant_id, one["kind"]).expect(201)


@when(step('ich die Anlage "{kind}" ablege'), target_fixture="response")
def attach(house: House, grant_id: str, kind: str) -> Answer:
    path = f"/grants/{grant_id}/proof-of-use/attachments"
    return house.budget(OFFICER, "POST", path, {"kind": kind, "reference": "Ordner 3"})


@given(step('"{user}" hat die Erklärung unterzeichnet'))
def signed(house: House, grant_id: str, user: str) -> None:
    house.budget(user, "POST", f"/grants/{grant_id}/proof-of-use/signatures").expect(201)


@when(step('"{user}" die Erklärung unterzeichnet'), target_fixture="response")
def sign(house: House, grant_id: str, user: str) -> Answer:
    return house.budget(user, "POST", f"/grants/{grant_id}/proof-of-use/signatures")


@given("eine bezahlte Ausgabe ohne Feststellung")
def uncertified(house: House, grant_id: str) -> None:
    house.enter(grant_id).expect(201)
