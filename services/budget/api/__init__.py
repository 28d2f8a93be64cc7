"""The JSON API of budget: translates a request, calls one use case, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Response, g, request
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api.trials import foretold, is_dry_run
from services.budget.store.tables import IDEMPOTENCY
from services.budget.usecases.means import Means
from shared.errors import Forbidden
from shared.service import ServicePorts
from shared.web.access import AccessControl, occasion, ports_of
from shared.web.idempotency import Answer, run_command
from shared.web.long_work import MakeOrder, Tell, run_long
from shared.workshop import Workshop

__all__ = ["access", "budget", "command", "long_command", "means", "works"]

access = AccessControl("budget")


def budget() -> ServicePorts:
    """The running budget service of this app."""
    return ports_of("budget")


def means() -> Means:
    """Rule packs, keys and files of the running service; those of the trial while one runs."""
    return cast(Means, g.get("trial_means") or budget().extras["means"])


def command(
    name: str,
    run: Callable[[Session], Answer],
    *needed: Role,
    grant_id: str | None = None,
) -> Response:
    """Runs one use case as the answer to a POST, PATCH or DELETE; a dry run only tells its effect.

    A Forbidden that only the use case can know (somebody else's measure) is written as an event
    naming `needed`, as the guard of the route does for the others. Raises what it raises.
    """
    ports = budget()
    try:
        if is_dry_run():
            g.trial_means = means().on_trial()
            return foretold(ports, means(), run)
        return run_command(ports, IDEMPOTENCY, name, run)
    except Forbidden:
        route = f"{request.method} {request.url_rule}"
        ports.record_denial(route, list(needed), occasion(), grant_id)
        raise


def works() -> Workshop:
    """Where imports are done."""
    return cast(Workshop, budget().extras["works"])


def long_command(name: str, order: MakeOrder, tell: Tell) -> Response:
    """Orders long work as the answer to a POST: its result, or 202 with its progress."""
    return run_long(budget(), IDEMPOTENCY, works(), name, order, tell)
