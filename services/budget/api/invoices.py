"""`/invoices`: an e-invoice is uploaded, kept and read."""

from __future__ import annotations

from flask import Response, request
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.api import access, command, means
from services.budget.api.invoices_schemas import InvoiceAnswerSchema, invoice_json
from services.budget.api.uploads import MULTIPART_OVERHEAD, uploaded_file
from services.budget.usecases.invoice import receive_invoice
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.described import takes_files
from shared.web.idempotency import Answer
from shared.web.openapi import Blueprint

blueprint = Blueprint("budget_invoices_api", __name__, description="E-Rechnungen")

LARGEST_INVOICE = 10 * 1024 * 1024


@blueprint.route("/grants/<grant_id>/invoices", methods=["POST"])
@body_limit(LARGEST_INVOICE + MULTIPART_OVERHEAD)
@access.api(Role.GRANT_OFFICER)
@blueprint.response(201, InvoiceAnswerSchema)
@takes_files("file")
def receive(grant_id: str) -> Response:
    """Reads an e-invoice (XRechnung, ZUGFeRD; multipart `file`) and pre-fills an entry."""
    upload = uploaded_file(request, LARGEST_INVOICE)

    def run(session: Session) -> Answer:
        received = receive_invoice(session, grant_id, upload, by=occasion(), means=means())
        return Answer(invoice_json(received), 201)

    return command("receive_invoice", run)
