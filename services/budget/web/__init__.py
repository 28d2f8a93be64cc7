"""The German pages of budget: translate a form, call one use case, show a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar, cast

from flask import Response, g, make_response, render_template
from sqlalchemy.orm import Session

from services.budget.usecases.means import Means
from shared.errors import DomainError
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.web.access import AccessControl, ports_of
from shared.web.problems import status_of
from shared.workshop import Workshop

TEMPLATES: Final = str(Path(__file__).parent.parent / "templates")

access = AccessControl("budget")

T = TypeVar("T")


def budget() -> ServicePorts:
    """The running budget service of this app."""
    return ports_of("budget")


def means() -> Means:
    """Rule packs, keys and files of the running service; those of the trial while one runs."""
    return cast(Means, g.get("trial_means") or budget().extras["means"])


def works() -> Workshop:
    """Where imports are done."""
    return cast(Workshop, budget().extras["works"])


def execute(command: str, by: Occasion, run: Callable[[Session], T]) -> T:
    """One use case in one transaction; a refusal becomes an event and is raised again."""
    return budget().execute(command, by, run)


def page(template: str, *, error: DomainError | None = None, **values: object) -> Response:
    """A page; after an error with its reasons and the status of the error."""
    violations = error.violations if error else ()
    response = make_response(render_template(template, violations=violations, **values))
    response.status_code = status_of(error) if error else 200
    return response
