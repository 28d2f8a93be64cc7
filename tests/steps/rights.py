"""Who had which rights on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then, when

from contracts.roles import Role
from services.budget.store.user import load_user
from services.budget.web.role_choice import endless_audits
from tests.answer import Answer
from tests.driver import FINANCE, House
from tests.driver_people import People
from tests.steps.notation import step


@given(step('"{user}" bekommt am {day:Datum} auch die Rolle der sachlichen Feststellung'))
def gets_role(house: House, people: People, user: str, day: date) -> None:
    house.go_to(day)
    people.give_role(user, "factual_certifier")


@then(
    step(
        'nennt die Liste der Rechte am {day:Datum} für "{user}"'
        " die sachliche Feststellung {count:d} Mal"
    )
)
def certifier_listed(
    house: House, people: People, grant_id: str, day: date, user: str, count: int
) -> None:
    assert _rights(house, people, grant_id, day, user).count("Sachliche Feststellung") == count


@then(
    step(
        'nennt die Liste der Rechte am {day:Datum} für "{user}" die Rechnungsprüfung {count:d} Mal'
    )
)
def auditor_listed(
    house: House, people: People, grant_id: str, day: date, user: str, count: int
) -> None:
    assert _rights(house, people, grant_id, day, user).count(Role.AUDITOR.label) == count


def _rights(house: House, people: People, grant_id: str, day: date, user: str) -> list[str]:
    user_id = people.user_id(user)
    return [one["right"] for one in _listed(house, grant_id, day) if one["user_id"] == user_id]


def _listed(house: House, grant_id: str, day: date) -> list[dict[str, Any]]:
    path = f"/grants/{grant_id}/rights?as_of={day.isoformat()}"
    body = house.budget(FINANCE, "GET", path).expect(200).body
    assert body["as_of"] == day.isoformat()
    found: list[dict[str, Any]] = body["rights"]
    return found


@then(
    step("nennt die Liste der Rechte am {day:Datum} die Wertgrenze {amount:Betrag} {count:d} Mal")
)
def limit_listed(house: House, grant_id: str, day: date, amount: int, count: int) -> None:
    found = _listed(house, grant_id, day)
    assert [one["limit_cents"] for one in found].count(amount) == count


@given(step('"{user}" prüft nur diese Zuwendung bis zum {day:Datum}'))
def audits_until(people: People, grant_id: str, user: str, day: date) -> None:
    people.open_to_auditor(user, grant_id, day).expect(200)


@when(
    step('"{user}" die Prüfung nur dieser Zuwendung bis zum {day:Datum} bekommt'),
    target_fixture="response",
)
def opened_until(people: People, grant_id: str, user: str, day: date) -> Answer:
    return people.open_to_auditor(user, grant_id, day)


@when(
    step('"{user}" die Prüfung nur dieser Zuwendung ohne letzten Tag bekommt'),
    target_fixture="response",
)
def opened_for_ever(people: People, grant_id: str, user: str) -> Answer:
    return people.open_to_auditor(user, grant_id, None)


@when(step('"{user}" am {day:Datum} die Belege und den Prüfpfad liest'), target_fixture="answers")
def reads(house: House, grant_id: str, user: str, day: date) -> list[Answer]:
    house.go_to(day)
    trail = house.call(user, "GET", f"/audit/api/v1/entries?grant_id={grant_id}")
    return [house.budget(user, "GET", f"/grants/{grant_id}/expenditures"), trail]


@then(step("ist die Antwort {status:d}"))
def answered(answers: list[Answer], status: int) -> None:
    assert [one.status for one in answers] == [status, status]


@then(step('nennt die Seite der Benutzer "{user}" {count:d} Mal als Prüfung ohne letzten Tag'))
def endless_listed(house: House, people: People, user: str, count: int) -> None:
    with house.ports("budget").sessions.read() as session:
        access = load_user(session, people.user_id(user)).access
    assert len(endless_audits(access)) == count
