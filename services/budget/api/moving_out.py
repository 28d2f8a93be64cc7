"""`/grants/…/moving-out`: the data of a grant as the lists a takeover reads."""

from __future__ import annotations

from flask import Response

from contracts.roles import Role
from services.budget.api import access, budget, means
from services.budget.usecases.move_out import move_out
from services.budget.usecases.personnel import SEES_SALARIES
from shared.web.access import occasion, principal
from shared.web.archive import archive_response
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_moving_out_api", __name__, description="Datenmitnahme")


@blueprint.route("/grants/<grant_id>/moving-out", methods=["GET"])
@access.api(Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def take_along(grant_id: str) -> Response:
    """Plan, funding, vouchers, calls and receipts in the columns of `POST /openings`, and all
    registers of the grant as further tables, as a ZIP; salaries for those who may see them.

    A GET that writes `GrantMovedOut`: it changes nothing of the grant, so it is safe to repeat,
    but data leaving the house must be seen by an audit (who, when, which bytes), like a refusal.
    """
    by, sees_salaries = occasion(), principal().holds(SEES_SALARIES, grant_id)
    archive = budget().execute(
        "move_out",
        by,
        lambda session: move_out(
            session, grant_id, by=by, means=means(), sees_salaries=sees_salaries
        ),
    )
    return archive_response(archive, f"{grant_id}.zip")
