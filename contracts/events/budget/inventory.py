"""The inventory (Inventar, INV-01 to INV-04): items recorded, changed, disposed of by two persons.

Every event carries the whole item as it stands, so that a list can be drawn from the last of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class SpecialItemRelease:
    """What is released of the special item (Sonderposten) in one budget year."""

    budget_year: int
    cents: int


@dataclass(frozen=True)
class InventoryItemSnapshot:
    """One item with the columns of INV-02; amounts in cents, `number` runs per grant.

    `grant_share_cents` is the grant's part of `eligible_cents` and what `releases` add up to.
    `threshold_cents` is the value above which items were inventoried on the day of acquisition;
    `binding_until` the last day of the binding period, None where nothing says how long it is.
    `responsible_unit` is an office, never a person.
    """

    item_id: str
    grant_id: str
    version: int
    number: int
    name: str
    measure_id: str
    asset_class: str
    serial_number: str
    place: str
    responsible_unit: str
    acquired_on: date
    net_cents: int
    vat_cents: int
    gross_cents: int
    eligible_cents: int
    grant_share_cents: int
    threshold_cents: int
    expenditure_id: str | None
    voucher_number: str
    useful_life_years: int | None
    binding_until: date | None
    releases: tuple[SpecialItemRelease, ...]


@dataclass(frozen=True)
class InventoryItemRecorded:
    """An item was taken into the inventory."""

    TYPE: ClassVar[str] = "funding.budget.inventory.recorded.v1"
    item: InventoryItemSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventoryItemChanged:
    """Place, office, serial number, useful life or binding period of an item changed."""

    TYPE: ClassVar[str] = "funding.budget.inventory.changed.v1"
    item: InventoryItemSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventoryDisposalSnapshot:
    """How an item leaves the inventory or its purpose.

    `within_binding` says that its binding period had not ended or is unknown; `tied_cents` is the
    part of the proceeds that is income of the grant, booked as `income_id` with the release.
    """

    disposal_id: str
    item_id: str
    grant_id: str
    kind: str
    disposed_on: date
    proceeds_cents: int
    tied_cents: int
    within_binding: bool
    reason: str
    consent_reference: str
    consent_sha256: str | None
    income_id: str | None = None


@dataclass(frozen=True)
class InventoryDisposalProposed:
    """Somebody wants to dispose of an item; it stays in the inventory until the release."""

    TYPE: ClassVar[str] = "funding.budget.inventory.disposal_proposed.v1"
    disposal: InventoryDisposalSnapshot
    item: InventoryItemSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventoryConsentFiled:
    """The funder's consent to a disposal came in."""

    TYPE: ClassVar[str] = "funding.budget.inventory.consent_filed.v1"
    disposal: InventoryDisposalSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventoryDisposalReleased:
    """A second person released the disposal; `item.releases` are what remains of the special
    item: all that was left is released in the year of the disposal."""

    TYPE: ClassVar[str] = "funding.budget.inventory.disposal_released.v1"
    disposal: InventoryDisposalSnapshot
    item: InventoryItemSnapshot
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventoryDisposalWithdrawn:
    """A disposal was taken back before its release."""

    TYPE: ClassVar[str] = "funding.budget.inventory.disposal_withdrawn.v1"
    disposal: InventoryDisposalSnapshot
    withdrawal_reason: str
    related: tuple[str, ...] = ()
