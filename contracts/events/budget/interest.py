"""Base rates (§ 247 BGB), which interest is computed with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.events.findings import DecidingValue


@dataclass(frozen=True)
class BaseRateProposed:
    """Somebody entered the rate of a half-year; it counts only once a second person confirmed it.

    `rate_bp` may be negative; `source` says where the rate was announced.
    """

    TYPE: ClassVar[str] = "funding.budget.base_rate.proposed.v1"
    valid_from: date
    version: int
    rate_bp: int
    source: str
    correction_reason: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class BaseRateConfirmed:
    """The rate counts from now on."""

    TYPE: ClassVar[str] = "funding.budget.base_rate.confirmed.v1"
    valid_from: date
    version: int
    rate_bp: int
    source: str
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class BaseRateWithdrawn:
    """A proposal was taken back before anybody confirmed it."""

    TYPE: ClassVar[str] = "funding.budget.base_rate.withdrawn.v1"
    valid_from: date
    version: int
    rate_bp: int
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InterestItem:
    """A payout whose money lay unused (`late_use`), or a part of one to be paid back.

    `principal_cents` is the payout or the part, `unused_cents` what is still unused or owed.
    Interest counts from `starts_on`; `interest_cents` None while a base rate is missing.
    """

    item_id: str
    number: int
    kind: Literal["late_use", "repayment"]
    principal_cents: int
    paid_out_on: date
    starts_on: date
    unused_cents: int
    interest_cents: int | None
    reason: str = ""


@dataclass(frozen=True)
class InterestSegment:
    """A stretch of one item at one rate, both days counted; the cents of an item's segments add up
    to its interest exactly (differences of rounded running totals)."""

    item_id: str
    principal_cents: int
    first: date
    last: date
    days: int
    base_rate_bp: int
    rate_bp: int
    cents: int


@dataclass(frozen=True)
class RateUsed:
    """The confirmed base rate of a half-year and where it was announced."""

    valid_from: date
    rate_bp: int
    source: str


@dataclass(frozen=True)
class InterestSegmentsListed:
    """A part of the segments of the statement that follows in the same transaction."""

    TYPE: ClassVar[str] = "funding.budget.interest_segments.listed.v1"
    grant_id: str
    as_of: date
    part: int
    parts: int
    segments: tuple[InterestSegment, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class InterestStated:
    """What interest came to by the end of a month, with the convention it was computed by.

    A later statement for the same day replaces the earlier one. `missing` are half-years without
    a confirmed rate; then nothing is computed (E39). `values` are those of the rule pack that
    it was computed with, under the code `interest`.
    """

    TYPE: ClassVar[str] = "funding.budget.interest.stated.v1"
    grant_id: str
    as_of: date
    day_count: str
    margin_bp: int
    late_use_start: str
    parts: int
    items: tuple[InterestItem, ...]
    rates: tuple[RateUsed, ...]
    missing: tuple[date, ...] = ()
    related: tuple[str, ...] = ()
    values: tuple[DecidingValue, ...] = ()
