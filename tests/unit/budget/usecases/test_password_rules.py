"""Passwords and log-in names: what is taken, what is refused, what is stored."""

from __future__ import annotations

import pytest

from services.budget.usecases.password import (
    MAX_LENGTH,
    MIN_LENGTH,
    check_login,
    check_password,
    hash_password,
    verify_password,
)

GOOD = "zwölf Zeichen"


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        (GOOD, set()),
        ("abcdefghijkl"[:MIN_LENGTH], set()),
        ("abcdefghijk", {"password_too_short"}),
        ("abcde" * (MAX_LENGTH // 5), set()),
        ("abcde" * (MAX_LENGTH // 5) + "x", {"password_too_short"}),
        ("abababababab", {"password_too_simple"}),
        ("mein name ist EVA", {"password_contains_login"}),
        ("", {"password_too_short", "password_too_simple"}),
    ],
)
def test_a_password_is_long_and_not_the_name(password: str, codes: set[str]) -> None:
    assert {one.code for one in check_password(password, "eva")} == codes


@pytest.mark.parametrize("login", ["eva", "eva.muster", "e-1", "a" * 80])
def test_a_login_is_lower_case(login: str) -> None:
    assert check_login(login) == []


@pytest.mark.parametrize("login", ["ev", "Eva", "eva muster", ".eva", "a" * 81, "eva\n", "evä"])
def test_other_logins_are_refused(login: str) -> None:
    assert [one.code for one in check_login(login)] == ["login_invalid"]


def test_the_hash_is_argon2id_with_a_salt() -> None:
    first, second = hash_password(GOOD), hash_password(GOOD)
    assert first.startswith("$argon2id$") and first != second
    assert verify_password(first, GOOD)
    assert not verify_password(first, GOOD + "!")


@pytest.mark.parametrize("stored", [None, "", "plain", "$argon2id$v=19$broken"])
def test_nothing_fits_where_there_is_no_hash(stored: str | None) -> None:
    assert not verify_password(stored, GOOD)
    assert not verify_password(None, "nobody has this password")
