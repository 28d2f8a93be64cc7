"""Reasons that a caller gets and that no other test names: each by its code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from contracts.events.snapshots import HeldRole
from services.budget.intake.invoice import read_invoice
from services.budget.intake.invoice_element import MAX_REPEATS
from services.budget.store.user import find_user_by_login, load_user
from services.budget.usecases.invitation import open_invitation
from services.budget.usecases.token import issue_token
from services.budget.usecases.user import lock_user, set_roles
from services.budget.web.role_choice import ticked_role
from shared.errors import DomainError
from shared.occasion import Occasion
from tests.driver import FINANCE, OFFICER, SAMPLE_INVOICES, Answer, House
from tests.integration.conftest import GRANT

UBL = (SAMPLE_INVOICES / "ubl_invoice.xml").read_bytes()


def codes(answer: Answer) -> set[str]:
    return {code for code, _ in answer.codes}


def findings(xml: bytes) -> set[str]:
    return {one.code for one in read_invoice(xml, "rechnung.xml").findings}


# --- requests ------------------------------------------------------------------------------


def test_a_wrong_type_is_named(funded: House) -> None:
    answer = funded.enter(GRANT, gross_cents="viel").expect(422)
    assert codes(answer) == {"invalid_field"}


def test_a_change_says_which_state_it_saw(funded: House) -> None:
    entered = funded.enter(GRANT).expect(201).body
    path = f"/expenditures/{entered['expenditure_id']}"
    assert codes(funded.budget(OFFICER, "PATCH", path, {"purpose": "Neu"}).expect(428)) == {
        "if_match_missing"
    }


def test_a_forged_token_opens_nothing(funded: House) -> None:
    headers = {
        "Authorization": "Bearer fn_gefälscht".encode("latin-1", "replace").decode("latin-1")
    }
    answer = funded.budget(OFFICER, "GET", "/grants", headers=headers).expect(401)
    assert codes(answer) == {"token_invalid"}


def test_a_plan_is_released_once(funded: House) -> None:
    path = f"/grants/{GRANT}/plan-versions/1/release"
    assert codes(funded.budget(FINANCE, "POST", path).expect(409)) == {"plan_already_released"}


def test_a_plan_version_must_exist(funded: House) -> None:
    path = f"/grants/{GRANT}/plan-versions/99/release"
    assert codes(funded.budget(FINANCE, "POST", path).expect(404)) == {"plan_version_unknown"}


def test_an_amendment_is_confirmed_once(funded: House) -> None:
    body = {
        "reference": "ÄB 7",
        "decided_on": "2026-07-01",
        "valid_from": "2026-07-01",
        "changes": {"max_eligible_cents": 1_200_000_000},
    }
    answer = funded.budget(OFFICER, "POST", f"/grants/{GRANT}/amendments", body).expect(201)
    path = f"/amendments/{answer.body['amendment_id']}/confirmation"
    funded.budget(FINANCE, "POST", path).expect(200)
    assert codes(funded.budget(FINANCE, "POST", path).expect(409)) == {
        "amendment_already_confirmed"
    }


# --- people --------------------------------------------------------------------------------


def reasons(house: House, run: Callable[[Session, Occasion], Any], login: str) -> set[str]:
    """Codes of the error that `run` raises when the user with that log-in does it."""
    ports = house.ports("budget")
    with ports.sessions.read() as session:
        user = find_user_by_login(session, login)
        assert user is not None
    by = ports.occasion(user.user_id)
    with pytest.raises(DomainError) as caught, ports.sessions.write() as session:
        run(session, by)
    return {one.code for one in caught.value.violations}


def test_nobody_changes_the_own_rights(funded: House) -> None:
    found = reasons(
        funded,
        lambda session, by: set_roles(session, by.actor, [HeldRole("auditor", None)], by=by),
        "administration",
    )
    assert found == {"own_account"}


def test_an_unknown_person_has_no_account(funded: House) -> None:
    found = reasons(funded, lambda session, by: load_user(session, "niemand"), "administration")
    assert found == {"user_unknown"}


def test_a_used_up_link_opens_nothing(funded: House) -> None:
    found = reasons(
        funded,
        lambda session, by: open_invitation(session, "unbekannt", by.now),
        "administration",
    )
    assert found == {"link_invalid"}


def test_a_locked_account_gets_no_token(funded: House) -> None:
    def lock_then_ask(session: Session, by: Occasion) -> None:
        locked = find_user_by_login(session, "ausschuss")
        assert locked is not None
        lock_user(session, locked.user_id, by=by)
        later = Occasion(by.actor, by.now + timedelta(seconds=1))
        issue_token(session, locked.user_id, by=later)

    assert reasons(funded, lock_then_ask, "administration") == {"user_locked"}


def test_a_made_up_role_is_none() -> None:
    with pytest.raises(DomainError) as caught:
        ticked_role("koenigin|Z-1")
    assert {one.code for one in caught.value.violations} == {"role_unknown"}


# --- e-invoices ----------------------------------------------------------------------------


def test_acquisition_tax_is_pointed_out() -> None:
    xml = UBL.replace(b"<cac:TaxCategory><cbc:ID>S<", b"<cac:TaxCategory><cbc:ID>K<")
    assert "intra_community_supply" in findings(xml)


def test_a_rate_beyond_100_percent_is_none() -> None:
    xml = UBL.replace(b"<cbc:Percent>19", b"<cbc:Percent>190")
    assert "rate_invalid" in findings(xml)


def test_an_invoice_without_service_period_says_so() -> None:
    start, end = UBL.index(b"<cac:InvoicePeriod>"), UBL.index(b"</cac:InvoicePeriod>")
    xml = UBL[:start] + UBL[end + len(b"</cac:InvoicePeriod>") :]
    assert "service_period_missing" in findings(xml)


def test_endless_repetition_is_cut() -> None:
    start = UBL.index(b"<cac:InvoiceLine>")
    end = UBL.index(b"</cac:InvoiceLine>") + len(b"</cac:InvoiceLine>")
    xml = UBL[:end] + UBL[start:end] * MAX_REPEATS + UBL[end:]
    assert "too_many_elements" in findings(xml)
