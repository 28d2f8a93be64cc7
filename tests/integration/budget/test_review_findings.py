"""Four eyes that editing cannot get round, calls that rest on amounts, rows of erased creditors."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from contracts.word_digest import word_digest
from services.budget.domain.drawdown import CallKind
from services.budget.domain.expenditure import CertificationKind, DocumentKind, Movement
from services.budget.store.certification import CertificationRow
from services.budget.store.expenditure_list import waiting_for_certification
from services.budget.store.recorder import note_recorder
from services.budget.usecases.certification import certify_expenditure, withdraw_certification
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.drawdown import draft_drawdown
from services.budget.usecases.drawdown_release import release_drawdown
from services.budget.usecases.erasure import erase_creditor
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.expenditure_change import change_expenditure
from services.budget.usecases.movement import record_credit_note, record_retention_release
from services.budget.usecases.payment import record_payment
from services.budget.usecases.queries import ExpenditureDetail, show_expenditure
from services.budget.usecases.reversal import reverse_expenditure
from shared.errors import Refused
from shared.periods import Period
from tests.integration.budget.scene import (
    ARITHMETICAL,
    FACTUAL,
    GRANT,
    HEAD,
    Scene,
    expenditure,
    sqlite_scene,
)
from tests.integration.budget.test_drawdowns_api import open_gates

PDF = Upload("rechnung.pdf", b"%PDF-1.7 x")
DEPUTY = "00000000-0000-4000-8000-0000000000aa"
FIRST, SECOND = CertificationKind.FACTUAL, CertificationKind.ARITHMETICAL
JUNE = date(2026, 6, 10)
JULY = date(2026, 7, 10)
CREDIT = Movement(11_900, JUNE, 1_900, "GS-1")
UNPAID = {"payment_date": None, "payment_reference": None}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def recorded(scene: Scene, **changes: Any) -> str:
    return str(scene.run(record_expenditure, GRANT, expenditure(**changes)).expenditure_id)


def certified(scene: Scene, expenditure_id: str) -> str:
    scene.run(certify_expenditure, expenditure_id, FIRST, actor=FACTUAL)
    scene.run(certify_expenditure, expenditure_id, SECOND, actor=ARITHMETICAL)
    return expenditure_id


def claimable(scene: Scene, **changes: Any) -> str:
    expenditure_id = recorded(scene, **changes)
    scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, PDF)
    return certified(scene, expenditure_id)


def drafted(scene: Scene) -> str:
    open_gates(scene)
    found = scene.run(draft_drawdown, GRANT, Period.parse("2026-H1"), CallKind.INTERIM)
    return str(found.row.drawdown_id)


def detail(scene: Scene, expenditure_id: str) -> ExpenditureDetail:
    found: ExpenditureDetail = scene.look(show_expenditure, expenditure_id, means=scene.means)
    return found


def erased(scene: Scene, expenditure_id: str) -> str:
    scene.run(erase_creditor, detail(scene, expenditure_id).shown.row.key_id, "Art. 17 DSGVO")
    return expenditure_id


def refusal(scene: Scene, use_case: Any, *args: Any, **more: Any) -> set[str]:
    with pytest.raises(Refused) as found:
        scene.run(use_case, *args, **more)
    return {one.code for one in found.value.violations}


# --- a call rests on amounts (semantics 6)


def changed_after_recertifying(scene: Scene, expenditure_id: str) -> None:
    scene.run(withdraw_certification, expenditure_id, FIRST, actor=FACTUAL)
    scene.run(withdraw_certification, expenditure_id, SECOND, actor=ARITHMETICAL)
    scene.run(change_expenditure, expenditure_id, {"gross_cents": 11_900, "vat_cents": 1_900})
    certified(scene, expenditure_id)


def test_a_row_changed_and_certified_again_is_not_what_was_drafted(scene: Scene) -> None:
    expenditure_id = claimable(scene)
    call = drafted(scene)
    changed_after_recertifying(scene, expenditure_id)
    assert detail(scene, expenditure_id).shown.row.status == "claimable"
    assert refusal(scene, release_drawdown, call, actor=HEAD) == {"figures_changed"}


def test_a_credit_note_within_the_period_changes_the_figures(scene: Scene) -> None:
    expenditure_id = claimable(scene)
    call = drafted(scene)
    scene.run(record_credit_note, expenditure_id, CREDIT)
    assert refusal(scene, release_drawdown, call, actor=HEAD) == {"figures_changed"}


def test_a_credit_note_after_the_period_lowers_the_next_call(scene: Scene) -> None:
    expenditure_id = claimable(scene)
    call = drafted(scene)
    scene.run(record_credit_note, expenditure_id, Movement(11_900, JULY, 1_900, "GS-1"))
    assert scene.run(release_drawdown, call, actor=HEAD).row.status == "released"


def test_an_unchanged_draft_is_released_with_its_amount(scene: Scene) -> None:
    expenditure_id = claimable(scene)
    scene.run(record_credit_note, expenditure_id, CREDIT)
    found = scene.run(release_drawdown, drafted(scene), actor=HEAD)
    assert (found.row.amount_cents, found.row.expenditure_count) == (69_615, 2)


# --- whoever enters something into a row does not certify it (MUN-02)


def test_whoever_changed_a_row_does_not_certify_it(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    scene.run(change_expenditure, expenditure_id, {"gross_cents": 200_000}, actor=DEPUTY)
    found = refusal(scene, certify_expenditure, expenditure_id, FIRST, actor=DEPUTY)
    assert found == {"certified_by_recorder"}
    scene.run(certify_expenditure, expenditure_id, FIRST, actor=FACTUAL)


def test_a_change_of_nothing_makes_no_recorder(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    scene.run(change_expenditure, expenditure_id, {"gross_cents": 119_000}, actor=FACTUAL)
    scene.run(certify_expenditure, expenditure_id, FIRST, actor=FACTUAL)


def test_whoever_paid_or_credited_a_row_does_not_certify_it(scene: Scene) -> None:
    expenditure_id = recorded(scene, **UNPAID)
    scene.run(record_payment, expenditure_id, JUNE, "Z-9", actor=DEPUTY)
    scene.run(record_credit_note, expenditure_id, CREDIT, actor=HEAD)
    for person in (DEPUTY, HEAD):
        found = refusal(scene, certify_expenditure, expenditure_id, FIRST, actor=person)
        assert found == {"certified_by_recorder"}


def test_the_worklist_leaves_out_what_one_has_changed(scene: Scene) -> None:
    expenditure_id = recorded(scene)
    scene.run(change_expenditure, expenditure_id, {"gross_cents": 200_000}, actor=DEPUTY)
    for person, count in ((DEPUTY, 0), (FACTUAL, 1)):
        waiting = scene.look(waiting_for_certification, FIRST, person, grants=None, limit=9)
        assert len(waiting) == count


def test_the_database_itself_keeps_recorders_and_certifiers_apart(both: Scene) -> None:
    expenditure_id = recorded(both)
    both.run(change_expenditure, expenditure_id, {"gross_cents": 200_000}, actor=DEPUTY)
    both.run(certify_expenditure, expenditure_id, FIRST, actor=FACTUAL)
    recorder_certifies = pytest.raises(DatabaseError, match="the recorder certifies")
    with recorder_certifies, both.sessions.write() as session:
        row = session.scalars(select(CertificationRow)).one()
        row.certified_by = DEPUTY
        session.flush()
    certifier_records = pytest.raises(DatabaseError, match="the certifier records")
    with certifier_records, both.sessions.write() as session:
        note_recorder(session, [expenditure_id], FACTUAL)


@pytest.mark.parametrize("person", [FACTUAL, ARITHMETICAL])
def test_whoever_certified_a_row_enters_no_movement_of_it(scene: Scene, person: str) -> None:
    expenditure_id = claimable(scene, retention_cents=10_000)
    part = Movement(5_000, JUNE)
    for use_case, new in ((record_credit_note, CREDIT), (record_retention_release, part)):
        found = refusal(scene, use_case, expenditure_id, new, actor=person)
        assert found == {"recorded_by_certifier"}
    moved, _ = scene.run(record_retention_release, expenditure_id, part)
    assert moved.row.status == "claimable"


def test_whoever_certified_an_invoice_does_not_record_its_payment(scene: Scene) -> None:
    expenditure_id = recorded(scene, **UNPAID)
    scene.run(certify_expenditure, expenditure_id, FIRST, actor=FACTUAL)
    found = refusal(scene, record_payment, expenditure_id, JUNE, "Z-9", actor=FACTUAL)
    assert found == {"recorded_by_certifier"}


# --- rows of an erased creditor live on (semantics 7)


def test_an_unpaid_row_of_an_erased_creditor_is_paid_and_certified(scene: Scene) -> None:
    expenditure_id = erased(scene, recorded(scene, **UNPAID))
    scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, PDF)
    scene.run(record_payment, expenditure_id, JUNE, "Z-9")
    certified(scene, expenditure_id)
    shown = detail(scene, expenditure_id).shown
    assert shown.row.status == "claimable"
    assert (shown.facts.creditor, shown.facts.payment_reference) == ("[gelöscht]", "[gelöscht]")


def test_movements_and_reversals_of_an_erased_creditor_keep_the_sealed_bytes(scene: Scene) -> None:
    expenditure_id = erased(scene, claimable(scene, retention_cents=10_000))
    sealed = detail(scene, expenditure_id).shown.row.sealed_texts
    credit, _ = scene.run(record_credit_note, expenditure_id, CREDIT)
    part, _ = scene.run(record_retention_release, expenditure_id, Movement(5_000, JUNE))
    twin = scene.run(reverse_expenditure, expenditure_id, "falsch")
    assert {one.row.sealed_texts for one in (credit, part, twin)} == {sealed}
    event = scene.events()[-1]["data"]["expenditure"]
    assert event["sealed_creditor"] == event["sealed_purpose"] == ""
    assert event["creditor_digest"] is event["purpose_digest"] is None


def test_each_event_names_digests_that_only_the_salt_of_its_key_gives_again(scene: Scene) -> None:
    expenditure_id = recorded(scene, ineligible_cents=1, ineligible_reason="Bewirtung")
    facts = detail(scene, expenditure_id).shown.facts
    scene.run(change_expenditure, expenditure_id, {"purpose": "Anderes"})
    first, second = (
        one for one in scene.events() if one["data"].get("expenditure", {}).get("number") == 1
    )
    told: set[str] = set()
    with scene.sessions.read() as session:
        keys = scene.means.keyring.opener(session)
        for event, purpose in ((first, facts.purpose), (second, "Anderes")):
            row = event["data"]["expenditure"]
            words = {"creditor": facts.creditor, "purpose": purpose,
                     "ineligible_reason": "Bewirtung"}  # fmt: skip
            assert row["allocation_reason_digest"] is None
            for name, text in words.items():
                salt = base64.b64decode(keys.salt(row["key_id"], event["id"], name))
                assert row[f"{name}_digest"] == word_digest(salt, name, text)
                told |= {row[f"{name}_digest"], salt.hex()}
    assert len(told) == 12  # the same word never looks the same


def test_texts_of_an_erased_creditor_are_not_changed(scene: Scene) -> None:
    expenditure_id = erased(scene, recorded(scene))
    before = detail(scene, expenditure_id).shown.row
    for name in ("creditor", "purpose"):
        found = refusal(scene, change_expenditure, expenditure_id, {name: "Neu"})
        assert found == {"creditor_erased"}
    changes = {"creditor": "[gelöscht]", "product": "01.11.05"}
    scene.run(change_expenditure, expenditure_id, changes)
    after = detail(scene, expenditure_id).shown.row
    assert after.product == "01.11.05"
    kept = ("key_id", "sealed_texts", "text_fields", "duplicate_key")
    assert [getattr(after, one) for one in kept] == [getattr(before, one) for one in kept]


def test_another_number_takes_the_duplicate_mark_of_an_erased_creditor_away(scene: Scene) -> None:
    expenditure_id = erased(scene, recorded(scene))
    scene.run(change_expenditure, expenditure_id, {"invoice_number": "R-9"})
    assert detail(scene, expenditure_id).shown.row.duplicate_key is None
