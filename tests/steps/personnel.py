"""Personnel cost from payroll months and hour sheets."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from pytest_bdd import given, then, when

from shared.periods import parse_german_date
from tests.driver import Answer, House
from tests.driver_personnel import Personnel, month_of
from tests.steps.notation import euro, step


@pytest.fixture
def personnel(house: House, grant_id: str) -> Personnel:
    return Personnel(house, grant_id)


@given(
    step('die Zuwendung "{name}" der Phase B mit der Tariftabelle "{table}"'),
    target_fixture="grant_id",
)
def with_tariff(house: House, name: str, table: str) -> str:
    settings = {"tariff_monthly_cents": table.split(", ")}
    start, end = date(2026, 1, 1), date(2026, 12, 31)
    house.award(name, "B", start, end, rule_settings=settings).expect(201)
    return name


@given(step('der Plan der Personalausgaben beträgt {amount:Betrag} auf "{line}"'))
def personnel_plan(house: House, grant_id: str, amount: int, line: str) -> None:
    lines = {line: amount, "Anderes": 100_000_000}
    house.plan(grant_id, lines, categories={line: "PERSONAL"}).expect(201)


@given(
    step(
        'die Stelle "{post_id}" mit {share:d} % in "{group}" und {amount:Betrag}'
        " von {first} bis {last}"
    )
)
def filled_post(
    personnel: Personnel, post_id: str, share: int, group: str, amount: int, first: str, last: str
) -> None:
    personnel.filled_post(post_id, share * 100, group, amount, first, last)


@given(step("{count:d} Stellen mit je {amount:Betrag} im Monat {month}"))
def several_posts(personnel: Personnel, count: int, amount: int, month: str) -> None:
    for number in range(count):
        personnel.filled_post(f"ST-{number}", 10_000, "E11", amount, month, month)


@when(
    step('"{user}" für "{post_id}" {amount:Betrag} im Monat {month} erfasst'),
    target_fixture="response",
)
def payroll(personnel: Personnel, user: str, post_id: str, amount: int, month: str) -> Answer:
    return personnel.payroll(post_id, [month_of(month)], amount, user)


@when(
    step('"{user}" die Stelle "{post_id}" als Stammpersonal einträgt ohne Dokument'),
    target_fixture="response",
)
def staff_without(personnel: Personnel, user: str, post_id: str) -> Answer:
    return personnel.post(post_id, user, existing_staff=True)


@when(
    step('"{user}" die Stelle "{post_id}" als Stammpersonal einträgt mit Dokument'),
    target_fixture="response",
)
def staff_with(personnel: Personnel, user: str, post_id: str) -> Answer:
    return personnel.post(post_id, user, existing_staff=True, file=personnel.file())


@given(step('die Personalausgabe der Stelle "{post_id}" von {first} bis {last} ist gebucht'))
def booked(personnel: Personnel, post_id: str, first: str, last: str) -> None:
    personnel.book(post_id, first, last).expect(201)


@given(step("die Personalausgabe über {count:d} Stellen im Monat {month} ist gebucht"))
def booked_together(personnel: Personnel, count: int, month: str) -> None:
    names = ", ".join(f"ST-{number}" for number in range(count))
    personnel.book(names, month, month).expect(201)


@given(step("die Personalausgaben über {count:d} Stellen im Monat {month} sind einzeln gebucht"))
def booked_apart(personnel: Personnel, count: int, month: str) -> None:
    for number in range(count):
        personnel.book(f"ST-{number}", month, month).expect(201)


@given(step('eine andere Ausgabe über {amount:Betrag} auf "{line}" in der Maßnahme "{measure}"'))
def other_cost(house: House, grant_id: str, amount: int, line: str, measure: str) -> None:
    """Paid in the third quarter, like the pay."""
    house.add_measure(grant_id, measure).expect(201)
    paid = {"gross_cents": amount, "payment_date": "2026-07-31"}
    house.enter(grant_id, budget_line=line, measure_id=measure, **paid).expect(201)


@when(
    step('ich die Personalausgabe der Stelle "{post_id}" von {first} bis {last} buche'),
    target_fixture="response",
)
def book(personnel: Personnel, post_id: str, first: str, last: str) -> Answer:
    return personnel.book(post_id, first, last)


@when(
    step(
        'ich auf "{line}" die Personalausgabe der Stelle "{post_id}" von {first} bis {last} buche'
    ),
    target_fixture="response",
)
def book_on(personnel: Personnel, post_id: str, first: str, last: str, line: str) -> Answer:
    return personnel.book(post_id, first, last, line=line)


@when(
    step(
        'ich die Personalausgabe der Stelle "{post_id}" von {first} bis {last} zur Probe berechne'
    ),
    target_fixture="response",
)
def try_out(personnel: Personnel, post_id: str, first: str, last: str) -> Answer:
    return personnel.book(post_id, first, last, dry_run=True)


@when(
    step('ich die Stunden der Stelle "{post_id}" von {first} bis {last} buche'),
    target_fixture="response",
)
def book_hours(personnel: Personnel, post_id: str, first: str, last: str) -> Answer:
    return personnel.book(post_id, first, last, method="hours")


@when(
    step(
        'ich die Stunden der Stelle "{post_id}" von {first} bis {last} buche, '
        "besetzt von {begun} bis {ended}"
    ),
    target_fixture="response",
)
def book_part_year(
    personnel: Personnel, post_id: str, first: str, last: str, begun: str, ended: str
) -> Answer:
    return personnel.book(post_id, first, last, method="hours", filled=(begun, ended))


@given(step('{hours} Stunden der Stelle "{post_id}" sind nachgewiesen'))
@when(
    step('ich dieselben {hours} Stunden der Stelle "{post_id}" noch einmal einlese'),
    target_fixture="response",
)
def hours(personnel: Personnel, hours: str, post_id: str) -> Answer:
    return personnel.hours(post_id, hours).expect(201)


@given(step('die Stelle "{post_id}" weist von {first} bis {last} zusammen {hours} Stunden nach'))
def hours_in_months(personnel: Personnel, post_id: str, first: str, last: str, hours: str) -> None:
    """At most 24 hours a day from the first day of the first month on, the rest on the last."""
    rest = int(hours.replace(".", "").replace(",", ""))
    day = parse_german_date(f"01.{first.replace('/', '.')}")
    rows = []
    while rest:
        today = min(rest, 2400)
        rest -= today
        worked = f"{today // 100},{today % 100:02d}"
        signed = ["P-1", "01.07.2026", "P-2", "02.07.2026"]
        rows.append([post_id, f"{day:%d.%m.%Y}", worked, "Konzept", "M-1", *signed])
        day += timedelta(days=1)
    assert f"{day:%m/%Y}" <= last
    answer = personnel.sheet(rows).expect(201)
    assert answer.body["rejected"] == [], answer.body


@given(step('die Stunden der Stelle "{post_id}" von {first} bis {last} sind gebucht'))
def hours_booked(personnel: Personnel, post_id: str, first: str, last: str) -> None:
    personnel.book(post_id, first, last, method="hours").expect(201)


@when("ich den Stundennachweis einlese", target_fixture="response")
def sheet(personnel: Personnel, datatable: list[list[str]]) -> Answer:
    rows = [[*row[:3], "Konzept", "M-1", *row[3:]] for row in datatable[1:]]
    return personnel.sheet(rows).expect(201)


@then(step("sind {accepted:d} Zeilen angenommen und {rejected:d} abgelehnt"))
def lines(response: Answer, accepted: int, rejected: int) -> None:
    assert response.body["accepted"] == accepted, response.body
    assert len(response.body["rejected"]) == rejected, response.body


@then(step('ist eine Zeile abgelehnt wegen "{code}" nach {rule}'))
def refused_line(response: Answer, code: str, rule: str) -> None:
    assert [(one["code"], one["rule"]) for one in response.body["rejected"]] == [(code, rule)]


@then(step("lautet die Personalausgabe über {amount:Betrag}"))
def booked_amount(house: House, response: Answer, amount: int) -> None:
    booked = house.expenditure(response.expect(201).body["expenditure_id"])
    assert booked["gross_cents"] == amount


@then(step("ist die Ausgabe eine der Personalausgaben mit {amount:Betrag} zuwendungsfähig"))
def ordinary(house: House, response: Answer, amount: int) -> None:
    found = house.expenditure(response.body["expenditure_id"])
    assert (found["category"], found["eligible_cents"]) == ("PERSONAL", amount)


@then(step('sieht "{user}" bei der Berechnung einen Schritt nach {rule} über {amount:Betrag}'))
def sees_step(personnel: Personnel, user: str, rule: str, amount: int) -> None:
    assert (rule, amount) in {(one["rule"], one["amount_cents"]) for one in personnel.steps(user)}


@then(step('sieht "{user}" bei der Berechnung keine Schritte'))
def sees_no_steps(personnel: Personnel, user: str) -> None:
    assert personnel.steps(user) == []


@then(step('sieht "{user}" als Summe der Gehälter nichts'))
def sees_no_sum(personnel: Personnel, user: str) -> None:
    found = personnel.shown(user)
    amounts = [found["gross_cents"], *(one["gross_cents"] for one in found["posts"])]
    assert set(amounts) == {None}


@then(step('sieht "{user}" als Summe der Gehälter {amount:Betrag}'))
def sees_sum(personnel: Personnel, user: str, amount: int) -> None:
    assert personnel.shown(user)["gross_cents"] == amount


@then("nennt die Probe keinen Betrag")
def no_amount(response: Answer) -> None:
    assert (response.expect(200).body["gross_cents"], response.body["steps"]) == (None, [])


@when(
    step(
        '"{user}" die Personalausgabe über die Stellen "{posts}" im Monat {month}'
        " zur Probe berechnet"
    ),
    target_fixture="response",
)
def try_as(personnel: Personnel, user: str, posts: str, month: str) -> Answer:
    return personnel.book(posts, month, month, dry_run=True, user=user)


@when(
    step('"{user}" die Personalausgabe über die Stellen "{posts}" im Monat {month} bucht'),
    target_fixture="response",
)
def book_as(personnel: Personnel, user: str, posts: str, month: str) -> Answer:
    return personnel.book(posts, month, month, user=user)


@then(step("nennt die Probe {amount} und {steps} Schritte"))
def trial_says(response: Answer, amount: str, steps: str) -> None:
    body = response.expect(200).body
    assert body["gross_cents"] == (None if amount == "nichts" else euro(amount))
    assert bool(body["steps"]) is {"die": True, "keine": False}[steps]


@then(step("nennt die Buchung {amount}"))
def booking_says(response: Answer, amount: str) -> None:
    told = response.expect(201).body["gross_cents"]
    assert told == (None if amount == "keinen Betrag" else euro(amount))


@then(step('liest "{user}" bei der Berechnung {amount}'))
def calculation_says(personnel: Personnel, user: str, amount: str) -> None:
    told = personnel.newest(user)["gross_cents"]
    assert told == (None if amount == "keinen Betrag" else euro(amount))


@then(step('die Meldung {says} "{text}"'))
def message_says_or_not(response: Answer, says: str, text: str) -> None:
    told = " ".join(one["message"] for one in response.body["violations"])
    assert (text in told) is {"nennt": True, "nennt nicht": False}[says], told


@then(step("steht im Prüfpfad nirgends {one:d} oder {other:d}"))
def nowhere(house: House, one: int, other: int) -> None:
    said = json.dumps(house.trail())
    assert str(one) not in said and str(other) not in said
