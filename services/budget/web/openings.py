"""Übernahme: what a second person releases before a grant taken over counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.store.grant import load_grant
from services.budget.usecases.opening import load_opening, release_opening
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.submission import flash_outcome, submit
from shared.web.access import occasion
from shared.web.forms import Form, FormSchema

blueprint = Blueprint("budget_openings", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_RELEASING: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


@blueprint.get("/uebernahmen/<opening_id>")
@access.page(*READERS)
def show(opening_id: str) -> Response:
    """One takeover: what it brings, and who stands behind it."""
    return _page(opening_id, Form())


@blueprint.post("/uebernahmen/<opening_id>/freigabe")
@access.page(*_RELEASING)
def release(opening_id: str) -> AnyResponse:
    """Releases the takeover; with the last needed person it counts."""

    def run(session: Session, _data: Mapping[str, Any]) -> str:
        return release_opening(session, opening_id, by=occasion(), means=means()).status

    def done(status: str) -> str:
        waits = status == "partly_released"
        flash_outcome(
            "Einmal freigegeben; eine zweite Person fehlt noch."
            if waits
            else "Die Übernahme ist freigegeben und zählt."
        )
        return url_for("budget_openings.show", opening_id=opening_id)

    return submit(
        "release_opening",
        FormSchema(),
        run,
        again=lambda form: _page(opening_id, form),
        done=done,
        needed=_RELEASING,
    )


def _page(opening_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        row = load_opening(session, opening_id)
        grant = load_grant(session, row.grant_id)
    return grant_page("budget/opening.html", grant, row=row, form=form, labels={})
