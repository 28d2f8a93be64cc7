"""Vergabeakten: the list of a grant, opening one, revising its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.procurement_entry import NewProcurement
from services.budget.domain.procurement_words import RELATIONS
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.procurement_reading import procurements_of
from services.budget.usecases.procurement import (
    facts_with_creditor,
    open_procurement,
    revise_procurement,
)
from services.budget.usecases.procurement_assessment import ProcurementResult
from services.budget.usecases.procurement_queries import creditors_of
from services.budget.usecases.queries import known_creditors
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.procurement_form import (
    ProcurementForm,
    choices,
    facts_of_form,
    form_of_facts,
)
from services.budget.web.procurement_pages import STATES, file_of_grant
from services.budget.web.submission import flash_outcome, submit
from shared.errors import errors_only
from shared.web.access import occasion
from shared.web.forms import Form, filled_form

blueprint = Blueprint(
    "budget_procurements",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/vergaben",
)


@blueprint.get("")
@access.page(*READERS)
def show_all(grant_id: str) -> Response:
    """All files by number, with what is open."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = procurements_of(session, grant_id)
        names = creditors_of(session, records, means=means())
    return grant_page(
        "budget/procurements.html",
        grant,
        rows=[
            (
                one,
                names.get(one.procurement_id, ""),
                len(errors_only(one.findings)),
                *STATES[one.file.status],
            )
            for one in records
        ],
        relations=RELATIONS,
    )


@blueprint.get("/neu")
@access.page(Role.GRANT_OFFICER)
def new_form(grant_id: str) -> Response:
    """The form for a file."""
    return _form_page(grant_id, filled_form({"kind": "services"}))


@blueprint.post("/neu")
@access.page(Role.GRANT_OFFICER)
def record(grant_id: str) -> AnyResponse:
    """Opens a file."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        new = NewProcurement(**facts_of_form(data))
        return open_procurement(session, grant_id, new, by=occasion(), means=means())

    return submit(
        "open_procurement",
        ProcurementForm(),
        run,
        again=lambda form: _form_page(grant_id, form, request.form.getlist("clauses")),
        done=lambda result: _done(result, "Die Vergabeakte ist angelegt."),
    )


@blueprint.get("/<procurement_id>/angaben")
@access.page(Role.GRANT_OFFICER)
def change_form(grant_id: str, procurement_id: str) -> Response:
    """The form with the facts as they are."""
    with budget().sessions.read() as session:
        found = file_of_grant(session, grant_id, procurement_id)
        facts = facts_with_creditor(session, found, means())
    return _form_page(grant_id, form_of_facts(facts), facts.clauses, procurement_id)


@blueprint.post("/<procurement_id>/angaben")
@access.page(Role.GRANT_OFFICER)
def change(grant_id: str, procurement_id: str) -> AnyResponse:
    """Replaces the facts."""

    def run(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        file_of_grant(session, grant_id, procurement_id)
        facts, reason = facts_of_form(data), data["reason"]
        return revise_procurement(
            session, procurement_id, facts, reason, by=occasion(), means=means()
        )

    return submit(
        "revise_procurement",
        ProcurementForm(),
        run,
        again=lambda form: _form_page(
            grant_id, form, request.form.getlist("clauses"), procurement_id
        ),
        done=lambda result: _done(result, "Die Angaben sind gespeichert."),
    )


def _done(result: ProcurementResult, said: str) -> str:
    flash_outcome(said, result.warnings)
    record = result.record
    return url_for(
        "budget_procurement.show",
        grant_id=record.grant_id,
        procurement_id=record.procurement_id,
    )


def _form_page(
    grant_id: str, form: Form, chosen: Iterable[str] = (), procurement_id: str = ""
) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        measures = measures_of(session, grant_id)
        creditors = known_creditors(session, grant_id, means=means())
    return grant_page(
        "budget/procurement_form.html",
        grant,
        form=form,
        chosen=list(chosen),
        procurement_id=procurement_id,
        measures=[(one.measure_id, f"{one.measure_id} · {one.measure.title}") for one in measures],
        creditors=creditors,
        **choices(),
    )
