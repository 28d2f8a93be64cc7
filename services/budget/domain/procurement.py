"""A procurement file (Vergabeakte) as it stands: the fold over its entries (PROC-01, PROC-04)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from services.budget.domain.procurement_entry import (
    Changed,
    Claimed,
    Completed,
    Delivered,
    Dispensed,
    Entry,
    Filed,
    NewProcurement,
    Released,
    Returned,
    Revised,
    Unclaimed,
)


@dataclass(frozen=True)
class Procurement:
    """A file as it stands; `entries` counts what it is made of (its version).

    `sealed_creditor` is the name as entered; empty where the newest facts are of an older version.
    `revised_by` wrote the facts as they are, `completed_by` and `released_by` stand until the facts
    or the contract change or the file is given back.
    """

    facts: NewProcurement
    key_id: str
    revised_by: str
    sealed_creditor: str = ""
    entries: int = 1
    completed_by: str | None = None
    released_by: str | None = None
    filed: tuple[Filed, ...] = ()
    dispensed: tuple[Dispensed, ...] = ()
    changes: tuple[Changed, ...] = ()
    delivered_on: date | None = None
    claims: tuple[Claimed, ...] = ()

    @property
    def status(self) -> str:
        """`open`, `completed` or `released`."""
        if self.released_by is not None:
            return "released"
        return "open" if self.completed_by is None else "completed"

    @property
    def contract_net_cents(self) -> int:
        """The price with all changes; 0 before the award."""
        return (self.facts.award_net_cents or 0) + sum(one.net_cents for one in self.changes)

    @property
    def value_net_cents(self) -> int:
        """What limits look at: the estimate, or the contract where that is higher."""
        return max(self.facts.estimate_net_cents, self.contract_net_cents)

    def dispensed_reason(self, item: str) -> str:
        """Why an item has nothing to file; empty where nobody said so."""
        return next((one.reason for one in reversed(self.dispensed) if one.item == item), "")

    def files_of(self, item: str) -> tuple[Filed, ...]:
        """The documents at an item, oldest first."""
        return tuple(one for one in self.filed if one.item == item)


def folded(entries: Iterable[tuple[Entry, str]]) -> Procurement:
    """The file these entries and their authors make, oldest first; the first one is `Revised`."""
    file: Procurement | None = None
    for entry, by in entries:
        file = _begun(entry, by) if file is None else _next(file, entry, by)
    if file is None:
        raise ValueError("a file begins with its facts")
    return file


def _begun(entry: Entry, by: str) -> Procurement:
    if not isinstance(entry, Revised):
        raise ValueError("a file begins with its facts")
    return Procurement(entry.facts, entry.key_id, by, entry.sealed_creditor)


def _next(file: Procurement, entry: Entry, by: str) -> Procurement:
    file = replace(file, entries=file.entries + 1)
    match entry:
        case Revised():
            named = replace(file, key_id=entry.key_id, sealed_creditor=entry.sealed_creditor)
            fresh = replace(named, facts=entry.facts, revised_by=by)
            return replace(fresh, completed_by=None, released_by=None)
        case Changed():
            fresh = replace(file, changes=(*file.changes, entry), revised_by=by)
            return replace(fresh, completed_by=None, released_by=None)
        case Completed():
            return replace(file, completed_by=by)
        case Released():
            return replace(file, released_by=by)
        case Returned():
            return replace(file, completed_by=None, released_by=None)
        case _:
            return _gathered(file, entry)


def _gathered(file: Procurement, entry: Entry) -> Procurement:
    match entry:
        case Filed():
            return replace(file, filed=(*file.filed, entry))
        case Dispensed():
            return replace(file, dispensed=(*file.dispensed, entry))
        case Delivered():
            return replace(file, delivered_on=entry.delivered_on)
        case Claimed():
            return replace(file, claims=(*file.claims, entry))
        case Unclaimed():
            left = (one for one in file.claims if one.credit_note_id != entry.credit_note_id)
            return replace(file, claims=tuple(left))
        case _:
            raise TypeError(f"unknown entry: {entry!r}")
