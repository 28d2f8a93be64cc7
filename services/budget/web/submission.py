"""The one way of every posted form: read, do, then go on, or show it again with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from flask import Response, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.web import budget, execute
from services.budget.web.trial import is_trial, try_command
from shared.errors import Conflict, Forbidden, NotFound, Refused, Violation
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

    Sent by the button "Was wäre wenn" it only asks, and `again` shows the answer (200). What cannot
    be read and what a rule refuses is shown by `again` (422, 409). `needed` are the
    roles a Forbidden of the use case asks for. Raises NotFound, Forbidden, Unavailable.
    """
    form = read_form(schema, request.form)
    data = form.data
    if data is None:
        return _with_status(again(form), 422)
    try:
        if is_trial():
            asked = try_command(lambda session: run(session, data))
            return again(form if asked.effect else form.refused(asked.violations))
        result = execute(command, occasion(), lambda session: run(session, data))
    except (Refused, Conflict) as error:
        return _with_status(again(form.refused(error.violations)), status_of(error))
    except Forbidden:
        route = f"{request.method} {request.url_rule}"
        grant_id = (request.view_args or {}).get("grant_id")
        budget().record_denial(route, list(needed), occasion(), grant_id)
        raise
    return redirect(done(result), 303)


def submit_here(
    command: str,
    schema: FormSchema,
    run: Callable[[Session, Mapping[str, Any]], object],
    said: str,
    *,
    page: Callable[[str, Form], Response],
    needed: Iterable[Role] = (),
) -> AnyResponse:
    """`submit` for a page of one grant that bears its own forms.

    Afterwards that page (`.show`) tells what was `said` and what the result warns of; `page` draws
    it with the form that could not be done. Raises as `submit`.
    """
    grant_id = (request.view_args or {})["grant_id"]
    place = {"grant_id": grant_id}
    return submit_at(
        place, command, schema, run, said, again=lambda form: page(grant_id, form), needed=needed
    )


def submit_at(
    place: Mapping[str, Any],
    command: str,
    schema: FormSchema,
    run: Callable[[Session, Mapping[str, Any]], object],
    said: str,
    *,
    again: Again,
    needed: Iterable[Role] = (),
) -> AnyResponse:
    """`submit_here` for a page of something within a grant, or of an address without one.

    `place` is what the address of `.show` needs. Raises as `submit`.
    """

    def done(result: object) -> str:
        flash_outcome(said, getattr(result, "warnings", ()))  # not every result has any
        return url_for(".show", **place)

    return submit(command, schema, run, again=again, done=done, needed=needed)


def demand_of(grant_id: str, owner: str, code: str, what: str) -> None:
    """The role was checked for the grant of the address: the thing must belong to it.

    `what` begins a sentence (German, accusative). Raises NotFound.
    """
    if owner != grant_id:
        raise NotFound([Violation(code, "API", f"{what} gibt es in dieser Zuwendung nicht.")])


def flash_outcome(message: str, warnings: Iterable[Violation] = ()) -> None:
    """Says on the next page what was done, and what to look at."""
    flash(message, "success")
    for one in warnings:
        flash(one.message, "info" if one.is_error else "warning")


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response
