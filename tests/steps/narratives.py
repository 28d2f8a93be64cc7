"""Texts of reports as people write and release them."""

from __future__ import annotations

from typing import Any

from pytest_bdd import then, when

from services.reporting.domain.narrative_sections import SHORT
from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import step

API = "/reporting/api/v1"


def _the_text(house: House, grant_id: str, subject: str, period: str) -> dict[str, Any]:
    path = f"{API}/grants/{grant_id}/narratives?period={period}"
    items = house.call(OFFICER, "GET", path).expect(200).body["items"]
    [found] = [one for one in items if one["subject"] == subject]
    text: dict[str, Any] = found
    return text


def _release(house: House, user: str, grant_id: str, subject: str, period: str) -> Answer:
    text = _the_text(house, grant_id, subject, period)
    return house.call(user, "POST", f"{API}/narratives/{text['narrative_id']}/release")


@when(step('ich den Text "{subject}" für {period} schreibe: "{words}"'))
def write(house: House, grant_id: str, subject: str, period: str, words: str) -> None:
    new = {"period": period, "subject": subject, "text": words}
    house.settle()
    house.call(OFFICER, "POST", f"{API}/grants/{grant_id}/narratives", new).expect(201)


@when(step('die zweite Person den Text "{subject}" für {period} freigibt'))
def agree(house: House, grant_id: str, subject: str, period: str) -> None:
    _release(house, FINANCE, grant_id, subject, period).expect(200)


@when(step("alle Texte des Zwischennachweises für {period} freigegeben sind"))
def agree_to_all(house: House, grant_id: str, period: str) -> None:
    for subject in SHORT:
        write(house, grant_id, subject, period, f"Zu {subject}.")
        agree(house, grant_id, subject, period)


@then(step('kann "{user}" den Text "{subject}" für {period} nicht freigeben'))
def refused(house: House, grant_id: str, user: str, subject: str, period: str) -> None:
    _release(house, user, grant_id, subject, period).expect(403)


@then(step('verweigert die Freigabe des Berichts "{type_}" für {period} wegen "{code}"'))
def not_released(house: House, grant_id: str, type_: str, period: str, code: str) -> None:
    report = house.draft_report(grant_id, type_, period).expect(201).body["report_id"]
    answer = house.call(FINANCE, "POST", f"{API}/reports/{report}/release").expect(422)
    assert {one["code"] for one in answer.body["violations"]} == {code}


@then(step('wird der Bericht "{type_}" für {period} freigegeben'))
def released(house: House, grant_id: str, type_: str, period: str) -> None:
    report = house.draft_report(grant_id, type_, period).expect(201).body["report_id"]
    answer = house.call(FINANCE, "POST", f"{API}/reports/{report}/release").expect(200)
    assert answer.body["status"] == "released"
