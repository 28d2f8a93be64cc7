"""Zeichnungsberechtigte: who may sign for the city, from when to when, with the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from marshmallow import fields
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.signatory import NewSignatory, Signatory
from services.budget.store.grant import load_grant
from services.budget.store.signatory import grant_of_signatory, signatories_of
from services.budget.usecases.signatory import end_signing, register_signatory
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.submission import submit_here
from services.budget.web.upload import stored_upload
from shared.errors import NotFound, Violation
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Day, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_signatories",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/zeichnungsberechtigte",
)

_FILE_BYTES: Final = 25 * 1024 * 1024

LABELS: Final = {
    "name": "Name",
    "function": "Funktion",
    "valid_from": "Gilt ab",
    "valid_to": "Gilt bis",
    "reference": "Unterschriftenblatt vom oder Aktenzeichen",
    "file": "Unterschriftenblatt",
    "reason": "Grund",
}


class SignatoryForm(FormSchema):
    """A new entry."""

    name = Text(200, required=True)
    function = Text(200, required=True)
    valid_from = Day(required=True)
    valid_to = Day()
    reference = Text(200, required=True)
    file = fields.Raw(load_only=True)


class EndForm(FormSchema):
    """The last day, and why."""

    valid_to = Day(required=True)
    reason = Text(1000, load_default="")


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """The register, and the form for a new entry."""
    return _page(grant_id, Form())


@blueprint.post("")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def register(grant_id: str) -> AnyResponse:
    """Enters a person."""

    def run(session: Session, data: Mapping[str, Any]) -> Signatory:
        values = {name: value for name, value in data.items() if name != "file"}
        new = NewSignatory(**{"valid_to": None, **values})
        kept = stored_upload("file")
        sha256 = kept.sha256 if kept else None
        return register_signatory(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=sha256
        )

    return submit_here("register_signatory", SignatoryForm(), run, "Der Eintrag steht.", page=_page)


@blueprint.post("/<signatory_id>/ende")
@access.page(Role.GRANT_OFFICER)
def end(grant_id: str, signatory_id: str) -> AnyResponse:
    """Lets the right to sign end."""

    def run(session: Session, data: Mapping[str, Any]) -> Signatory:
        if grant_of_signatory(session, signatory_id) != grant_id:
            message = "Diesen Eintrag gibt es in dieser Zuwendung nicht."
            raise NotFound([Violation("signatory_unknown", "CALL-10", message)])
        return end_signing(session, signatory_id, data["valid_to"], data["reason"], by=occasion())

    return submit_here("end_signing", EndForm(), run, "Die Befugnis ist beendet.", page=_page)


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        register = signatories_of(session, grant_id)
    return grant_page(
        "budget/signatories.html",
        grant,
        form=form,
        labels=LABELS,
        register=register,
        day=today(),
    )
