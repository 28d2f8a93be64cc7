"""Waivers: asked for, approved, revoked, lapsed."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import AUDITOR, FINANCE, OFFICER, Answer, House
from tests.steps.notation import step

TITLE = "Ausnahmegenehmigungen, auf denen dieser Bericht beruht"


def letter(house: House, grant_id: str) -> str:
    """A letter handed in before."""
    files = {"file": (BytesIO(b"%PDF-1.4 Genehmigung"), "genehmigung.pdf", "application/pdf")}
    answer = house.budget(OFFICER, "POST", f"/grants/{grant_id}/files", files=files)
    return str(answer.expect(201).body["sha256"])


def asked(house: House, grant_id: str, target: str, code: str, rule: str, **more: Any) -> Answer:
    body = {
        "object": target,
        "rule": rule,
        "code": code,
        "reason": "Original bei der Staatsanwaltschaft",
        "expires_on": "2026-08-31",
        "file": letter(house, grant_id),
        **more,
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/waivers", body)


def report_text(house: House, grant_id: str, type_: str, period: str) -> str:
    """The document of a fresh draft as text."""
    drafted = house.draft_report(grant_id, type_, period).expect(201).body
    return house.download(drafted["report_id"], "json").decode()


def at_row(entered: dict[str, Any]) -> str:
    return f"expenditure/{entered['expenditure_id']}"


@given(
    step('für den Befund "{code}" nach {rule} ist bis {until:Datum} eine Ausnahme beantragt'),
    target_fixture="waiver",
)
def requested(
    house: House, grant_id: str, entered: dict[str, Any], code: str, rule: str, until: date
) -> dict[str, Any]:
    more = {"expires_on": until.isoformat()}
    answer = asked(house, grant_id, at_row(entered), code, rule, **more)
    found: dict[str, Any] = answer.expect(201).body
    return found


@given(
    step('für den Befund "{code}" nach {rule} ist bis {until:Datum} eine Ausnahme genehmigt'),
    target_fixture="waiver",
)
def approved(
    house: House, grant_id: str, entered: dict[str, Any], code: str, rule: str, until: date
) -> dict[str, Any]:
    found = requested(house, grant_id, entered, code, rule, until)
    house.budget(FINANCE, "POST", f"/waivers/{found['waiver_id']}/approval").expect(200)
    return found


@given(step('für die fehlende Unterlage "{item}" der Akte ist eine Ausnahme genehmigt'))
def file_waived(house: House, grant_id: str, file: dict[str, Any], item: str) -> None:
    target, code = f"procurement/{file['procurement_id']}", "procurement_item_missing"
    waiver = asked(house, grant_id, target, code, "PROC-04", field=item).expect(201).body
    house.budget(FINANCE, "POST", f"/waivers/{waiver['waiver_id']}/approval").expect(200)


@when(
    step('ich für den Befund "{code}" nach {rule} eine Ausnahme beantrage'),
    target_fixture="response",
)
def ask(house: House, grant_id: str, entered: dict[str, Any], code: str, rule: str) -> Answer:
    return asked(house, grant_id, at_row(entered), code, rule)


@when(
    step('ich für den Befund "{code}" nach {rule} eine Ausnahme beantrage mit'),
    target_fixture="response",
)
def ask_with(
    house: House,
    grant_id: str,
    entered: dict[str, Any],
    code: str,
    rule: str,
    datatable: list[list[str]],
) -> Answer:
    more = {name: None if text == "-" else text for name, text in datatable[1:]}
    return asked(house, grant_id, at_row(entered), code, rule, **more)


@given(
    step('für die Voraussetzung "{kind}" ist bis {until:Datum} eine Ausnahme genehmigt'),
)
def gate_waived(house: House, grant_id: str, call: dict[str, Any], kind: str, until: date) -> None:
    target = f"drawdown/{call['drawdown_id']}"
    more = {"field": kind, "expires_on": until.isoformat()}
    waiver = asked(house, grant_id, target, "gate_missing", "PRG-06", **more).expect(201).body
    house.budget(FINANCE, "POST", f"/waivers/{waiver['waiver_id']}/approval").expect(200)


@when(step('"{user}" die Ausnahme genehmigt'), target_fixture="response")
def approve(house: House, waiver: dict[str, Any], user: str) -> Answer:
    return house.budget(user, "POST", f"/waivers/{waiver['waiver_id']}/approval")


@given(step('die Ausnahme ist mit dem Grund "{reason}" widerrufen'))
@when(step('die Kämmerei die Ausnahme mit dem Grund "{reason}" widerruft'))
def revoke(house: House, waiver: dict[str, Any], reason: str) -> None:
    path = f"/waivers/{waiver['waiver_id']}/revocation"
    house.budget(FINANCE, "POST", path, {"reason": reason}).expect(200)


@then(step('ist "{one}" ein Hinweis und "{other}" ein Hinderungsgrund'))
def severities(response: Answer, one: str, other: str) -> None:
    found = {each["field"]: each["severity"] for each in response.body["violations"]}
    assert (found[one], found[other]) == ("warning", "error")


@then(step('nennt der Bericht "{type_}" für "{period}" die Ausnahme für "{place}"'))
def in_the_report(house: House, grant_id: str, type_: str, period: str, place: str) -> None:
    text = report_text(house, grant_id, type_, period)
    assert TITLE in text
    annex = text[text.index(TITLE) :]
    assert place in annex
    approved = house.trail(type="funding.budget.waiver.approved.v1")[-1]
    persons = (approved["payload"]["proposed_by"], approved["actor"])
    assert persons[0] != persons[1]
    asked, gave = (f"Kennung {one[:8]}" for one in persons)
    assert f"Fördermittelsachbearbeitung, {asked} / Kämmerei, {gave}" in annex


@then(step('nennt der Bericht "{type_}" für "{period}" keine Ausnahme'))
def not_in_the_report(house: House, grant_id: str, type_: str, period: str) -> None:
    assert TITLE not in report_text(house, grant_id, type_, period)


@then(step('hat die Ausnahme den Stand "{state}"'))
def state_is(house: House, waiver: dict[str, Any], state: str) -> None:
    found = house.budget(AUDITOR, "GET", f"/waivers/{waiver['waiver_id']}").expect(200)
    assert found.body["status"] == state


@then(step('trägt der Befund "{code}" im letzten Ereignis der Ausgabe die Ausnahme'))
def in_the_event(house: House, entered: dict[str, Any], waiver: dict[str, Any], code: str) -> None:
    entries = house.trail(subject=at_row(entered))
    findings = entries[-1]["payload"]["expenditure"]["assessment"]["findings"]
    assert {one["code"]: one["waived_by"] for one in findings}[code] == waiver["waiver_id"]


@given(
    step('eine Planfassung mit Technik als "{kind}" wartet, und danach gilt Technik als "{now}"'),
    target_fixture="waiting",
)
def plan_waits(house: House, grant_id: str, kind: str, now: str) -> int:
    lines = {"Beratung": 4_000_000, "Technik": 6_000_000}
    drafts = [
        house.plan(grant_id, lines, "change_approved", release=False, categories={"Technik": one})
        for one in (now, kind)
    ]
    in_force, waiting = (one.expect(201).body["version"] for one in drafts)
    _release(house, grant_id, in_force, FINANCE).expect(200)
    return int(waiting)


def _release(house: House, grant_id: str, version: int, user: str) -> Answer:
    return house.budget(user, "POST", f"/grants/{grant_id}/plan-versions/{version}/release")


@when(step('"{user}" die wartende Planfassung freigibt'), target_fixture="response")
def release_waiting(house: House, grant_id: str, waiting: int, user: str) -> Answer:
    return _release(house, grant_id, waiting, user)


@when(
    step('ich für "{code}" der wartenden Planfassung eine Ausnahme beantrage'),
    target_fixture="response",
)
def ask_for_plan(house: House, grant_id: str, waiting: int, code: str) -> Answer:
    target = f"plan/{grant_id}.{waiting}"
    return asked(house, grant_id, target, code, "INV-05", field="category_reason")


@given(step('für "{code}" der wartenden Planfassung ist eine Ausnahme genehmigt'))
def plan_waived(house: House, grant_id: str, waiting: int, code: str) -> None:
    waiver = ask_for_plan(house, grant_id, waiting, code).expect(201).body
    house.budget(FINANCE, "POST", f"/waivers/{waiver['waiver_id']}/approval").expect(200)


@when("ich für eine noch nicht erfasste Ausgabe eine Ausnahme beantrage", target_fixture="response")
def ask_before_entry(house: House, grant_id: str) -> Answer:
    return asked(house, grant_id, "expenditure_draft/1", "service_before_period", "ELG-03")


@then(step('gibt es den Gegenstand der Ausnahme nicht, und die Meldung nennt "{text}"'))
def no_object(response: Answer, text: str) -> None:
    [one] = response.expect(404).body["violations"]
    assert one["code"] == "waiver_object_unknown" and text in one["message"]
