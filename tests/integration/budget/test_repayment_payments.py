"""Payments on a claim for repayment on both databases: recorded once, never changed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.domain.repayment_payment import NewRepaymentPayment
from services.budget.store.determination import (
    DeterminationRecord,
    confirm_row,
    insert_determination,
)
from services.budget.store.repayment_payment import repayment_payments
from services.budget.usecases.repayment_payment import record_repayment
from shared.errors import Conflict, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, Scene

DAY = date(2024, 1, 2)


def entered(scene: Scene, kind: DeterminationKind) -> str:
    one = Determination(kind, DAY, DAY, "KfW 12", "zu viel")
    record = DeterminationRecord(
        "claim", GRANT, one, {"principal_cents": 100}, None, OFFICER, None, None
    )
    with scene.sessions.write() as session:
        insert_determination(session, record, scene.by(OFFICER))
    return "claim"


def pay(scene: Scene, claim: str, cents: int, day: date = DAY) -> int:
    file = scene.means.files.put(b"Zahlungsbeleg")
    left: int = scene.run(record_repayment, claim, NewRepaymentPayment(day, cents, file))
    return left


def test_paid_in_parts_and_then_nothing_changes(both: Scene) -> None:
    claim = entered(both, DeterminationKind.REPAYMENT)
    with pytest.raises(Conflict) as unconfirmed:
        pay(both, claim, 100)
    assert [one.code for one in unconfirmed.value.violations] == ["not_a_confirmed_claim"]
    with both.sessions.write() as session:
        confirm_row(session, claim, both.by(HEAD))
    assert pay(both, claim, 60) == 40
    with pytest.raises(Refused) as refused:
        pay(both, claim, 41)
    assert [one.code for one in refused.value.violations] == ["repayment_above_claim"]
    assert pay(both, claim, 40) == 0
    for change in (
        "UPDATE repayment_payment SET amount_cents = 1",
        "DELETE FROM repayment_payment",
    ):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(change))
    assert [one.amount_cents for one in both.look(repayment_payments, GRANT)] == [60, 40]


def test_only_a_repayment_is_paid(both: Scene) -> None:
    claim = entered(both, DeterminationKind.COVER_UP_TO_COST)
    with both.sessions.write() as session:
        confirm_row(session, claim, both.by(HEAD))
    with pytest.raises(Conflict) as refused:
        pay(both, claim, 1)
    assert [one.code for one in refused.value.violations] == ["not_a_confirmed_claim"]
