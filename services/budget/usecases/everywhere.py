"""Acts that concern every grant: who holds a role for one grant only may not do them."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.roles import Role
from shared.access import Principal, forbidden


def demand_everywhere(who: Principal, roles: Iterable[Role]) -> None:
    """Raises Forbidden unless one of the roles is held for all grants, present and future."""
    if who.grants(roles) is not None:
        raise forbidden(roles)
