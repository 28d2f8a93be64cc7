"""Reconciliation with the finance system: totals, reasons, closing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pytest_bdd import given, then, when

from services.reporting.check.report import Trust, check_report
from services.reporting.documents import Document
from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import step

MARKED = {"gekennzeichnet": True, "nicht gekennzeichnet": False}
HEAD = "Sachkonto;Kostenträger;Haushaltsjahr;Betrag"


def _upload(house: House, grant_id: str, quarter: str, lines: list[list[str]]) -> Answer:
    text = "\n".join([HEAD, *(";".join(line) for line in lines)])
    files = {"file": (BytesIO(text.encode()), "summen.csv", "text/csv")}
    path = f"/grants/{grant_id}/reconciliations?quarter={quarter}"
    return house.budget(OFFICER, "POST", path, files=files)


@given(step('die Summenliste für "{quarter}"'), target_fixture="reconciliation")
def uploaded(house: House, grant_id: str, quarter: str, datatable: list[list[str]]) -> Answer:
    return _upload(house, grant_id, quarter, datatable[1:])


@when(step('ich die Summenliste für "{quarter}" hochlade'), target_fixture="response")
def upload(house: House, grant_id: str, quarter: str, datatable: list[list[str]]) -> Answer:
    return _upload(house, grant_id, quarter, datatable[1:])


@given(step('der Unterschied auf Konto "{account}" {year:d} hat den Grund "{reason}"'))
def explained(house: House, reconciliation: Answer, account: str, year: int, reason: str) -> None:
    _explain(house, reconciliation, account, year, reason).expect(200)


@given(step('jeder Unterschied hat den Grund "{reason}"'))
def explained_all(house: House, reconciliation: Answer, reason: str) -> None:
    for one in reconciliation.expect(201).body["places"]:
        item = {name: one[name] for name in ("budget_year", "account", "cost_unit")}
        path = f"/reconciliations/{reconciliation.body['reconciliation_id']}/explanations"
        item = {**item, "reason": reason}
        house.budget(OFFICER, "POST", path, {"items": [item]}).expect(200)


@when(
    step('ich für Konto "{account}" {year:d} den Grund "{reason}" eintrage'),
    target_fixture="response",
)
def explain(house: House, reconciliation: Answer, account: str, year: int, reason: str) -> Answer:
    return _explain(house, reconciliation, account, year, reason)


def _explain(house: House, opened: Answer, account: str, year: int, reason: str) -> Answer:
    path = f"/reconciliations/{opened.expect(201).body['reconciliation_id']}/explanations"
    item = {"budget_year": year, "account": account, "reason": reason}
    return house.budget(OFFICER, "POST", path, {"items": [item]})


@given("der Abgleich ist geschlossen")
def closed(house: House, reconciliation: Answer) -> None:
    _close(house, reconciliation, FINANCE).expect(200)


@when(step('"{user}" den Abgleich schließt'), target_fixture="response")
def close(house: House, reconciliation: Answer, user: str) -> Answer:
    return _close(house, reconciliation, user)


def _close(house: House, opened: Answer, user: str) -> Answer:
    reconciliation_id = opened.expect(201).body["reconciliation_id"]
    return house.budget(user, "POST", f"/reconciliations/{reconciliation_id}/closing")


@then("stehen die Summen so nebeneinander")
def sums(reconciliation: Answer, datatable: list[list[str]]) -> None:
    found = [_line(one) for one in reconciliation.expect(201).body["places"]]
    assert found == datatable[1:]


def _line(one: dict[str, Any]) -> list[str]:
    cents = ("entered_cents", "ledger_cents", "difference_cents")
    return [
        str(one["budget_year"]),
        one["account"] or "-",
        one["cost_unit"] or "-",
        *(f"{one[name] / 100:.2f} €".replace(".", ",") for name in cents),
    ]


@given(step('der Abgleich "{quarter}" ohne Zahlen ist geschlossen'))
def closed_empty(house: House, grant_id: str, quarter: str) -> None:
    _close(house, _upload(house, grant_id, quarter, []), FINANCE).expect(200)


@then(step("ist sie {marked} als nach dem Abschluss erfasst"))
def marked(house: House, response: Answer, marked: str) -> None:
    entry_marked(house, response.expect(200, 201).body, marked)


@then(step("ist die Ausgabe {marked} als nach dem Abschluss erfasst"))
def entry_marked(house: House, entered: dict[str, Any], marked: str) -> None:
    path = f"/expenditures/{entered['expenditure_id']}"
    found = house.budget(OFFICER, "GET", path).expect(200).body["entered_after_closing"]
    assert found is MARKED[marked]


@then(step("in der Belegliste {marked}"))
def marked_in_list(house: House, grant_id: str, marked: str) -> None:
    answer = house.draft_report(grant_id, "voucher-list", "2026-H2").expect(201)
    body = house.download(answer.body["report_id"], "json")
    assert ("nach Abschluss erfasst" in body.decode()) is MARKED[marked]


@then(step("im Abgleich {marked}"))
def marked_in_comparison(house: House, grant_id: str, marked: str) -> None:
    path = f"/grants/{grant_id}/reconciliations"
    found = house.budget(OFFICER, "GET", path).expect(200).body["items"]
    assert any(one["late_entries"] for one in found) is MARKED[marked]


@then(step("ist eine Ausgabe über {amount:Betrag} im Bericht {marked}"))
def marked_in_report(report: Document, amount: int, marked: str) -> None:
    late = [one for one in report.tables() if one.key == "late_entries"]
    found = [row.cells[-1] for table in late for row in table.rows]
    assert (amount in found) is MARKED[marked]


@then(step('ein Fremder findet am Bericht "{type_}" für {period} nichts auszusetzen'))
def convinces(house: House, grant_id: str, type_: str, period: str) -> None:
    answer = house.draft_report(grant_id, type_, period).expect(201)
    outcome = check_report(house.download(answer.body["report_id"], "pdf"), None, Trust())
    assert outcome.is_sound, outcome.lines()
