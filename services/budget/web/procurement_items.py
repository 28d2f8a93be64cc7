"""The documents of a procurement file: filed, downloaded, dispensed with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.usecases.document import Upload
from services.budget.usecases.procurement_assessment import ProcurementResult
from services.budget.usecases.procurement_items import dispense_item, file_item, read_item
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.procurement_acts import act
from services.budget.web.procurement_pages import FILE_PREFIX, file_of_grant
from services.budget.web.upload import received
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import FormSchema, Text

blueprint = Blueprint(
    "budget_procurement_items",
    __name__,
    template_folder=TEMPLATES,
    url_prefix=FILE_PREFIX,
)


_FILE_BYTES: Final = 25 * 1024 * 1024


class ItemForm(FormSchema):
    """Which item a file belongs to."""

    item = Text(40, required=True)


class DispensationForm(FormSchema):
    """Why an item has nothing to file."""

    item = Text(40, required=True)
    reason = Text(2000, load_default="")


@blueprint.get("/unterlagen/<sha256>")
@access.page(*READERS)
def download(grant_id: str, procurement_id: str, sha256: str) -> Response:
    """A document, as a download: never shown inside our origin."""
    with budget().sessions.read() as session:
        file_of_grant(session, grant_id, procurement_id)
        found = read_item(session, procurement_id, sha256, means=means())
    response = Response(found.content, content_type=found.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    return response


@blueprint.post("/unterlagen")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def file(grant_id: str, procurement_id: str) -> AnyResponse:
    """Files a document."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        name, content = received("file") or ("", b"")
        upload = Upload(name, content)
        return file_item(
            session, procurement_id, data["item"], upload, by=occasion(), means=means()
        )

    said = "Die Unterlage ist abgelegt."
    return act("file_procurement_item", grant_id, procurement_id, ItemForm(), run, said, "item")


@blueprint.post("/entfallen")
@access.page(Role.GRANT_OFFICER)
def dispense(grant_id: str, procurement_id: str) -> AnyResponse:
    """Says why an item has nothing to file."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        item, reason = data["item"], data["reason"]
        return dispense_item(session, procurement_id, item, reason, by=occasion(), means=means())

    said = "Vermerkt: diese Unterlage entfällt."
    return act("dispense_item", grant_id, procurement_id, DispensationForm(), run, said, "none")
