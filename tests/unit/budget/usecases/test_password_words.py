"""Passwords everybody tries first are refused, sentences that contain such a word are not."""

from __future__ import annotations

import pytest

from services.budget.usecases.password import check_password


def codes(password: str, login: str = "sachlich") -> list[str]:
    return [one.code for one in check_password(password, login)]


@pytest.mark.parametrize(
    "password",
    ["passwort1234", "Passw0rt2026!", "Fördernachweis1", "Willkommen123", "Sommer2026!!!"],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert "password_common" in codes(password)


@pytest.mark.parametrize(
    "password", ["zwölf Zeichen sind genug", "Regen im Oktober 7", "Sommer unter Apfelbäumen"]
)
def test_a_sentence_is_taken(password: str) -> None:
    assert codes(password) == []


def test_the_login_name_is_refused() -> None:
    assert "password_contains_login" in codes("xsachlichx-7Rb")
