"""All rows of a grant judged in one pass: the same findings, values and figures as one by one."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.budget.domain.expenditure import Kind, Movement, NewExpenditure
from services.budget.domain.pack_change import PackChange
from services.budget.domain.rulepack import Parameter
from services.budget.store import grant_rows
from services.budget.store.expenditure import ExpenditureRow
from services.budget.usecases import assessment as judging
from services.budget.usecases.daily_reassessment import catch_up
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.movement import (
    close_order,
    record_credit_note,
    record_retention_release,
)
from services.budget.usecases.pack_change import propose_change, release_change
from services.budget.usecases.reassessment import reassess_grant
from services.budget.usecases.reversal import reverse_expenditure
from tests.integration.budget.each_alone import assert_judged_alike, judged_alone
from tests.integration.budget.scene import BUILDING, GRANT, HEAD, Scene, expenditure
from tests.integration.budget.test_procurements import filled, paid, released

ADMIN = "00000000-0000-4000-8000-00000000000f"
DAY = date(2026, 7, 15)
ORDER: dict[str, Any] = dict.fromkeys(
    ("voucher_number", "invoice_number", "invoice_date", "payment_date", "payment_reference")
)


def numbered(number: int, **changes: Any) -> NewExpenditure:
    return expenditure(
        **{"voucher_number": f"B-{number}", "invoice_number": f"R-{number}", **changes}
    )


def entered(scene: Scene, number: int, **changes: Any) -> str:
    new = numbered(number, **changes)
    return str(scene.run(record_expenditure, GRANT, new).expenditure_id)


def enter_everything(scene: Scene) -> None:
    """A row of every kind, and rows that other rows, files and lists say something of."""
    moved = paid(scene, retention_cents=19_000, voucher_number="B-0", invoice_number="R-0")
    scene.run(record_credit_note, moved, Movement(11_900, date(2026, 5, 1), 1_900, "G-1"))
    scene.run(record_retention_release, moved, Movement(19_000, date(2026, 6, 1)))
    closed = entered(scene, 1, **ORDER, gross_cents=500_000, vat_cents=0)
    order = entered(scene, 2, **ORDER, gross_cents=600_000, vat_cents=0)
    entered(scene, 3, commitment_id=order, procurement_id=filled(scene))
    wrong = entered(scene, 4, commitment_id=order)
    scene.run(close_order, closed, "fertig")
    scene.run(reverse_expenditure, wrong, "falscher Auftrag")
    entered(scene, 5, replaces=wrong)
    head = entered(scene, 6, voucher_gross_cents=300_000)
    entered(scene, 7, voucher_number="B-6", invoice_number="R-6", split_of=head)
    entered(scene, 8, procurement_id=released(scene), purpose="Bewirtung", account="785100")
    entered(scene, 9, payment_date=None, payment_reference=None)
    entered(scene, 10, budget_line=BUILDING, measure_id="M2", gross_cents=4_900_000)
    entered(scene, 11, vat_deductible_bp=3_333, allocation_bp=6_123, allocation_reason="Fläche")
    entered(scene, 12, service_to=date(2028, 3, 31), contract_date=date(2026, 4, 1))
    entered(scene, 13, payment_reference=None, account="551000")
    late = numbered(14, creditor="Müller & Co.", paid_by="P-1")
    scene.run(record_expenditure, GRANT, late, at=datetime(2026, 12, 20, tzinfo=UTC))


def stored(scene: Scene, found: Iterable[str]) -> dict[str, Any]:
    with scene.sessions.read() as session:
        rows = {key: session.get_one(ExpenditureRow, key) for key in found}
        return {key: copy.deepcopy(row.assessment) for key, row in rows.items()}


def test_one_pass_says_what_is_said_of_each_row_alone(both: Scene) -> None:
    enter_everything(both)
    found = assert_judged_alike(both, GRANT)
    assert {row.kind for row, _ in found.values()} == set(Kind)
    said = [one for _, each in found.values() for one in (*each.findings, *each.missing)]
    assert {
        *("procurement_incomplete", "blocked_cost", "account_category_differs", "entered_late"),
        *("service_past_end", "contract_after_service", "split_part", "payment_proof", "payment"),
    } - {one.code for one in said} == set()
    assert {value.value for one in said for value in one.values} > {
        "Bewirtung",
        "78: Investitionen",
    }


def test_families_stay_whole_wherever_the_pass_is_cut(
    both: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_everything(both)
    for at_once in (1, 2, 7):
        monkeypatch.setattr(grant_rows, "_AT_ONCE", at_once)
        assert_judged_alike(both, GRANT)


def test_nothing_is_announced_where_nothing_changed_and_every_difference_is_seen(
    both: Scene,
) -> None:
    enter_everything(both)
    assert both.run(reassess_grant, GRANT, "test") == 0
    before = stored(both, judged_alone(both, GRANT))
    for key, held in before.items():
        for altered in altered_copies(held):
            with both.sessions.write() as session:
                session.get_one(ExpenditureRow, key).assessment = altered
            assert both.run(reassess_grant, GRANT, "test") == 1
            assert stored(both, [key])[key] == held


def altered_copies(held: dict[str, Any]) -> list[dict[str, Any]]:
    """The assessment with one cent more, and with another word in its last finding."""
    cent, word = copy.deepcopy(held), copy.deepcopy(held)
    cent["sums"][0] += 1
    if not held["findings"]:
        return [cent]
    last = word["findings"][-1]
    if isinstance(last[-1], list):
        last[-1][0][2] += "!"  # what a deciding value says
    else:
        last[2] += "!"
    return [cent, word]


def test_a_released_change_judges_each_family_once(
    both: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_everything(both)
    both.run(catch_up, GRANT)
    change = PackChange("komhvo-nrw", DAY, (Parameter("payment_proof", "file", (), "Erl.", "H"),))
    made = both.run(propose_change, change, "Erlass", actor=ADMIN)
    both.run(release_change, made.change_id, actor=HEAD)
    judged: list[str] = []
    honest = judging.assess_family

    def spy(family: Any, context: Any) -> Any:
        judged.append(family.original.expenditure_id)
        return honest(family, context)

    monkeypatch.setattr(judging, "assess_family", spy)
    assert both.run(catch_up, GRANT) > 0
    assert len(judged) == len(set(judged))
    found = assert_judged_alike(both, GRANT)
    codes = [one.code for _, each in found.values() for one in each.missing]
    assert codes.count("payment_proof") > 1
    assert both.run(reassess_grant, GRANT, "test") == 0
