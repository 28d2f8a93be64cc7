"""Taking over a running grant, and erasing a creditor."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.budget.store.expenditure_list import Filters, list_rows
from services.budget.usecases.balance import balance_of
from services.budget.usecases.erasure import erase_creditor
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.opening import propose_opening, release_opening
from services.budget.usecases.queries import show_expenditure
from shared.errors import Conflict, NotFound, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, Scene, expenditure, sqlite_scene
from tests.integration.budget.test_imports import HEADER, line
from tests.integration.budget.web_scene import make_web

EXTRA = (
    ";Mittelabruf;Nicht förderfähig;Grund nicht förderfähig;Vorsteuerabzug %;Projektanteil %;"
    "Grund Projektanteil"
)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def archive(**changes: str) -> io.BytesIO:
    files = {
        "plan.csv": "Kostenposition;Maßnahme;Kostenart;Haushaltsjahr;Betrag\n"
        "Reisen;M1;Sachausgaben;2026;100.000,00\nBau;M2;Investitionen;2026;50.000,00\n",
        "finanzierung.csv": "Art;Quelle;Betrag\nZuwendung;KfW;97.500,00\n"
        "Eigenanteil;Stadt;52.500,00\n",
        "belege.csv": f"{HEADER}{EXTRA}\n"
        + f"{line(1)};2026-H1;19,00;Rüge;;;\n"
        + f"{line(2)};;;;;;\n"
        + f"{line(3, Brutto='-11,90', MwSt='-1,90', Bezugsbeleg='B1')};2026-H1;;;;;\n",
        "mittelabrufe.csv": "Zeitraum;Art;Eingereicht am;Abgerufen;Bewilligt;Aktenzeichen\n"
        "2026-H1;Zwischenabruf;05.07.2026;57,00;57,00;AZ 1\n",
        "zahlungseingaenge.csv": "Zeitraum;Eingegangen am;Betrag;Aktenzeichen\n"
        "2026-H1;10.07.2026;57,00;\n",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, text in files.items():
            content = changes.get(name.removesuffix(".csv"), text)
            target.writestr(name, content.encode("utf-8-sig"))
    stream.seek(0)
    return stream


def codes(refusal: Any) -> set[str]:
    return {one.code for one in refusal.value.violations}


def test_a_takeover_counts_once_a_second_person_released_it(scene: Scene) -> None:
    opening = scene.run(propose_opening, GRANT, archive())
    with pytest.raises(Refused) as refusal:
        scene.run(release_opening, opening.opening_id, actor=OFFICER)
    assert codes(refusal) == {"four_eyes_creator"}
    scene.run(release_opening, opening.opening_id, actor=HEAD)
    rows = scene.look(list_rows, GRANT, Filters(), after=None, limit=10)
    assert [(row.number, row.status, row.opening) for row in reversed(rows)] == [
        (1, "called", True),
        (2, "recorded", True),
        (3, "called", True),
    ]
    found = scene.look(balance_of, GRANT, date(2026, 7, 31), means=scene.means)
    assert (found.called_cents, found.received_cents) == (5_700, 5_700)
    assert found.claimable_cents == 9_000
    types = scene.event_types()
    assert types[0] == "opening.proposed"
    assert types[-1] == "opening.released"
    assert {"plan.drafted", "plan.released", "drawdown.released"} <= set(types)
    with pytest.raises(Conflict) as refusal:
        scene.run(release_opening, opening.opening_id, actor=HEAD)
    assert codes(refusal) == {"opening_released"}
    with pytest.raises(Conflict) as refusal:
        scene.run(propose_opening, GRANT, archive())
    assert codes(refusal) == {"grant_not_empty"}


def test_the_takeover_over_the_api(scene: Scene, tmp_path: Path) -> None:
    web = make_web(scene, tmp_path)
    proposed = web.post(
        f"/grants/{GRANT}/openings",
        data={"file": (archive(), "o.zip")},
        content_type="multipart/form-data",
    )
    assert proposed.status_code == 201, proposed.json
    path = f"/openings/{proposed.json['opening_id']}"
    assert web.post(path + "/release").status_code == 403
    assert web.post(path + "/release", actor=HEAD).json["status"] == "released"
    assert web.get(path).json["released_by"] == HEAD


def test_every_fault_of_the_file_is_told_and_nothing_kept(scene: Scene) -> None:
    head = "Zeitraum;Eingegangen am;Betrag;Aktenzeichen\n"
    wrong = head + "2025-H2;10.07.2026;x;\n2025-H1;10.07.2026;1,00;\n"
    with pytest.raises(Refused) as refusal:
        scene.run(propose_opening, GRANT, archive(zahlungseingaenge=wrong))
    assert "call_unknown" in codes(refusal)
    assert len(refusal.value.violations) == 2
    assert scene.events() == []


def test_an_erased_creditor_is_gone_and_the_figures_stay(scene: Scene) -> None:
    recorded = scene.run(record_expenditure, GRANT, expenditure())
    detail = scene.look(show_expenditure, recorded.expenditure_id, means=scene.means)
    assert detail.shown.facts.creditor == "Müller GmbH"
    with pytest.raises(NotFound) as missing:
        scene.run(erase_creditor, "none", "Antrag")
    assert codes(missing) == {"creditor_unknown"}
    scene.run(erase_creditor, detail.shown.row.key_id, "Antrag nach Art. 17 DSGVO")
    detail = scene.look(show_expenditure, recorded.expenditure_id, means=scene.means)
    assert detail.shown.facts.creditor == "[gelöscht]"
    assert detail.shown.assessment.eligible_cents == 119_000
    assert scene.event_types()[-1] == "creditor.erased"
    with pytest.raises(Refused):
        scene.run(record_expenditure, GRANT, expenditure())
    again = scene.run(record_expenditure, GRANT, expenditure(invoice_number="R-2"))
    new = scene.look(show_expenditure, again.expenditure_id, means=scene.means)
    assert new.shown.row.key_id != detail.shown.row.key_id
