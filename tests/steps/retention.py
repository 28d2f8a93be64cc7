"""Retention: periods, holds, deletions, read tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import AUDITOR, FINANCE, OFFICER, PROGRAMME, Answer, House
from tests.steps.deadlines import complete
from tests.steps.notation import step

CLOSED = {"rpa_required": False, "proof_attachments_b": [], "kfw_retention_years": 0}


def _closed_grant(house: House, grant_id: str, proof: date, settings: Any, **row: Any) -> str:
    """A grant of 2017 to 2020 with one voucher of 2018 on file, its proof of use handed in."""
    house.award(
        grant_id, "B", date(2017, 1, 1), date(2020, 6, 30), rule_settings=CLOSED | settings
    ).expect(201)
    house.plan(grant_id, {"Beratung": 10_000_000})
    days = {
        "contract_date": "2018-02-02",
        "service_from": "2018-03-01",
        "service_to": "2018-03-31",
        "invoice_date": "2018-04-01",
        "payment_date": "2018-04-15",
    }
    entered = house.enter(grant_id, **days, **row).expect(201).body
    house.file_voucher(entered["expenditure_id"]).expect(200, 201)
    house.grants[grant_id]["voucher_of"] = entered["expenditure_id"]
    for user in (FINANCE, PROGRAMME):
        house.budget(user, "POST", f"/grants/{grant_id}/proof-of-use/signatures").expect(201)
    complete(house, grant_id, "proof_of_use", proof).expect(200, 201)
    return grant_id


@given(
    step('die abgeschlossene Zuwendung "{grant_id}" mit Nachweis vom {proof:Datum}'),
    target_fixture="grant_id",
)
def closed_grant(house: House, grant_id: str, proof: date) -> str:
    return _closed_grant(house, grant_id, proof, {})


@given(
    step(
        'die abgeschlossene Zuwendung "{grant_id}" mit Vorsteuerabzug und Nachweis vom '
        "{proof:Datum}"
    ),
    target_fixture="grant_id",
)
def taxed_grant(house: House, grant_id: str, proof: date) -> str:
    tax = {"vat_cents": 19_000, "vat_deductible_bp": 10_000}
    return _closed_grant(house, grant_id, proof, {}, **tax)


@given(
    step('die abgeschlossene Zuwendung "{grant_id}" läuft damit, mit Nachweis vom {proof:Datum}'),
    target_fixture="grant_id",
)
def grant_with_rules(
    house: House, grant_id: str, proof: date, rule_settings: dict[str, object]
) -> str:
    return _closed_grant(house, grant_id, proof, rule_settings)


def _resolve(house: House, year: int, day: date) -> Answer:
    body = {"budget_year": year, "resolved_on": day.isoformat(), "reference": "Drucksache 12"}
    return house.budget(FINANCE, "POST", "/annual-accounts", body)


@given(step("der Rat hat den Jahresabschluss {year:d} am {day:Datum} beschlossen"))
def resolved(house: House, year: int, day: date) -> None:
    _resolve(house, year, day).expect(201)
    _confirm(house, PROGRAMME, year).expect(200)


def _confirm(house: House, user: str, year: int) -> Answer:
    return house.budget(user, "POST", f"/annual-accounts/{year}/confirmation")


@when(
    step('"{user}" den Beschluss über {year:d} bestätigt'),
    target_fixture="response",
)
def confirm(house: House, user: str, year: int) -> Answer:
    return _confirm(house, user, year)


@when(
    step("die Kämmerei den Beschluss über {year:d} vom {day:Datum} vermerkt"),
    target_fixture="response",
)
def resolve(house: House, year: int, day: date) -> Answer:
    return _resolve(house, year, day)


def _retention(house: House, grant_id: str) -> dict[str, Any]:
    answer = house.budget(AUDITOR, "GET", f"/grants/{grant_id}/retention").expect(200)
    found: dict[str, Any] = answer.body
    return found


@then(step('lautet die Frist der Belege "{text}"'))
def period_is(house: House, grant_id: str, text: str) -> None:
    found = _retention(house, grant_id)["items"]
    assert [one["text"] for one in found if one["label"] == "Beleg"] == [text]


def _propose(house: House, grant_id: str) -> Answer:
    path = f"/grants/{grant_id}/deletions"
    return house.budget(OFFICER, "POST", path, {"reason": "Fristen abgelaufen"})


@when("ich die Löschung vorschlage", target_fixture="response")
def propose(house: House, grant_id: str) -> Answer:
    return _propose(house, grant_id)


@given("die Löschung ist vorgeschlagen", target_fixture="deletion")
def proposed(house: House, grant_id: str) -> Answer:
    return _propose(house, grant_id).expect(201)


@when(step('"{user}" die Löschung freigibt'), target_fixture="response")
def release(house: House, deletion: Answer, user: str) -> Answer:
    return house.budget(user, "POST", f"/deletions/{deletion.body['deletion_id']}/release")


@given(step('"{user}" hat eine Löschsperre gesetzt'), target_fixture="hold")
def hold(house: House, grant_id: str, user: str) -> Answer:
    path = f"/grants/{grant_id}/legal-holds"
    return house.budget(user, "POST", path, {"reason": "Widerspruch ist offen"}).expect(201)


@when(step('"{user}" die Löschsperre aufhebt'), target_fixture="response")
def lift(house: House, hold: Answer, user: str) -> Answer:
    path = f"/legal-holds/{hold.body['hold_id']}/lifting"
    return house.budget(user, "POST", path, {"reason": "Verfahren beendet"})


def _file(house: House, grant_id: str) -> Path:
    """Where the only document of the grant lies."""
    expenditure_id = house.grants[grant_id]["voucher_of"]
    [one] = house.expenditure(expenditure_id)["documents"]
    sha256: str = one["sha256"]
    return house.settings.documents_dir / sha256[:2] / sha256


def _download(house: House, grant_id: str) -> Answer:
    expenditure_id = house.grants[grant_id]["voucher_of"]
    path = f"/expenditures/{expenditure_id}/documents/{_file(house, grant_id).name}"
    return house.budget(AUDITOR, "GET", path)


@then("ist die Datei des Belegs noch da")
def is_there(house: House, grant_id: str) -> None:
    assert _file(house, grant_id).exists()
    _download(house, grant_id).expect(200)


@then("ist die Datei des Belegs gelöscht")
def is_erased(house: House, grant_id: str) -> None:
    assert not _file(house, grant_id).exists()
    answer = _download(house, grant_id).expect(404)
    assert ("file_erased", "RET-06") in answer.codes
    found = _retention(house, grant_id)
    assert [one["erased"] for one in found["items"] if one["label"] == "Beleg"] == [True]
    [deletion] = found["deletions"]
    assert [one["rule"] for one in deletion["files"]] == ["RET-01"]


@given("die Datei des Belegs ist auf der Platte verändert")
def damaged(house: House, grant_id: str) -> None:
    _file(house, grant_id).write_bytes(b"%PDF-1.4 anders")


@given("die Datei des Belegs fehlt auf der Platte")
def lost(house: House, grant_id: str) -> None:
    _file(house, grant_id).unlink()


@when(step('"{user}" den Lesetest startet'), target_fixture="response")
def read_test(house: House, grant_id: str, user: str) -> Answer:
    return house.budget(user, "POST", f"/grants/{grant_id}/read-tests").expect(201)


@then(step("sind {files:d} Unterlagen gelesen, {missing:d} fehlen und {damaged:d} sind verändert"))
def read_result(response: Answer, files: int, missing: int, damaged: int) -> None:
    body = response.body
    found = (body["files"], body["missing_count"], body["damaged_count"])
    assert found == (files, missing, damaged)


@then(step("ist der nächste Lesetest am {day:Datum}"))
def next_read_test(house: House, grant_id: str, day: date) -> None:
    assert _retention(house, grant_id)["next_read_test_on"] == day.isoformat()
