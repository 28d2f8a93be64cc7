"""Procurement files of the sample: released ones of large orders, one passed on, one incomplete."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.procurement_entry import NewProcurement
from services.budget.domain.procurement_words import CLAUSES, ITEMS
from services.budget.usecases.document import Upload
from services.budget.usecases.procurement import open_procurement
from services.budget.usecases.procurement_items import dispense_item, file_item
from services.budget.usecases.procurement_release import complete_procurement, release_procurement
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import FINANCE, OFFICER, Desk
from services.sample.orders import ON_FILE, ORDERS, Order
from services.sample.timeline import Timeline
from services.sample.voucher_pdf import letter_pdf
from shared.occasion import Occasion

_PUBLIC_EURO: Final = 216_000
_OF_A_CONTRACT: Final = tuple(ITEMS)[:8]
_OF_A_GRANT_PASSED_ON: Final = tuple(ITEMS)[10:]


class Procurements:
    """Files are opened with the contract and released two days later."""

    def __init__(self, desk: Desk, agenda: Agenda, line: Timeline) -> None:
        self._desk = desk
        self._agenda = agenda
        self._line = line

    def plan_all(self) -> None:
        """Every file of the sample."""
        for one in ORDERS:
            if one.name in ON_FILE:
                self._plan(one.name, self._of_order(one), _OF_A_CONTRACT)
        self._plan("Weiterleitung", self._passed_on(), _OF_A_GRANT_PASSED_ON)
        late = self._overdue()
        self._agenda.add(
            self._line.today - timedelta(days=200),
            lambda: self._desk.do(
                OFFICER,
                "open_procurement",
                lambda session, by: self._fill(session, by, late, _OF_A_CONTRACT[:4]),
            ),
        )

    def _plan(self, name: str, new: NewProcurement, items: tuple[str, ...]) -> None:
        desk, day = self._desk, new.contract_date
        assert day is not None

        def begin(session: Session, by: Occasion) -> str:
            procurement_id = self._fill(session, by, new, items)
            complete_procurement(session, procurement_id, by=by, means=desk.means)
            return procurement_id

        def first() -> None:
            desk.files[name] = desk.do(OFFICER, "open_procurement", begin)

        self._agenda.add(day, first)
        self._agenda.add(
            day + timedelta(days=2),
            lambda: desk.do(
                FINANCE,
                "release_procurement",
                lambda session, by: release_procurement(
                    session, desk.files[name], by=by, means=desk.means
                ),
            ),
        )

    def _fill(
        self, session: Session, by: Occasion, new: NewProcurement, items: tuple[str, ...]
    ) -> str:
        """Several use cases in one transaction: a past of years should not take minutes."""
        means, day = self._desk.means, new.contract_date
        assert day is not None
        opened = open_procurement(session, PHASE_B, new, by=by, means=means)
        procurement_id = opened.record.procurement_id
        for item in items:
            if item == "bidders" and new.procedure == "public":
                reason = "Öffentliche Ausschreibung: niemand wird aufgefordert"
                dispense_item(session, procurement_id, item, reason, by=by, means=means)
                continue
            upload = Upload(f"{item}.pdf", letter_pdf(f"{ITEMS[item]}: {new.subject}", day))
            file_item(session, procurement_id, item, upload, by=by, means=means)
        return procurement_id

    def _of_order(self, one: Order) -> NewProcurement:
        agreed = self._line.b_day(one.month, 11)
        return NewProcurement(
            measure_id=one.measure_id,
            subject=one.purpose,
            creditor=one.creditor,
            relation="contract",
            estimate_net_cents=one.net_euro * 100,
            procedure="eu" if one.net_euro > _PUBLIC_EURO else "public",
            procedure_reason="Auftragswert nach Markterkundung",
            offers_received=4,
            contract_date=agreed,
            award_net_cents=one.net_euro * 100,
            clauses=tuple(CLAUSES),
            kind=ON_FILE[one.name],
        )

    def _passed_on(self) -> NewProcurement:
        return NewProcurement(
            measure_id="M6-WERKSTATT",
            subject="Betrieb der offenen Werkstatt im Quartier",
            creditor="Verein Offene Werkstatt Musterstadt",
            relation="pass_on",
            estimate_net_cents=2_400_000,
            contract_date=self._line.b_day(9, 3),
            award_net_cents=2_400_000,
        )

    def _overdue(self) -> NewProcurement:
        """Offers and award note are missing, the delivery is late, the audit right not agreed."""
        today = self._line.today
        return NewProcurement(
            measure_id="M4-STARKREGEN",
            subject="Wartungszugang für die Pegelsensoren",
            creditor="Messtechnik Muster GmbH",
            relation="contract",
            estimate_net_cents=3_800_000,
            procedure="negotiated",
            procedure_reason="Folgeauftrag mit Schnittstelle zum Bestand",
            bidders_asked=3,
            offers_received=2,
            contract_date=today - timedelta(days=200),
            award_net_cents=3_650_000,
            delivery_due_on=today - timedelta(days=10),
            penalty_bp=20,
            penalty_days=1,
            penalty_cap_bp=500,
            clauses=("knowledge_transfer", "open_source", "documentation"),
        )
