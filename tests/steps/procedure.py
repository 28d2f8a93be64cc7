"""The procedure documentation as its readers see it, and what the local audit may do."""

from __future__ import annotations

import re
from typing import Any

from pytest_bdd import given, then, when

from services.reporting.usecases.procedure import procedure_documentation
from tests.driver import AUDITOR, FINANCE, OFFICER, TODAY, Answer, House
from tests.driver_people import People
from tests.steps.notation import step


@given(step('ein bestätigter Änderungsbescheid stellt auf das Regelpaket "{pack}" um'))
def other_pack(house: House, grant_id: str, pack: str) -> None:
    body = {
        "reference": "ÄB 2",
        "decided_on": TODAY.isoformat(),
        "valid_from": TODAY.isoformat(),
        "changes": {"rule_pack": pack},
    }
    made = house.budget(OFFICER, "POST", f"/grants/{grant_id}/amendments", body).expect(201).body
    path = f"/amendments/{made['amendment_id']}/confirmation"
    house.budget(FINANCE, "POST", path).expect(200)


@when("ich die Verfahrensdokumentation öffne", target_fixture="documentation")
def documentation(house: House) -> list[list[str]]:
    """The cells of its table rows, as text."""
    house.settle()
    ports = house.ports("reporting")
    with ports.sessions.read() as session:
        html = procedure_documentation(
            session, "html", means=ports.extras["means"], settings=ports.settings
        ).decode()
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>|&#8203;|\u200b|\u00ad", "", cell).strip() for cell in _cells(row)]
        for row in rows
    ]


def _cells(row: str) -> list[str]:
    return re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)


@then(step('nennt sie kein Regelpaket der Zuwendung "{grant_id}"'))
def names_no_pack(documentation: list[list[str]], grant_id: str) -> None:
    assert documentation
    assert not [row for row in documentation if row[0] == grant_id]


@then(
    step('nennt sie zur Zuwendung "{grant_id}" das Regelpaket "{pack}" in der Fassung "{version}"')
)
def names_pack(documentation: list[list[str]], grant_id: str, pack: str, version: str) -> None:
    assert [row for row in documentation if row[0] == grant_id] == [[grant_id, pack, version]]


@then(step('nennt sie zur Regel "{rule}", wo sie entschieden wird'))
def names_rule(documentation: list[list[str]], rule: str) -> None:
    found = [row for row in documentation if row and row[0] == rule]
    assert any("procedure_document" in cell for row in found for cell in row), found


@when(step('"{user}" den ganzen Prüfpfad liest'), target_fixture="read_entries")
def whole_trail(house: House, user: str) -> list[dict[str, Any]]:
    house.settle()
    answer = house.call(user, "GET", "/audit/api/v1/entries?limit=500").expect(200)
    found: list[dict[str, Any]] = answer.body["items"]
    assert found
    return found


@then("sieht die Person auch, was zu keiner Zuwendung gehört")
def sees_all(read_entries: list[dict[str, Any]]) -> None:
    assert [one for one in read_entries if one["grant_id"] is None]


@then("sieht nicht die Person auch, was zu keiner Zuwendung gehört")
def sees_own(read_entries: list[dict[str, Any]]) -> None:
    assert not [one for one in read_entries if one["grant_id"] is None]


@when(step('"{user}" die Belege der Zuwendung liest'), target_fixture="response")
def reads_rows(house: House, grant_id: str, user: str) -> Answer:
    return house.budget(user, "GET", f"/grants/{grant_id}/expenditures")


@when(step('"{user}" an der Ausgabe "{action}" versucht'), target_fixture="response")
def tries(house: House, entered: dict[str, Any], user: str, action: str) -> Answer:
    bodies: dict[str, dict[str, str]] = {
        "certifications": {"kind": "factual"},
        "payment": {"payment_date": "2026-04-15", "payment_reference": "Z-9"},
        "reversal": {"reason": "Versuch"},
    }
    path = f"/expenditures/{entered['expenditure_id']}/{action}"
    return house.budget(user, "POST", path, bodies[action])


@then(step('steht im Prüfpfad ein Versuch der Prüfung mit dem Ausgang "{outcome}"'))
def attempt_in_trail(house: House, people: People, outcome: str) -> None:
    assert house.trail(actor=people.user_id(AUDITOR), outcome=outcome)
