"""Ausgabe ändern: the same form as for entry, for a row that nobody certified yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import Role
from services.budget.domain.expenditure import NewExpenditure
from services.budget.store.grant import load_grant
from services.budget.usecases.expenditure import Recorded
from services.budget.usecases.expenditure_change import change_expenditure
from services.budget.usecases.expenditure_target import locked_version
from services.budget.usecases.queries import show_expenditure
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.expenditure_form import LABELS, ExpenditureForm, form_of, has_more
from services.budget.web.grant_pages import grant_page
from services.budget.web.proposals import proposals_for
from services.budget.web.submission import flash_outcome, submit
from shared.errors import Conflict, Violation
from shared.web.access import occasion
from shared.web.forms import Form

blueprint = Blueprint(
    "budget_change",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/ausgaben/<expenditure_id>/aendern",
)


@blueprint.get("")
@access.page(Role.GRANT_OFFICER)
def change_form(expenditure_id: str) -> Response:
    """The form with what is stored."""
    return _page(expenditure_id, None)


@blueprint.post("")
@access.page(Role.GRANT_OFFICER)
def change(expenditure_id: str) -> AnyResponse:
    """Stores the changes, unless somebody else was quicker."""

    def run(session: Session, data: Mapping[str, Any]) -> Recorded:
        if str(locked_version(session, expenditure_id)) != request.form.get("version"):
            message = (
                "Jemand anderes hat die Ausgabe inzwischen geändert. Bitte die Seite neu öffnen "
                "und die Änderung noch einmal prüfen."
            )
            raise Conflict([Violation("if_match_stale", "API", message)])
        return change_expenditure(
            session, expenditure_id, _changes(data), by=occasion(), means=means()
        )

    def done(result: Recorded) -> str:
        flash_outcome(f"Nr. {result.number} ist geändert.", result.violations)
        return url_for("budget_expenditure.show", expenditure_id=expenditure_id)

    return submit(
        "change_expenditure",
        ExpenditureForm(),
        run,
        again=lambda form: _page(expenditure_id, form),
        done=done,
    )


_DEFAULTS = {one.name: one.default for one in fields(NewExpenditure) if one.default is not MISSING}


def _changes(data: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of the form: what was emptied goes back to its default."""
    names = [name for name in LABELS if name != "invoice_id"]
    return {name: data.get(name, _DEFAULTS.get(name)) for name in names}


def _page(expenditure_id: str, form: Form | None) -> Response:
    with budget().sessions.read() as session:
        shown = show_expenditure(session, expenditure_id, means=means()).shown
        grant = load_grant(session, shown.row.grant_id)
        proposals = proposals_for(session, grant.grant_id)
    form = form or form_of(shown.facts)
    return grant_page(
        "budget/expenditure_change.html",
        grant,
        row=shown.row,
        version=request.form.get("version") or shown.row.version,
        form=form,
        labels=LABELS,
        more=has_more(form),
        **proposals,
    )
