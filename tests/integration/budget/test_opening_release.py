"""A takeover to the cent: nothing before its release, then the sums, then the next call."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.budget.domain.drawdown import CallKind
from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.domain.expenditure import DocumentKind
from services.budget.store.evidence import insert_evidence
from services.budget.store.expenditure_list import Filters, list_rows
from services.budget.store.grant import touch_grant
from services.budget.usecases.balance import balance_of
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.drawdown import draft_drawdown
from services.budget.usecases.opening import propose_opening, release_opening
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from shared.errors import Refused
from shared.periods import Period
from tests.integration.budget.scene import GRANT, HEAD, PROGRAMME, Scene
from tests.integration.budget.test_imports import HEADER, line
from tests.integration.budget.test_openings import EXTRA, archive, codes

AFTER_H2 = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
CERTIFIED = {
    "Sachlich festgestellt von": "A. Sach",
    "Sachlich festgestellt am": "16.04.2026",
    "Rechnerisch festgestellt von": "B. Rechen",
    "Rechnerisch festgestellt am": "17.04.2026",
}


def takeover() -> io.BytesIO:
    """100.01 and 33.33 EUR called with 57.00 of it approved; 200.07 EUR waits for a call."""
    vouchers = "\n".join(
        [
            f"{HEADER}{EXTRA}",
            f"{line(1, Brutto='100,01', MwSt='0,00', **CERTIFIED)};2026-H1;;;;;",
            f"{line(2, Brutto='33,33', MwSt='0,00', **CERTIFIED)};2026-H1;;;;;",
            f"{line(3, Brutto='200,07', MwSt='0,00', **CERTIFIED)};;;;;;",
        ]
    )
    return archive(
        belege=vouchers.replace("15.04.2026", "15.06.2026") + "\n",
        mittelabrufe="Zeitraum;Art;Eingereicht am;Abgerufen;Bewilligt;Aktenzeichen\n"
        "2026-H1;Zwischenabruf;05.07.2026;86,67;57,00;AZ 1\n",
        zahlungseingaenge="Zeitraum;Eingegangen am;Betrag;Aktenzeichen\n"
        "2026-H1;10.07.2026;57,00;\n",
    )


def sums(scene: Scene) -> Any:
    return scene.look(balance_of, GRANT, date(2026, 7, 15), means=scene.means)


def waits(scene: Scene) -> str:
    rows = scene.look(list_rows, GRANT, Filters(), after=None, limit=10)
    return next(row.expenditure_id for row in rows if row.drawdown_id is None)


def test_nothing_counts_before_the_release_and_every_cent_after(both: Scene) -> None:
    before = sums(both)
    opening = both.run(propose_opening, GRANT, takeover())
    assert sums(both) == before
    with pytest.raises(Refused) as refusal:
        both.run(release_opening, opening.opening_id)
    assert codes(refusal) == {"four_eyes_creator"}
    assert both.run(release_opening, opening.opening_id, actor=HEAD).status == "released"
    after = sums(both)
    assert (after.paid_cents, after.eligible_cents, after.claimable_cents) == (
        33_341,
        33_341,
        13_334,
    )
    assert (after.called_cents, after.received_cents) == (5_700, 5_700)
    events = [one for one in both.events() if "expenditure" in one["data"]]
    assert events and all(one["data"]["expenditure"]["opening"] for one in events)
    calls = [one["data"]["drawdown"] for one in both.events() if "drawdown" in one["data"]]
    assert [(one["status"], one["opening"], one["approved_cents"]) for one in calls] == [
        ("received", True, 5_700)
    ]


def test_the_next_call_deducts_what_was_called_before(both: Scene) -> None:
    opening = both.run(propose_opening, GRANT, takeover())
    both.run(release_opening, opening.opening_id, actor=HEAD)
    upload = Upload("beleg.pdf", b"%PDF-1.7")
    both.run(file_document, waits(both), DocumentKind.VOUCHER, upload)
    open_gates(both)
    drafted = both.run(
        draft_drawdown, GRANT, Period.parse("2026-H2"), CallKind.INTERIM, at=AFTER_H2
    ).row
    assert drafted.cumulative_eligible_cents == 33_341
    assert drafted.entitlement_cents == 21_672  # 65 % of 333.41, rounded once
    assert drafted.previously_called_cents == 5_700
    assert (drafted.amount_cents, drafted.number) == (15_972, 2)


def test_what_the_service_account_proposed_takes_two_persons(both: Scene) -> None:
    opening = both.run(propose_opening, GRANT, takeover(), actor=SERVICE_ACCOUNT_ID)
    before = sums(both)
    assert both.run(release_opening, opening.opening_id, actor=HEAD).status == "partly_released"
    assert sums(both) == before
    with pytest.raises(Refused) as refusal:
        both.run(release_opening, opening.opening_id, actor=HEAD)
    assert codes(refusal) == {"four_eyes_same_person"}
    assert both.run(release_opening, opening.opening_id, actor=PROGRAMME).status == "released"
    assert sums(both).called_cents == 5_700
    assert "opening.partly_released" in both.event_types()


def test_every_reason_is_told_with_file_line_and_column(both: Scene) -> None:
    vouchers = "\n".join(
        [
            f"{HEADER}{EXTRA}",
            f"{line(1, Kostenposition='Unbekannt')};2026-H1;;;;;",
            f"{line(2, Zahlungsdatum='', Zahlungsreferenz='')};2026-H1;;;;;",
            f"{line(3)};;;;;;",
            f"{line(3)};;;;;;",
            f"{line(4, Brutto='-1,00', MwSt='0,00', Bezugsbeleg='B9')};;;;;;",
        ]
    )
    with pytest.raises(Refused) as refusal:
        both.run(propose_opening, GRANT, archive(belege=vouchers + "\n"))
    assert codes(refusal) == {
        "budget_line_unknown",
        "called_unpaid",
        "credit_reference_unknown",
        "duplicate",
        "voucher_number_twice",
    }
    told = {one.code: one.message for one in refusal.value.violations}
    assert told["budget_line_unknown"].startswith("belege.csv, Zeile 2, Spalte „Kostenposition“:")
    assert told["called_unpaid"].startswith("belege.csv, Zeile 3, Spalte „Zahlungsdatum“:")
    assert both.events() == []


def open_gates(scene: Scene) -> None:
    with scene.sessions.write() as session:
        for number, kind in enumerate(EvidenceKind):
            new = Evidence(kind, date(2026, 1, 1), "AZ")
            insert_evidence(session, f"e{number}", GRANT, new, None, scene.by())
        touch_grant(session, GRANT)
