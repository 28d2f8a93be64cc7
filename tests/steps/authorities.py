"""The register of who may certify."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_bdd import given, then, when

from tests.driver import Answer, House
from tests.driver_people import People
from tests.steps.notation import fields, step


@pytest.fixture
def people(house: House) -> People:
    return People(house)


@given(
    step('die Zuwendung "{name}" verlangt das Verzeichnis der Befugnisse'),
    target_fixture="grant_id",
)
def with_register(house: House, name: str) -> str:
    settings = {"certification_authority": "register"}
    start, end = date(2026, 1, 1), date(2026, 12, 31)
    house.award(name, "B", start, end, rule_settings=settings).expect(201)
    return name


@given(step('es gibt die Maßnahme "{measure_id}"'))
def measure(house: House, grant_id: str, measure_id: str) -> None:
    house.add_measure(grant_id, measure_id).expect(201)


@given(step('"{one}" und "{other}" haben auch die Rolle der sachlichen Feststellung'))
def also_certifiers(people: People, one: str, other: str) -> None:
    for name in (one, other):
        people.give_role(name, "factual_certifier")


@given(step('für "{user}" ist eine Befugnis vorgeschlagen'), target_fixture="authority")
def proposed(people: People, grant_id: str, user: str) -> dict[str, Any]:
    return people.propose_authority(grant_id, user).expect(201).body


@given(step('"{user}" hat die Befugnis mit'), target_fixture="authority")
def held(people: People, grant_id: str, user: str, datatable: list[list[str]]) -> dict[str, Any]:
    return people.give_authority(grant_id, user, **fields(datatable))


@given(step('"{user}" hat die Befugnis für die Maßnahme "{measure_id}"'))
def held_for(people: People, grant_id: str, user: str, measure_id: str) -> None:
    people.give_authority(grant_id, user, measures=[measure_id])


@given("die Befugnis ist widerrufen")
def revoked(house: House, authority: dict[str, Any]) -> None:
    path = f"/certification-authorities/{authority['authority_id']}/revocation"
    house.budget("administration", "POST", path).expect(200)


@when(step('"{user}" die Befugnis bestätigt'), target_fixture="response")
def confirm(people: People, authority: dict[str, Any], user: str) -> Answer:
    return people.confirm_authority(authority["authority_id"], user)


@when(step('eine Befugnis für "{user}" vorgeschlagen wird mit'), target_fixture="response")
def propose(people: People, grant_id: str, user: str, datatable: list[list[str]]) -> Answer:
    return people.propose_authority(grant_id, user, **fields(datatable))


@given(step('"{user}" schlägt "{delegate}" als Vertretung vor'))
@when(step('"{user}" "{delegate}" als Vertretung vorschlägt'), target_fixture="response")
def delegate(people: People, authority: dict[str, Any], user: str, delegate: str) -> Answer:
    return people.delegate(user, authority["authority_id"], delegate)


@when(step('"{user}" "{delegate}" als Vertretung vorschlägt mit'), target_fixture="response")
def delegate_with(
    people: People,
    authority: dict[str, Any],
    user: str,
    delegate: str,
    datatable: list[list[str]],
) -> Answer:
    return people.delegate(user, authority["authority_id"], delegate, **fields(datatable))


@given(step('"{user}" wird von "{delegate}" vertreten'), target_fixture="delegation")
def deputy(people: People, authority: dict[str, Any], user: str, delegate: str) -> dict[str, Any]:
    proposed = people.delegate(user, authority["authority_id"], delegate).expect(201).body
    return people.confirm_delegation(proposed["delegation_id"]).expect(200).body


@given("die Vertretung ist widerrufen")
def deputy_revoked(house: House, delegation: dict[str, Any]) -> None:
    path = f"/certification-delegations/{delegation['delegation_id']}/revocation"
    house.budget("administration", "POST", path).expect(200)


@then(step('ist die sachliche Feststellung eine von "{user}" i. V. für "{holder}"'))
def by_deputy(
    house: House, people: People, entered: dict[str, Any], user: str, holder: str
) -> None:
    [given_one] = house.expenditure(entered["expenditure_id"])["certifications"]
    assert given_one["certified_by"] == people.user_id(user)
    assert given_one["deputy_for"] == people.user_id(holder)


@then("ist die Antwort angenommen")
def is_accepted(response: Answer) -> None:
    response.expect(200, 201)


@then("ist die Antwort abgelehnt")
def is_refused(response: Answer) -> None:
    response.expect(422)


@then(step('nennt die Antwort "{text}"'))
def says(response: Answer, text: str) -> None:
    said = " ".join(one["message"] for one in response.body["violations"])
    assert text in said.replace("\N{NO-BREAK SPACE}", " "), said


@when(step('"{user}" die Rechte in der Zuwendung liest'), target_fixture="response")
def read_rights(house: House, grant_id: str, user: str) -> Answer:
    return house.budget(user, "GET", f"/grants/{grant_id}/rights")


@then(step('steht die Befugnis von "{user}" als in Kraft in der Liste der Rechte'))
def in_force(response: Answer, people: People, user: str) -> None:
    found = _listed(response, people, user)
    assert (found["in_force"], found["violations"]) == (True, [])


@then(step('steht die Befugnis von "{user}" als nicht in Kraft da, nach {rule}'))
def not_in_force(response: Answer, people: People, user: str, rule: str) -> None:
    found = _listed(response, people, user)
    [said] = found["violations"]
    assert (found["in_force"], said["code"], said["rule"]) == (
        False, "authority_register_off", rule,
    )  # fmt: skip
    assert said["values"][0]["parameter"] == "certification_authority"


def _listed(response: Answer, people: People, user: str) -> dict[str, Any]:
    """The one entry of the register in the list of rights; its roles stand beside it, in force."""
    rights = response.expect(200).body["rights"]
    assert all(one["in_force"] for one in rights if one["kind"] == "role")
    wanted = ("authority", people.user_id(user))
    found: dict[str, Any]
    [found] = [one for one in rights if (one["kind"], one["user_id"]) == wanted]
    return found
