"""Lines of a list beside each other and beside what is stored: split contracts (PROC-05)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.budget.usecases import imports
from tests.integration.budget.scene import Scene, sqlite_scene
from tests.integration.budget.test_imports import csv, line, upload
from tests.integration.budget.web_scene import WebScene, make_web


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def contract(number: int, gross: str, **changes: str) -> str:
    same = {"Kreditor": "Bau GmbH", "Brutto": gross, "MwSt": "0,00"}
    return line(number, **{**same, **changes})


def split(body: Any) -> dict[int, str]:
    """What the list says of split contracts, by line."""
    return {one["row"]: one["message"] for one in body["hints"] if one["code"] == "contract_split"}


def both(web: WebScene, *lines: str) -> dict[int, str]:
    """The same in the preview and after the takeover."""
    preview = upload(web, csv(*lines))
    assert preview.status_code == 201, preview.json
    done = web.post(f"/imports/{preview.json['import_id']}/commit")
    assert done.status_code == 200, done.json
    assert split(done.json) == split(preview.json)
    return split(done.json)


def test_lines_taken_over_before_are_counted_once(
    web: WebScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The takeover stores line by line what the preview only counts."""
    monkeypatch.setattr(imports, "CHUNK", 2)
    found = both(web, *(contract(number, "60.000,00") for number in range(1, 6)))
    assert list(found) == [5, 6]
    assert "zusammen 240.000,00" in found[5].replace("\xa0", " ")
    assert "mit Zeile 2, 3, 4)" in found[5]
    assert "zusammen 300.000,00" in found[6].replace("\xa0", " ")


def test_what_an_earlier_list_brought_is_named_by_its_number(web: WebScene) -> None:
    assert both(web, contract(1, "150.000,00")) == {}
    [said] = both(web, contract(2, "66.000,01")).values()
    assert "mit Ausgabe Nr. 1)" in said


def test_many_lines_say_at_least(web: WebScene) -> None:
    lines = [contract(number, "21.600,00", Zweck=f"Termin {number}") for number in range(1, 31)]
    found = both(web, *lines)
    assert list(found) == list(range(12, 32))
    assert "mindestens" not in found[12]
    assert all("mindestens 259.200,00" in found[row].replace("\xa0", " ") for row in (13, 31))


def test_legal_forms_are_companies_of_their_own(web: WebScene) -> None:
    lines = (
        contract(1, "150.000,00", Kreditor="Bau GmbH"),
        contract(2, "150.000,00", Kreditor="Bau AG"),
        contract(3, "60.000,00", Kreditor="Bau"),
        contract(4, "66.000,00", Kreditor="Bau AG"),
    )
    found = both(web, *lines)
    assert list(found) == [4, 5]  # "Bau" can be either; with it the AG has 276,000
    assert "mit Zeile 2, 3)" in found[4] and "mit Zeile 3, 4)" in found[5]


@pytest.mark.parametrize(("day", "rows"), [("28.02.2027", []), ("31.01.2027", [3])])
def test_twelve_months_back(web: WebScene, day: str, rows: list[int]) -> None:
    later = {"Vertragsdatum": day, "Leistung von": day, "Leistung bis": day}
    lines = (contract(1, "150.000,00"), contract(2, "150.000,00", **later, Zahlungsdatum=""))
    preview = upload(web, csv(*lines))
    assert preview.json["accepted"] == 2, preview.json
    assert list(split(preview.json)) == rows


def test_without_a_contract_day_or_above_the_limit_alone_it_says_nothing(web: WebScene) -> None:
    lines = (
        contract(1, "150.000,00"),
        contract(2, "150.000,00", Vertragsdatum=""),
        contract(3, "216.000,01"),
    )
    assert both(web, *lines) == {}


def test_a_line_that_is_not_taken_over_does_not_count(web: WebScene) -> None:
    lines = (
        contract(1, "150.000,00", Kostenposition="?"),
        contract(2, "150.000,00"),
        contract(3, "66.000,00"),
    )
    assert both(web, *lines) == {}


def test_the_values_that_decided_stand_beside_the_hint(web: WebScene) -> None:
    body = upload(web, csv(contract(1, "150.000,00"), contract(2, "150.000,00"))).json
    [hint] = [one for one in body["hints"] if one["code"] == "contract_split"]
    assert "splitting_months" in {one["parameter"] for one in hint["values"]}
    assert hint["citation"] and hint["remedy"]
