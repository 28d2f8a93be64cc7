"""The inventory of a grant with its disposals, and released receipts that lack an item (INV-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.deciding_values import cited
from services.budget.domain.inventory import missing_facts, needs_inventory
from services.budget.domain.special_item import YearlyRelease
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.inventory import ItemRecord, items_of
from services.budget.store.inventory_disposal import DisposalRecord, disposals_of
from services.budget.store.inventory_receipt import Candidate, candidates
from services.budget.usecases.inventory_snapshot import releases_of
from services.budget.usecases.means import Means
from shared.errors import Violation
from shared.money import format_euro


@dataclass(frozen=True)
class ShownItem:
    """An item with the disposal that stands, its releases and what it lacks."""

    record: ItemRecord
    disposal: DisposalRecord | None
    releases: tuple[YearlyRelease, ...]
    findings: tuple[Violation, ...]

    @property
    def status(self) -> str:
        """`in_use`, `leaving` (a disposal waits for release) or `disposed`."""
        if self.disposal is None:
            return "in_use"
        return "disposed" if self.disposal.released_by else "leaving"


@dataclass(frozen=True)
class Proposal:
    """A receipt that should be in the inventory, with the finding that says so."""

    receipt: Candidate
    finding: Violation


@dataclass(frozen=True)
class Inventory:
    """All items of a grant by number, and what is missing."""

    grant: GrantRecord
    items: tuple[ShownItem, ...]
    proposals: tuple[Proposal, ...]


def inventory_of(session: Session, grant_id: str, today: date, *, means: Means) -> Inventory:
    """The whole inventory. Raises NotFound."""
    grant = load_grant(session, grant_id)
    found = disposals_of(session, grant_id)
    standing = {one.item_id: one for one in found if one.status != "withdrawn"}
    items = [shown_item(one, standing.get(one.item_id)) for one in items_of(session, grant_id)]
    return Inventory(grant, tuple(items), _proposals(session, grant, today, means))


def shown_item(record: ItemRecord, disposal: DisposalRecord | None) -> ShownItem:
    """One item with what it lacks while nobody disposes of it (INV-03, INV-06)."""
    item = record.item
    in_use = disposal is None
    lacking = missing_facts(item.binding_until, item.useful_life_years) if in_use else ()
    return ShownItem(record, disposal, releases_of(record, disposal), tuple(lacking))


def _proposals(
    session: Session, grant: GrantRecord, today: date, means: Means
) -> tuple[Proposal, ...]:
    """Released investive receipts above the threshold of their day of payment without an item."""
    found = []
    for one in candidates(session, grant.grant_id):
        rules = grant.rules(means.packs, one.payment_date or today)
        if one.is_itemised or not needs_inventory(one.net_cents, rules):
            continue
        limit = format_euro(rules.inventory.inventory_threshold_cents)
        message = (
            f"Ausgabe Nr. {one.number} ist investiv und liegt netto mit "
            f"{format_euro(one.net_cents)} über {limit}, steht aber nicht im Inventar. Bitte "
            "inventarisieren."
        )
        (finding,) = cited([Violation("not_inventoried", "INV-01", message, "warning")], rules)
        found.append(Proposal(one, finding))
    return tuple(found)
