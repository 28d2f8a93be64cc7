"""Zuwendungen: all that a user may see, proposing one, confirming one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.evidence import Phase
from services.budget.domain.grant import NewGrant
from services.budget.store.grant import list_grants
from services.budget.usecases.grant import GrantResult, confirm_grant, propose_grant
from services.budget.web import TEMPLATES, access, budget, means, page
from services.budget.web.grant_pages import today
from services.budget.web.labels import options
from services.budget.web.overview import overview_page, rows_of
from services.budget.web.submission import flash_outcome, submit
from shared.web.access import occasion, principal
from shared.web.forms import Choice, Day, Euro, Form, FormSchema, Percent, Text

blueprint = Blueprint("budget_grants", __name__, template_folder=TEMPLATES, url_prefix="/budget")

LABELS: Final = {
    "grant_id": "Kennung",
    "programme_id": "Programm",
    "title": "Bezeichnung",
    "phase": "Phase",
    "award_notice_number": "Aktenzeichen des Zuwendungsbescheids",
    "award_date": "Datum des Bescheids",
    "funding_rate_bp": "Fördersatz in Prozent",
    "max_eligible_cents": "Höchstbetrag der zuwendungsfähigen Ausgaben",
    "max_grant_cents": "Höchstbetrag der Zuwendung",
    "period_start": "Beginn des Bewilligungszeitraums",
    "period_end": "Ende des Bewilligungszeitraums",
    "earliest_contract_date": "Aufträge frühestens ab",
    "payments_until": "Zahlungen zählen bis",
    "rule_pack": "Regelpaket",
}


class GrantForm(FormSchema):
    """What the award notice says."""

    grant_id = Text(80, required=True)
    programme_id = Text(80, required=True)
    title = Text(200, required=True)
    phase = Choice(Phase, required=True)
    award_notice_number = Text(200, required=True)
    award_date = Day(required=True)
    funding_rate_bp = Percent(required=True)
    max_eligible_cents = Euro()
    max_grant_cents = Euro()
    period_start = Day(required=True)
    period_end = Day(required=True)
    earliest_contract_date = Day(required=True)
    payments_until = Day()
    rule_pack = Text(80, required=True)


@blueprint.get("/")
@access.page(*Role)
def start() -> AnyResponse:
    """All grants the user may read; who reads none is led to the own place."""
    who = principal()
    readers = READERS | {Role.FUNCTIONAL_ADMIN}
    if not who.holds(readers, None):
        return redirect(
            "/reporting/" if who.holds([Role.COMMITTEE], None) else "/budget/konto", 303
        )
    with budget().sessions.read() as session:
        grants = list_grants(session, only=who.grants(readers))
        rows = rows_of(session, grants, with_sums=who.grants(READERS))
    return page("budget/grants.html", rows=rows, today=today())


@blueprint.get("/zuwendungen/neu")
@access.page(Role.FUNCTIONAL_ADMIN)
def new_form() -> Response:
    """The form for a grant."""
    return _form_page(Form({"rule_pack": "kfw436-2020"}))


@blueprint.post("/zuwendungen/neu")
@access.page(Role.FUNCTIONAL_ADMIN)
def propose() -> AnyResponse:
    """Enters a grant; the head of finance confirms it."""

    def run(session: Session, data: Mapping[str, Any]) -> GrantResult:
        return propose_grant(session, NewGrant(**data), by=occasion(), means=means())

    def done(result: GrantResult) -> str:
        flash_outcome(
            "Die Zuwendung ist vorgeschlagen. Sie gilt, sobald die Kämmerei sie bestätigt.",
            result.warnings,
        )
        return url_for("budget_grants.start")

    return submit("propose_grant", GrantForm(), run, again=_form_page, done=done)


@blueprint.get("/zuwendungen/<grant_id>")
@access.page(*READERS, Role.FUNCTIONAL_ADMIN)
def show(grant_id: str) -> Response:
    """One grant: figures, charts, warnings, gates, what to do next."""
    return overview_page(grant_id, Form())


@blueprint.post("/zuwendungen/<grant_id>/bestaetigung")
@access.page(Role.HEAD_OF_FINANCE)
def confirm(grant_id: str) -> AnyResponse:
    """Makes a proposed grant active."""

    def run(session: Session, _data: Mapping[str, Any]) -> GrantResult:
        return confirm_grant(session, grant_id, by=occasion(), means=means())

    def done(result: GrantResult) -> str:
        flash_outcome("Die Zuwendung ist bestätigt und gilt.", result.warnings)
        return url_for("budget_grants.show", grant_id=grant_id)

    return submit(
        "confirm_grant",
        FormSchema(),
        run,
        again=lambda form: overview_page(grant_id, form),
        done=done,
    )


def _form_page(form: Form) -> Response:
    return page(
        "budget/grant_form.html",
        form=form,
        labels=LABELS,
        phases=options(Phase),
        packs=[(one, one) for one, pack in sorted(means().packs.items()) if pack.selectable],
    )
