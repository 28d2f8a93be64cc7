"""Base rates on both databases: two persons, one proposal at a time, confirmed ones for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.domain.base_rate import BaseRate
from services.budget.domain.interest import Span
from services.budget.store.base_rate import all_base_rates, confirmed_rates
from services.budget.usecases.base_rate import (
    confirm_base_rate,
    propose_base_rate,
    withdraw_base_rate,
)
from services.budget.usecases.interest import calculate_interest
from shared.errors import Conflict, DomainError, NotFound, Refused
from tests.integration.budget.scene import GRANT, HEAD, PROGRAMME, Scene

H1 = date(2026, 1, 1)


def act(scene: Scene, use_case: Any, *args: Any, actor: str = HEAD, **more: Any) -> Any:
    with scene.sessions.write() as session:
        return use_case(session, *args, by=scene.by(actor), **more)


def propose(scene: Scene, bp: int = 127, **more: Any) -> Any:
    return act(scene, propose_base_rate, BaseRate(H1, bp, "Bundesbank"), **more)


def codes(caught: Any) -> list[str]:
    return [one.code for one in caught.value.violations]


def test_a_rate_counts_after_the_second_person(both: Scene) -> None:
    propose(both)
    assert both.look(confirmed_rates) == ()
    act(both, confirm_base_rate, H1, actor=PROGRAMME)
    assert both.look(confirmed_rates) == (BaseRate(H1, 127, "Bundesbank"),)
    assert both.event_types()[-2:] == ["base_rate.proposed", "base_rate.confirmed"]


def test_nobody_confirms_the_own_rate(both: Scene) -> None:
    propose(both)
    with pytest.raises(Refused) as caught:
        act(both, confirm_base_rate, H1)
    assert codes(caught) == ["four_eyes_creator"]
    statement = text("UPDATE base_rate SET confirmed_by = created_by")
    with pytest.raises(DBAPIError, match=r"four.eyes"), both.sessions.write() as session:
        session.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE base_rate SET rate_bp = 1", "DELETE FROM base_rate"])
def test_the_database_keeps_confirmed_rates(both: Scene, statement: str) -> None:
    propose(both)
    act(both, confirm_base_rate, H1, actor=PROGRAMME)
    with pytest.raises(DBAPIError, match="never changed"), both.sessions.write() as session:
        session.execute(text(statement))


def test_a_correction_counts_once_it_is_confirmed(both: Scene) -> None:
    propose(both)
    act(both, confirm_base_rate, H1, actor=PROGRAMME)
    propose(both, 227, correction_reason="Zahlendreher")
    assert [one.rate_bp for one in both.look(confirmed_rates)] == [127]
    act(both, confirm_base_rate, H1, actor=PROGRAMME)
    assert [one.rate_bp for one in both.look(confirmed_rates)] == [227]
    assert [one.version for one in both.look(all_base_rates)] == [2, 1]


def test_a_proposal_can_be_taken_back_with_a_reason(both: Scene) -> None:
    propose(both)
    with pytest.raises(Refused) as caught:
        act(both, withdraw_base_rate, H1, " ")
    assert codes(caught) == ["reason_missing"]
    act(both, withdraw_base_rate, H1, "vertippt")
    assert both.look(all_base_rates) == []
    assert both.event_types()[-1] == "base_rate.withdrawn"


def test_a_confirmed_rate_is_not_taken_back(both: Scene) -> None:
    propose(both)
    act(both, confirm_base_rate, H1, actor=PROGRAMME)
    with pytest.raises(Conflict) as caught:
        act(both, withdraw_base_rate, H1, "vertippt")
    assert codes(caught) == ["base_rate_already_confirmed"]


def test_a_rate_nobody_proposed_is_not_found(both: Scene) -> None:
    with pytest.raises(NotFound) as caught:
        act(both, confirm_base_rate, H1, actor=PROGRAMME)
    assert codes(caught) == ["base_rate_unknown"]


def test_of_two_proposals_at_once_one_is_kept(both: Scene) -> None:
    barrier = Barrier(2)

    def run(bp: int) -> Any:
        barrier.wait()
        try:
            return propose(both, bp)
        except DomainError as error:
            return [one.code for one in error.violations]

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, [127, 128]))
    assert ["base_rate_waiting"] in found
    assert len(both.look(all_base_rates)) == 1


def test_the_convention_comes_from_the_pack(both: Scene) -> None:
    propose(both, 0)
    act(both, confirm_base_rate, H1, actor=PROGRAMME)
    span = Span(3_650_000, H1, date(2026, 1, 10))
    found = both.run(calculate_interest, GRANT, span)
    assert (found.convention.day_count, found.convention.margin_bp) == ("act/365", 500)
    assert found.interest.cents == 5_000  # 36,500.00 EUR at 5 % for 10 days
