"""Ausgabe erfassen: one form, filled from an invoice or the last entry, calculated at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Blueprint, Response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.domain.expenditure import NewExpenditure
from services.budget.store.expenditure_family import unknown_expenditure
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.usecases.expenditure import Recorded, record_expenditure
from services.budget.usecases.queries import last_entry_of, show_expenditure
from services.budget.web import TEMPLATES, access, budget, means, page
from services.budget.web.calculation import Trial, trial_of
from services.budget.web.expenditure_form import (
    LABELS,
    ExpenditureForm,
    expenditure_of,
    form_of,
    has_more,
)
from services.budget.web.grant_pages import grant_page
from services.budget.web.invoice_prefill import keep_invoice, prefilled_form, view_of
from services.budget.web.proposals import proposals_for
from services.budget.web.submission import flash_outcome, submit
from services.budget.web.trial import try_command
from services.budget.web.upload import received
from shared.errors import Refused, Violation
from shared.money import format_euro
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Form, read_form

blueprint = Blueprint(
    "budget_entry",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/ausgaben/neu",
)

INVOICE_BYTES: Final = 10 * 1024 * 1024


@blueprint.get("")
@access.page(Role.GRANT_OFFICER)
def new_form(grant_id: str) -> Response:
    """The empty form, or one filled from an invoice, an order, a row or the last entry."""
    with budget().sessions.read() as session:
        form = _start(session, grant_id)
    return _page(grant_id, form)


@blueprint.post("")
@access.page(Role.GRANT_OFFICER)
def record(grant_id: str) -> AnyResponse:
    """Saves; or, with `action=try`, calculates and says what would come of it."""

    def run(session: Session, data: Mapping[str, Any]) -> Recorded:
        new = expenditure_of(data)
        return record_expenditure(session, grant_id, new, by=occasion(), means=means())

    if request.form.get("action") == "try":
        form = read_form(ExpenditureForm(), request.form)
        if form.data is not None:
            data = form.data
            try_command(lambda session: run(session, data))
        return _page(grant_id, form)
    return submit(
        "record_expenditure",
        ExpenditureForm(),
        run,
        again=lambda form: _page(grant_id, form),
        done=lambda result: _after(grant_id, result),
    )


@blueprint.post("/probe")
@access.page(Role.GRANT_OFFICER)
def calculate(grant_id: str) -> Response:
    """The calculation alone, for a page that asks while somebody types."""
    form = read_form(ExpenditureForm(), request.form)
    with budget().sessions.read() as session:
        trial = trial_of(session, grant_id, form)
    response = page("budget/_calculation.html", trial=trial, form=form, labels=LABELS)
    # Whatever else comes back, a log-in say, is a page and is never put into the box.
    response.headers["X-Fragment"] = "calculation"
    return response


@blueprint.post("/rechnung")
@body_limit(INVOICE_BYTES)
@access.page(Role.GRANT_OFFICER)
def drop(grant_id: str) -> AnyResponse:
    """Takes an invoice file and goes back to the form, filled with it."""
    sent = received("file")
    try:
        if sent is None:
            message = "Bitte eine Datei wählen: XRechnung (XML) oder ZUGFeRD (PDF)."
            raise Refused([Violation("file_missing", "EINV-01", message, field="file")])
        invoice_id = keep_invoice(grant_id, *sent)
    except Refused as error:
        response = _page(grant_id, Form().refused(error.violations))
        response.status_code = 422
        return response
    return redirect(url_for("budget_entry.new_form", grant_id=grant_id, rechnung=invoice_id), 303)


@dataclass(frozen=True)
class _Start:
    """Another row to start from: the field that names it, and what is taken over from it."""

    names_it: str
    kept: tuple[str, ...]


_OF_VOUCHER: Final = ("creditor", "purpose", "contract_date")
_STARTS: Final = {
    "auftrag": _Start("commitment_id", (*_OF_VOUCHER, "budget_line", "measure_id")),
    "abschlag": _Start(
        "instalment_of", (*_OF_VOUCHER, "budget_line", "measure_id", "gross_cents", "vat_cents")
    ),
    "teil": _Start(
        "split_of",
        (*_OF_VOUCHER, "invoice_number", "invoice_date", "voucher_number", "service_from",
         "service_to", "payment_date", "payment_reference"),
    ),
    "ersetzt": _Start("replaces", tuple(name for name in LABELS if name != "invoice_id")),
}  # fmt: skip
"""By the argument of the address that carries the id of the row."""


def _start(session: Session, grant_id: str) -> Form:
    asked = request.args
    if invoice_id := asked.get("rechnung"):
        return prefilled_form(session, grant_id, invoice_id)
    for argument, start in _STARTS.items():
        if row_id := asked.get(argument):
            typed = form_of(_of_grant(session, grant_id, row_id)).values
            taken = {name: typed.get(name, "") for name in start.kept}
            return Form({**taken, start.names_it: row_id})
    if asked.get("vorlage") == "letzte":
        last = last_entry_of(session, grant_id, occasion().actor, means=means())
        return form_of(last) if last else Form()
    return Form()


def _of_grant(session: Session, grant_id: str, expenditure_id: str) -> NewExpenditure:
    """The role was checked for the grant of the address: a row of another one stays hidden."""
    shown = show_expenditure(session, expenditure_id, means=means()).shown
    if shown.row.grant_id != grant_id:
        raise unknown_expenditure()
    return shown.facts


def _after(grant_id: str, result: Recorded) -> str:
    eligible = result.assessment.eligible_cents if result.assessment else 0
    flash_outcome(
        f"Nr. {result.number} ist gespeichert; zuwendungsfähig {format_euro(eligible)}.",
        result.violations,
    )
    if request.form.get("action") == "show":
        return url_for("budget_expenditure.show", expenditure_id=result.expenditure_id)
    return url_for("budget_entry.new_form", grant_id=grant_id)


def _trial(session: Session, grant: GrantRecord, form: Form) -> Trial | None:
    """The dry run of what stands in the form, also where it was only proposed."""
    if not grant.is_active:
        return None
    read = form if form.data is not None else read_form(ExpenditureForm(), form.values)
    return trial_of(session, grant.grant_id, read)


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant: GrantRecord = load_grant(session, grant_id)
        trial = _trial(session, grant, form)
        proposals = proposals_for(session, grant_id)
        is_new = trial is None  # a dry run tells duplicates itself
        invoice = view_of(session, grant_id, form.value("invoice_id"), is_new=is_new)
    response = grant_page(
        "budget/expenditure_entry.html",
        grant,
        form=replace(form, is_kept=True),
        labels=LABELS,
        trial=trial,
        more=has_more(form),
        invoice=invoice,
        **proposals,
    )
    # "Zurück" shows the form as it was typed; forbidden to store it, the browser would ask anew.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
