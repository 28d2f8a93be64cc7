"""Inventory (R13, INV-02 to INV-04): what the grant bought, what left again, what is released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import InventoryDisposalSnapshot, InventoryItemSnapshot


@dataclass(frozen=True)
class ItemLine:
    """An item with its released disposal, if it left by the day."""

    item: InventoryItemSnapshot
    disposal: InventoryDisposalSnapshot | None = None

    @property
    def is_there(self) -> bool:
        """Still in the inventory."""
        return self.disposal is None


@dataclass(frozen=True)
class Inventory:
    """Items acquired by the day, by number; `releases` maps a budget year to cents of the special
    item (Sonderposten) released in it."""

    as_of: date
    lines: tuple[ItemLine, ...]
    releases: dict[int, int]

    @property
    def there(self) -> tuple[ItemLine, ...]:
        """What is still in the inventory."""
        return tuple(one for one in self.lines if one.is_there)

    @property
    def gone(self) -> tuple[ItemLine, ...]:
        """What left it."""
        return tuple(one for one in self.lines if not one.is_there)


def inventory(
    items: Iterable[InventoryItemSnapshot],
    disposals: Iterable[InventoryDisposalSnapshot],
    day: date,
) -> Inventory:
    """As of a day (inclusive); `disposals` are released ones."""
    left = {one.item_id: one for one in disposals if one.disposed_on <= day}
    known = sorted((one for one in items if one.acquired_on <= day), key=lambda one: one.number)
    releases: dict[int, int] = defaultdict(int)
    for item in known:
        for one in item.releases:
            releases[one.budget_year] += one.cents
    lines = tuple(ItemLine(one, left.get(one.item_id)) for one in known)
    return Inventory(day, lines, dict(sorted(releases.items())))
