"""Haushaltsjahre: the overview for the council, appropriations, proposals for transfer."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import COUNCIL_READERS, READERS, Role
from services.budget.domain.authorisation import Authorisation, AuthorisationKind, Nature
from services.budget.domain.year_figures import total_of
from services.budget.store.authorisation import authorisation_records, load_authorisation
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.usecases.authorisation import (
    AuthorisationResult,
    propose_authorisation,
    release_authorisation,
    withdraw_authorisation,
)
from services.budget.usecases.budget_year import BudgetYear, budget_years_for
from services.budget.usecases.budget_year_table import COLUMNS, year_row
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from services.budget.web.submission import demand_of, submit_here
from shared.csv_text import csv_chunks
from shared.web.access import occasion, principal
from shared.web.forms import Choice, Euro, Form, FormSchema, Text, Whole

blueprint = Blueprint(
    "budget_years",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/haushaltsjahre",
)

LABELS: Final = {
    "kind": "Was",
    "budget_year": "Haushaltsjahr",
    "nature": "Haushalt",
    "amount_cents": "Betrag",
    "reference": "Haushaltsplan oder Beschluss",
    "reason": "Grund",
}


class AuthorisationForm(FormSchema):
    """What the form asks for."""

    kind = Choice(AuthorisationKind, required=True)
    budget_year = Whole(2000, 2099, required=True)
    nature = Choice(Nature, required=True)
    amount_cents = Euro(required=True)
    reference = Text(200, required=True)
    reason = Text(2000, required=True)


class WithdrawalForm(FormSchema):
    """Why an authorisation is taken back."""

    reason = Text(1000, load_default="")


@blueprint.get("")
@access.page(*COUNCIL_READERS)
def show(grant_id: str) -> Response:
    """All budget years with what they rest on; the council reads the overview alone."""
    return _page(grant_id, Form())


@blueprint.get("/haushaltsjahre.csv")
@access.page(*COUNCIL_READERS)
def table(grant_id: str) -> Response:
    """The overview for the council as CSV."""
    with budget().sessions.read() as session:
        years = budget_years_for(session, grant_id, principal(), today(), means=means())
    response = Response(
        csv_chunks(COLUMNS, [year_row(one) for one in years]),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="haushaltsjahre.csv"'
    return response


@blueprint.post("")
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str) -> AnyResponse:
    """Enters an appropriation or proposes a transfer."""

    def run(session: Session, data: Mapping[str, Any]) -> AuthorisationResult:
        return propose_authorisation(
            session, grant_id, Authorisation(**data), by=occasion(), means=means()
        )

    said = "Erfasst. Die Ermächtigung zählt, sobald die Kämmerei sie freigibt."
    return submit_here("propose_authorisation", AuthorisationForm(), run, said, page=_page)


@blueprint.post("/<authorisation_id>/freigabe")
@access.page(Role.HEAD_OF_FINANCE)
def release(grant_id: str, authorisation_id: str) -> AnyResponse:
    """Makes it count, by a second person."""

    def run(session: Session, _data: Mapping[str, Any]) -> AuthorisationResult:
        _demand_of(session, grant_id, authorisation_id)
        return release_authorisation(session, authorisation_id, by=occasion(), means=means())

    said = "Die Ermächtigung ist freigegeben und zählt."
    return submit_here("release_authorisation", FormSchema(), run, said, page=_page)


@blueprint.post("/<authorisation_id>/ruecknahme")
@access.page(Role.GRANT_OFFICER)
def withdraw(grant_id: str, authorisation_id: str) -> AnyResponse:
    """Takes back what nobody released yet."""

    def run(session: Session, data: Mapping[str, Any]) -> AuthorisationResult:
        _demand_of(session, grant_id, authorisation_id)
        return withdraw_authorisation(session, authorisation_id, data["reason"], by=occasion())

    said = "Die Ermächtigung ist zurückgezogen."
    return submit_here("withdraw_authorisation", WithdrawalForm(), run, said, page=_page)


def _demand_of(session: Session, grant_id: str, authorisation_id: str) -> None:
    """The role was checked for the grant of the address: the thing must be one of it."""
    demand_of(
        grant_id,
        load_authorisation(session, authorisation_id).grant_id,
        "authorisation_unknown",
        "Diese Ermächtigung",
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        years = budget_years_for(session, grant_id, principal(), today(), means=means())
        records = authorisation_records(session, grant_id)
        names = display_names(session, {one.created_by for one in records})
    grouped = groupby(years, key=lambda one: one.figures.budget_year)
    return grant_page(
        "budget/budget_years.html",
        grant,
        form=form,
        labels=LABELS,
        as_of=today(),
        years=[
            (
                year,
                rows,
                total_of(one.figures for one in rows),
                any(one.is_hidden for one in rows),
            )
            for year, rows in _lists(grouped)
        ],
        missing=[violation for one in years for violation in one.violations],
        is_council=not principal().holds(READERS, grant_id),
        records=list(reversed(records)),
        names=names,
        actor=occasion().actor,
        kinds=options(AuthorisationKind),
        natures=options(Nature),
    )


def _lists(grouped: Any) -> list[tuple[int, list[BudgetYear]]]:
    return [(year, list(rows)) for year, rows in grouped]
