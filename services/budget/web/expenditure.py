"""One expenditure: its calculation, what is missing, and every step of its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.expenditure import CertificationKind, DocumentKind, Movement
from services.budget.usecases.certification import (
    certify_expenditure,
    return_expenditure,
    withdraw_certification,
)
from services.budget.usecases.certification_right import demand_certifier
from services.budget.usecases.credited_invoice import record_credited_invoice
from services.budget.usecases.document import Upload, file_document, read_document
from services.budget.usecases.movement import close_order, record_retention_release
from services.budget.usecases.payment import record_payment
from services.budget.usecases.reversal import reverse_expenditure
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.certifying import demand_any_certifier
from services.budget.web.expenditure_page import credit_note_page, detail_page
from services.budget.web.submission import flash_outcome, submit
from services.budget.web.upload import received
from shared.errors import Refused, Violation
from shared.web.access import occasion, principal
from shared.web.app import body_limit
from shared.web.forms import Choice, Day, Euro, FormSchema, Text

blueprint = Blueprint(
    "budget_expenditure",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/ausgaben/<expenditure_id>",
)

_FILE_BYTES: Final = 25 * 1024 * 1024
_CERTIFIERS: Final = (Role.FACTUAL_CERTIFIER, Role.ARITHMETICAL_CERTIFIER, Role.PROJECT_LEAD)


class CertificationForm(FormSchema):
    """Which of the two certifications."""

    kind = Choice(CertificationKind, required=True)


class ReasonForm(FormSchema):
    """Why."""

    reason = Text(1000, load_default="")


class PaymentForm(FormSchema):
    """A payment."""

    payment_date = Day(required=True)
    payment_reference = Text(200)
    discount_cents = Euro()
    voucher_number = Text(120)


class CreditNoteForm(FormSchema):
    """A credit note, positive as printed on it."""

    amount_cents = Euro(required=True)
    vat_cents = Euro(load_default=0)
    date = Day(required=True)
    reference = Text(200, required=True)
    invoice_id = Text(36)


class RetentionReleaseForm(FormSchema):
    """A payment of the retained money."""

    amount_cents = Euro(required=True)
    payment_date = Day(required=True)


class DocumentForm(FormSchema):
    """What a file proves."""

    kind = Choice(DocumentKind, required=True)


@blueprint.get("")
@access.page(*READERS)
def show(expenditure_id: str) -> Response:
    """The whole row; `gutschrift` names an uploaded credit note that fills the form for one."""
    if credit_note := request.args.get("gutschrift"):
        return credit_note_page(expenditure_id, credit_note)
    return detail_page(expenditure_id)


@blueprint.post("/feststellung")
@access.page(*_CERTIFIERS)
def certify(expenditure_id: str) -> AnyResponse:
    """One certification."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        demand_certifier(session, principal(), data["kind"], expenditure_id)
        certify_expenditure(session, expenditure_id, data["kind"], by=occasion(), means=means())
        return ()

    return _act("certify_expenditure", expenditure_id, CertificationForm(), run, "Festgestellt.")


@blueprint.post("/feststellung/ruecknahme")
@access.page(*_CERTIFIERS)
def withdraw(expenditure_id: str) -> AnyResponse:
    """The own certification is taken back."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        withdraw_certification(session, expenditure_id, data["kind"], by=occasion(), means=means())
        return ()

    said = "Ihre Feststellung ist zurückgenommen."
    return _act("withdraw_certification", expenditure_id, CertificationForm(), run, said)


@blueprint.post("/rueckgabe")
@access.page(*_CERTIFIERS)
def give_back(expenditure_id: str) -> AnyResponse:
    """Back to the officer, with a reason."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        demand_any_certifier(session, principal(), expenditure_id)
        return_expenditure(session, expenditure_id, data["reason"], by=occasion(), means=means())
        return ()

    said = "Die Ausgabe ist zurückgegeben."
    return _act("return_expenditure", expenditure_id, ReasonForm(), run, said, "reason")


@blueprint.post("/zahlung")
@access.page(Role.GRANT_OFFICER)
def pay(expenditure_id: str) -> AnyResponse:
    """Records the payment."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        _, warnings = record_payment(
            session,
            expenditure_id,
            data["payment_date"],
            data.get("payment_reference"),
            data.get("discount_cents"),
            data.get("voucher_number") or None,
            by=occasion(),
            means=means(),
        )
        return warnings

    said = "Die Zahlung ist erfasst."
    return _act("record_payment", expenditure_id, PaymentForm(), run, said, "payment")


@blueprint.post("/gutschrift")
@access.page(Role.GRANT_OFFICER)
def credit(expenditure_id: str) -> AnyResponse:
    """Records a credit note."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        new = Movement(data["amount_cents"], data["date"], data["vat_cents"], data["reference"])
        file = data.get("invoice_id")
        _, warnings = record_credited_invoice(
            session, expenditure_id, new, file, by=occasion(), means=means()
        )
        return warnings

    said = "Die Gutschrift ist erfasst."
    return _act("record_credit_note", expenditure_id, CreditNoteForm(), run, said, "credit")


@blueprint.post("/einbehalt")
@access.page(Role.GRANT_OFFICER)
def release_retention(expenditure_id: str) -> AnyResponse:
    """Records a payment of the retained money."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        new = Movement(data["amount_cents"], data["payment_date"])
        _, warnings = record_retention_release(
            session, expenditure_id, new, by=occasion(), means=means()
        )
        return warnings

    said = "Die Auszahlung des Einbehalts ist erfasst."
    return _act(
        "record_retention_release", expenditure_id, RetentionReleaseForm(), run, said, "retention"
    )


@blueprint.post("/abschluss")
@access.page(Role.GRANT_OFFICER)
def close(expenditure_id: str) -> AnyResponse:
    """Frees the rest of an order."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        close_order(session, expenditure_id, data["reason"], by=occasion(), means=means())
        return ()

    said = "Der Rest des Auftrags ist freigegeben."
    return _act("close_order", expenditure_id, ReasonForm(), run, said, "closing")


@blueprint.get("/storno")
@access.page(Role.GRANT_OFFICER)
def confirm_reversal(expenditure_id: str) -> Response:
    """What a reversal does, before it is done."""
    return detail_page(expenditure_id, template="budget/reversal.html")


@blueprint.post("/storno")
@access.page(Role.GRANT_OFFICER)
def reverse(expenditure_id: str) -> AnyResponse:
    """Books the negative twin, at once."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        return reverse_expenditure(
            session, expenditure_id, data["reason"], by=occasion(), means=means()
        )

    def done(_result: object) -> str:
        flash_outcome("Die Ausgabe ist storniert. Das Gegenstück steht in der Liste.")
        return url_for("budget_expenditure.show", expenditure_id=expenditure_id)

    return submit(
        "reverse_expenditure",
        ReasonForm(),
        run,
        again=lambda form: detail_page(expenditure_id, form, template="budget/reversal.html"),
        done=done,
    )


@blueprint.post("/dateien")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def file(expenditure_id: str) -> AnyResponse:
    """Files a document."""

    def run(session: Session, data: Mapping[str, Any]) -> Sequence[Violation]:
        sent = received("file")
        if sent is None:
            message = "Bitte eine Datei wählen."
            raise Refused([Violation("file_missing", "ELG-12", message, field="file")])
        upload = Upload(*sent)
        file_document(session, expenditure_id, data["kind"], upload, by=occasion(), means=means())
        return ()

    said = "Die Datei ist abgelegt."
    return _act("file_document", expenditure_id, DocumentForm(), run, said, "document")


@blueprint.get("/dateien/<sha256>")
@access.page(*READERS)
def download(expenditure_id: str, sha256: str) -> Response:
    """A file as it was filed; never shown as a page of ours."""
    with budget().sessions.read() as session:
        found = read_document(session, expenditure_id, sha256, means=means())
    response = Response(found.content, content_type=found.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    return response


def _act(
    command: str,
    expenditure_id: str,
    schema: FormSchema,
    run: Callable[[Session, Mapping[str, Any]], Sequence[Violation]],
    said: str,
    of: str = "",
) -> AnyResponse:
    """One step of the row's life; `of` names the form of the page that is shown again."""

    def done(warnings: Sequence[Violation]) -> str:
        flash_outcome(said, warnings)
        return url_for("budget_expenditure.show", expenditure_id=expenditure_id)

    return submit(
        command,
        schema,
        run,
        again=lambda form: detail_page(expenditure_id, form, of=of),
        done=done,
        needed=_CERTIFIERS,
    )
