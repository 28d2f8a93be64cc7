"""Roles on the command line go by their German and by their API name."""

from __future__ import annotations

import click
import pytest

from contracts.roles import Role
from services.budget.cli.role_word import ROLE, ROLE_HELP


@pytest.mark.parametrize("role", list(Role))
def test_both_names_of_every_role_are_read(role: Role) -> None:
    for typed in (role.value, role.label, f" {role.label.upper()} "):
        assert ROLE.convert(typed, None, None) is role
    assert f"{role.label} ({role.value})" in ROLE_HELP


def test_an_unknown_role_is_answered_with_all_there_are() -> None:
    with pytest.raises(click.BadParameter, match=r"gibt es nicht.*„Kämmerei“ \(head_of_finance\)"):
        ROLE.convert("Chefin", None, None)
