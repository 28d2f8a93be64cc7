"""Calls ahead of payments, final calls and what a rule pack sets for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import step


@given("das Regelpaket stellt ein:", target_fixture="rule_settings")
def settings(datatable: list[list[str]]) -> dict[str, object]:
    words: dict[str, object] = {"ja": True, "nein": False}
    return {
        key: int(value) if value.isdecimal() else words.get(value, value)
        for key, value in datatable[1:]
    }


@given(
    step(
        'die Zuwendung "{grant_id}" mit dem Höchstbetrag {cap:Betrag} läuft damit vom '
        "{start:Datum} bis {end:Datum}"
    ),
    target_fixture="grant_id",
)
def capped_grant(
    house: House,
    grant_id: str,
    cap: int,
    start: date,
    end: date,
    rule_settings: dict[str, object],
) -> str:
    terms = {"max_eligible_cents": cap, "rule_settings": rule_settings}
    house.award(grant_id, "B", start, end, **terms).expect(201)
    return grant_id


@given(step('der Entwurf des Schlussabrufs "{period}"'), target_fixture="call")
def final_draft(house: House, grant_id: str, period: str) -> dict[str, Any]:
    return house.draft_call(grant_id, period, "final").expect(201).body


@when(step('ich den Schlussabruf "{period}" entwerfe'), target_fixture="response")
def draft_final(house: House, grant_id: str, period: str) -> Answer:
    return house.draft_call(grant_id, period, "final")


def _ahead(
    house: House, grant_id: str, amount: int, due: date, paid_out: date, reason: str
) -> Answer:
    advance = {
        "expected_on": paid_out.isoformat(),
        "reason": reason,
        "needs": [{"purpose": "Rate", "due_on": due.isoformat(), "amount_cents": amount}],
    }
    body = {"period": "2026-H2", "kind": "interim", "advance": advance}
    if house.clock.at.date() < date(2026, 9, 1):
        body["period"] = "2026-H1"
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/drawdowns", body)


@when(
    step(
        "ich im Voraus {amount:Betrag} abrufe, fällig am {due:Datum}, "
        "Auszahlung am {paid_out:Datum}"
    ),
    target_fixture="response",
)
def ask_ahead(house: House, grant_id: str, amount: int, due: date, paid_out: date) -> Answer:
    return _ahead(house, grant_id, amount, due, paid_out, "Schlussrechnung")


@when(
    step('ich mit der Begründung "{reason}" im Voraus {amount:Betrag} abrufe'),
    target_fixture="response",
)
def ask_with_reason(house: House, grant_id: str, amount: int, reason: str) -> Answer:
    return _ahead(house, grant_id, amount, date(2026, 9, 1), date(2026, 8, 15), reason)


@when(step('ich mit der Begründung "" im Voraus {amount:Betrag} abrufe'), target_fixture="response")
def ask_without_reason(house: House, grant_id: str, amount: int) -> Answer:
    return _ahead(house, grant_id, amount, date(2026, 9, 1), date(2026, 8, 15), "")


@given(
    step("ein Abruf im Voraus über {amount:Betrag} ist freigegeben und am {day:Datum} ausgezahlt"),
    target_fixture="call",
)
def advanced(house: House, grant_id: str, amount: int, day: date) -> dict[str, Any]:
    call = _ahead(house, grant_id, amount, day, day, "Schlussrechnung").expect(201).body
    house.release_call(call["drawdown_id"], FINANCE).expect(200)
    house.settle()
    house.go_to(day)
    share = {"received_on": day.isoformat(), "amount_cents": call["amount_cents"]}
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/receipt", share).expect(200)
    return call


@then(
    step(
        "sind vom Teilbetrag über {amount:Betrag} verwendet {used:Betrag}, "
        "davon fristgerecht {in_time:Betrag}"
    )
)
def used(response: Answer, amount: int, used: int, in_time: int) -> None:
    found = response.expect(201).body["uses"]
    assert [
        (one["amount_cents"], one["used_cents"], one["used_in_time_cents"]) for one in found
    ] == [(amount, used, in_time)]
