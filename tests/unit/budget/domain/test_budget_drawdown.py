"""Calls: what may be drafted, what it amounts to, and every later step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.budget.domain.drawdown import (
    Call,
    CallBasis,
    CallKind,
    CallStatus,
    Claim,
    check_amount,
    check_draft,
    draft_call,
    last_day_of,
)
from services.budget.domain.drawdown_steps import (
    check_call_release,
    check_decision,
    check_receipt,
    check_submission,
    check_withdrawal,
)
from services.budget.domain.evidence import Gate, Phase
from services.budget.domain.expenditure import Status
from services.budget.domain.four_eyes import Origin
from services.budget.domain.income import Cover
from services.budget.domain.states import is_conflict
from shared.periods import Period
from tests.unit.budget.domain.examples import (
    PAYMENTS_UNTIL,
    TODAY,
    codes,
    some_rules,
    some_terms,
)

H1 = Period.parse("2026-H1")
BASIS = CallBasis(some_terms(), "kfw436-2020", "2020.1", 0)
OPEN_GATE = Gate("ministry_approval", False, "PRG-06", "Es fehlt die Freigabe.")


def a_call(**changes: Any) -> Call:
    call = Call(
        drawdown_id="C1",
        period="2025-H2",
        last_day=date(2025, 12, 31),
        kind=CallKind.INTERIM,
        status=CallStatus.RELEASED,
        amount_cents=18_750_000,
        origin=Origin("sachbearbeitung"),
        basis=BASIS,
    )
    return replace(call, **changes)


def a_claim(name: str, cents: int, **changes: Any) -> Claim:
    return replace(Claim(name, Status.CLAIMABLE, date(2026, 6, 30), cents), **changes)


def draft(*claims: Claim, calls: tuple[Call, ...] = (), kind: CallKind = CallKind.INTERIM) -> Any:
    return draft_call(
        H1, kind, claims, calls, Cover(), some_terms(), some_rules(), today=PAYMENTS_UNTIL
    )


# --- figures


def test_e14_entitlement_less_earlier_calls() -> None:
    called = a_claim("E1", 30_000_000, status=Status.CALLED)
    found = draft(called, a_claim("E2", 11_234_567), calls=(a_call(),))
    assert found.cumulative_eligible_cents == 41_234_567
    assert found.entitlement.amount_cents == 26_802_469
    assert found.previously_called_cents == 18_750_000
    assert found.amount_cents == 8_052_469
    assert found.expenditure_ids == ("E2",)
    assert check_amount(found, Phase.A, some_rules()) == []


def test_a_call_takes_what_took_effect_up_to_its_last_day() -> None:
    found = draft(
        a_claim("in", 100),
        a_claim("out", 100, effective_on=date(2026, 7, 1)),
        a_claim("open", 100, status=Status.RECORDED),
        a_claim("unpaid", 100, status=Status.CLAIMABLE, effective_on=None),
        a_claim("years ago", 100, effective_on=date(2023, 7, 1)),
    )
    assert found.expenditure_ids == ("in", "years ago")


def test_e16_a_credit_after_the_call_reduces_the_next_one() -> None:
    before = a_call(amount_cents=773_500)
    called = a_claim("E1", 1_190_000, status=Status.CALLED)
    credit = a_claim("E2", -119_000)
    more = a_claim("E3", 1_190_000)
    with_credit = draft(called, credit, more, calls=(before,)).amount_cents
    without = draft(called, more, calls=(before,)).amount_cents
    assert without - with_credit == 77_350


def test_e34_too_much_called_is_nothing_to_call() -> None:
    paid = a_claim("E1", 38_000_000, status=Status.CALLED)
    found = draft(paid, calls=(a_call(amount_cents=26_000_000),))
    assert found.entitlement.amount_cents == 24_700_000
    violations = check_amount(found, Phase.A, some_rules())
    assert codes(violations) == ["nothing_to_call"]
    assert "13.000,00" in violations[0].message
    nothing = draft(paid, calls=(a_call(amount_cents=24_700_000),))
    assert codes(check_amount(nothing, Phase.A, some_rules())) == ["nothing_to_call"]
    last_cent = draft(paid, calls=(a_call(amount_cents=24_699_999),))
    assert check_amount(last_cent, Phase.A, some_rules()) == []


def test_a_cut_replaces_the_amount_and_a_withdrawn_call_counts_nothing() -> None:
    cut = a_call(status=CallStatus.DECIDED, approved_cents=1_000)
    withdrawn = a_call(status=CallStatus.WITHDRAWN)
    assert draft(calls=(cut, withdrawn)).previously_called_cents == 1_000


def test_the_final_call_ends_on_the_day_of_the_proof_of_use() -> None:
    assert last_day_of(H1, CallKind.INTERIM, some_terms()) == date(2026, 6, 30)
    assert last_day_of(H1, CallKind.FINAL, some_terms()) == PAYMENTS_UNTIL


# --- drafting


def drafting(period: str = "2026-H1", *calls: Call, **changes: Any) -> Any:
    arguments: dict[str, Any] = {"kind": CallKind.INTERIM, "today": TODAY, **changes}
    return check_draft(
        Period.parse(period),
        arguments["kind"],
        calls,
        some_terms(),
        some_rules(),
        arguments["today"],
    )


def test_one_call_per_period_ascending_one_open_draft() -> None:
    assert drafting("2026-H1", a_call()) == []
    assert codes(drafting("2025-H2", a_call())) == ["call_exists"]
    assert codes(drafting("2025-H1", a_call())) == ["period_not_ascending"]
    assert drafting("2025-H2", a_call(status=CallStatus.WITHDRAWN)) == []
    open_draft = a_call(status=CallStatus.PARTLY_RELEASED)
    assert codes(drafting("2026-H1", open_draft)) == ["draft_open"]
    assert is_conflict(drafting("2025-H2", a_call()))
    assert not is_conflict(drafting("2025-H1", a_call()))


def test_periods_are_half_years_and_over() -> None:
    assert codes(drafting("2026-Q1")) == ["period_kind"]
    assert codes(drafting("2023-H1")) == ["period_before_start"]
    assert drafting("2026-H1", today=date(2026, 6, 30)) == drafting("2026-H1")
    early = drafting("2026-H1", today=date(2026, 6, 29))
    assert codes(early, "warning") == ["period_not_over"]
    assert codes(drafting("2026-H1", today=date(2026, 1, 1)), "warning") == ["period_not_over"]
    assert codes(drafting("2026-H1", today=date(2025, 12, 31))) == ["period_not_begun"]


def test_after_the_final_call_nothing_is_called() -> None:
    final = a_call(kind=CallKind.FINAL)
    assert codes(drafting("2026-H1", final)) == ["final_call_made"]
    later = a_call(period="2026-H2", last_day=date(2026, 12, 31))
    assert drafting("2026-H1", later, kind=CallKind.FINAL) == []


# --- release


def release(call: Call, by: str = "kaemmerei", *gates: Gate, **changes: Any) -> list[str]:
    claims = changes.get("claims", {"E1": a_claim("E1", 100)})
    return codes(check_call_release(call, by, gates, claims, changes.get("basis", BASIS)))


DRAFT = a_call(status=CallStatus.DRAFT, fixed={"E1": 100})


def test_a_release_needs_a_second_person_open_state_and_closed_gates() -> None:
    assert release(DRAFT) == []
    assert release(DRAFT, "sachbearbeitung") == ["four_eyes_creator"]
    assert release(DRAFT, "kaemmerei", OPEN_GATE) == ["gate_missing"]
    assert release(replace(DRAFT, status=CallStatus.RELEASED)) == ["call_not_open"]


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"E1": a_claim("E1", 1, status=Status.RECORDED)},
        {"E1": a_claim("E1", 1, status=Status.CALLED)},
    ],
)
def test_a_row_that_lost_its_state_changes_the_figures(claims: dict[str, Claim]) -> None:
    assert release(DRAFT, claims=claims) == ["figures_changed"]


@pytest.mark.parametrize(
    "basis",
    [
        replace(BASIS, terms=some_terms(funding_rate_bp=9000)),
        replace(BASIS, rule_pack_version="2020.2"),
        replace(BASIS, previously_called_cents=1),
    ],
)
def test_changed_terms_pack_or_earlier_call_change_the_figures(basis: CallBasis) -> None:
    assert release(DRAFT, basis=basis) == ["figures_changed"]


def test_newly_claimable_rows_wait_for_the_next_call() -> None:
    more = {"E1": a_claim("E1", 100), "E2": a_claim("E2", 100)}
    assert release(DRAFT, claims=more) == []


@pytest.mark.parametrize("cents", [99, 101])
def test_a_row_worth_something_else_changes_the_figures(cents: int) -> None:
    assert release(DRAFT, claims={"E1": a_claim("E1", cents)}) == ["figures_changed"]


@pytest.mark.parametrize(
    ("cents", "day", "found"),
    [
        (-1, DRAFT.last_day, ["figures_changed"]),
        (-1, DRAFT.last_day + timedelta(days=1), []),
        (1, DRAFT.last_day, []),
    ],
    ids=["credit within the period", "credit after it", "retention released within it"],
)
def test_only_what_a_movement_takes_off_within_the_period_counts(
    cents: int, day: date, found: list[str]
) -> None:
    moved = Claim("G1", Status.CLAIMABLE, day, cents, family_id="E1")
    assert release(DRAFT, claims={"E1": a_claim("E1", 100), "G1": moved}) == found


# --- withdrawal, submission, decision, receipt


def withdraw(call: Call, by: str, *others: Call, may: bool = False, reason: str = "x") -> list[str]:
    found = check_withdrawal(call, [call, *others], reason, by=by, may_withdraw_released=may)
    return codes(found)


def test_a_draft_is_withdrawn_by_its_creator() -> None:
    assert withdraw(DRAFT, "sachbearbeitung") == []
    assert withdraw(DRAFT, "other") == ["withdrawal_not_own"]
    assert withdraw(DRAFT, "sachbearbeitung", reason=" ") == ["reason_missing"]


def test_the_latest_released_call_is_withdrawn_before_its_receipt() -> None:
    call = a_call()
    later = a_call(drawdown_id="C2", last_day=date(2026, 6, 30))
    assert withdraw(call, "kaemmerei", may=True) == []
    assert withdraw(call, "sachbearbeitung") == ["withdrawal_not_own"]
    assert withdraw(call, "kaemmerei", later, may=True) == ["not_latest_call"]
    undone = replace(later, status=CallStatus.WITHDRAWN)
    assert withdraw(call, "kaemmerei", undone, may=True) == []
    received = replace(call, received_cents=1)
    assert withdraw(received, "kaemmerei", may=True) == ["call_received"]
    assert withdraw(undone, "kaemmerei", may=True) == ["already_withdrawn"]


def test_submission_and_decision_follow_the_release() -> None:
    day = date(2026, 7, 1)
    assert check_submission(a_call(), day, TODAY) == []
    assert codes(check_submission(DRAFT, day, TODAY)) == ["call_not_released"]
    withdrawn = a_call(status=CallStatus.WITHDRAWN)
    assert codes(check_submission(withdrawn, day, TODAY)) == ["call_not_released"]
    submitted = a_call(status=CallStatus.SUBMITTED)
    assert codes(check_submission(submitted, day, TODAY)) == ["call_not_released"]
    assert check_decision(submitted, day, 18_750_000, "", TODAY) == []
    assert codes(check_decision(submitted, day, 18_749_999, "", TODAY)) == ["reason_missing"]
    assert check_decision(submitted, day, 0, "abgelehnt", TODAY) == []
    above = check_decision(submitted, day, 18_750_001, "", TODAY)
    assert codes(above) == ["approved_out_of_range"]


def test_call03_phase_a_is_received_only_after_the_proof_was_accepted() -> None:
    gate = Gate("proof_of_use_accepted", False, "CALL-03", "Es fehlt.", stage="receipt")
    day = date(2026, 7, 1)
    assert codes(check_receipt(a_call(), day, 100, [gate], TODAY)) == ["gate_missing"]
    assert check_receipt(a_call(), day, 100, [replace(gate, satisfied=True)], TODAY) == []
    assert check_receipt(a_call(), day, 100, [OPEN_GATE], TODAY) == []


def test_receipts_are_positive_and_may_come_in_parts() -> None:
    day = date(2026, 7, 1)
    part = a_call(status=CallStatus.RECEIVED, received_cents=18_749_999)
    assert check_receipt(part, day, 1, [], TODAY) == []
    assert codes(check_receipt(part, day, 2, [], TODAY), "warning") == ["receipt_above_call"]
    assert codes(check_receipt(part, day, 0, [], TODAY)) == ["amount_out_of_range"]
    full = replace(part, received_cents=18_750_000)
    assert codes(check_receipt(full, day, 1, [], TODAY)) == ["call_received"]
    assert codes(check_receipt(DRAFT, day, 1, [], TODAY)) == ["call_not_released"]
