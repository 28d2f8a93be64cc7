"""Workbooks and booking batches all the way: kept, examined, taken over, refused at their cell."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from services.budget.usecases import import_trial
from tests.integration.budget.scene import GRANT, Scene, sqlite_scene
from tests.integration.budget.web_scene import WebScene, make_web
from tests.samples.datev.lines import PAYMENT, batch, booking
from tests.samples.workbooks.build import row, workbook

FITTING: dict[str, Any] = {
    "Vertragsdatum": date(2026, 2, 1),
    "Leistung von": date(2026, 3, 1),
    "Leistung bis": date(2026, 3, 31),
    "Rechnungsdatum": date(2026, 4, 1),
    "Zahlungsdatum": date(2026, 4, 15),
    "Kostenposition": "Reisen",
    "Maßnahme": "M1",
    "Zahlungsreferenz": "Z-1",
}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def upload(web: WebScene, stream: BinaryIO, profile: str = "finanz-csv") -> Any:
    answer = web.post(
        f"/grants/{GRANT}/imports?profile={profile}",
        data={"file": (io.BytesIO(stream.read()), "liste")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 201, answer.json
    return answer.json


def test_a_workbook_is_taken_over_and_what_a_rule_refuses_names_its_cell(web: WebScene) -> None:
    bad = row(**FITTING | {"Belegnummer": "2", "Rechnungsnummer": "R2", "Maßnahme": "M99"})
    found = upload(web, workbook(row(**FITTING), bad))
    assert (found["accepted"], found["rejected_count"]) == (1, 1)
    [fault] = found["rejected"]
    assert fault["column"] == "Maßnahme"
    assert fault["message"].startswith("Blatt Belege, Zelle O5: ")
    done = web.post(f"/imports/{found['import_id']}/commit")
    assert (done.status_code, done.json["accepted"]) == (200, 1)


def test_a_booking_batch_is_taken_over_with_its_payment(web: WebScene) -> None:
    places = {"KOST1 - Kostenstelle": "M1", "KOST2 - Kostenstelle": "Reisen"}
    places["Zusatzinformation- Inhalt 1"] = "01.02.2026"
    invoice = booking(Belegdatum="0104", Leistungsdatum="31032026", **places)
    stream = batch(invoice, booking(PAYMENT, Belegdatum="1504"))
    found = upload(web, stream, "datev-extf")
    assert found["rejected"] == []
    assert web.post(f"/imports/{found['import_id']}/commit").json["accepted"] == 1


@pytest.mark.parametrize(("longest", "codes"), [(1, set()), (0, {("trial_too_long", "API")})])
def test_a_trial_takes_only_short_lists(
    web: WebScene, monkeypatch: pytest.MonkeyPatch, longest: int, codes: set[tuple[str, str]]
) -> None:
    monkeypatch.setattr(import_trial, "LONGEST", longest)
    found = upload(web, workbook(row(**FITTING)))
    tried = web.post(f"/imports/{found['import_id']}/commit?dry_run=true")
    assert tried.status_code == 200
    assert {
        (one["code"], one["rule"])
        for one in tried.json["violations"]
        if (one["severity"] == "error")
    } == codes
    assert (tried.json["effect"] is None) == bool(codes)
    assert web.get(f"/imports/{found['import_id']}").json["status"] == "preview"
