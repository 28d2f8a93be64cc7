"""What a command would do is what it does: foretold by itself, nothing stored."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Movement
from services.budget.domain.foreseen import Foreseen
from services.budget.usecases.balance import balance_of
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.movement import record_credit_note
from services.budget.usecases.reversal import reverse_expenditure
from services.budget.usecases.what_if import WhatIf, what_if
from tests.integration.budget.scene import GRANT, OFFICER, TODAY, TRAVEL, Scene, expenditure


def asked(both: Scene, use_case: Any, *args: Any) -> WhatIf:
    """The question in a transaction of its own, which is committed: nothing may remain of it."""
    by = both.by(OFFICER)

    def command(session: Session) -> Any:
        return use_case(session, *args, by=by, means=both.means)

    with both.sessions.write() as session:
        return what_if(session, GRANT, command, by=by, means=both.means)


def stands(both: Scene) -> tuple[Any, int]:
    balance = partial(balance_of, means=both.means)
    return both.look(balance, GRANT, TODAY.date()), len(both.events())


def entered(both: Scene, **changes: Any) -> str:
    return str(both.run(record_expenditure, GRANT, expenditure(**changes)).expenditure_id)


def effect_of(found: WhatIf) -> Foreseen:
    assert found.effect is not None, found.violations
    return found.effect


def test_what_is_foretold_is_what_comes(both: Scene) -> None:
    """An entry, a credit note and a reversal: first asked, then done."""
    entry = (record_expenditure, GRANT, expenditure(gross_cents=20_000))
    before = stands(both)
    told = effect_of(asked(both, *entry))
    assert stands(both) == before
    first = str(both.run(*entry).expenditure_id)
    assert stands(both)[0] == told.after
    assert told.before == before[0]
    assert told.eligible_cents == 20_000
    assert [one.budget_line for one in told.lines] == [TRAVEL]
    assert told.lines[0].remaining_before_cents - told.lines[0].remaining_after_cents == 20_000

    credit = (record_credit_note, first, Movement(5_000, date(2026, 7, 1), 0, "GS-1"))
    told = effect_of(asked(both, *credit))
    both.run(*credit)
    assert stands(both)[0] == told.after
    assert (told.eligible_cents, told.own_share_cents) == (-5_000, -1_750)

    back = (reverse_expenditure, first, "doppelt")
    told = effect_of(asked(both, *back))
    both.run(*back)
    assert stands(both)[0] == told.after
    assert told.eligible_cents == -15_000


def test_the_notices_it_would_open_are_named_and_not_opened(both: Scene) -> None:
    before = stands(both)
    for cents, opened in ((12_000_000, ()), (12_000_001, ("NOTE-06",))):
        new = expenditure(gross_cents=cents, vat_cents=0)
        told = effect_of(asked(both, record_expenditure, GRANT, new))
        assert tuple(one.partition(":")[0] for one in told.notices) == opened
    assert stands(both) == before


def test_a_command_that_is_refused_tells_its_reasons_and_leaves_no_refusal(both: Scene) -> None:
    row = entered(both)
    before = stands(both)
    found = asked(both, record_credit_note, row, Movement(9_999_999, date(2026, 7, 1), 0, "GS-9"))
    assert found.effect is None
    assert {one.code for one in found.violations if one.is_error}
    assert stands(both) == before


@pytest.mark.parametrize("cents", [1, 50_000])
def test_the_cap_is_what_the_award_leaves(both: Scene, cents: int) -> None:
    told = effect_of(
        asked(both, record_expenditure, GRANT, expenditure(gross_cents=cents, vat_cents=0))
    )
    cap = told.max_eligible_cents
    assert told.cap_left_cents == (None if cap is None else cap - told.eligible_cents)
