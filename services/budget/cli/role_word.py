"""A role on the command line: its German name or its name in the API."""

from __future__ import annotations

from typing import Final

import click

from contracts.roles import Role


class _RoleType(click.ParamType[Role]):
    name = "ROLLE"

    def convert(
        self, value: str | Role, param: click.Parameter | None, ctx: click.Context | None
    ) -> Role:
        wanted = value.strip().casefold()
        for one in Role:
            if wanted in (one.value, one.label.casefold()):
                return one
        known = ", ".join(f"„{one.label}“ ({one.value})" for one in Role)
        self.fail(f"Die Rolle „{value[:40]}“ gibt es nicht. Es gibt: {known}.", param, ctx)


ROLE: Final = _RoleType()
"""`Kämmerei` or `head_of_finance`; upper and lower case alike."""

ROLE_HELP: Final = "Rolle: " + ", ".join(f"{one.label} ({one.value})" for one in Role)
