"""The inventory of the sample: items from certified receipts, a move, a sale, some missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from services.budget.domain.inventory import ItemChange, NewItem
from services.budget.domain.inventory_disposal import DisposalKind, NewDisposal
from services.budget.domain.parameters.inventory import AssetClass
from services.budget.store.inventory import ItemRecord
from services.budget.store.inventory_receipt import Candidate
from services.budget.usecases.inventory import change_item, record_item
from services.budget.usecases.inventory_disposal import propose_disposal
from services.budget.usecases.inventory_queries import inventory_of
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import OFFICER, Desk
from services.sample.timeline import Timeline
from shared.periods import add_months

_BINDING_YEARS: Final = 5
_LEFT_OPEN: Final = 3
"""The newest receipts wait: the page has something to propose."""


class Inventory:
    """The officer catches up with the inventory some weeks before today."""

    def __init__(self, desk: Desk, agenda: Agenda, line: Timeline) -> None:
        self._desk = desk
        self._agenda = agenda
        self._line = line
        self._items: list[ItemRecord] = []

    def plan_all(self) -> None:
        """Items, then what happens to two of them."""
        day = self._line.today - timedelta(days=40)
        self._agenda.add(day, lambda: self._record(day))
        self._agenda.add(day + timedelta(days=5), self._move)
        self._agenda.add(day + timedelta(days=12), self._sell)

    def _record(self, day: date) -> None:
        means = self._desk.means
        with self._desk.budget.sessions.read() as session:
            found = inventory_of(session, PHASE_B, day, means=means).proposals
        for one in [proposal.receipt for proposal in found][:-_LEFT_OPEN]:
            self._items.append(self._take_in(_item(one, day)))

    def _take_in(self, new: NewItem) -> ItemRecord:
        result = self._desk.do(
            OFFICER,
            "record_inventory_item",
            lambda session, by: record_item(session, PHASE_B, new, by=by, means=self._desk.means),
        )
        return result.record

    def _move(self) -> None:
        if not self._items:
            return
        item = self._items[0]
        change = ItemChange(
            place="Rathaus, Haus II",
            responsible_unit="Fachbereich Digitalisierung",
            reason="Umzug des Projektbüros",
            serial_number="SN-4711",
            useful_life_years=item.item.useful_life_years,
            binding_until=item.item.binding_until,
        )
        self._desk.do(
            OFFICER,
            "change_inventory_item",
            lambda session, by: change_item(
                session, item.item_id, change, by=by, means=self._desk.means
            ),
        )

    def _sell(self) -> None:
        """Proposed only: the funder's consent is still awaited, the notice is open."""
        if len(self._items) < 2:
            return
        item = self._items[1]
        reason = "Durch ein neueres Modell ersetzt"
        new = NewDisposal(
            DisposalKind.SOLD, self._desk.clock.at.date(), reason, item.item.gross_cents // 10
        )
        self._desk.do(
            OFFICER,
            "propose_disposal",
            lambda session, by: propose_disposal(
                session, item.item_id, new, by=by, means=self._desk.means
            ),
        )


def _item(one: Candidate, day: date) -> NewItem:
    """What the officer types in beside what the receipt says."""
    bought = one.payment_date or day
    return NewItem(
        name=f"Ausstattung laut Beleg {one.voucher_number}",
        measure_id=one.measure_id,
        asset_class=AssetClass.SENSORS,
        place="Rathaus",
        responsible_unit="Fachbereich Digitalisierung",
        acquired_on=bought,
        net_cents=one.net_cents,
        vat_cents=one.vat_cents,
        expenditure_id=one.expenditure_id,
        useful_life_years=5,
        binding_until=add_months(bought, 12 * _BINDING_YEARS),
    )
