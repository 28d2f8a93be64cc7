"""What every page of one grant starts with."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response

from services.budget.store.grant import GrantRecord
from services.budget.web import budget, page
from shared.clock import local_day


def today() -> date:
    """The calendar day in Berlin."""
    return local_day(budget().clock.now())


def grant_page(template: str, grant: GrantRecord, **values: Any) -> Response:
    """A page below the navigation of a grant."""
    return page(template, grant=grant, grant_id=grant.grant_id, grant_title=grant.title, **values)
