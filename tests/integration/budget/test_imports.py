"""The finance system's list: preview, commit, cumulative exports, Klärungsliste."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.budget.scene import GRANT, Scene, sqlite_scene
from tests.integration.budget.web_scene import WebScene, make_web

HEADER = (
    "Belegnummer;Kreditor;Rechnungsnummer;Rechnungsdatum;Vertragsdatum;Leistung von;Leistung bis;"
    "Zahlungsdatum;Brutto;MwSt;Skonto;Sicherheitseinbehalt;Zahlbetrag;Kostenposition;Maßnahme;"
    "Zweck;Zahlungsreferenz;Auftragsnummer;Bezugsbeleg;Haushaltsjahr;Produkt;Sachkonto;"
    "Kostenstelle;Sachlich festgestellt von;Sachlich festgestellt am;"
    "Rechnerisch festgestellt von;Rechnerisch festgestellt am"
)


def line(number: int, **changes: str) -> str:
    values = {
        "Belegnummer": f"B{number}",
        "Kreditor": f"Firma {number % 7} GmbH",
        "Rechnungsnummer": f"R{number}",
        "Rechnungsdatum": "01.04.2026",
        "Vertragsdatum": "01.02.2026",
        "Leistung von": "01.03.2026",
        "Leistung bis": "31.03.2026",
        "Zahlungsdatum": "15.04.2026",
        "Brutto": "119,00",
        "MwSt": "19,00",
        "Kostenposition": "Reisen",
        "Maßnahme": "M1",
        "Zweck": "Beratung",
        "Zahlungsreferenz": f"Z{number}",
    }
    values |= changes
    return ";".join(values.get(name, "") for name in HEADER.split(";"))


def csv(*lines: str) -> bytes:
    return ("\r\n".join([HEADER, *lines]) + "\r\n").encode("cp1252")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def upload(web: WebScene, content: bytes, vouchers: bytes | None = None) -> Any:
    files: dict[str, Any] = {"file": (io.BytesIO(content), "../liste.csv")}
    if vouchers is not None:
        files["vouchers"] = (io.BytesIO(vouchers), "belege.zip")
    return web.post(
        f"/grants/{GRANT}/imports?profile=finanz-csv",
        data=files,
        content_type="multipart/form-data",
    )


def commit(web: WebScene, content: bytes, vouchers: bytes | None = None) -> Any:
    preview = upload(web, content, vouchers)
    assert preview.status_code == 201, preview.json
    done = web.post(f"/imports/{preview.json['import_id']}/commit")
    assert done.status_code == 200, done.json
    return done.json


def counts(answer: Any) -> dict[str, int]:
    names = ("accepted", "known", "payments", "duplicates", "changed_count", "rejected_count")
    return {name: answer[name] for name in names if answer[name]}


def test_the_clearing_list_is_in_the_order_of_the_file(web: WebScene) -> None:
    preview = upload(
        web, csv(line(1, Kostenposition="?"), line(2, Brutto="1.2.3"), line(3, Kostenposition="?"))
    )
    assert [one["row"] for one in preview.json["rejected"]] == [2, 3, 4]


def test_preview_then_commit_and_a_second_commit_is_a_no_op(web: WebScene, scene: Scene) -> None:
    preview = upload(web, csv(line(1), line(2), line(3, Kostenposition="?")))
    assert preview.status_code == 201, preview.json
    assert counts(preview.json) == {"accepted": 2, "rejected_count": 1}
    (fault,) = preview.json["rejected"]
    assert (fault["row"], fault["column"], fault["code"], fault["value"]) == (
        4,
        "Kostenposition",
        "budget_line_unknown",
        "?",
    )
    path = f"/imports/{preview.json['import_id']}"
    first = web.post(path + "/commit").json
    again = web.post(path + "/commit").json
    assert first == again
    assert web.get(path).json["status"] == "committed"
    assert scene.event_types() == [
        "import.uploaded",
        "expenditure.recorded",
        "expenditure.recorded",
        "import.committed",
    ]
    items = web.get(f"/grants/{GRANT}/expenditures").json["items"]
    assert [one["number"] for one in items] == [2, 1]
    assert web.get(f"/grants/{GRANT}/balance").json["paid_cents"] == 23_800


def test_the_same_file_twice_changes_nothing(web: WebScene, scene: Scene) -> None:
    content = csv(*(line(number) for number in range(1, 6)))
    commit(web, content)
    before = len(scene.events())
    assert counts(commit(web, content)) == {"known": 5}
    assert scene.event_types()[before:] == ["import.uploaded", "import.committed"]


def test_next_month_adds_payments_new_rows_and_reports_changes(web: WebScene) -> None:
    unpaid = {"Zahlungsdatum": "", "Zahlungsreferenz": ""}
    commit(web, csv(line(1, **unpaid), line(2)))
    answer = commit(web, csv(line(1), line(2, Zweck="anders", Brutto="120,00"), line(3)))
    assert counts(answer) == {"accepted": 1, "payments": 1, "changed_count": 1}
    assert {one["column"] for one in answer["changed"]} == {"Zweck", "Brutto"}
    items = web.get(f"/grants/{GRANT}/expenditures").json["items"]
    assert [(one["voucher_number"], one["status"]) for one in items] == [
        ("B3", "recorded"),
        ("B2", "recorded"),
        ("B1", "recorded"),
    ]
    assert items[2]["payment_reference"] == "Z1"


def test_duplicates_inside_the_file_and_of_stored_rows(web: WebScene) -> None:
    commit(web, csv(line(1)))
    same = {"Kreditor": "FIRMA 1", "Rechnungsnummer": "r-1"}
    answer = commit(
        web, csv(line(8, **same), line(9), line(10, Rechnungsnummer="R9", Kreditor="Firma 2"))
    )
    assert counts(answer) == {"accepted": 1, "duplicates": 2}
    assert {one["code"] for one in answer["rejected"]} == {"duplicate"}


def test_credit_notes_lower_the_voucher_they_name(web: WebScene) -> None:
    credit = line(2, Brutto="11,90-", MwSt="1,90-", Bezugsbeleg="B1", Rechnungsnummer="G1")
    orphan = line(3, Brutto="-5,00", MwSt="0,00", Bezugsbeleg="B99")
    content = csv(credit, line(1), orphan)
    answer = commit(web, content)
    assert counts(answer) == {"accepted": 2, "rejected_count": 1}
    assert answer["rejected"][0]["code"] == "credit_reference_unknown"
    assert web.get(f"/grants/{GRANT}/balance").json["eligible_cents"] == 10_710
    assert counts(commit(web, content)) == {"known": 2, "rejected_count": 1}


def test_certifications_and_voucher_files_are_taken_over(web: WebScene) -> None:
    certified = {
        "Sachlich festgestellt von": "A. Muster",
        "Sachlich festgestellt am": "10.04.2026",
        "Rechnerisch festgestellt von": "B. Beispiel",
        "Rechnerisch festgestellt am": "11.04.2026",
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("B1.pdf", b"%PDF-1.7")
        file.writestr("../B2.pdf", b"%PDF-1.7")
    answer = commit(web, csv(line(1, **certified)), archive.getvalue())
    assert answer["rejected"][0]["code"] == "path_unsafe"
    (item,) = web.get(f"/grants/{GRANT}/expenditures").json["items"]
    assert item["status"] == "claimable", item["missing"]
    assert [one["external"] for one in item["certifications"]] == [True, True]


def test_a_trial_keeps_no_voucher_file(web: WebScene, scene: Scene) -> None:
    content, archive = b"%PDF-1.7 B1", io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("B1.pdf", content)
    at = f"/imports/{upload(web, csv(line(1)), archive.getvalue()).json['import_id']}/commit"
    kept = hashlib.sha256(content).hexdigest()
    scene.means.files.erase(kept)  # as a disk put back from a backup before the preview
    tried = web.post(f"{at}?dry_run=true").json
    assert (tried["answer"]["accepted"], scene.means.files.has(kept)) == (1, False)
    assert web.post(at).json["accepted"] == 1
    assert scene.means.files.read(kept) == content


def test_unreadable_files_and_unknown_profiles_are_refused(web: WebScene, scene: Scene) -> None:
    assert upload(web, b"").status_code == 422
    assert upload(web, b"a;b\r\n1;2\r\n").status_code == 422
    answer = web.post(
        f"/grants/{GRANT}/imports?profile=x",
        data={"file": (io.BytesIO(csv(line(1))), "a.csv")},
        content_type="multipart/form-data",
    )
    assert [one["code"] for one in answer.json["violations"]] == ["profile_unknown"]
    assert scene.event_types() == ["command.refused"] * 3
