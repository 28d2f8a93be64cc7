"""Receipts: their order in lists, and the bundle for a funder who asks."""

from __future__ import annotations

import csv
import zipfile
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

from pytest_bdd import then, when

from services.reporting.documents import Document, RowKind
from tests.driver import Answer, House
from tests.steps.notation import step


def _listed(report: Document) -> list[int]:
    tables = [one for one in report.tables() if one.key == "vouchers"]
    rows = [row for table in tables for row in table.rows if row.kind is RowKind.DATA]
    return [int(str(row.cells[0])) for row in rows]


@then(step("stehen die Belege im Bericht in der Folge {numbers}"))
def order_is(report: Document, numbers: str) -> None:
    assert _listed(report) == [int(one) for one in numbers.split(", ")]


@then("nennt der Bericht keinen einzelnen Beleg")
def no_voucher(report: Document) -> None:
    assert "summary" in {one.key for one in report.tables()}
    assert _listed(report) == []


@when(step('"{user}" die Belege der Zuwendung bündelt'), target_fixture="response")
def bundle_of_grant(house: House, grant_id: str, user: str) -> Answer:
    return house.budget(user, "POST", f"/grants/{grant_id}/receipt-bundles")


@when(step('"{user}" die Belege des Mittelabrufs bündelt'), target_fixture="response")
def bundle_of_call(house: House, call: dict[str, Any], user: str) -> Answer:
    return house.budget(user, "POST", f"/drawdowns/{call['drawdown_id']}/receipt-bundles")


@then(step("liegen im Bündel genau die Belege {numbers} mit richtiger Prüfsumme"))
def bundled(house: House, response: Answer, numbers: str) -> None:
    path = f"/receipt-bundles/{response.expect(201).body['bundle_id']}/file"
    archive = zipfile.ZipFile(BytesIO(house.budget("pruefung", "GET", path).expect(200).data))
    text = archive.read("pruefsummen.csv").decode("utf-8-sig")
    listed = list(csv.DictReader(StringIO(text), delimiter=";"))
    assert [one["Nr."] for one in listed] == numbers.split(", ")
    assert {one["Datei"]: one["SHA-256"] for one in listed} == {
        name: sha256(archive.read(name)).hexdigest()
        for name in archive.namelist()
        if name != "pruefsummen.csv"
    }
