"""Verwendungsnachweis: attachments, the statement with two signatures, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.proof import ATTACHMENT_LABELS, STATEMENT
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.usecases.proof import (
    SIGNERS,
    Checklist,
    checklist_of,
    file_attachment,
    sign_statement,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.submission import submit_here
from services.budget.web.upload import stored_upload
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Form, FormSchema, Text

blueprint = Blueprint(
    "budget_proof",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/verwendungsnachweis",
)

_FILE_BYTES: Final = 25 * 1024 * 1024
LABELS: Final = {"kind": "Anlage", "reference": "Fundstelle", "file": "Datei"}


class AttachmentForm(FormSchema):
    """An attachment."""

    kind = Text(40, required=True)
    reference = Text(200, required=True)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """The checklist."""
    return _page(grant_id, Form())


@blueprint.post("/anlagen")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def attach(grant_id: str) -> AnyResponse:
    """Files an attachment."""

    def run(session: Session, data: Mapping[str, Any]) -> Checklist:
        kept = stored_upload("file")
        return file_attachment(
            session,
            grant_id,
            data["kind"],
            data["reference"],
            by=occasion(),
            means=means(),
            file_sha256=kept.sha256 if kept else None,
        )

    return submit_here(
        "file_attachment", AttachmentForm(), run, "Die Anlage ist abgelegt.", page=_page
    )


@blueprint.post("/unterschrift")
@access.page(*SIGNERS)
def sign(grant_id: str) -> AnyResponse:
    """Signs the statement."""

    def run(session: Session, _data: Mapping[str, Any]) -> Checklist:
        return sign_statement(session, grant_id, by=occasion(), means=means())

    return submit_here(
        "sign_statement", FormSchema(), run, "Die Erklärung ist unterzeichnet.", page=_page
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        found = checklist_of(session, grant, by=occasion(), means=means())
        people = {one.signed_by for one in found.signatures}
        names = display_names(session, people)
    return grant_page(
        "budget/proof.html",
        grant,
        form=form,
        labels=LABELS,
        found=found,
        words=ATTACHMENT_LABELS,
        kinds=[(kind, ATTACHMENT_LABELS[kind]) for kind, _ in found.attachments],
        statement=STATEMENT,
        has_signed=occasion().actor in people,
        names=names,
    )
