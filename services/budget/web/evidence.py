"""Nachweise: decisions and letters, and the conditions of a call they satisfy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from marshmallow import fields
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.store.evidence import EvidenceRecord, evidence_records
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.usecases.evidence import file_evidence
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from services.budget.web.submission import flash_outcome, submit
from services.budget.web.upload import stored_upload
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Choice, Day, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_evidence",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/nachweise",
)

_FILE_BYTES: Final = 25 * 1024 * 1024

LABELS: Final = {
    "kind": "Art",
    "decided_on": "Tag des Beschlusses",
    "reference": "Aktenzeichen oder Fundstelle",
    "valid_from": "Gilt ab",
}


class EvidenceForm(FormSchema):
    """What the form asks for; the measures come as several values of one name."""

    kind = Choice(EvidenceKind, required=True)
    decided_on = Day(required=True)
    reference = Text(200, required=True)
    valid_from = Day()
    file = fields.Raw(load_only=True)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """Filed evidence and the gates."""
    return _page(grant_id, Form())


@blueprint.post("")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def file(grant_id: str) -> AnyResponse:
    """Files one decision or letter."""

    def run(session: Session, data: Mapping[str, Any]) -> EvidenceRecord:
        new = Evidence(
            kind=data["kind"],
            decided_on=data["decided_on"],
            reference=data["reference"],
            valid_from=data.get("valid_from"),
            measures=tuple(request.form.getlist("measures")),
        )
        kept = stored_upload("file")
        sha256 = kept.sha256 if kept else None
        return file_evidence(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=sha256
        )

    def done(_record: EvidenceRecord) -> str:
        flash_outcome("Der Nachweis ist abgelegt.")
        return url_for("budget_evidence.show", grant_id=grant_id)

    return submit(
        "file_evidence", EvidenceForm(), run, again=lambda form: _page(grant_id, form), done=done
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = evidence_records(session, grant_id)
        measures = measures_of(session, grant_id)
    return grant_page(
        "budget/evidence.html",
        grant,
        form=form,
        labels=LABELS,
        records=records,
        measures=measures,
        chosen=request.form.getlist("measures"),
        gates=grant.gates(means().packs, today()),
        kinds=options(EvidenceKind),
        forms=grant.rules(means().packs, today()).programme.form_numbers,
    )
