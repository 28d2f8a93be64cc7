"""Mittelabruf: what may be called for a period (CALL-01, CALL-02, CALL-07).

The later steps of a call's life are in `drawdown_steps`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from services.budget.domain import call_amount
from services.budget.domain.advance import Advance
from services.budget.domain.deciding_values import cited
from services.budget.domain.determination import CoverTreatment
from services.budget.domain.entitlement import Entitlement, entitlement
from services.budget.domain.evidence import Phase
from services.budget.domain.expenditure import Status
from services.budget.domain.first_measures import FirstMeasures
from services.budget.domain.four_eyes import Origin
from services.budget.domain.grant import Terms
from services.budget.domain.income import Cover
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import Period, german_date


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
    """A stored call; `last_day` is its cut-off day, `received_cents` the sum of its receipts.

    `fixed` are its rows, each with its eligible cents as of the last day when it was drafted.
    """

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
    fixed: Mapping[str, int] = field(default_factory=dict)
    basis: CallBasis | None = None

    @property
    def expenditure_ids(self) -> tuple[str, ...]:
        return tuple(self.fixed)

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
    treatment: str = CoverTreatment.UP_TO_COST.value


@dataclass(frozen=True)
class Claim:
    """One row as a call sees it; `eligible_cents` as of `counted_until`.

    `family_id` is the row it belongs to: of a movement its voucher, of others the row itself.
    """

    expenditure_id: str
    status: Status
    effective_on: date | None
    eligible_cents: int
    family_id: str = ""
    measure_id: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What a call depends on besides rows, terms and cover: the plan's total, the marked first
    measures with their cap (PRG-03), and what is asked for ahead."""

    planned_cents: int | None = None
    first_measures: frozenset[str] = frozenset()
    first_cap_cents: int | None = None
    advance: Advance | None = None

    def excess_of(self, claims: Iterable[Claim]) -> int:
        """What the first measures among these rows are above their cap."""
        cents = sum(one.eligible_cents for one in claims if one.measure_id in self.first_measures)
        return FirstMeasures(cap_cents=self.first_cap_cents).excess_of(cents)


ALONE: Final = Surroundings()


@dataclass(frozen=True)
class Draft:
    """The computed figures of a call; `fixed` are its rows with their eligible cents.

    `entitlement` is on what is claimable plus what an `advance` asks for ahead.
    """

    period: str
    last_day: date
    kind: CallKind
    cumulative_eligible_cents: int
    entitlement: Entitlement
    previously_called_cents: int
    amount: call_amount.CallAmount
    fixed: Mapping[str, int]
    basis: CallBasis
    advance: Advance | None = None

    @property
    def amount_cents(self) -> int:
        return self.amount.amount_cents

    @property
    def expenditure_ids(self) -> tuple[str, ...]:
        return tuple(self.fixed)


_MONTHS: Final = {3: "ein Quartal wie 2026-Q1", 6: "ein Halbjahr wie 2026-H1", 12: "ein Jahr"}


def last_day_of(period: Period, kind: CallKind, terms: Terms) -> date:
    """Cut-off day: the period's last day, for the final call the day of the proof of use."""
    return terms.payments_until if kind is CallKind.FINAL else period.last_day


def counted_until(last_day: date, today: date) -> date:
    """The last day whose payments a call may take: a payment still to come is no cost incurred
    (CALL-01), even where its day lies within the period."""
    return min(last_day, today)


def previously_called(calls: Iterable[Call]) -> int:
    """What all earlier calls asked for, each with its approved amount once decided, in cents."""
    return sum(call.counted_cents for call in calls if call.status.counts)


def check_draft(
    period: Period, kind: CallKind, calls: Sequence[Call], terms: Terms, rules: Rules, today: date
) -> list[Violation]:
    """Every reason against drafting a call for this period now, before its figures."""
    found = list(_period_violations(period, kind, rules, today))
    for call in calls:
        found.extend(_earlier_call_violations(period, kind, call))
    if kind is CallKind.INTERIM and period.first_day <= today < period.last_day:
        message = (
            f"Der Zeitraum läuft noch bis {german_date(period.last_day)}; abgerufen wird für "
            "angefallene Kosten. Was bis dahin noch bezahlt wird, kommt in den nächsten Abruf."
        )
        found.append(Violation("period_not_over", "CALL-01", message, "warning", "period"))
    if period.last_day < terms.period_start:
        message = "Der Zeitraum liegt vor dem Beginn des Bewilligungszeitraums."
        found.append(Violation("period_before_start", "CALL-01", message, field="period"))
    return cited(found, rules)


def _period_violations(
    period: Period, kind: CallKind, rules: Rules, today: date
) -> Iterator[Violation]:
    if kind is CallKind.INTERIM and period.first_day > today:
        message = (
            f"Der Zeitraum {period} beginnt erst am {german_date(period.first_day)}; abgerufen "
            "wird für angefallene Kosten. Bitte den laufenden oder einen vergangenen wählen."
        )
        yield Violation("period_not_begun", "CALL-01", message, field="period")
    wanted = rules.drawdown.call_interval_months
    if kind is CallKind.INTERIM and period.kind.months != wanted:
        message = f"Abgerufen wird für {_MONTHS[wanted]}, nicht für „{period}“."
        yield Violation("period_kind", "CALL-01", message, field="period")


def _earlier_call_violations(period: Period, kind: CallKind, call: Call) -> Iterator[Violation]:
    if call.status is CallStatus.WITHDRAWN:
        return
    if call.status.is_open:
        message = (
            f"Für {call.period} liegt schon ein Entwurf. Bitte ihn zuerst freigeben oder "
            "zurückziehen."
        )
        yield Violation("draft_open", "CALL-02", message, field="period")
    if call.kind is CallKind.FINAL and call.status.counts:
        message = "Der Schlussabruf ist gestellt; danach wird nichts mehr abgerufen."
        yield Violation("final_call_made", "CALL-04", message, field="period")
    elif call.period == str(period):
        message = f"Für {call.period} gibt es schon einen Abruf."
        yield Violation("call_exists", "CALL-02", message, field="period")
    elif kind is CallKind.INTERIM and call.last_day >= period.last_day:
        message = (
            f"Es gibt schon einen Abruf für einen späteren Zeitraum ({call.period}). Was für "
            f"{period} noch offen ist, kommt in den nächsten Abruf."
        )
        yield Violation("period_not_ascending", "CALL-02", message, field="period")


def draft_call(
    period: Period,
    kind: CallKind,
    claims: Iterable[Claim],
    calls: Sequence[Call],
    cover: Cover,
    terms: Terms,
    rules: Rules,
    around: Surroundings = ALONE,
    *,
    today: date,
    last_day: date | None = None,
) -> Draft:
    """Compute a call: entitlement on its last day minus all earlier calls (E14).

    `last_day` is its cut-off day by the terms of today, where an amendment of the day up to which
    payments count came after that day; else `terms` say it.

    It takes everything claimable with `effective_on` up to `counted_until`, whatever period that
    comes from. `claims` are all rows of the grant as of that day; `terms`, `rules` and `cover`
    those of the call's last day. The amount may be <= 0: see `check_amount`.
    """
    last_day = last_day or last_day_of(period, kind, terms)
    until = counted_until(last_day, today)
    counted = [
        one
        for one in claims
        if one.status.counts_as_claimable
        and one.effective_on is not None
        and one.effective_on <= until
    ]
    cumulative = sum(one.eligible_cents for one in counted)
    ahead = around.advance.cents if around.advance else 0
    result = entitlement(
        cumulative + ahead,
        cover,
        terms,
        rules,
        excess_cents=around.excess_of(counted),
        planned_cents=around.planned_cents,
    )
    called = previously_called(calls)
    is_final = kind is CallKind.FINAL
    return Draft(
        period=str(period),
        last_day=last_day,
        kind=kind,
        cumulative_eligible_cents=cumulative,
        entitlement=result,
        previously_called_cents=called,
        amount=call_amount.amount_of(result, called, terms, rules, is_final=is_final),
        fixed={
            one.expenditure_id: one.eligible_cents
            for one in counted
            if one.status is Status.CLAIMABLE
        },
        basis=CallBasis(
            terms, rules.rule_pack, rules.rule_pack_version, called, cover.treatment.value
        ),
        advance=around.advance,
    )


def check_amount(draft: Draft, phase: Phase, rules: Rules) -> list[Violation]:
    """Why this draft cannot be called as it comes out, of `call_amount.check_amount`, and a warning
    where an interim call of phase B leaves nothing for the proof of use (CALL-04)."""
    is_final = draft.kind is CallKind.FINAL
    found = call_amount.check_amount(draft.amount, rules, is_final=is_final)
    if phase is Phase.B and not is_final:
        found.extend(
            call_amount.exhausted_violations(
                draft.amount, draft.entitlement, draft.basis.terms, rules
            )
        )
    return cited(found, rules)
