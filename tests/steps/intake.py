"""E-invoices and lists of the finance system; the voucher list as a file."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from pytest_bdd import given, then, when

from tests.driver import OFFICER, Answer, House
from tests.samples.csv.lines import HEADERS
from tests.steps.notation import step, value_of


@given(step('die E-Rechnung "{name}" ist abgelegt'), target_fixture="dropped")
@when(step('ich die E-Rechnung "{name}" ablege'), target_fixture="response")
def drop(house: House, grant_id: str, name: str) -> Answer:
    return house.drop_invoice(grant_id, house.sample_invoice(name))


@when(
    step('ich die E-Rechnung "{name}" mit der Leitweg-ID "{leitweg}" ablege'),
    target_fixture="response",
)
def drop_with(house: House, grant_id: str, name: str, leitweg: str) -> Answer:
    return house.drop_invoice(grant_id, house.sample_invoice(name, leitweg_id=leitweg))


@given(
    step('die E-Rechnung "{name}" mit einer falschen Bruttosumme ist abgelegt'),
    target_fixture="dropped",
)
def drop_wrong_sum(house: House, grant_id: str, name: str) -> Answer:
    right = b'<cbc:TaxInclusiveAmount currencyID="EUR">1365.90<'
    content = house.sample_invoice(name)
    assert right in content
    return house.drop_invoice(grant_id, content.replace(right, right.replace(b"1365", b"1465")))


@when(
    step("ich eine E-Rechnung nach § 13b UStG mit Leistung bis {day:Datum} ablege"),
    target_fixture="response",
)
def drop_reverse_charge(house: House, grant_id: str, day: date) -> Answer:
    content = house.sample_invoice("cii_invoice.xml")
    for old, new in (
        (b">199.38<", b">0.00<"),
        (b">1248.76<", b">1049.38<"),
        (b"<ram:CategoryCode>S", b"<ram:CategoryCode>AE"),
        (b">19.00<", b">0<"),
        (b">20260202<", f">{day:%Y%m%d}<".encode()),
        (b">20260227<", f">{day:%Y%m%d}<".encode()),
    ):
        assert old in content
        content = content.replace(old, new)
    return house.drop_invoice(grant_id, content)


@then(step('schlägt der Befund "{text}" vor'))
def proposes(response: Answer, text: str) -> None:
    found = [one for one in response.expect(201).body["findings"] if one["rule"] == "ELG-07"]
    assert [text in one["message"].replace("\xa0", " ") for one in found] == [True], found


@then(step('die Ausgabe trägt den Hinweis "{code}"'))
def row_keeps(house: House, response: Answer, code: str) -> None:
    kept = house.expenditure(response.body["expenditure_id"])
    assert code in [one["code"] for one in kept["violations"]]


@when("ich daraus die Ausgabe erfasse", target_fixture="response")
def enter_dropped(house: House, grant_id: str, dropped: Answer) -> Answer:
    return _enter(house, grant_id, dropped)


@when(step('ich daraus die Ausgabe mit "{field}" "{value}" erfasse'), target_fixture="response")
def enter_otherwise(house: House, grant_id: str, dropped: Answer, field: str, value: str) -> Answer:
    return _enter(house, grant_id, dropped, **{field: value_of(value)})


def _enter(house: House, grant_id: str, dropped: Answer, **otherwise: object) -> Answer:
    filled = {name: value for name, value in dropped.expect(200, 201).body["expenditure"].items()}
    known = {"invoice_id": dropped.body["invoice_id"], "contract_date": "2026-01-20"}
    paid = {"payment_date": "2026-03-02", "voucher_number": "B-900", "commitment_id": None}
    return house.enter(grant_id, **{**filled, **known, **paid, **otherwise})


@then(step('ist das Format "{name}"'))
def format_is(response: Answer, name: str) -> None:
    assert response.body["format"] == name


@then(step('steht im Formular "{field}" mit "{text}"'))
def prefilled(response: Answer, field: str, text: str) -> None:
    assert response.body["expenditure"][field] == text


@then(step("steht im Formular der Betrag {amount:Betrag}"))
def prefilled_amount(response: Answer, amount: int) -> None:
    assert response.body["expenditure"]["gross_cents"] == amount


@then(step('nennt das Formular die berichtigte Rechnung "{number}"'))
def credits(response: Answer, number: str) -> None:
    assert response.body["expenditure"]["credits"] == number
    assert response.body["expenditure"]["gross_cents"] > 0


@then(step('gibt es den Befund "{code}" nach {rule}'))
def finding(response: Answer, code: str, rule: str) -> None:
    assert (code, rule) in {(one["code"], one["rule"]) for one in response.body["findings"]}


@then(step('ist der Beleg Byte für Byte die Datei "{name}"'))
def original_bytes(house: House, response: Answer, dropped: Answer, name: str) -> None:
    path = f"/expenditures/{response.body['expenditure_id']}/documents/{dropped.body['sha256']}"
    assert house.budget(OFFICER, "GET", path).expect(200).data == house.sample_invoice(name)


# --- lists --------------------------------------------------------------------------------


@when("ich eine Liste einlese mit", target_fixture="response")
def read_list(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.preview_list(grant_id, list_of(datatable))


@given("eine übernommene Liste mit", target_fixture="taken_over")
def take_over(house: House, grant_id: str, datatable: list[list[str]]) -> list[list[str]]:
    house.import_list(grant_id, list_of(datatable)).expect(201)
    return datatable


@when("ich dieselbe Liste noch einmal einlese", target_fixture="response")
def read_again(house: House, grant_id: str, taken_over: list[list[str]]) -> Answer:
    return house.import_list(grant_id, list_of(taken_over))


@when(step('ich dieselbe Liste mit "{column}" "{value}" übernehme'), target_fixture="response")
def read_later(
    house: House, grant_id: str, taken_over: list[list[str]], column: str, value: str
) -> Answer:
    return house.import_list(grant_id, list_of([*taken_over, [column, value]])).expect(201)


@then(step("werden {count:d} Zeilen angenommen"))
def accepted(response: Answer, count: int) -> None:
    assert response.expect(200, 201).body["accepted"] == count, response.body


@then(step("sind {count:d} Zeilen bekannt"))
def known(response: Answer, count: int) -> None:
    assert response.body["known"] == count, response.body


@then(step('nennt die Klärungsliste Zeile {row:d}, Spalte "{column}" und den Wert "{value}"'))
def rejected(response: Answer, row: int, column: str, value: str) -> None:
    found = {(one["row"], one["column"], one["value"]) for one in response.body["rejected"]}
    assert (row, column, value) in found, found


@then("stehen an der Ausgabe zwei Feststellungen")
def two_certifications(house: House, grant_id: str) -> None:
    [row] = house.budget(OFFICER, "GET", f"/grants/{grant_id}/expenditures").body["items"]
    found = house.expenditure(row["expenditure_id"])["certifications"]
    assert {one["kind"] for one in found} == {"factual", "arithmetical"}


@when(step('ich die Belegliste "{period}" ausgebe'), target_fixture="listed")
def list_vouchers(house: House, grant_id: str, period: str) -> list[list[str]]:
    report = house.draft_report(grant_id, "voucher-list", period).expect(201).body
    text = house.download(report["report_id"], "csv").decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


@then(step('beginnt der Zweck in der Liste mit "{start}"'))
def purpose_starts(listed: list[list[str]], start: str) -> None:
    assert any(cell == start for row in listed for cell in row), listed


@given("eine eingelesene Liste mit", target_fixture="previewed")
def previewed(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    return house.preview_list(grant_id, list_of(datatable)).expect(201)


@when(step('"{user}" die Liste zur Probe übernimmt'), target_fixture="response")
def try_commit(house: House, previewed: Answer, user: str) -> Answer:
    path = f"/imports/{previewed.body['import_id']}/commit?dry_run=true"
    return house.budget(user, "POST", path)


@when("ich die Liste zur Probe übernehme", target_fixture="response")
def try_own(house: House, previewed: Answer) -> Answer:
    return try_commit(house, previewed, OFFICER)


@when("ich die Liste übernehme", target_fixture="response")
def commit_list(house: House, previewed: Answer) -> Answer:
    path = f"/imports/{previewed.body['import_id']}/commit"
    return house.budget(OFFICER, "POST", path).expect(200)


@then(step('sänke der Rest von "{line}" von {before:Betrag} auf {after:Betrag}'))
def rest_would_sink(response: Answer, line: str, before: int, after: int) -> None:
    [one] = response.expect(200).body["effect"]["lines"]
    found = (one["budget_line"], one["remaining_before_cents"], one["remaining_after_cents"])
    assert found == (line, before, after)


@given("eine Liste mit den Zeilen", target_fixture="previewed")
@when("ich eine Liste einlese mit den Zeilen", target_fixture="previewed")
def preview_lines(house: House, grant_id: str, datatable: list[list[str]]) -> Answer:
    """Several lines in order, each with numbers of its own, changed by the columns of the table."""
    head, *rows = datatable
    lines = [
        line_of(
            {
                "Belegnummer": f"L-{at}",
                "Rechnungsnummer": f"L-{at}",
                **dict(zip(head, row, strict=True)),
            }
        )
        for at, row in enumerate(rows, start=2)
    ]
    content = "\r\n".join([HEADERS, *lines, ""]).encode()
    return house.preview_list(grant_id, BytesIO(content)).expect(201)


@then(step('hat Zeile {row:d} den Hinweis "{code}" nach {rule}'))
def line_is_hinted(previewed: Answer, row: int, code: str, rule: str) -> None:
    assert (row, code, rule) in _hinted(previewed)


@then(step('hat keine Zeile den Hinweis "{code}"'))
def no_line_is_hinted(previewed: Answer, code: str) -> None:
    assert code not in {one[1] for one in _hinted(previewed)}


@then(step('nennt der Hinweis zu Zeile {row:d} "{text}"'))
def hint_says(previewed: Answer, row: int, text: str) -> None:
    said = [one["message"] for one in previewed.body["hints"] if one["row"] == row]
    assert any(text in one.replace("\xa0", " ") for one in said), said


def _hinted(previewed: Answer) -> set[tuple[int, str, str]]:
    return {(one["row"], one["code"], one["rule"]) for one in previewed.body["hints"]}


@then(step('steht Zeile {row:d} mit "{code}" nach {rule} in der Klärungsliste'))
def line_is_rejected(previewed: Answer, row: int, code: str, rule: str) -> None:
    found = {(one["row"], one["code"], one["rule"]) for one in previewed.body["rejected"]}
    assert (row, code, rule) in found, found


@then(step("werden davon {count:d} Zeilen angenommen"))
def lines_accepted(previewed: Answer, count: int) -> None:
    assert previewed.body["accepted"] == count, previewed.body


@then(step('tragen nach der Übernahme {count:d} Ausgaben den Hinweis "{code}"'))
def rows_keep(house: House, grant_id: str, previewed: Answer, count: int, code: str) -> None:
    path = f"/imports/{previewed.body['import_id']}/commit"
    house.budget(OFFICER, "POST", path).expect(200)
    rows = house.budget(OFFICER, "GET", f"/grants/{grant_id}/expenditures").expect(200).body
    kept = [house.expenditure(one["expenditure_id"]) for one in rows["items"]]
    codes = [{found["code"] for found in one["violations"]} for one in kept]
    assert sum(code in one for one in codes) == count, codes


def list_of(datatable: list[list[str]]) -> BytesIO:
    """One line in order, changed by German header."""
    line = line_of({name: value for name, value in datatable[1:]})
    return BytesIO(f"{HEADERS}\r\n{line}\r\n".encode())


def line_of(changes: dict[str, str]) -> str:
    """A line in order, changed by German header."""
    cells: dict[str, Any] = {
        "Belegnummer": "2026-0001",
        "Kreditor": "Muster GmbH",
        "Rechnungsnummer": "R-17",
        "Rechnungsdatum": "01.04.2026",
        "Vertragsdatum": "02.02.2026",
        "Leistung von": "01.03.2026",
        "Leistung bis": "31.03.2026",
        "Zahlungsdatum": "15.04.2026",
        "Brutto": "1.190,00",
        "MwSt": "190,00",
        "Kostenposition": "Beratung",
        "Maßnahme": "M-1",
        "Zweck": "Beratung",
    } | changes
    return ";".join(cells.get(header, "") for header in HEADERS.split(";"))
