"""Who may certify: appointments, limits, deputies, and the second person behind each (MUN-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.authority import (
    Asked,
    Authority,
    Delegation,
    NewAuthority,
    NewDelegation,
    Register,
    basis_of,
    check_authority,
)
from services.budget.domain.authority_entries import (
    AuthorityCircumstances,
    DelegationCircumstances,
    check_entry_confirmation,
    check_new_authority,
    check_new_delegation,
)
from services.budget.domain.expenditure import CertificationKind
from services.budget.domain.four_eyes import Origin
from shared.errors import Violation

TODAY = date(2026, 8, 3)
NEW = NewAuthority(
    "anna",
    CertificationKind.FACTUAL,
    date(2026, 1, 1),
    "Verfügung 1",
    valid_to=date(2026, 12, 31),
    limit_cents=500_000,
)
HELD = Authority("A-1", NEW)
LENT = Delegation(
    "D-1", "A-1", NewDelegation("bert", date(2026, 8, 1), date(2026, 8, 31), "Abwesenheit")
)
REGISTER = Register((HELD,), (LENT,))
ASKED = Asked("anna", CertificationKind.FACTUAL, "M-1", 500_000, TODAY)
AROUND = AuthorityCircumstances(holds_role=True, measures={"M-1"})


def codes(found: list[Violation]) -> list[str]:
    return [one.code for one in found]


def test_the_limit_is_reached_but_not_passed() -> None:
    assert check_authority(REGISTER, ASKED, {}) == []
    beyond = check_authority(REGISTER, replace(ASKED, cents=500_001), {})
    assert codes(beyond) == ["authority_exceeded"]


def test_who_could_certify_is_named() -> None:
    head = Authority("A-2", replace(NEW, user_id="carl", limit_cents=None))
    register = Register((HELD, head), (LENT,))
    [found] = check_authority(register, replace(ASKED, cents=500_001), {"carl": "Carl C."})
    assert "Carl C." in found.message and "5.000,00" in found.message


def test_without_an_entry_nobody_certifies() -> None:
    assert codes(check_authority(Register(), ASKED, {})) == ["authority_missing"]
    other_kind = replace(ASKED, kind=CertificationKind.ARITHMETICAL)
    assert codes(check_authority(REGISTER, other_kind, {})) == ["authority_missing"]


def test_a_deputy_acts_in_the_name_and_within_the_limit_of_the_holder() -> None:
    basis = basis_of(REGISTER, replace(ASKED, by="bert"))
    assert basis is not None and basis.deputy_for == "anna"
    assert basis_of(REGISTER, replace(ASKED, by="bert", cents=500_001)) is None
    assert basis_of(REGISTER, replace(ASKED, by="bert", on=date(2026, 9, 1))) is None


def test_an_own_entry_comes_before_a_lent_one() -> None:
    own = Authority("A-3", replace(NEW, user_id="bert"))
    basis = basis_of(Register((HELD, own), (LENT,)), replace(ASKED, by="bert"))
    assert basis is not None and basis.deputy_for is None


def test_a_deputy_of_a_revoked_holder_has_nothing_to_act_on() -> None:
    register = Register((replace(HELD, revoked_on=TODAY),), (LENT,))
    assert basis_of(register, replace(ASKED, by="bert")) is None
    before = replace(ASKED, by="bert", on=date(2026, 8, 2))
    assert basis_of(register, before) is not None


@pytest.mark.parametrize(
    ("changes", "around", "code"),
    [
        ({"valid_to": date(2025, 12, 31)}, {}, "authority_backwards"),
        ({"limit_cents": 0}, {}, "authority_limit_invalid"),
        ({"reference": " "}, {}, "appointment_missing"),
        ({}, {"holds_role": False}, "authority_without_role"),
        ({"measures": ("M-9",)}, {}, "measure_unknown"),
        ({}, {"others": (HELD,)}, "authority_overlaps"),
    ],
)
def test_what_an_appointment_cannot_be(
    changes: dict[str, object], around: dict[str, object], code: str
) -> None:
    found = check_new_authority(replace(NEW, **changes), replace(AROUND, **around))
    assert codes(found) == [code]


def test_entries_may_touch_and_may_stand_beside_each_other() -> None:
    after = replace(NEW, valid_from=date(2027, 1, 1), valid_to=None)
    assert check_new_authority(after, replace(AROUND, others=(HELD,))) == []
    ended = replace(HELD, revoked_on=TODAY)
    assert (
        check_new_authority(replace(NEW, valid_from=TODAY), replace(AROUND, others=(ended,))) == []
    )
    elsewhere = Authority("A-4", replace(NEW, measures=("M-2",)))
    here = replace(NEW, measures=("M-1",))
    assert check_new_authority(here, replace(AROUND, others=(elsewhere,))) == []


LEND = DelegationCircumstances(HELD, "anna", by_office=False, delegate_holds_role=True)
DEPUTY = NewDelegation("carl", date(2026, 9, 1), date(2026, 9, 30), "Abwesenheit")


def test_a_delegation_in_order_is_accepted() -> None:
    assert check_new_delegation(DEPUTY, LEND) == []
    assert check_new_delegation(DEPUTY, replace(LEND, others=(LENT,))) == []
    assert check_new_delegation(DEPUTY, replace(LEND, by="admin", by_office=True)) == []


@pytest.mark.parametrize(
    ("changes", "around", "code"),
    [
        ({"valid_from": date(2026, 8, 15)}, {"by": "bert", "others": ()}, "delegation_of_other"),
        ({"delegate_id": "anna"}, {}, "delegation_to_oneself"),
        ({}, {"delegate_holds_role": False}, "authority_without_role"),
        ({"reason": " "}, {}, "delegation_reason_missing"),
        ({"valid_to": date(2026, 8, 31)}, {}, "delegation_backwards"),
        ({"valid_to": date(2027, 1, 1)}, {}, "delegation_outside_authority"),
        ({"valid_from": date(2026, 8, 31)}, {"others": (LENT,)}, "delegation_overlaps"),
    ],
)
def test_what_a_delegation_cannot_be(
    changes: dict[str, object], around: dict[str, object], code: str
) -> None:
    found = check_new_delegation(replace(DEPUTY, **changes), replace(LEND, **around))
    assert codes(found) == [code]


def test_a_delegate_does_not_delegate() -> None:
    during = replace(DEPUTY, valid_from=date(2026, 8, 10), valid_to=date(2026, 8, 20))
    found = check_new_delegation(during, replace(LEND, by="bert", others=(LENT,)))
    assert "delegate_delegates" in codes(found)


def test_the_second_person_is_somebody_else() -> None:
    def confirm(by: str) -> list[str]:
        found = check_entry_confirmation(
            Origin("admin"), by, {"anna", "bert"}, is_service_account=False
        )
        return codes(found)

    assert confirm("carl") == []
    assert confirm("admin") == ["four_eyes_creator"]
    assert confirm("anna") == ["authority_for_oneself"]
