"""What a preview says is what the takeover does, line by line; and what its page shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.budget.store.import_lines import lines_of
from services.budget.store.import_reading import load_import
from tests.integration.budget.scene import Scene, sqlite_scene
from tests.integration.budget.test_imports import commit, counts, csv, line, upload
from tests.integration.budget.web_scene import WebScene, make_web

UNPAID = {"Zahlungsdatum": "", "Zahlungsreferenz": ""}
STORED = csv(line(1), line(2, **UNPAID), line(3, **UNPAID), line(4, Sicherheitseinbehalt="19,00"))


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def credit(number: int, of: str, gross: str, **changes: str) -> str:
    values = {"MwSt": "0,00", "Bezugsbeleg": of, "Rechnungsnummer": f"G{number}", **changes}
    return line(number, Brutto=gross, **values)


LISTS = {
    "known, paid now, changed and new": [line(1), line(2), line(3, Zweck="anders"), line(5)],
    "twice in the file": [line(5), line(5), line(6, Rechnungsnummer="R5", Kreditor="Firma 5")],
    "stored under another number": [line(8, Rechnungsnummer="R1", Kreditor="Firma 1 GmbH")],
    "a credit note before its voucher": [credit(9, "B5", "-11,90"), line(5)],
    "a credit note of a stored voucher": [line(1), credit(9, "B1", "-11,90")],
    "a credit note without its voucher": [line(5), credit(9, "B99", "-11,90")],
    "a credit note of a refused voucher": [credit(9, "B5", "-1,00"), line(5, Maßnahme="M99")],
    "a credit note above a new voucher": [line(5), credit(9, "B5", "-119,01")],
    "a credit note above a stored voucher": [credit(9, "B1", "-119,01")],
    "a credit note above what was not retained": [credit(9, "B4", "-100,01")],
    "two credit notes that are too much together": [
        line(5),
        credit(9, "B5", "-100,00"),
        credit(10, "B5", "-19,01"),
        credit(11, "B1", "-100,00"),
        credit(12, "B1", "-19,00"),
    ],
    "a credit note with more VAT than money": [line(5), credit(9, "B5", "-1,00", MwSt="-2,00")],
    "a credit note of a credit note": [
        line(5),
        credit(9, "B5", "-9,00"),
        credit(10, "B9", "-1,00"),
    ],
    "a credit note above what another one left": [
        line(5),
        credit(9, "B5", "-119,00"),
        credit(10, "B9", "-0,01"),
    ],
    "a credit note twice": [line(5), credit(9, "B5", "-9,00"), credit(9, "B5", "-9,00")],
    "a credit note after a discount": [
        line(2, Skonto="19,00"),
        credit(9, "B2", "-100,00"),
        credit(10, "B2", "-0,01"),
    ],
    "a payment before the invoice": [line(2, Zahlungsdatum="31.03.2026"), line(3)],
    "unreadable lines between": [line(5, Brutto="1.2.3"), line(6), line(7, Brutto="1,23,4")],
}

REFUSED: dict[str, list[tuple[int, str]]] = {
    "a credit note above what another one left": [(4, "credit_above_paid")],
    "known, paid now, changed and new": [(4, "changed"), (4, "changed")],
    "twice in the file": [(3, "voucher_number_twice"), (4, "duplicate")],
    "stored under another number": [(2, "duplicate")],
    "a credit note without its voucher": [(3, "credit_reference_unknown")],
    "a credit note of a refused voucher": [(2, "credit_reference_unknown"), (3, "measure_unknown")],
    "a credit note above a new voucher": [(3, "credit_above_paid")],
    "a credit note above a stored voucher": [(2, "credit_above_paid")],
    "a credit note above what was not retained": [(2, "credit_above_paid")],
    "two credit notes that are too much together": [(4, "credit_above_paid")],
    "a credit note with more VAT than money": [(3, "vat_invalid")],
    "a credit note twice": [(4, "voucher_number_twice")],
    "a credit note after a discount": [(4, "credit_above_paid")],
    "unreadable lines between": [(2, "amount_ambiguous"), (4, "amount_invalid")],
}
"""Of the lists above; all other lines are taken over or known."""


def faults(answer: Any) -> list[tuple[int, str]]:
    return [(one["row"], one["code"]) for one in answer["rejected"] + answer["changed"]]


@pytest.mark.parametrize("name", LISTS)
def test_the_takeover_does_what_the_preview_said(name: str, web: WebScene, scene: Scene) -> None:
    commit(web, STORED)
    preview = upload(web, csv(*LISTS[name]))
    assert preview.status_code == 201, preview.json
    import_id = preview.json["import_id"]
    with scene.sessions.read() as session:
        said = load_import(session, import_id)
        lines = lines_of(
            session, import_id, ["new", "credit", "payment", "known"], after=0, limit=99
        )
    done = web.post(f"/imports/{import_id}/commit")
    assert done.status_code == 200, done.json
    assert counts(preview.json) == counts(done.json)
    assert faults(preview.json) == faults(done.json) == REFUSED.get(name, [])
    with scene.sessions.read() as session:
        taken = load_import(session, import_id)
        assert lines_of(session, import_id, ["new"], after=0, limit=9) == {}
    assert said.accepted_cents is not None
    assert (said.accepted_cents, said.payments_cents) == (
        taken.accepted_cents,
        taken.payments_cents,
    )
    assert len(lines) == said.accepted + said.payments + said.known
    assert not {row for row, _ in faults(preview.json)} & lines.keys()


def test_sums_are_gross_and_lowered_by_credit_notes(web: WebScene, scene: Scene) -> None:
    commit(web, STORED)
    preview = upload(
        web, csv(line(1), line(2), line(5), credit(9, "B5", "-19,00"), line(6, Brutto="x"))
    )
    with scene.sessions.read() as session:
        row = load_import(session, preview.json["import_id"])
        assert (row.accepted_cents, row.payments_cents) == (10_000, 11_900)
