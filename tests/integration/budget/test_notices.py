"""Notices to the funder on both databases: one per occasion, due after the days of the pack."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.budget.domain.base_rate import BaseRate
from services.budget.domain.notice import Progress, check_answer, check_sending
from services.budget.store.drawdown import DrawdownReceiptRow, DrawdownRow
from services.budget.store.grant import load_grant
from services.budget.store.notice import load_notice, notices_of
from services.budget.usecases.base_rate import confirm_base_rate, propose_base_rate
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.late_use import estimate_late_use
from services.budget.usecases.notice import open_notice
from services.budget.usecases.notice_steps import (
    Letter,
    answer_notice,
    confirm_dispensation,
    propose_dispensation,
    send_notice,
)
from services.budget.usecases.notice_triggers import watch_grant
from shared.errors import Conflict, DomainError, NotFound, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, Scene, expenditure

REASON = "Eine weitere Förderung ist eingegangen."


def _open(scene: Scene, **changes: Any) -> Any:
    values = {"rule": "NOTE-01", "occasion_key": "income/1", "reason": REASON} | changes
    return scene.run(open_notice, GRANT, **values)


def test_an_occasion_opens_a_notice_due_in_14_days(both: Scene) -> None:
    notice = _open(both, before="kein Land", after="Land 5.000,00 €", effect_cents=500_000)
    assert notice.status == "open"
    assert notice.due_on == date(2026, 7, 29)  # 15 July and 14 days
    assert notice.occasion.known_on == date(2026, 7, 15)
    [event] = [one for one in both.events() if one["type"].endswith("notice.opened.v1")]
    assert event["data"]["due_on"] == "2026-07-29"
    assert event["data"]["effect_cents"] == 500_000
    assert event["data"]["after"] == "Land 5.000,00 €"


def test_the_same_occasion_opens_no_second_notice(both: Scene) -> None:
    assert _open(both) == _open(both, reason="Anders gesagt.")
    assert both.event_types().count("notice.opened") == 1


def test_another_occasion_or_rule_opens_its_own(both: Scene) -> None:
    _open(both)
    _open(both, occasion_key="income/2")
    _open(both, rule="NOTE-03")
    assert len(both.look(notices_of, GRANT)) == 3


def test_only_rules_about_notices_open_one(both: Scene) -> None:
    with pytest.raises(ValueError, match="PLAN-02"):
        _open(both, rule="PLAN-02")


def test_an_unknown_notice_is_not_found(both: Scene) -> None:
    with pytest.raises(NotFound) as caught:
        both.look(load_notice, "nein")
    assert [one.code for one in caught.value.violations] == ["notice_unknown"]


# --- what becomes of it


def _step(scene: Scene, use_case: Any, notice: Any, *args: Any, **more: Any) -> Any:
    with scene.sessions.write() as session:
        by = scene.by(more.pop("actor", OFFICER))
        return use_case(session, notice.notice_id, *args, by=by, **more)


def _codes(caught: Any) -> list[str]:
    return [one.code for one in caught.value.violations]


def _steps(scene: Scene) -> list[str]:
    return [one for one in scene.event_types() if one.startswith("notice.")]


def test_a_notice_is_sent_and_answered(both: Scene) -> None:
    notice = _open(both)
    letter = Letter(date(2026, 7, 15), "Az. 4")
    _step(both, send_notice, notice, letter, means=both.means)
    with pytest.raises(Conflict) as caught:
        _step(both, send_notice, notice, letter, means=both.means)
    assert _codes(caught) == ["notice_state"]
    answer = Letter(date(2026, 7, 15), "Zur Kenntnis genommen.")
    found = _step(both, answer_notice, notice, answer, means=both.means)
    assert (found.status, found.progress.answer) == ("answered", "Zur Kenntnis genommen.")
    assert _steps(both) == ["notice.opened", "notice.sent", "notice.answered"]


def test_a_letter_without_words_is_refused(both: Scene) -> None:
    notice = _open(both)
    with pytest.raises(Refused) as caught:
        _step(both, send_notice, notice, Letter(date(2026, 7, 15), " "), means=both.means)
    assert _codes(caught) == ["reference_missing"]
    with pytest.raises(Refused) as caught:
        _step(both, propose_dispensation, notice, " ")
    assert _codes(caught) == ["reason_missing"]


def test_two_persons_find_that_nothing_is_due(both: Scene) -> None:
    notice = _open(both)
    with pytest.raises(Conflict) as early:
        _step(both, confirm_dispensation, notice, actor=HEAD, means=both.means)
    assert _codes(early) == ["dispensation_not_proposed"]
    _step(both, propose_dispensation, notice, "Schon im Antrag genannt.")
    with pytest.raises(Refused) as caught:
        _step(both, confirm_dispensation, notice, means=both.means)
    assert _codes(caught) == ["four_eyes_creator"]
    statement = text("UPDATE notice SET dispensed_by = dispensation_by")
    with pytest.raises(DBAPIError, match=r"four.eyes"), both.sessions.write() as session:
        session.execute(statement)
    found = _step(both, confirm_dispensation, notice, actor=HEAD, means=both.means)
    assert found.status == "dispensed"


def test_it_is_sent_or_not_due_never_both(both: Scene) -> None:
    notice = _open(both)
    _step(both, propose_dispensation, notice, "Schon im Antrag genannt.")
    barrier = Barrier(2)

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except DomainError as error:
            return [one.code for one in error.violations]

    acts: list[Callable[[], Any]] = [
        lambda: _step(both, confirm_dispensation, notice, actor=HEAD, means=both.means),
        lambda: _step(
            both, send_notice, notice, Letter(date(2026, 7, 15), "Az. 4"), means=both.means
        ),
    ]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, acts))
    assert found.count(["notice_state"]) == 1


def test_reimbursement_has_no_window_to_tell_of(both: Scene) -> None:
    both.run(watch_grant, GRANT)
    assert both.look(notices_of, GRANT) == []  # reimbursement: money is used before it is asked for


@pytest.mark.parametrize(
    ("sent_on", "codes"),
    [
        (date(2026, 7, 14), ["sent_before_known"]),
        (date(2026, 7, 15), []),
        (date(2026, 7, 16), ["sent_in_future"]),
    ],
)
def test_days_of_sending(sent_on: date, codes: list[str]) -> None:
    day = date(2026, 7, 15)
    assert [one.code for one in check_sending(day, sent_on, "Az.", today=day)] == codes


def test_days_of_the_answer() -> None:
    sent = Progress(sent_on=date(2026, 7, 10))
    today = date(2026, 7, 15)

    def codes(day: date, words: str = "Ja.") -> list[str]:
        return [one.code for one in check_answer(sent, day, words, today=today)]

    assert codes(date(2026, 7, 9)) == ["answered_before_sent"]
    assert codes(date(2026, 7, 10)) == codes(today) == []
    assert codes(date(2026, 7, 16), " ") == ["answered_in_future", "answer_missing"]


# --- late use


def test_money_unused_bears_interest_until_it_is_used(both: Scene) -> None:
    with both.sessions.write() as session:
        rate = BaseRate(date(2026, 1, 1), 0, "Bundesbank")
        propose_base_rate(session, rate, by=both.by(HEAD))
        confirm_base_rate(session, date(2026, 1, 1), by=both.by(PROGRAMME))
        receipt(session, both, date(2026, 4, 5), 365_000)
    both.run(record_expenditure, GRANT, expenditure(gross_cents=119_000))  # paid 15 April
    with both.sessions.read() as session:
        grant = load_grant(session, GRANT)
        found = estimate_late_use(session, grant, date(2026, 4, 25), means=both.means)
    [part] = found.parts
    assert [(one.principal_cents, one.first, one.last) for one in part.unused.spans] == [
        (365_000, date(2026, 4, 6), date(2026, 4, 15)),
        (287_650, date(2026, 4, 16), date(2026, 4, 25)),
    ]
    # 5 % for ten days each: 365,000 * 10 / 7,300 + 287,650 * 10 / 7,300 = 500.00 + 394.04
    assert (found.interest_cents, found.unused_cents) == (894, 287_650)
    with both.sessions.read() as session:
        late = estimate_late_use(session, grant, date(2026, 7, 1), means=both.means)
    assert [one.code for one in late.missing] == ["base_rate_missing"]


def receipt(session: Session, scene: Scene, day: date, cents: int) -> None:
    """Money received on a call; what came before it does not matter here."""
    session.execute(
        insert(DrawdownRow).values(
            drawdown_id="d1",
            grant_id=GRANT,
            number=1,
            period="2026-H1",
            kind="interim",
            status="received",
            last_day=date(2026, 6, 30),
            cumulative_eligible_cents=cents,
            entitlement_cents=cents,
            previously_called_cents=0,
            amount_cents=cents,
            expenditure_count=0,
            basis={},
            rule_pack="kfw436-2020",
            rule_pack_version="1",
            created_by=OFFICER,
            created_by_service=False,
            created_at=scene.by().now,
            opening=False,
            version=1,
        )
    )
    session.execute(
        insert(DrawdownReceiptRow).values(
            receipt_id="r1",
            drawdown_id="d1",
            grant_id=GRANT,
            received_on=day,
            amount_cents=cents,
            recorded_by=OFFICER,
            recorded_at=scene.by().now,
        )
    )
