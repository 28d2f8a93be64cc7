"""Was wäre wenn, from any form of a grant: the button asks, the page answers, nothing is stored:
no row, no event, and no file that came with the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from flask import g, request
from sqlalchemy.orm import Session

from services.budget.usecases.what_if import WhatIf, what_if
from services.budget.web import budget, means
from shared.errors import NotFound, Violation
from shared.web.access import occasion

BUTTON: Final = "probe"
"""The name of the button that asks."""


def is_trial() -> bool:
    """Whether the form was sent to ask, not to do."""
    return BUTTON in request.form


def try_command(run: Callable[[Session], Any]) -> WhatIf:
    """Asks what the command of this request would do and keeps the answer for the page.

    Raises NotFound, Forbidden.
    """
    ports = budget()
    g.trial_means = means().on_trial()
    with ports.sessions.write() as session:
        found = what_if(session, _grant(session), run, by=occasion(), means=means())
    g.what_if = found
    return found


def answered_trial() -> WhatIf | None:
    """What was asked by this request; None where nothing was. For the templates."""
    return cast("WhatIf | None", g.get("what_if"))


def _grant(session: Session) -> str:
    """The grant of the thing the address names. Raises NotFound: a form without one offers none."""
    arguments = request.view_args or {}
    if "grant_id" in arguments:
        return str(arguments["grant_id"])
    for name, grant_of in budget().grant_of.items():
        if name in arguments:
            found = grant_of(session, arguments[name])
            if found is not None:
                return found
    message = "Für diesen Vorgang gibt es kein „Was wäre wenn“: er gehört zu keiner Zuwendung."
    raise NotFound([Violation("trial_not_offered", "API", message)])
