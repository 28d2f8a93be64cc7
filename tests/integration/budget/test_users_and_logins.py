"""Accounts: joining, logging in, throttling, locking, tokens, sample users."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.store.user import find_user_by_login, list_users, load_user
from services.budget.usecases import user as administration
from services.budget.usecases.invitation import accept_invitation, invite_user, renew_link
from services.budget.usecases.login import (
    PER_ADDRESS,
    PER_LOGIN,
    PER_PAIR,
    LoggedIn,
    admit,
    change_password,
    record_outcome,
)
from services.budget.usecases.password import verify_password
from services.budget.usecases.person import SERVICE_ACCOUNT_ID, is_service_account
from services.budget.usecases.sample_users import SAMPLE_USERS, create_sample_users
from services.budget.usecases.token import MAX_TOKENS, issue_token
from shared.access import hash_token
from shared.database import Sessions
from shared.errors import Conflict, DomainError, NotFound, Refused
from shared.occasion import Occasion
from tests.integration.budget.test_plan_release import at_once

NOW = datetime(2026, 7, 15, 9, 0, tzinfo=UTC)
PASSWORD = "zwölf Zeichen sind genug"
AUDITOR = HeldRole("auditor", None)


class Accounts:
    """Use cases on one database, by the operator unless said otherwise."""

    def __init__(self, url: str) -> None:
        self.sessions = Sessions(url)

    def run(
        self, use_case: Any, *args: Any, actor: str = SERVICE_ACCOUNT_ID, at: datetime = NOW
    ) -> Any:
        with self.sessions.write() as session:
            return use_case(session, *args, by=Occasion(actor, at))

    def look(self, query: Any, *args: Any) -> Any:
        with self.sessions.read() as session:
            return query(session, *args)

    def join(self, login: str = "eva", *roles: HeldRole) -> str:
        link = self.run(invite_user, "Eva Muster", list(roles) or [AUDITOR])
        self.run(accept_invitation, link.token, login, PASSWORD)
        user_id: str = link.user_id
        return user_id

    def log_in(
        self, login: str, password: str, address: str = "10.0.0.1", at: datetime = NOW
    ) -> LoggedIn | None:
        by = Occasion("anonym", at)
        with self.sessions.write() as session:
            admission = admit(session, login, address, by=by)
        fits = verify_password(admission.password_hash, password)
        with self.sessions.write() as session:
            return record_outcome(session, admission, fits=fits, by=by)

    def events(self) -> list[dict[str, Any]]:
        with self.sessions.read() as session:
            return [json.loads(one) for one in session.scalars(select(OUTBOX.table.c.value))]

    def causes(self) -> list[str]:
        return [one["data"]["cause"] for one in self.events() if "cause" in one["data"]]


@pytest.fixture
def accounts(budget_url: str) -> Iterator[Accounts]:
    made = Accounts(budget_url)
    yield made
    made.sessions.close()


def codes(error: pytest.ExceptionInfo[Any]) -> set[str]:
    return {one.code for one in error.value.violations}


def test_a_link_lets_one_person_in_once(accounts: Accounts) -> None:
    link = accounts.run(invite_user, "Eva Muster", [AUDITOR])
    with pytest.raises(Refused) as refused:
        accounts.run(accept_invitation, link.token, "Eva Muster!", "kurz")
    assert codes(refused) == {"login_invalid", "password_too_short", "password_too_simple"}
    user = accounts.run(accept_invitation, link.token, "Eva", PASSWORD)
    assert (user.login, user.access.roles) == ("eva", (AUDITOR,))
    with pytest.raises(NotFound):
        accounts.run(accept_invitation, link.token, "eva2", PASSWORD)
    changes = [one["data"].get("change") for one in accounts.events()]
    assert changes == ["invited", "joined"]
    assert "Muster" not in json.dumps(accounts.events(), ensure_ascii=False)


def test_a_link_ends_after_its_time_and_with_the_next_one(accounts: Accounts) -> None:
    link = accounts.run(invite_user, "Eva Muster", [AUDITOR])
    with pytest.raises(NotFound):
        accounts.run(
            accept_invitation, link.token, "eva", PASSWORD, at=link.expires_at + timedelta(1)
        )
    renewed = accounts.run(renew_link, link.user_id)
    with pytest.raises(NotFound):
        accounts.run(accept_invitation, link.token, "eva", PASSWORD)
    accounts.run(accept_invitation, renewed.token, "eva", PASSWORD)


def test_of_two_at_the_same_moment_one_uses_the_link(accounts: Accounts) -> None:
    link = accounts.run(invite_user, "Eva Muster", [AUDITOR])
    outcomes = at_once(
        lambda: accounts.run(accept_invitation, link.token, "eva", PASSWORD),
        lambda: accounts.run(accept_invitation, link.token, "eva.m", PASSWORD),
    )
    assert sum(isinstance(one, DomainError) for one in outcomes) == 1


def test_a_lock_at_the_moment_of_joining_stays(accounts: Accounts) -> None:
    link = accounts.run(invite_user, "Eva Muster", [AUDITOR])
    at_once(
        lambda: accounts.run(accept_invitation, link.token, "eva", PASSWORD),
        lambda: accounts.run(administration.lock_user, link.user_id),
    )
    assert accounts.look(load_user, link.user_id).access.locked


def test_a_log_in_name_belongs_to_one_person(accounts: Accounts) -> None:
    accounts.join("eva")
    link = accounts.run(invite_user, "Eva Zwei", [AUDITOR])
    with pytest.raises(Refused) as refused:
        accounts.run(accept_invitation, link.token, "EVA", PASSWORD)
    assert codes(refused) == {"login_taken"}


def test_the_right_password_begins_a_session(accounts: Accounts) -> None:
    user_id = accounts.join()
    assert accounts.log_in("Eva", PASSWORD) == LoggedIn(user_id, 2)
    assert accounts.log_in("eva", "falsch") is None
    assert accounts.log_in("niemand", PASSWORD) is None
    assert accounts.causes() == ["wrong_password", "unknown_user"]
    failed = [one for one in accounts.events() if one["outcome"] == "failed"]
    assert [one["actor"] for one in failed] == ["anonym", "anonym"]


def test_too_many_failures_of_a_name_are_throttled_until_the_window_ends(
    accounts: Accounts,
) -> None:
    user_id = accounts.join()
    for _ in range(PER_PAIR):
        assert accounts.log_in("eva", "falsch") is None
    for _ in range(3):
        assert accounts.log_in("eva", PASSWORD) is None
    assert accounts.causes() == ["wrong_password"] * PER_PAIR + ["throttled"]
    later = NOW + timedelta(minutes=15, seconds=1)
    assert accounts.log_in("eva", PASSWORD, at=later) == LoggedIn(user_id, 2)


def test_failures_elsewhere_do_not_shut_out_who_knows_the_password(accounts: Accounts) -> None:
    user_id = accounts.join()
    for _ in range(PER_PAIR + 3):
        accounts.log_in("eva", "falsch", address="198.51.100.7")
    assert accounts.log_in("eva", PASSWORD, address="10.0.0.1") == LoggedIn(user_id, 2)
    assert accounts.log_in("eva", PASSWORD, address="198.51.100.7") is None


def test_too_many_failures_of_a_name_from_anywhere_are_throttled(accounts: Accounts) -> None:
    accounts.join()
    by = Occasion("anonym", NOW)
    for number in range(PER_LOGIN):
        accounts.run(admit, "eva", f"198.51.100.{number}")
    with accounts.sessions.write() as session:
        assert admit(session, "eva", "10.0.0.1", by=by).throttled
        assert not admit(session, "max", "10.0.0.1", by=by).throttled
    assert accounts.causes() == ["throttled"]


def test_a_right_password_starts_the_count_anew(accounts: Accounts) -> None:
    accounts.join()
    for _ in range(PER_PAIR - 1):
        accounts.log_in("eva", "falsch")
    assert accounts.log_in("eva", PASSWORD)
    for _ in range(PER_PAIR - 1):
        accounts.log_in("eva", "falsch")
    assert accounts.log_in("eva", PASSWORD)


def test_too_many_failures_from_one_address_are_throttled(accounts: Accounts) -> None:
    accounts.join()
    by = Occasion("anonym", NOW)
    for number in range(PER_ADDRESS):
        accounts.run(admit, f"rate-{number}", "10.0.0.9")
    with accounts.sessions.write() as session:
        assert admit(session, "eva", "10.0.0.9", by=by).throttled
        assert not admit(session, "eva", "10.0.0.8", by=by).throttled


def test_a_lock_ends_sessions_and_tokens_at_once(accounts: Accounts) -> None:
    user_id = accounts.join()
    token = accounts.run(issue_token, user_id, 1)
    accounts.run(administration.lock_user, user_id)
    assert accounts.look(DIRECTORY.by_token, token, NOW) is None
    assert accounts.look(DIRECTORY.by_session, user_id, 2, NOW) is None
    assert accounts.log_in("eva", PASSWORD) is None
    for forbidden in (issue_token, renew_link):
        with pytest.raises(Conflict):
            accounts.run(forbidden, user_id)
    accounts.run(administration.unlock_user, user_id)
    assert accounts.log_in("eva", PASSWORD) == LoggedIn(user_id, 3)


def test_a_new_password_ends_other_sessions(accounts: Accounts) -> None:
    user_id = accounts.join()
    with pytest.raises(Refused) as refused:
        accounts.run(change_password, "falsch", PASSWORD + "!", actor=user_id)
    assert codes(refused) == {"wrong_password"}
    begun = accounts.run(change_password, PASSWORD, PASSWORD + "!", actor=user_id)
    assert accounts.look(DIRECTORY.by_session, user_id, 2, NOW) is None
    assert accounts.look(DIRECTORY.by_session, user_id, begun.session_revision, NOW) is not None
    assert accounts.log_in("eva", PASSWORD) is None
    assert accounts.log_in("eva", PASSWORD + "!")


def test_only_the_hash_of_a_token_is_kept(accounts: Accounts) -> None:
    user_id = accounts.join()
    token = accounts.run(issue_token, user_id, 2)
    assert accounts.look(DIRECTORY.by_token, token, NOW).user_id == user_id
    assert accounts.look(DIRECTORY.by_token, token, NOW + timedelta(days=3)) is None
    written = json.dumps(accounts.events())
    assert token not in written and hash_token(token) in written
    accounts.run(administration.revoke_tokens, user_id)
    assert accounts.look(DIRECTORY.by_token, token, NOW) is None


def test_tokens_have_bounds(accounts: Accounts) -> None:
    user_id = accounts.join()
    with pytest.raises(Refused) as refused:
        accounts.run(issue_token, user_id, 0)
    assert codes(refused) == {"days_out_of_range"}
    for _ in range(MAX_TOKENS):
        accounts.run(issue_token, user_id, 1)
    with pytest.raises(Refused) as refused:
        accounts.run(issue_token, user_id, 1)
    assert codes(refused) == {"too_many_tokens"}
    accounts.run(issue_token, user_id, 1, at=NOW + timedelta(days=2))
    assert len(accounts.look(load_user, user_id).access.tokens) == 1


def test_roles_hold_for_one_grant_or_all_and_nobody_sets_the_own(accounts: Accounts) -> None:
    user_id = accounts.join()
    with pytest.raises(Conflict):
        accounts.run(administration.set_roles, user_id, [AUDITOR], actor=user_id)
    with pytest.raises(Refused) as refused:
        accounts.run(administration.set_roles, user_id, [HeldRole("auditor", "G9", "2099-12-31")])
    assert codes(refused) == {"grant_unknown"}
    accounts.run(administration.set_roles, user_id, [HeldRole("committee", None)])
    who = accounts.look(DIRECTORY.by_id, user_id, NOW.date())
    assert who.holds([Role.COMMITTEE], "G1") and not who.holds([Role.AUDITOR], None)


def test_a_service_account_is_no_person(accounts: Accounts) -> None:
    robot = accounts.join("robot", HeldRole("service_account", None))
    person = accounts.join("eva")
    assert accounts.look(is_service_account, robot)
    assert accounts.look(is_service_account, SERVICE_ACCOUNT_ID)
    assert not accounts.look(is_service_account, person)


def test_sample_users_come_about_once_with_a_file_only_the_owner_reads(
    accounts: Accounts, tmp_path: Path
) -> None:
    path = tmp_path / "zugangsdaten.txt"
    made = accounts.run(create_sample_users, path)
    assert {one.login for one in made} == set(SAMPLE_USERS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(one.password in path.read_text("utf-8") for one in made)
    assert accounts.run(create_sample_users, path) == []
    assert all(one.sample for one in accounts.look(list_users))
    user = accounts.look(find_user_by_login, "zeitplan")
    assert user.access.roles == (HeldRole("service_account", None),)
    first = made[0]
    assert accounts.log_in(first.login, first.password)
    assert first.password not in json.dumps(accounts.events())


def test_two_first_starts_at_once_make_one_set_of_users(accounts: Accounts, tmp_path: Path) -> None:
    outcomes = at_once(
        lambda: accounts.run(create_sample_users, tmp_path / "a.txt"),
        lambda: accounts.run(create_sample_users, tmp_path / "b.txt"),
    )
    assert sorted(len(one) for one in outcomes) == [0, len(SAMPLE_USERS)]
