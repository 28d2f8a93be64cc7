"""Procurement files on both databases: two persons, entries that stay, one winner of two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.budget.domain.expenditure import CertificationKind, DocumentKind
from services.budget.domain.procurement_entry import (
    Changed,
    Claimed,
    Delivered,
    NewProcurement,
    Released,
)
from services.budget.domain.procurement_words import CLAUSES, ITEMS
from services.budget.domain.waiver import NewWaiver, Target
from services.budget.store.expenditure_family import load_stored
from services.budget.store.procurement import append_entry
from services.budget.store.procurement_reading import ProcurementRecord, load_procurement
from services.budget.usecases.certification import certify_expenditure
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.procurement import open_procurement, revise_procurement
from services.budget.usecases.procurement_contract import (
    change_contract,
    claim_penalty,
    record_delivery,
)
from services.budget.usecases.procurement_items import dispense_item, file_item, read_item
from services.budget.usecases.procurement_release import (
    complete_procurement,
    release_procurement,
    return_procurement,
)
from services.budget.usecases.waiver import approve_waiver, propose_waiver
from shared.errors import Conflict, DomainError, NotFound, Refused
from tests.integration.budget.scene import (
    ARITHMETICAL,
    FACTUAL,
    GRANT,
    HEAD,
    OFFICER,
    PROGRAMME,
    Scene,
    expenditure,
)

PDF = b"%PDF-1 "
NEW = NewProcurement(
    measure_id="M1",
    subject="Beratung",
    creditor="Müller GmbH",
    relation="contract",
    estimate_net_cents=9_000_000,
    procedure="free",
    procedure_reason="drei Angebote eingeholt",
    contract_date=date(2026, 2, 1),
    award_net_cents=8_500_000,
    clauses=tuple(CLAUSES),
)
NEEDED = ("need", "estimate", "procedure", "bidders", "offers", "evaluation", "award_note")


def opened(scene: Scene, **changes: Any) -> str:
    record = scene.run(open_procurement, GRANT, replace(NEW, **changes)).record
    return str(record.procurement_id)


def filled(scene: Scene, **changes: Any) -> str:
    one = opened(scene, **changes)
    for item in (*NEEDED, "contract"):
        scene.run(file_item, one, item, Upload(f"{item}.pdf", PDF + item.encode()))
    return one


def released(scene: Scene, **changes: Any) -> str:
    one = filled(scene, **changes)
    scene.run(complete_procurement, one)
    scene.run(release_procurement, one, actor=HEAD)
    return one


def at(scene: Scene, one: str) -> ProcurementRecord:
    record: ProcurementRecord = scene.look(load_procurement, one)
    return record


def codes(error: DomainError) -> list[str]:
    return [one.code for one in error.violations if one.is_error]


def paid(scene: Scene, **changes: Any) -> str:
    entered = scene.run(record_expenditure, GRANT, expenditure(**changes))
    expenditure_id = str(entered.expenditure_id)
    scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, Upload("a.pdf", PDF))
    for kind, actor in (
        (CertificationKind.FACTUAL, FACTUAL),
        (CertificationKind.ARITHMETICAL, ARITHMETICAL),
    ):
        scene.run(certify_expenditure, expenditure_id, kind, actor=actor)
    return expenditure_id


def missing(scene: Scene, expenditure_id: str) -> list[str]:
    stored = scene.look(load_stored, [expenditure_id])[expenditure_id]
    return [one.code for one in stored.assessment.missing]


def test_one_completes_and_another_releases(both: Scene) -> None:
    one = opened(both)
    with pytest.raises(Refused) as refused:
        both.run(complete_procurement, one)
    assert set(codes(refused.value)) == {"procurement_item_missing"}
    with pytest.raises(Conflict) as conflict:
        both.run(release_procurement, one, actor=HEAD)
    assert codes(conflict.value) == ["procurement_state"]
    two = filled(both)
    both.run(complete_procurement, two)
    with pytest.raises(Refused) as refused:
        both.run(release_procurement, two)
    assert codes(refused.value) == ["four_eyes_creator"]
    both.run(release_procurement, two, actor=HEAD)
    assert at(both, two).is_complete
    kinds = [one for one in both.event_types() if one.startswith("procurement.")]
    assert kinds[0] == "procurement.opened"
    assert kinds[-2:] == ["procurement.declared_complete", "procurement.released"]
    told = both.events()[-1]["data"]["procurement"]
    assert told["is_complete"] is True
    assert "Müller" not in str(told)


def test_nothing_in_a_file_is_ever_changed_or_taken_away(both: Scene) -> None:
    one = released(both)
    for change in ("UPDATE procurement_entry SET sequence = 99", "DELETE FROM procurement_entry"):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(change))
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        append_entry(session, one, Released(), both.by(OFFICER), counterpart=OFFICER)
    before = at(both, one).version
    both.run(revise_procurement, one, {"subject": "Beratung 2"}, "Tippfehler")
    assert at(both, one).version == before + 1
    assert at(both, one).file.status == "open"


def test_of_two_releases_at_once_one_wins(both: Scene) -> None:
    one, start = filled(both), Barrier(2)
    both.run(complete_procurement, one)

    def release(actor: str) -> bool:
        start.wait()
        try:
            both.run(release_procurement, one, actor=actor)
        except DomainError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(release, (HEAD, PROGRAMME))) == [False, True]


def test_an_expenditure_waits_until_its_file_is_released_and_again_after_a_change(
    both: Scene,
) -> None:
    one = filled(both)
    order = both.run(
        record_expenditure,
        GRANT,
        expenditure(
            procurement_id=one,
            voucher_number=None,
            invoice_number=None,
            invoice_date=None,
            payment_date=None,
            payment_reference=None,
        ),
    ).expenditure_id
    part = paid(both, commitment_id=order)
    assert missing(both, part) == ["procurement_incomplete"]
    both.run(complete_procurement, one)
    assert missing(both, part) == ["procurement_incomplete"]
    both.run(release_procurement, one, actor=HEAD)
    assert missing(both, part) == []
    assert "expenditure.reassessed" in both.event_types()
    both.run(change_contract, one, Changed(100, date(2026, 3, 1), "Mehrbedarf"))
    assert missing(both, part) == ["procurement_incomplete"]
    assert [found.field for found in at(both, one).findings] == ["changes"]
    with pytest.raises(Refused) as refused:
        both.run(record_expenditure, GRANT, expenditure(procurement_id="x", invoice_number="R-9"))
    assert codes(refused.value) == ["procurement_unknown"]


def test_a_waiver_lifts_one_gap_of_the_file_or_the_wait_of_one_expenditure(both: Scene) -> None:
    one = opened(both)
    part = paid(both, procurement_id=one)
    sha256 = both.means.files.put(PDF)
    for subject, rule, code, field in (
        (f"procurement/{one}", "PROC-04", "procurement_item_missing", "need"),
        (f"expenditure/{part}", "PROC-01", "procurement_incomplete", ""),
    ):
        new = NewWaiver(Target(subject, rule, code, field), "Grund", date(2026, 12, 31), sha256)
        asked = both.run(propose_waiver, GRANT, new)
        both.run(approve_waiver, asked.waiver_id, actor=HEAD)
    assert [found.severity for found in at(both, one).findings if found.field == "need"] == [
        "warning"
    ]
    assert missing(both, part) == []


def test_a_claimed_penalty_lowers_the_cost(both: Scene) -> None:
    one = released(
        both,
        delivery_due_on=date(2026, 7, 1),
        penalty_bp=10,
        penalty_days=1,
        penalty_cap_bp=500,
    )
    part = paid(both, procurement_id=one)
    stranger = paid(both, invoice_number="R-2", voucher_number="B-2")
    claim = Claimed(119_000_00, date(2026, 7, 15), part)
    both.run(revise_procurement, one, {"subject": "Beratung neu"}, "genauer")
    assert [found.code for found in at(both, one).findings] == ["penalty_due"]
    with pytest.raises(Refused) as refused:
        both.run(claim_penalty, one, replace(claim, expenditure_id=stranger), "V-1")
    assert codes(refused.value) == ["penalty_elsewhere"]
    done = both.run(claim_penalty, one, replace(claim, amount_cents=119_000), "V-1")
    assert at(both, one).findings == ()
    assert "expenditure.credit_note_recorded" in both.event_types()
    assert both.event_types()[-1] == "procurement.penalty_claimed"
    assert done.record.file.claims[0].amount_cents == 119_000


def test_delivery_wants_the_acceptance_and_items_are_read_or_dispensed(both: Scene) -> None:
    one = released(both)
    both.run(record_delivery, one, Delivered(date(2026, 7, 1)))
    assert [found.field for found in at(both, one).findings] == ["acceptance"]
    with pytest.raises(Refused) as refused:
        both.run(record_delivery, one, Delivered(date(2026, 7, 1)))
    assert codes(refused.value) == ["already_delivered"]
    both.run(dispense_item, one, "acceptance", "Beratung wird nicht abgenommen")
    assert at(both, one).is_complete
    with pytest.raises(Refused) as refused:
        both.run(dispense_item, one, "contract", "")
    assert codes(refused.value) == ["reason_missing", "item_not_dispensable"]
    sha256 = at(both, one).file.filed[0].sha256
    with both.sessions.read() as session:
        assert read_item(session, one, sha256, means=both.means).content == PDF + b"need"
        with pytest.raises(NotFound):
            read_item(session, one, "0" * 64, means=both.means)
    before = at(both, one).version
    both.run(file_item, one, "need", Upload("need.pdf", PDF + b"need"))
    assert at(both, one).version == before
    both.run(return_procurement, one, "Wertung fehlt", actor=HEAD)
    assert at(both, one).file.status == "open"


def test_a_further_contract_changes_what_is_found_at_a_later_one(both: Scene) -> None:
    late = released(both, contract_date=date(2026, 6, 1), estimate_net_cents=12_600_000)
    assert at(both, late).findings == ()
    opened(both, contract_date=date(2026, 2, 1), estimate_net_cents=9_000_001)
    assert [found.code for found in at(both, late).findings] == ["contract_split"]
    assert "procurement.reassessed" in both.event_types()


def test_a_day_later_the_amount_grows_without_an_event(both: Scene) -> None:
    one = released(
        both, delivery_due_on=date(2026, 7, 1), penalty_bp=10, penalty_days=1, penalty_cap_bp=500
    )
    before = len(both.events())
    both.run(
        file_item, one, "need", Upload("2.pdf", PDF + b"2"), at=datetime(2026, 7, 16, tzinfo=UTC)
    )
    assert len(both.events()) == before + 1
    assert set(ITEMS) >= {"need"}
