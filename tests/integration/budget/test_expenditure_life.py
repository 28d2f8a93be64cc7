"""From entry to claimable and back: certifications, files, payment, movements, reversal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.budget.domain.expenditure import CertificationKind, DocumentKind, Movement
from services.budget.store.expenditure_effect import line_use
from services.budget.usecases.certification import (
    certify_expenditure,
    certify_expenditures,
    return_expenditure,
    withdraw_certification,
)
from services.budget.usecases.document import Upload, file_document, read_document
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.expenditure_change import change_expenditure
from services.budget.usecases.movement import (
    close_order,
    record_credit_note,
    record_retention_release,
)
from services.budget.usecases.payment import record_payment
from services.budget.usecases.reversal import reverse_expenditure
from shared.errors import Conflict, Refused
from tests.integration.budget.scene import (
    ARITHMETICAL,
    BUILDING,
    FACTUAL,
    GRANT,
    OFFICER,
    TRAVEL,
    Scene,
    expenditure,
    sqlite_scene,
)

PDF = Upload("../../etc/Rechnung.pdf", b"%PDF-1.7 x")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def recorded(scene: Scene, **changes: Any) -> str:
    return str(scene.run(record_expenditure, GRANT, expenditure(**changes)).expenditure_id)


def claimable(scene: Scene, **changes: Any) -> str:
    expenditure_id = recorded(scene, **changes)
    scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, PDF)
    scene.run(certify_expenditure, expenditure_id, CertificationKind.FACTUAL, actor=FACTUAL)
    done = scene.run(
        certify_expenditure, expenditure_id, CertificationKind.ARITHMETICAL, actor=ARITHMETICAL
    )
    assert done.assessment.status == "claimable"
    return expenditure_id


def codes(error: Any) -> set[str]:
    return {one.code for one in error.value.violations if one.is_error}


def test_two_certifications_and_the_file_make_it_claimable(scene: Scene) -> None:
    claimable(scene)
    assert scene.event_types() == [
        "expenditure.recorded",
        "expenditure.document_filed",
        "expenditure.certified",
        "expenditure.certified",
    ]


def test_recorder_and_same_person_are_refused_with_all_reasons(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    with pytest.raises(Refused) as refusal:
        scene.run(certify_expenditure, expenditure_id, CertificationKind.FACTUAL, actor=OFFICER)
    assert codes(refusal) == {"certified_by_recorder"}
    scene.run(certify_expenditure, expenditure_id, CertificationKind.FACTUAL, actor=FACTUAL)
    with pytest.raises(Refused) as refusal:
        scene.run(
            certify_expenditure, expenditure_id, CertificationKind.ARITHMETICAL, actor=FACTUAL
        )
    assert codes(refusal) == {"certified_by_one_person"}


def test_many_are_certified_and_answered_per_row(scene: Scene) -> None:
    first = recorded(scene)
    second = recorded(scene, voucher_number="B-2", invoice_number="R-2")
    scene.run(certify_expenditure, first, CertificationKind.FACTUAL, actor=FACTUAL)
    answers = scene.run(
        certify_expenditures, GRANT, CertificationKind.FACTUAL, [first, second, "?"], actor=FACTUAL
    )
    assert [[one.code for one in answer.violations] for answer in answers] == [
        ["already_certified"],
        [],
        ["expenditure_unknown"],
    ]


def test_return_and_withdrawal_take_claimable_back(scene: Scene) -> None:
    expenditure_id = claimable(scene)
    back = scene.run(
        withdraw_certification, expenditure_id, CertificationKind.FACTUAL, actor=FACTUAL
    )
    assert back.assessment.status == "recorded"
    returned = scene.run(return_expenditure, expenditure_id, "Beleg unleserlich", actor=FACTUAL)
    assert not returned.stored.certifications
    assert returned.row.return_reason == "Beleg unleserlich"


def test_nothing_is_edited_while_a_certification_stands(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    scene.run(certify_expenditure, expenditure_id, CertificationKind.FACTUAL, actor=FACTUAL)
    with pytest.raises(Conflict) as refusal:
        scene.run(change_expenditure, expenditure_id, {"purpose": "anders"})
    assert codes(refusal) == {"certification_stands"}


def test_an_edit_moves_the_row_to_another_line(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    changed = scene.run(
        change_expenditure,
        expenditure_id,
        {"budget_line": BUILDING, "measure_id": "M2", "gross_cents": 50_000, "vat_cents": 0},
    )
    assert changed.assessment.eligible_cents == 50_000
    assert scene.look(line_use, GRANT) == {TRAVEL: 0, BUILDING: 50_000}
    event = scene.events()[-1]
    assert event["type"] == "funding.budget.expenditure.changed.v1"
    assert event["data"]["fields"] == ["budget_line", "measure_id", "gross_cents", "vat_cents"]


def test_payment_turns_committed_into_recorded(scene: Scene) -> None:
    expenditure_id = recorded(scene, payment_date=None, payment_reference=None)
    paid, _ = scene.run(record_payment, expenditure_id, date(2026, 5, 1), "Z-9", 1_000)
    assert paid.assessment.status == "recorded"
    assert paid.assessment.eligible_cents == 118_000
    with pytest.raises(Conflict):
        scene.run(record_payment, expenditure_id, date(2026, 5, 2), "Z-9")


def test_movements_are_rows_of_their_own(scene: Scene) -> None:
    expenditure_id = claimable(scene, retention_cents=19_000)
    credit, _ = scene.run(
        record_credit_note, expenditure_id, Movement(11_900, date(2026, 5, 1), 1_900, "G-1")
    )
    release, _ = scene.run(
        record_retention_release, expenditure_id, Movement(19_000, date(2026, 6, 1))
    )
    assert credit.assessment.eligible_cents == -11_900
    assert credit.assessment.status == "claimable"
    assert release.assessment.eligible_cents == 19_000
    assert [credit.row.number, release.row.number] == [2, 3]
    assert scene.look(line_use, GRANT) == {TRAVEL: 107_100}


def test_a_reversal_frees_the_key_and_negates_everything(scene: Scene) -> None:
    expenditure_id = claimable(scene)
    twin = scene.run(reverse_expenditure, expenditure_id, "falscher Empfänger")
    assert twin.assessment.eligible_cents == -119_000
    assert twin.row.reversal_reason == "falscher Empfänger"
    assert scene.look(line_use, GRANT) == {TRAVEL: 0}
    assert scene.event_types()[-2:] == ["expenditure.reversed", "expenditure.reassessed"]
    original = scene.events()[-1]["data"]["expenditure"]
    assert original["reversed_by"] == twin.row.expenditure_id
    assert original["assessment"]["status"] == "recorded"
    assert scene.events()[-2]["data"]["expenditure"]["gross_cents"] == -119_000
    replacement = recorded(scene, replaces=expenditure_id)
    assert replacement != expenditure_id
    with pytest.raises(Conflict):
        scene.run(reverse_expenditure, expenditure_id, "noch einmal")


def test_closing_frees_the_rest_of_an_order(scene: Scene) -> None:
    order = replace(
        expenditure(gross_cents=500_000, vat_cents=0),
        voucher_number=None,
        invoice_number=None,
        invoice_date=None,
        payment_date=None,
        payment_reference=None,
    )
    order_id = scene.run(record_expenditure, GRANT, order).expenditure_id
    closed = scene.run(close_order, order_id, "fertig")
    assert closed.assessment.committed_cents == 0


def test_a_file_is_kept_by_its_hash_and_shown_without_its_path(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    _, filed = scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, PDF)
    with scene.sessions.read() as session:
        found = read_document(session, expenditure_id, filed.sha256, means=scene.means)
    assert (found.content, found.file_name) == (PDF.content, "Rechnung.pdf")
    count = len(scene.events())
    scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, PDF)
    assert len(scene.events()) == count
    with pytest.raises(Refused):
        scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, Upload("a.exe", b"MZ"))
