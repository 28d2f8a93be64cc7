"""One procurement file: its page, completed, released, given back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.usecases.procurement_assessment import ProcurementResult
from services.budget.usecases.procurement_release import (
    complete_procurement,
    release_procurement,
    return_procurement,
)
from services.budget.web import TEMPLATES, access, means
from services.budget.web.procurement_acts import act
from services.budget.web.procurement_pages import FILE_PREFIX, file_page
from shared.web.access import occasion
from shared.web.forms import Form, FormSchema, Text

blueprint = Blueprint(
    "budget_procurement",
    __name__,
    template_folder=TEMPLATES,
    url_prefix=FILE_PREFIX,
)


_RELEASERS: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)


class ReasonForm(FormSchema):
    """Why."""

    reason = Text(2000, load_default="")


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str, procurement_id: str) -> Response:
    """The whole file."""
    return file_page(grant_id, procurement_id, Form())


@blueprint.post("/vollstaendig")
@access.page(Role.GRANT_OFFICER)
def complete(grant_id: str, procurement_id: str) -> AnyResponse:
    """Declares the file complete."""

    def run(session: Session, _data: Mapping[str, Any]) -> ProcurementResult:
        return complete_procurement(session, procurement_id, by=occasion(), means=means())

    said = "Die Akte ist für vollständig erklärt; eine zweite Person gibt sie frei."
    return act("complete_procurement", grant_id, procurement_id, FormSchema(), run, said)


@blueprint.post("/freigabe")
@access.page(*_RELEASERS)
def release(grant_id: str, procurement_id: str) -> AnyResponse:
    """Releases the file."""

    def run(session: Session, _data: Mapping[str, Any]) -> ProcurementResult:
        return release_procurement(session, procurement_id, by=occasion(), means=means())

    said = "Die Vergabeakte ist freigegeben."
    return act("release_procurement", grant_id, procurement_id, FormSchema(), run, said)


@blueprint.post("/rueckgabe")
@access.page(*_RELEASERS)
def give_back(grant_id: str, procurement_id: str) -> AnyResponse:
    """Gives the file back."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        reason = data["reason"]
        return return_procurement(session, procurement_id, reason, by=occasion(), means=means())

    said = "Die Vergabeakte ist zurückgegeben."
    return act("return_procurement", grant_id, procurement_id, ReasonForm(), run, said, "return")
