"""The page of one expenditure, put together for the user who looks at it."""

from __future__ import annotations

from flask import Response
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.domain.expenditure import DocumentKind, Kind
from services.budget.domain.invoice_comparison import DEVIATES
from services.budget.domain.transition import NEVER_LENIENT
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.store.waiver import waivers_at
from services.budget.usecases.credited_invoice import credit_note_in
from services.budget.usecases.queries import ExpenditureDetail, show_expenditure
from services.budget.web import budget, means
from services.budget.web.certifying import offers
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.invoice_prefill import view_of
from services.budget.web.labels import options
from shared.errors import errors_only
from shared.web.access import occasion, principal
from shared.web.forms import Form, filled_form

LABELS = {
    "reason": "Grund",
    "payment_date": "Zahlungsdatum",
    "payment_reference": "Zahlungsreferenz",
    "discount_cents": "Skonto",
    "voucher_number": "Belegnummer der Buchhaltung",
    "amount_cents": "Betrag",
    "vat_cents": "darin Umsatzsteuer",
    "date": "Datum der Gutschrift",
    "reference": "Nummer der Gutschrift",
    "kind": "Art der Datei",
    "file": "Datei",
}


def detail_page(
    expenditure_id: str,
    form: Form | None = None,
    *,
    of: str = "",
    template: str = "budget/expenditure.html",
) -> Response:
    """The page; `form` is what could not be done, `of` which of its forms that was."""
    who = principal()
    with budget().sessions.read() as session:
        detail = show_expenditure(session, expenditure_id, means=means())
        shown = detail.shown
        grant = load_grant(session, shown.row.grant_id)
        rules = grant.rules(means().packs, today())
        certifications = offers(session, shown.stored, who, rules, today())
        names = _names(session, detail)
        invoice = view_of(session, grant.grant_id, shown.row.invoice_id or "")
        waivers = waivers_at(session, grant.grant_id, f"expenditure/{expenditure_id}")
    is_officer = who.holds([Role.GRANT_OFFICER], grant.grant_id)
    return grant_page(
        template,
        grant,
        detail=detail,
        shown=shown,
        row=shown.row,
        facts=shown.facts,
        assessment=shown.assessment,
        errors=errors_only(shown.assessment.findings),
        offers=certifications,
        is_certifier=any(one.has_role for one in certifications),
        is_officer=is_officer,
        may_edit=is_officer and _is_editable(detail),
        names=names,
        invoice=invoice,
        invoice_deviates=[one.field for one in shown.assessment.findings if one.code == DEVIATES],
        waivers=waivers,
        never_lenient=NEVER_LENIENT,
        form=form or Form(),
        of=of,
        labels=LABELS,
        payment_form=_payment_form(detail, form, of),
        document_kinds=options(DocumentKind),
        actor=occasion().actor,
    )


def credit_note_page(expenditure_id: str, invoice_id: str) -> Response:
    """The page with the form for a credit note filled by an uploaded one. Raises NotFound."""
    with budget().sessions.read() as session:
        grant_id = show_expenditure(session, expenditure_id, means=means()).shown.row.grant_id
        filled = credit_note_in(session, grant_id, invoice_id, means=means())
    if filled is None:
        return detail_page(expenditure_id)
    values = {
        "amount_cents": filled.gross_cents,
        "vat_cents": filled.vat_cents,
        "date": filled.invoice_date,
        "reference": filled.invoice_number,
        "invoice_id": invoice_id,
    }
    return detail_page(expenditure_id, filled_form(values), of="credit")


def _names(session: Session, detail: ExpenditureDetail) -> dict[str, str]:
    row = detail.shown.row
    people = {row.recorded_by, row.uploaded_by}
    people |= {one.certified_by for one in detail.shown.certifications if not one.external}
    people |= {one.deputy_for for one in detail.shown.certifications if one.deputy_for}
    return display_names(session, people)


def _is_editable(detail: ExpenditureDetail) -> bool:
    """The rule itself is `check_edit`; this only decides whether the way there is shown."""
    row = detail.shown.row
    return (
        row.kind in (Kind.VOUCHER.value, Kind.ORDER.value)
        and not row.reversed_by
        and not row.drawdown_id
        and not detail.shown.certifications
    )


def _payment_form(detail: ExpenditureDetail, form: Form | None, of: str) -> Form:
    if of == "payment" and form is not None:
        return form
    return filled_form({"discount_cents": detail.shown.facts.discount_cents or None})
