"""The one way of every posted form: read, do, then go on, or show it again with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from flask import Response, flash, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.web import budget, execute
from shared.errors import Conflict, Forbidden, Refused, Violation
from shared.web.access import occasion
from shared.web.forms import Form, FormSchema, read_form
from shared.web.problems import status_of

T = TypeVar("T")

Again = Callable[[Form], Response]
"""Shows the page once more with the form as it was typed and what is wrong."""


def submit(
    command: str,
    schema: FormSchema,
    run: Callable[[Session, Mapping[str, Any]], T],
    *,
    again: Again,
    done: Callable[[T], str],
    needed: Iterable[Role] = (),
) -> AnyResponse:
    """Runs one use case for the form of this request and goes to the address `done` gives.

    What cannot be read and what a rule refuses is shown by `again` (422, 409). `needed` are the
    roles a Forbidden of the use case asks for. Raises NotFound, Forbidden, Unavailable.
    """
    form = read_form(schema, request.form)
    data = form.data
    if data is None:
        return _with_status(again(form), 422)
    try:
        result = execute(command, occasion(), lambda session: run(session, data))
    except (Refused, Conflict) as error:
        return _with_status(again(form.refused(error.violations)), status_of(error))
    except Forbidden:
        route = f"{request.method} {request.url_rule}"
        grant_id = (request.view_args or {}).get("grant_id")
        budget().record_denial(route, list(needed), occasion(), grant_id)
        raise
    return redirect(done(result), 303)


def flash_outcome(message: str, warnings: Iterable[Violation] = ()) -> None:
    """Says on the next page what was done, and what to look at."""
    flash(message, "success")
    for one in warnings:
        flash(one.message, "info" if one.is_error else "warning")


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response
