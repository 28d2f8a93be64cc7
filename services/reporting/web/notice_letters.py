"""The letter of a notice for a browser; the page of the notices links to it."""

from __future__ import annotations

from flask import Blueprint, Response

from services.reporting.usecases.notice_letter import notice_letter
from services.reporting.usecases.rights import DRAFT_READERS
from services.reporting.web import access, means
from shared.web.access import occasion

blueprint = Blueprint(
    "reporting_notice_letters", __name__, url_prefix="/reporting/zuwendungen/<grant_id>"
)


@blueprint.get("/mitteilungen/<notice_id>/brief.<format_>")
@access.page(*DRAFT_READERS)
def download(grant_id: str, notice_id: str, format_: str) -> Response:
    """The letter as a file."""
    letter = notice_letter(means(), grant_id, notice_id, format_, by=occasion())
    return Response(letter.content, headers=letter.headers)
