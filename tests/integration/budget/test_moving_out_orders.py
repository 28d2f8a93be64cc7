"""Open orders, reversals with their twin and the days of retentions leave with the city."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.move_out import move_out
from services.budget.usecases.movement import (
    Movement,
    close_order,
    record_credit_note,
    record_retention_release,
)
from services.budget.usecases.reversal import reverse_expenditure
from tests.integration.budget.scene import GRANT, Scene, expenditure, sqlite_scene

ORDER: dict[str, Any] = {
    "voucher_number": None,
    "invoice_number": None,
    "invoice_date": None,
    "payment_date": None,
    "payment_reference": None,
}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def enter(scene: Scene, **changes: Any) -> str:
    found: str = scene.run(record_expenditure, GRANT, expenditure(**changes)).expenditure_id
    return found


def table(scene: Scene, name: str) -> list[dict[str, str]]:
    with scene.run(move_out, GRANT) as found, zipfile.ZipFile(found) as archive:
        text = archive.read(f"weitere/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_an_order_comes_along_with_its_rest_until_nothing_is_left(scene: Scene) -> None:
    order = enter(scene, **ORDER, gross_cents=300_000, vat_cents=0, purpose="Sensoren")
    assert table(scene, "auftraege")[0]["Rest"] == "3000,00"
    part = {"commitment_id": order, "vat_cents": 0}
    enter(scene, **part, gross_cents=299_999)
    wrong = enter(scene, **part, gross_cents=1, voucher_number="B-2", invoice_number="R-2")
    assert table(scene, "auftraege") == []
    scene.run(reverse_expenditure, wrong, "falscher Auftrag")
    [row] = table(scene, "auftraege")
    assert (row["Zweck"], row["Brutto"], row["Abgerechnet"], row["Rest"]) == (
        "Sensoren", "3000,00", "2999,99", "0,01",
    )  # fmt: skip


def test_a_closed_order_is_not_open(scene: Scene) -> None:
    order = enter(scene, **ORDER)
    scene.run(close_order, order, "erledigt")
    assert table(scene, "auftraege") == []


def test_a_reversal_comes_along_with_what_it_negates_and_what_replaced_it(scene: Scene) -> None:
    wrong = enter(scene)
    scene.run(record_credit_note, wrong, Movement(10_000, date(2026, 5, 2), 0, "G-1"))
    scene.run(reverse_expenditure, wrong, "doppelt")
    assert [
        (one["Art"], one["Gehört zu Nr."], one["Brutto"], one["Grund"])
        for one in table(scene, "stornos")
    ] == [
        ("Beleg", "3", "1190,00", ""),
        ("Gutschrift", "3", "100,00", ""),
        ("Storno", "1", "-1190,00", "doppelt"),
    ]


def test_the_day_of_a_retention_release_comes_along(scene: Scene) -> None:
    kept = enter(scene, retention_cents=9_000, voucher_number="B-Rest")
    scene.run(record_retention_release, kept, Movement(4_000, date(2026, 6, 30)))
    scene.run(record_retention_release, kept, Movement(1_000, date(2026, 7, 1)))
    assert [list(one.values()) for one in table(scene, "einbehaltsauszahlungen")] == [
        ["2", "1", "B-Rest", "40,00", "30.06.2026"],
        ["3", "1", "B-Rest", "10,00", "01.07.2026"],
    ]


def test_a_reversed_release_is_no_payment(scene: Scene) -> None:
    kept = enter(scene, retention_cents=9_000)
    release, _ = scene.run(record_retention_release, kept, Movement(4_000, date(2026, 6, 30)))
    scene.run(reverse_expenditure, release.row.expenditure_id, "falscher Tag")
    assert table(scene, "einbehaltsauszahlungen") == []
    assert [one["Art"] for one in table(scene, "stornos")] == [
        "Auszahlung des Einbehalts", "Storno",
    ]  # fmt: skip
