"""Daten mitnehmen: the grant as the lists a takeover reads."""

from __future__ import annotations

from flask import Blueprint, Response

from contracts.roles import Role
from services.budget.store.grant import load_grant
from services.budget.usecases.move_out import move_out
from services.budget.usecases.personnel import SEES_SALARIES
from services.budget.web import TEMPLATES, access, budget, execute, means
from services.budget.web.grant_pages import grant_page
from shared.web.access import occasion, principal
from shared.web.archive import archive_response

blueprint = Blueprint(
    "budget_moving_out", __name__, template_folder=TEMPLATES, url_prefix="/budget"
)


@blueprint.get("/zuwendungen/<grant_id>/mitnahme")
@access.page(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE)
def show(grant_id: str) -> Response:
    """What the file holds, and the button that makes it."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
    return grant_page("budget/moving_out.html", grant)


@blueprint.post("/zuwendungen/<grant_id>/mitnahme")
@access.page(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE)
def take_along(grant_id: str) -> Response:
    """The ZIP; that it was taken is an event."""
    by, sees_salaries = occasion(), principal().holds(SEES_SALARIES, grant_id)
    archive = execute(
        "move_out",
        by,
        lambda session: move_out(
            session, grant_id, by=by, means=means(), sees_salaries=sees_salaries
        ),
    )
    return archive_response(archive, f"{grant_id}.zip")
