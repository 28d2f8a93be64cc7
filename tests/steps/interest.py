"""Base rates and interest."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, then, when

from shared.money import parse_euro
from shared.periods import parse_german_date
from tests.driver import FINANCE, OFFICER, PROGRAMME, Answer, House
from tests.steps.notation import step


def basis_points(text: str) -> int:
    return parse_euro(text.removesuffix("%").strip())


def propose(house: House, user: str, rate: str, day: date, **more: str) -> Answer:
    body = {
        "valid_from": day.isoformat(),
        "rate_bp": basis_points(rate),
        "source": "Bundesbank",
        **more,
    }
    return house.budget(user, "POST", "/base-rates", body)


@given("diese Basiszinssätze sind bestätigt")
def confirmed(house: House, datatable: list[list[str]]) -> None:
    for text, rate in datatable[1:]:
        day = parse_german_date(text)
        propose(house, FINANCE, rate, day).expect(201)
        house.budget(PROGRAMME, "POST", f"/base-rates/{day}/confirmation").expect(200)


@given(step('"{user}" hat den Basiszinssatz {rate} % ab {day:Datum} vorgeschlagen'))
def proposed(house: House, user: str, rate: str, day: date) -> None:
    propose(house, user, rate, day).expect(201)


@given(
    step('"{user}" hat den Basiszinssatz {rate} % ab {day:Datum} wegen "{reason}" vorgeschlagen')
)
def corrected(house: House, user: str, rate: str, day: date, reason: str) -> None:
    propose(house, user, rate, day, correction_reason=reason).expect(201)


@when(
    step('"{user}" den Basiszinssatz {rate} % ab {day:Datum} vorschlägt'),
    target_fixture="response",
)
def propose_rate(house: House, user: str, rate: str, day: date) -> Answer:
    return propose(house, user, rate, day)


@given(step('"{user}" hat den Basiszinssatz ab {day:Datum} bestätigt'))
def confirmed_by(house: House, user: str, day: date) -> None:
    house.budget(user, "POST", f"/base-rates/{day}/confirmation").expect(200)


@when(
    step('"{user}" den Basiszinssatz ab {day:Datum} bestätigt'),
    target_fixture="response",
)
def confirm_rate(house: House, user: str, day: date) -> Answer:
    return house.budget(user, "POST", f"/base-rates/{day}/confirmation")


@when(
    step("ich Zinsen auf {amount:Betrag} vom {first:Datum} bis {last:Datum} berechne"),
    target_fixture="response",
)
def compute(house: House, grant_id: str, amount: int, first: date, last: date) -> Answer:
    body = {
        "principal_cents": amount,
        "from_date": first.isoformat(),
        "to_date": last.isoformat(),
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/interest-calculations", body)


@when(
    step(
        "ich Zinsen auf {amount:Betrag} vom {first:Datum} bis {last:Datum} nach {convention} "
        "berechne"
    ),
    target_fixture="response",
)
def compute_by(
    house: House, grant_id: str, amount: int, first: date, last: date, convention: str
) -> Answer:
    body = {
        "principal_cents": amount,
        "from_date": first.isoformat(),
        "to_date": last.isoformat(),
        "day_count": convention,
    }
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/interest-calculations", body)


@then(step("betragen die Zinsen {amount:Betrag}"))
def interest_is(response: Answer, amount: int) -> None:
    assert response.expect(200).body["interest_cents"] == amount


@then(step("gibt es {number:d} Zinsabschnitte"))
def segments_are(response: Answer, number: int) -> None:
    assert len(response.expect(200).body["segments"]) == number


@then(step("ist der Zinssatz im {number:d}. Abschnitt {rate} %"))
def rate_is(response: Answer, number: int, rate: str) -> None:
    assert response.expect(200).body["segments"][number - 1]["rate_bp"] == basis_points(rate)


@then(step('nennt die Meldung "{text}"'))
def message_names(response: Answer, text: str) -> None:
    assert any(text in one["message"] for one in response.body["violations"])
