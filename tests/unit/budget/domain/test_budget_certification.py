"""Who may certify, and what a standing certification locks (MUN-01 to MUN-03)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.budget.domain.certification import (
    check_certification,
    check_certification_withdrawal,
    check_edit,
    check_return,
)
from services.budget.domain.edit import check_edited, check_erased_texts
from services.budget.domain.expenditure import CertificationKind, Family, Kind, Row
from services.budget.domain.reversal import check_reversal
from services.budget.domain.states import is_conflict
from tests.unit.budget.domain.examples import (
    CERTIFIED,
    a_movement,
    a_row,
    a_twin,
    an_entry,
    an_order,
    codes,
    some_rules,
)

FACTUAL, ARITHMETICAL = CertificationKind.FACTUAL, CertificationKind.ARITHMETICAL
BARE = a_row(certifications=())
HALF = a_row(certifications=CERTIFIED[:1])


def certify(row: Row, kind: CertificationKind, by: str, **settings: int) -> list[str]:
    return codes(check_certification(row, kind, by, some_rules(**settings)))


def test_two_persons_neither_of_them_the_recorder() -> None:
    assert certify(BARE, FACTUAL, "sachlich") == []
    assert certify(HALF, ARITHMETICAL, "rechnerisch") == []
    assert certify(HALF, ARITHMETICAL, "sachlich") == ["certified_by_one_person"]
    assert certify(BARE, FACTUAL, "sachbearbeitung") == ["certified_by_recorder"]


def test_a_pack_may_let_one_person_do_both_but_never_the_recorder() -> None:
    assert certify(HALF, ARITHMETICAL, "sachlich", certification_persons=1) == []
    found = certify(HALF, ARITHMETICAL, "sachbearbeitung", certification_persons=1)
    assert found == ["certified_by_recorder"]


def test_whoever_uploaded_and_whoever_committed_an_import_are_both_recorders() -> None:
    row = replace(BARE, recorders=frozenset({"a", "b"}))
    assert certify(row, FACTUAL, "a") == certify(row, FACTUAL, "b") == ["certified_by_recorder"]


def test_certification_is_possible_before_payment() -> None:
    unpaid = a_row(an_entry(payment_date=None), certifications=())
    assert certify(unpaid, FACTUAL, "sachlich") == []


def test_states_that_no_longer_allow_it_are_conflicts() -> None:
    for row, code in (
        (HALF, "already_certified"),
        (a_row(certifications=(), call_id="C1"), "already_called"),
        (a_row(certifications=(), reversed_by="S1"), "already_reversed"),
        (a_twin(BARE, date(2026, 3, 1)), "reversal_is_final"),
    ):
        found = check_certification(row, FACTUAL, "x", some_rules())
        assert codes(found) == [code]
        assert is_conflict(found)


def test_orders_and_movements_are_not_certified_themselves() -> None:
    assert certify(a_row(an_order(), certifications=()), FACTUAL, "x") == ["order_not_certified"]
    credit = a_movement(a_row(), Kind.CREDIT_NOTE, 1, date(2026, 3, 1))
    assert certify(credit, FACTUAL, "x") == ["movement_not_certified"]


def test_only_the_own_certification_is_withdrawn_and_only_until_the_call() -> None:
    def withdraw(row: Row, by: str) -> list[str]:
        return codes(check_certification_withdrawal(row, FACTUAL, by))

    assert withdraw(HALF, "sachlich") == []
    assert withdraw(HALF, "rechnerisch") == ["certification_of_other"]
    assert withdraw(BARE, "sachlich") == ["not_certified"]
    assert withdraw(a_row(call_id="C1"), "sachlich") == ["already_called"]


def test_returning_needs_a_reason() -> None:
    assert check_return(HALF, "Schlüssel fehlt") == []
    assert codes(check_return(HALF, " ")) == ["reason_missing"]
    assert codes(check_return(a_row(call_id="C1"), "x")) == ["already_called"]


def test_nothing_is_edited_while_a_certification_stands() -> None:
    assert check_edit(BARE) == []
    assert codes(check_edit(HALF)) == ["certification_stands"]
    assert is_conflict(check_edit(HALF))
    credit = a_movement(a_row(), Kind.CREDIT_NOTE, 1, date(2026, 3, 1))
    assert codes(check_edit(credit)) == ["reversal_is_final"]


def test_anything_but_a_reversal_can_be_reversed_once_with_a_reason() -> None:
    assert check_reversal(a_row(call_id="C1"), "falscher Betrag") == []
    assert codes(check_reversal(a_row(), "")) == ["reason_missing"]
    assert codes(check_reversal(a_row(reversed_by="S1"), "x")) == ["already_reversed"]
    assert codes(check_reversal(a_twin(BARE, date(2026, 3, 1)), "x")) == ["reversal_is_final"]
    order = a_row(an_order())
    found = check_reversal(order, "x", active_part_invoices=[a_row(number=7)])
    assert codes(found) == ["order_has_invoices"]
    assert "Nr. 7" in found[0].message


def test_an_edit_changes_neither_the_kind_nor_what_movements_rest_on() -> None:
    credit = a_movement(BARE, Kind.CREDIT_NOTE, 1, date(2026, 3, 1))
    assert check_edited(Family(BARE), an_entry(purpose="anders")) == []
    assert codes(check_edited(Family(BARE), an_order())) == ["kind_changes"]
    assert codes(check_edited(Family(BARE, (credit,)), an_entry())) == ["movements_stand"]
    undone = replace(credit, reversed_by="S1")
    assert check_edited(Family(BARE, (undone,)), an_entry()) == []


def test_the_texts_of_an_erased_creditor_stay_erased() -> None:
    assert check_erased_texts(()) == []
    assert codes(check_erased_texts(["purpose"])) == ["creditor_erased"]
