"""A city leaves with everything: further tables as CSV and workbook, masked, and readable again."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from services.budget.store.reconciliation import reconciliations_of
from services.budget.usecases.hour_sheet import take_over_hours
from services.budget.usecases.move_out import move_out
from services.budget.usecases.payroll_sheet import take_over_payroll
from services.budget.usecases.personnel import record_post
from services.budget.usecases.reconciliation import close_reconciliation, open_reconciliation
from tests.integration.budget.full_grant import POSTS, QUARTERS, fill, stream
from tests.integration.budget.scene import (
    GRANT,
    HEAD,
    OFFICER,
    Scene,
    make_scene,
    sqlite_scene,
)
from tests.integration.budget.web_scene import make_web


@pytest.fixture(autouse=True)
def officers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people of a scene have no roles in the directory: who may is for the house to say."""
    monkeypatch.setattr("services.budget.usecases.register.demand_lead", lambda *_args: None)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    for made in sqlite_scene(tmp_path):
        fill(made)
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Scene]:
    other = make_scene(f"sqlite:///{tmp_path}/empty.db", tmp_path / "empty")
    for post in POSTS:
        other.run(record_post, GRANT, post, actor=HEAD)
    yield other
    other.sessions.close()


def taken(scene: Scene, *, sees_salaries: bool = True) -> dict[str, bytes]:
    with (
        scene.run(move_out, GRANT, sees_salaries=sees_salaries) as found,
        zipfile.ZipFile(found) as archive,
    ):
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def tables(files: dict[str, bytes]) -> dict[str, list[list[str]]]:
    return {
        name.removeprefix("weitere/").removesuffix(".csv"): rows(content)
        for name, content in files.items()
        if name.startswith("weitere/")
    }


def test_every_register_of_the_grant_comes_along(scene: Scene) -> None:
    found = tables(taken(scene))
    lines = {name: len(table) - 1 for name, table in found.items()}
    filled = (
        "inventar", "vergaben", "vergabeunterlagen", "stellen", "gehaltsmonate",
        "stundennachweise", "software", "veroeffentlichungen", "indikatoren", "austausch",
        "aenderungsbescheide", "ausnahmen", "fristen", "mitteilungen", "mitteilungsruecknahmen",
        "abgleiche",
    )  # fmt: skip
    assert {name for name in filled if not lines[name]} == set()
    assert set(lines) - set(filled) == {
        "empfehlungen", "verteilschluessel", "fristverlaengerungen", "halbjahresabschluesse",
        "summenliste-2026-Q1-1", "summenliste-2026-Q2-2", "haushaltsjahre", "ermaechtigungen",
        "auftraege", "stornos", "einbehaltsauszahlungen",
    }  # fmt: skip
    assert found["software"][1][1:4] == ["M1", "Plattform", "EUPL-1.2"]
    assert found["indikatoren"][1][4:6] == ["0", "12,5"]
    assert found["austausch"][1][-1] == "ja"
    assert found["aenderungsbescheide"][1] == [
        "ÄB 1", "15.07.2026", "15.07.2026", "period_end", "2027-06-30", "nein",
    ]  # fmt: skip
    assert found["ausnahmen"][1][2:4] == ["ELG-12", "voucher_file"]
    assert "Umzug" in [one[1] for one in found["mitteilungen"]]
    assert found["mitteilungsruecknahmen"][1][2:] == [
        "Versand", "15.07.2026", "Az. 1", "Falsche Akte", "15.07.2026",
    ]  # fmt: skip
    assert "Müller GmbH" in found["vergaben"][1]


def test_the_workbook_holds_the_same_tables(scene: Scene) -> None:
    files = taken(scene)
    book = load_workbook(io.BytesIO(files["weitere.xlsx"]), read_only=True)
    found = tables(files)
    assert book.sheetnames == [name[:31] for name in found]
    for sheet, table in zip(book, found.values(), strict=True):
        cells = [
            [plain(text_of(cell)) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
        width = len(table[0])
        assert [[*row, *[""] * (width - len(row))] for row in cells] == [
            [plain(cell.removeprefix("'")) for cell in row] for row in table
        ]
    book.close()


def text_of(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%d.%m.%Y")
        case _:
            return str(cell)


def plain(text: str) -> str:
    """A number by its value: a sheet does not keep the zeros behind the comma."""
    if re.fullmatch(r"-?\d+([,.]\d+)?", text):
        return f"{float(text.replace(',', '.')):.2f}"
    return text


def test_the_same_data_give_the_same_bytes(scene: Scene) -> None:
    assert taken(scene) == taken(scene)


def test_salaries_go_only_to_those_who_may_see_them(scene: Scene, tmp_path: Path) -> None:
    masked = taken(scene, sees_salaries=False)
    assert "weitere/gehaltsmonate.csv" not in masked
    assert tables(masked)["stellen"][1:] == [
        ["ST-01", "M1", "", "", "nein"],
        ["ST-02", "M2", "", "", "nein"],
    ]
    assert b"gehaltsmonate" not in masked["weitere.xlsx"]
    web = make_web(scene, tmp_path)
    for actor, shown in ((OFFICER, False), (HEAD, True)):
        answer = web.get(f"/grants/{GRANT}/moving-out", actor=actor)
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            assert ("weitere/gehaltsmonate.csv" in archive.namelist()) is shown
        answer.close()
    web.sessions.close()


def test_nobody_who_signed_is_named(scene: Scene) -> None:
    lines = tables(taken(scene))["stundennachweise"][1:]
    assert {cell for one in lines for cell in (one[5], one[7])}.isdisjoint({"P-1", "P-2", "P-9"})
    assert all(one[5].startswith("ext-") and one[5] != one[7] for one in lines)


def test_payroll_and_hours_are_read_again_in_an_empty_house(scene: Scene, empty: Scene) -> None:
    here = taken(scene)
    payroll, hours = here["weitere/gehaltsmonate.csv"], here["weitere/stundennachweise.csv"]
    assert empty.run(take_over_payroll, GRANT, io.BytesIO(payroll), actor=HEAD) == {
        "ST-01": 2,
        "ST-02": 1,
    }
    found = empty.run(take_over_hours, GRANT, io.BytesIO(hours))
    assert (len(found.accepted), found.rejected) == (2, [])
    there = taken(empty)
    assert there["weitere/gehaltsmonate.csv"] == payroll
    unsigned = [[*one[:5], one[6], one[8]] for one in rows(hours)]
    again = [[*one[:5], one[6], one[8]] for one in rows(there["weitere/stundennachweise.csv"])]
    assert again == unsigned


def test_the_ledger_totals_are_read_again_in_an_empty_house(scene: Scene, empty: Scene) -> None:
    content = taken(scene)["weitere/summenliste-2026-Q1-1.csv"]
    empty.run(open_reconciliation, GRANT, QUARTERS[0], io.BytesIO(content))
    (there,) = empty.look(reconciliations_of, GRANT)
    here = {one.quarter: one for one in scene.look(reconciliations_of, GRANT)}["2026-Q1"]
    assert there.comparisons == here.comparisons
    assert taken(empty)["weitere/summenliste-2026-Q1-1.csv"] == content


def test_a_closed_half_year_is_told(empty: Scene) -> None:
    header = "Sachkonto;Kostenträger;Haushaltsjahr;Betrag\r\n"
    for quarter in QUARTERS:
        made = empty.run(open_reconciliation, GRANT, quarter, stream(header))
        with empty.sessions.write() as session:
            close_reconciliation(session, made.reconciliation_id, by=empty.by(HEAD))
    assert tables(taken(empty))["halbjahresabschluesse"] == [
        ["Halbjahr", "Geschlossen am"],
        ["2026-H1", "15.07.2026"],
    ]
