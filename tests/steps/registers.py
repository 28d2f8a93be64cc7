"""Registers beside the money, and closing a measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.notation import fields, step

PATHS = {
    "Software": "software",
    "Austausch": "exchanges",
    "Veröffentlichung": "publications",
    "Indikator": "indicators",
    "Empfehlung": "recommendations",
    "Schlüssel": "allocation-keys",
}
NEW: dict[str, dict[str, Any]] = {
    "Software": {
        "measure_id": "M-1",
        "name": "Datenplattform",
        "licence": "EUPL-1.2",
        "repository_url": "https://example.org/repo",
        "documentation_url": "https://example.org/doku",
        "opencode_url": "https://example.org/opencode",
        "status": "published",
        "published_on": "2026-07-01",
    },
    "Austausch": {"held_on": "2026-07-01", "partner": "Stadt Beispiel", "topic": "Sensoren"},
    "Empfehlung": {
        "received_on": "2026-07-01",
        "adviser": "Koordinierungsstelle",
        "text": "Schnittstellen offen legen",
    },
    "Schlüssel": {
        "name": "Rechenzentrum",
        "share_bp": 6_000,
        "basis": "Flächen laut Aufmaß",
        "documented_on": "2026-07-01",
    },
    "Veröffentlichung": {
        "title": "Faltblatt",
        "medium": "Druck",
        "published_on": "2026-07-01",
        "has_funding_notice": True,
        "has_logos": True,
    },
    "Indikator": {
        "measure_id": "M-1",
        "name": "Wartezeit",
        "unit": "Minuten",
        "baseline": "30",
        "target": "12.5",
        "source": "Zählung",
    },
}
FLAGS = {"ja": True, "nein": False}


def entered(house: House, grant_id: str, what: str, table: list[list[str]]) -> Answer:
    given_fields = {name: FLAGS.get(str(value), value) for name, value in fields(table).items()}
    body = {name: value for name, value in (NEW[what] | given_fields).items() if value is not None}
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/{PATHS[what]}", body)


@given(step('der Eintrag "{what}" mit'), target_fixture="entry")
def entry(house: House, grant_id: str, what: str, datatable: list[list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = entered(house, grant_id, what, datatable).expect(201).body
    return {**found, "path": PATHS[what]}


@given(step('der Eintrag "{what}"'), target_fixture="entry")
def plain_entry(house: House, grant_id: str, what: str) -> dict[str, Any]:
    return entry(house, grant_id, what, [])


@when(step('ich den Eintrag "{what}" vornehme mit'), target_fixture="response")
def enter(house: House, grant_id: str, what: str, datatable: list[list[str]]) -> Answer:
    return entered(house, grant_id, what, datatable)


@when(step('ich das Protokoll "{what}" öffne'), target_fixture="response")
def open_register(house: House, grant_id: str, what: str) -> Answer:
    return house.budget(OFFICER, "GET", f"/grants/{grant_id}/{PATHS[what]}")


@when(step('ich den Eintrag ändere, Grund "{reason}", mit'), target_fixture="response")
def change(house: House, entry: dict[str, Any], reason: str, datatable: list[list[str]]) -> Answer:
    path = f"/{entry['path']}/{entry['entry_id']}"
    body = {**fields(datatable), "change_reason": reason}
    headers = {"If-Match": f'"{entry["version"]}"'}
    return house.budget(OFFICER, "PATCH", path, body, headers=headers)


@when(step('"{user}" den Eintrag ändert, Grund "{reason}", mit'), target_fixture="response")
@given(step('"{user}" hat den Eintrag geändert, Grund "{reason}", mit'))
def change_by(
    house: House, entry: dict[str, Any], user: str, reason: str, datatable: list[list[str]]
) -> Answer:
    path = f"/{entry['path']}/{entry['entry_id']}"
    body = {**fields(datatable), "change_reason": reason}
    headers = {"If-Match": f'"{entry["version"]}"'}
    return house.budget(user, "PATCH", path, body, headers=headers)


@when(step("ich die Maßnahme am {day:Datum} abschließe"), target_fixture="response")
def close(house: House, day: date) -> Answer:
    body = {"closed_on": day.isoformat(), "result": "Plattform läuft"}
    return house.budget(OFFICER, "POST", "/measures/M-1/closing", body)


@when(step("ich die Maßnahme ohne Software am {day:Datum} abschließe"), target_fixture="response")
def close_without_software(house: House, day: date) -> Answer:
    body = {"closed_on": day.isoformat(), "result": "Forum fand statt", "without_software": True}
    return house.budget(OFFICER, "POST", "/measures/M-1/closing", body)


def described(house: House, user: str, goal: str, partners: str, reason: str) -> Answer:
    body = {"goal": goal, "partners": partners, "change_reason": reason}
    return house.budget(user, "PATCH", "/measures/M-1", body, headers={"If-Match": "*"})


@given(step('Ziel und Partner der Maßnahme sind "{goal}" und "{partners}"'))
def described_before(house: House, goal: str, partners: str) -> None:
    described(house, OFFICER, goal, partners, "Antrag").expect(200)


@when(
    step(
        'ich Ziel und Partner der Maßnahme ändere auf "{goal}" und "{partners}", Grund "{reason}"'
    ),
    target_fixture="response",
)
@when(
    step('ich Ziel und Partner der Maßnahme ändere auf "{goal}" und "{partners}", Grund ""'),
    target_fixture="response",
)
def describe(house: House, goal: str, partners: str, reason: str = "") -> Answer:
    return described(house, OFFICER, goal, partners, reason)


@when(step('"{user}" Ziel und Partner der Maßnahme ändert'), target_fixture="response")
def describe_by(house: House, user: str) -> Answer:
    return described(house, user, "Wege sparen", "Hochschule", "Beschluss")


@given(step('für "{code}" der Maßnahme am Feld "{field}" ist eine Ausnahme genehmigt'))
def waived(house: House, grant_id: str, code: str, field: str) -> None:
    from tests.steps.waivers import asked

    found = asked(house, grant_id, "measure/M-1", code, "OSS-01", field=field).expect(201).body
    house.budget("kaemmerei", "POST", f"/waivers/{found['waiver_id']}/approval").expect(200)


@then(step('steht in Fassung {version:d} "{name}" mit dem Wert "{value}"'))
def version_is(response: Answer, version: int, name: str, value: str) -> None:
    body = response.expect(200).body
    assert (body["version"], body[name]) == (version, value)
