"""A city can leave: what it takes along gives the same sums in an empty house."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.budget.domain.expenditure import Movement
from services.budget.store.expenditure_list import Filters, list_rows
from services.budget.usecases.balance import balance_of
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.move_out import move_out
from services.budget.usecases.movement import record_retention_release
from services.budget.usecases.opening import propose_opening, release_opening
from services.budget.usecases.reversal import reverse_expenditure
from tests.integration.budget.scene import GRANT, HEAD, Scene, expenditure, make_scene, sqlite_scene
from tests.integration.budget.test_openings import archive
from tests.integration.budget.web_scene import make_web

DAY = date(2026, 7, 31)
LISTS = ("plan.csv", "finanzierung.csv", "belege.csv", "mittelabrufe.csv", "zahlungseingaenge.csv")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Scene]:
    other = make_scene(f"sqlite:///{tmp_path}/empty.db", tmp_path / "empty")
    yield other
    other.sessions.close()


def fill(scene: Scene) -> None:
    """A takeover with a call, and on top of it what only daily work brings."""
    opening = scene.run(propose_opening, GRANT, archive())
    scene.run(release_opening, opening.opening_id, actor=HEAD)
    entries: dict[str, dict[str, Any]] = {
        "Teil": {"gross_cents": 60_000, "vat_cents": 0, "voucher_gross_cents": 119_000},
        "Reise": {"contract_date": None, "no_contract_reason": "Dienstreise", "vat_cents": 0},
        "13b": {"reverse_charge_vat_cents": 19_000, "vat_cents": 0, "gross_cents": 100_000},
        "Anteil": {"allocation_bp": 3333, "allocation_reason": "Fläche", "vat_deductible_bp": 5000},
        "offen": {"payment_date": None, "payment_reference": None},
        "Storno": {},
    }
    ids = {}
    for name, changes in entries.items():
        numbers = {"voucher_number": f"B-{name}", "invoice_number": f"R-{name}"}
        ids[name] = scene.run(record_expenditure, GRANT, expenditure(**numbers | changes))
    part = expenditure(
        voucher_number="B-Teil", invoice_number="R-Teil", gross_cents=59_000, vat_cents=0,
        split_of=ids["Teil"].expenditure_id, budget_line="Bau", measure_id="M2",
    )  # fmt: skip
    scene.run(record_expenditure, GRANT, part)
    kept = expenditure(
        voucher_number="B-Rest", invoice_number="R-Rest", retention_cents=9_000, discount_cents=100
    )
    retained = scene.run(record_expenditure, GRANT, kept).expenditure_id
    scene.run(record_retention_release, retained, Movement(4_000, date(2026, 7, 1)))
    scene.run(reverse_expenditure, ids["Storno"].expenditure_id, "doppelt")


def lists_of(scene: Scene) -> dict[str, str]:
    with scene.run(move_out, GRANT) as stream, zipfile.ZipFile(stream) as found:
        return {name: found.read(name).decode("utf-8-sig") for name in LISTS}


def sums(scene: Scene) -> dict[str, int]:
    rows = scene.look(list_rows, GRANT, Filters(), after=None, limit=100)
    names = ("eligible_cents", "paid_cents")
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def test_an_empty_house_arrives_at_the_same_sums(scene: Scene, empty: Scene) -> None:
    fill(scene)
    with scene.run(move_out, GRANT) as taken:
        opening = empty.run(propose_opening, GRANT, taken)
    empty.run(release_opening, opening.opening_id, actor=HEAD)
    there, here = (one.look(balance_of, GRANT, DAY, means=one.means) for one in (empty, scene))
    assert there == here
    assert sums(empty) == sums(scene)
    assert sums(scene)["paid_cents"] > 0
    # and what is taken along from there is the same again, to the byte
    assert lists_of(empty) == lists_of(scene)
    assert "grant.moved_out" in scene.event_types()


def test_a_formula_is_guarded(scene: Scene) -> None:
    scene.run(record_expenditure, GRANT, expenditure(purpose="=1+1"))
    assert ";'=1+1;" in lists_of(scene)["belege.csv"]


def test_page_and_call_give_the_same_file(scene: Scene, tmp_path: Path) -> None:
    scene.run(record_expenditure, GRANT, expenditure())
    web = make_web(scene, tmp_path)
    answer = web.get(f"/grants/{GRANT}/moving-out")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    with scene.run(move_out, GRANT) as stream:
        assert answer.data == stream.read()
    answer.close()
