"""Mittelabruf: what may be called, and every step of a call's life (CALL-01 to CALL-08)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.budget.domain.entitlement import Entitlement
from services.budget.domain.evidence import Gate
from services.budget.domain.expenditure import Status
from services.budget.domain.four_eyes import Origin
from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import Period


class CallKind(StrEnum):
    """The final call ends on the day of the proof of use."""

    INTERIM = "interim"
    FINAL = "final"


class CallStatus(StrEnum):
    """Life of a call."""

    DRAFT = "draft"
    PARTLY_RELEASED = "partly_released"
    RELEASED = "released"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        return self in (CallStatus.DRAFT, CallStatus.PARTLY_RELEASED)

    @property
    def counts(self) -> bool:
        """Asked for and not taken back."""
        return not self.is_open and self is not CallStatus.WITHDRAWN


@dataclass(frozen=True)
class Call:
    """A stored call; `last_day` is its cut-off day, `received_cents` the sum of its receipts."""

    drawdown_id: str
    period: str
    last_day: date
    kind: CallKind
    status: CallStatus
    amount_cents: int
    origin: Origin
    releases: tuple[str, ...] = ()
    approved_cents: int | None = None
    received_cents: int = 0
    expenditure_ids: tuple[str, ...] = ()
    basis: CallBasis | None = None

    @property
    def counted_cents(self) -> int:
        """What later calls deduct: the approved amount once decided (semantics 6)."""
        return self.amount_cents if self.approved_cents is None else self.approved_cents


@dataclass(frozen=True)
class CallBasis:
    """What a draft rests on besides its rows; `figures_changed` compares it at the release."""

    terms: Terms
    rule_pack: str
    rule_pack_version: str
    previously_called_cents: int


@dataclass(frozen=True)
class Claim:
    """One row as a call sees it; `eligible_cents` as of the call's last day."""

    expenditure_id: str
    status: Status
    effective_on: date | None
    eligible_cents: int
    is_reversed: bool = False


@dataclass(frozen=True)
class Draft:
    """The computed figures of a call."""

    period: str
    last_day: date
    kind: CallKind
    cumulative_eligible_cents: int
    entitlement: Entitlement
    previously_called_cents: int
    amount_cents: int
    expenditure_ids: tuple[str, ...]
    basis: CallBasis


def last_day_of(period: Period, kind: CallKind, terms: Terms) -> date:
    """Cut-off day: the period's last day, for the final call the day of the proof of use."""
    raise NotImplementedError


def check_draft(
    period: Period, kind: CallKind, calls: Sequence[Call], terms: Terms, rules: Rules, today: date
) -> list[Violation]:
    """Every reason against drafting a call for this period now (before its figures)."""
    raise NotImplementedError


def draft_call(
    period: Period,
    kind: CallKind,
    claims: Iterable[Claim],
    calls: Sequence[Call],
    cover: Cover,
    terms: Terms,
    rules: Rules,
) -> Draft:
    """Compute a call: entitlement on its last day minus all earlier calls.

    `cover` is that of the last day; `claims` all rows of the grant. The amount may be <= 0: see
    `check_amount`.
    """
    raise NotImplementedError


def check_amount(draft: Draft) -> list[Violation]:
    """`nothing_to_call` where the amount is not positive, saying what was called too much."""
    raise NotImplementedError


def check_call_release(
    call: Call, by: str, gates: Sequence[Gate], claims: Mapping[str, Claim], basis: CallBasis
) -> list[Violation]:
    """Every reason against releasing now: four eyes, gates, changed figures.

    `claims` are the rows of the draft as they stand now, `basis` is what a draft would rest on now.
    """
    raise NotImplementedError


def check_withdrawal(
    call: Call, calls: Sequence[Call], reason: str, *, by: str, may_withdraw_released: bool
) -> list[Violation]:
    """A draft by its creator; the latest released call before its receipt by who may."""
    raise NotImplementedError


def check_submission(call: Call, submitted_on: date, today: date) -> list[Violation]:
    """Every reason against noting that the call was sent."""
    raise NotImplementedError


def check_decision(
    call: Call, decided_on: date, approved_cents: int, today: date
) -> list[Violation]:
    """Every reason against recording the funder's decision."""
    raise NotImplementedError


def check_receipt(
    call: Call, received_on: date, amount_cents: int, gates: Sequence[Gate], today: date
) -> list[Violation]:
    """Every reason against recording this receipt (CALL-03: phase A only after acceptance)."""
    raise NotImplementedError
