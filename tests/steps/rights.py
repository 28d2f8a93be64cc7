"""Who had which rights on a day."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, then

from services.budget.usecases.rights import rights_as_of
from tests.driver import House
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
def role_listed(
    house: House, people: People, grant_id: str, day: date, user: str, count: int
) -> None:
    with house.ports("budget").sessions.read() as session:
        found = rights_as_of(session, grant_id, day)
    mine = [one.right for one in found if one.user_id == people.user_id(user)]
    assert mine.count("Sachliche Feststellung") == count


@then(
    step("nennt die Liste der Rechte am {day:Datum} die Wertgrenze {amount:Betrag} {count:d} Mal")
)
def limit_listed(house: House, grant_id: str, day: date, amount: int, count: int) -> None:
    with house.ports("budget").sessions.read() as session:
        found = rights_as_of(session, grant_id, day)
    assert [one.limit_cents for one in found].count(amount) == count
