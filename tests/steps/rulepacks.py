"""Rule packs: values and their sources, changes, what they would change, what still only warns."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pytest_bdd import given, then, when

from contracts.events import EVENT_TYPES
from contracts.rulebook.matrix import load_matrix
from services.commands import COMMANDS
from tests.driver import AUDITOR, FINANCE, Answer, House
from tests.steps.notation import step

ADMIN = "administration"
ROOT = Path(__file__).parents[2]
PROFILES = ROOT / "services" / "budget" / "intake" / "profiles"
LEVELS = {
    "Zuwendungsbescheid": "notice",
    "Merkblatt": "programme",
    "Nebenbestimmungen": "ancillary",
    "Landesrecht": "state",
    "Verfahrensrecht": "procedure",
    "eigener Festlegung": "own",
}


def typed(text: str) -> object:
    """A value as the API takes it."""
    if text.isdecimal() or text.startswith("["):
        return json.loads(text)
    return {"ja": True, "nein": False}.get(text, text)


def parameter(key: str, value: str, **more: Any) -> dict[str, Any]:
    entry = {"key": key, "value": typed(value), "citation": "Erlass vom 01.08.2026"}
    return {**entry, "confidence": "H", **more}


def proposed(house: House, pack: str, since: date, **more: Any) -> Answer:
    body = {"valid_from": since.isoformat(), "reason": "Erlass vom 01.08.2026", **more}
    return house.budget(ADMIN, "POST", f"/rule-packs/{pack}/changes", body)


def acted(house: House, user: str, response: Answer, act: str, body: Any = None) -> Answer:
    path = f"/rule-pack-changes/{response.body['change_id']}/{act}"
    return house.budget(user, "POST", path, body)


@given(
    step('"{pack}" setzt nach Freigabe ab {since:Datum} "{key}" auf "{value}"'),
    target_fixture="change",
)
def in_force(house: House, pack: str, since: date, key: str, value: str) -> Answer:
    return _in_force(house, pack, since, parameter(key, value))


@given(
    step(
        '"{pack}" setzt nach Freigabe ab {since:Datum} "{key}" auf "{value}", '
        "{origin} eigene Festlegung"
    ),
    target_fixture="change",
)
def in_force_as(house: House, pack: str, since: date, key: str, value: str, origin: str) -> Answer:
    own = {"als": True, "nicht als": False}[origin]
    return _in_force(house, pack, since, parameter(key, value, own=own))


def _in_force(house: House, pack: str, since: date, new: dict[str, Any]) -> Answer:
    answer = proposed(house, pack, since, parameters=[new]).expect(201)
    acted(house, FINANCE, answer, "release").expect(200)
    house.settle()
    return answer


@given(
    step('die Regel {rule} in "{pack}" weist nach Freigabe bis {until:Datum} nur hin'),
    target_fixture="change",
)
def lenient(house: House, rule: str, pack: str, until: date) -> Answer:
    transition = {"rule": rule, "warn_until": until.isoformat(), "citation": "Erlass, Nr. 3"}
    since = house.clock.at.date()
    answer = proposed(house, pack, since, transitions=[transition]).expect(201)
    acted(house, FINANCE, answer, "release").expect(200)
    house.settle()
    return answer


@given(
    step('vorgeschlagen ist, "{key}" in "{pack}" ab {since:Datum} auf "{value}" zu setzen'),
    target_fixture="response",
)
@when(
    step('"{key}" in "{pack}" ab {since:Datum} auf "{value}" gesetzt werden soll'),
    target_fixture="response",
)
def propose(house: House, key: str, pack: str, since: date, value: str) -> Answer:
    return proposed(house, pack, since, parameters=[parameter(key, value)])


@when(
    step('"{pack}" für "{key}" diese Werte bekommen soll'),
    target_fixture="response",
)
def propose_table(house: House, pack: str, key: str, datatable: list[list[str]]) -> Answer:
    days = [[_iso(one) for one in row[1:3]] for row in datatable[1:]]
    entries = [
        parameter(key, row[0], valid_from=since, valid_to=until, citation=row[3])
        for row, (since, until) in zip(datatable[1:], days, strict=True)
    ]
    return proposed(house, pack, house.clock.at.date(), parameters=entries)


@when(
    step('die Regel {rule} in "{pack}" bis {until:Datum} nur hinweisen soll'),
    target_fixture="response",
)
def propose_transition(house: House, rule: str, pack: str, until: date) -> Answer:
    transition = {"rule": rule, "warn_until": until.isoformat(), "citation": "Erlass, Nr. 3"}
    return proposed(house, pack, house.clock.at.date(), transitions=[transition])


@when("eine Änderung ohne Inhalt vorgeschlagen wird", target_fixture="response")
def propose_nothing(house: House) -> Answer:
    return proposed(house, "komhvo-nrw", house.clock.at.date())


@when(step('"{user}" den Vorschlag freigibt'), target_fixture="response")
def release(house: House, response: Answer, user: str) -> Answer:
    answer = acted(house, user, response.expect(200, 201), "release")
    house.settle()
    return answer


@when(
    step('"{user}" den Vorschlag mit dem Grund "{reason}" zurückzieht'),
    target_fixture="response",
)
def withdraw(house: House, response: Answer, user: str, reason: str) -> Answer:
    return acted(house, user, response.expect(200, 201), "withdrawal", {"reason": reason})


@given(step('"{user}" hat den Vorschlag zurückgezogen'))
def withdrawn(house: House, response: Answer, user: str) -> None:
    acted(house, user, response, "withdrawal", {"reason": "Erlass aufgehoben"}).expect(200)


@when(
    step(
        'Phase B als "{grant_id}" vom {start:Datum} bis {end:Datum} '
        'mit den Nebenbestimmungen "{edition}" beantragt wird'
    ),
    target_fixture="response",
)
def award_naming(house: House, grant_id: str, start: date, end: date, edition: str) -> Answer:
    return house.award(grant_id, "B", start, end, rule_settings={"ancillary_conditions": edition})


@given(step('der Quartalsbericht für "{period}" ist freigegeben'), target_fixture="released_report")
def quarterly(house: House, grant_id: str, period: str) -> tuple[str, bytes]:
    drafted = house.draft_report(grant_id, "quarterly", period).expect(201).body
    path = f"/reporting/api/v1/reports/{drafted['report_id']}/release"
    house.call(FINANCE, "POST", path).expect(200)
    return drafted["report_id"], house.download(drafted["report_id"], "json")


@then(step('nennt der freigegebene Bericht die Fassung "{version}" und hat dieselben Bytes'))
def report_stays(house: House, released_report: tuple[str, bytes], version: str) -> None:
    house.settle()
    report_id, content = released_report
    assert house.download(report_id, "json") == content
    report = house.call(AUDITOR, "GET", f"/reporting/api/v1/reports/{report_id}").expect(200)
    assert report.body["rule_pack_version"] == version


@then(step('nennt ein neuer Bericht für "{period}" die Fassung "{version}"'))
def new_report(house: House, grant_id: str, period: str, version: str) -> None:
    drafted = house.draft_report(grant_id, "quarterly", period).expect(201).body
    assert drafted["rule_pack_version"] == version


@then("führt keine Adresse und kein Befehl Zahlungsaufträge oder Buchungen aus")
def no_way_out(house: House) -> None:
    words = ("zahlungsauftrag", "zahlungsanordnung", "payment-order", "posting", "sepa", "pain.001")
    routes = [str(rule).lower() for rule in house.app.url_map.iter_rules()]
    kinds = [path.name.lower() for path in PROFILES.iterdir()]
    for one in [*routes, *COMMANDS, *EVENT_TYPES, *kinds]:
        assert not [word for word in words if word in one.lower()], one


@then("sagt das Verfahren von sich, dass es ein Nebenbuch ist")
def side_ledger() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "side ledger (Nebenbuch)" in text
    assert "It pays nothing and posts nothing back" in text


@when(step("der {day:Datum} anbricht"))
def next_day(house: House, day: date) -> None:
    house.go_to(day)
    house.settle()


@then(step('gilt für die Zuwendung "{key}" mit dem Wert "{value}" aus "{level}"'))
def value_is(house: House, grant_id: str, key: str, value: str, level: str) -> None:
    items = house.budget(AUDITOR, "GET", f"/grants/{grant_id}/rules").expect(200).body["items"]
    found = next(one for one in items if one["key"] == key)
    assert (found["value"], found["level"]) == (typed(value), LEVELS[level])


@then(step('nennt das Regelpaket zu "{key}" den Grund "{reason}"'))
def reason_of_value(house: House, grant_id: str, key: str, reason: str) -> None:
    items = house.budget(AUDITOR, "GET", f"/grants/{grant_id}/rules").expect(200).body["items"]
    [citation] = [one["citation"] for one in items if one["key"] == key]
    assert reason in citation


@then(step('nennt die Matrix zu {rule} "{text}"'))
def in_matrix(rule: str, text: str) -> None:
    assert [one for one in load_matrix()[rule].packs if one.endswith(text)]


@then(step('gilt am {day:Datum} für die Zuwendung "{key}" mit dem Wert "{value}"'))
def value_on(house: House, grant_id: str, day: date, key: str, value: str) -> None:
    query = {"as_of": day.isoformat()}
    answer = house.budget(AUDITOR, "GET", f"/grants/{grant_id}/rules", query=query).expect(200)
    assert {one["key"]: one["value"] for one in answer.body["items"]}[key] == typed(value)


@then(step("sagt die Vorschau {count:d} Änderungen voraus, darunter"))
def preview(house: House, response: Answer, count: int, datatable: list[list[str]]) -> None:
    path = f"/rule-pack-changes/{response.body['change_id']}/preview"
    answer = house.budget(FINANCE, "GET", path).expect(200)
    found = {(_place(one), *map(_plain, _values(one))) for one in answer.body["items"]}
    assert answer.body["count"] == count, found
    assert {tuple(row) for row in datatable[1:]} <= found, found


@when(step('"{user}" die Vorschau öffnet'), target_fixture="response")
def open_preview(house: House, response: Answer, user: str) -> Answer:
    path = f"/rule-pack-changes/{response.body['change_id']}/preview"
    return house.budget(user, "GET", path)


@then(step("nennt sie {count:d} Änderungen, davon {masked:d} verdeckt"))
def masked(response: Answer, count: int, masked: int) -> None:
    body = response.expect(200).body
    assert (body["count"], [one["masked"] for one in body["items"]].count(True)) == (count, masked)


@then(step('steht darin bei "{figure}" "{value}"'))
def value_before(response: Answer, figure: str, value: str) -> None:
    found = {one["figure"]: _plain(one["old"]) for one in response.body["items"]}
    assert found[figure] == value


@then(step('steht darin bei "{figure}" ""'))
def value_hidden(response: Answer, figure: str) -> None:
    value_before(response, figure, "")


@then(step('steht in der Geschichte von "{pack}" der Stand "{status}"'))
def history(house: House, pack: str, status: str) -> None:
    answer = house.budget(AUDITOR, "GET", f"/rule-packs/{pack}/changes").expect(200)
    assert status in [one["status"] for one in answer.body["items"]]


@then(step('nennt die Zuwendung die Fassung "{version}"'))
def version(house: House, grant_id: str, version: str) -> None:
    body = house.budget(AUDITOR, "GET", f"/grants/{grant_id}").expect(200).body
    assert body["rule_pack_version"] == version


@then(step('nennt das Ereignis der Freigabe für "{key}" alt "{old}" und neu "{new}"'))
def event(house: House, key: str, old: str, new: str) -> None:
    [released] = house.trail(type="funding.budget.rulepack.released.v1")
    told = {one["key"]: one for one in released["payload"]["parameters"]}
    assert (told[key]["old"], told[key]["new"]) == (old, new)


@then(step('hat die Ausgabe den Hinweis "{code}" und keinen Hinderungsgrund'))
def only_warned(house: House, entered: dict[str, Any], code: str) -> None:
    found = house.expenditure(entered["expenditure_id"])["violations"]
    assert [one["severity"] for one in found if one["code"] == code] == ["warning"]
    assert not [one for one in found if one["severity"] == "error"]


@then(step('hat die Ausgabe den Hinderungsgrund "{code}" nach {rule}'))
def is_stopped(house: House, entered: dict[str, Any], code: str, rule: str) -> None:
    found = house.expenditure(entered["expenditure_id"])["violations"]
    assert (code, rule, "error") in [(one["code"], one["rule"], one["severity"]) for one in found]


def _place(difference: dict[str, Any]) -> str:
    return f"Nr. {difference['number']}" if difference["number"] else "Summe"


def _values(difference: dict[str, Any]) -> tuple[str, str, str]:
    return difference["figure"], difference["old"], difference["new"]


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _iso(text: str) -> str | None:
    return None if text == "-" else f"{text[6:]}-{text[3:5]}-{text[:2]}"
