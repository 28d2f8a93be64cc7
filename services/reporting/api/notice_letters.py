"""The letter of a notice to the funder."""

from __future__ import annotations

from flask import Response

from services.reporting.api import access, means
from services.reporting.usecases.notice_letter import notice_letter
from services.reporting.usecases.rights import DRAFT_READERS
from shared.web.access import occasion
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_notice_letters_api", __name__, description="Brief der Mitteilung")


@blueprint.route("/grants/<grant_id>/notices/<notice_id>/letter.<any(pdf, docx):format>")
@access.api(*DRAFT_READERS)
@blueprint.response(
    200,
    {"description": "PDF or DOCX, as the address says"},
    content_type="*/*",
    description="The letter drafted from the notice, in its own media type",
)
def download(grant_id: str, notice_id: str, format: str) -> Response:
    """The drafted letter of one notice, drawn anew; 409 where nothing is to be told."""
    letter = notice_letter(means(), grant_id, notice_id, format, by=occasion())
    return Response(letter.content, headers=letter.headers)
