"""Aufbewahrung: how long what stays and by which rule, holds, deletions, read tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.store.annual_accounts import Resolution
from services.budget.store.deletion import load_deletion
from services.budget.store.retention import load_hold
from services.budget.store.user import display_names
from services.budget.usecases.annual_accounts import (
    adopt_annual_accounts,
    confirm_annual_accounts,
    year_of,
)
from services.budget.usecases.deletion import (
    propose_deletion,
    release_deletion,
    withdraw_deletion,
)
from services.budget.usecases.everywhere import demand_everywhere
from services.budget.usecases.legal_hold import lift_hold, set_hold
from services.budget.usecases.read_test import documents_to_read, read_documents, record_read_test
from services.budget.usecases.retention_queries import retention_of
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.submission import demand_of, submit_here
from shared.web.access import occasion, principal
from shared.web.forms import Day, Form, FormSchema, Text, Whole

blueprint = Blueprint(
    "budget_retention",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/aufbewahrung",
)

_HEADS: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
LABELS: Final = {
    "budget_year": "Haushaltsjahr",
    "resolved_on": "Beschluss des Rates vom",
    "reference": "Fundstelle",
    "reason": "Grund",
}


class ResolutionForm(FormSchema):
    """The council's resolution on annual accounts."""

    budget_year = Whole(2000, 2099, required=True)
    resolved_on = Day(required=True)
    reference = Text(200, required=True)


class ReasonForm(FormSchema):
    """Why it is done."""

    reason = Text(1000, required=True)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """How long what stays."""
    return _page(grant_id, Form())


@blueprint.post("/jahresabschluss")
@access.page(Role.HEAD_OF_FINANCE)
def adopt(grant_id: str) -> AnyResponse:
    """Notes the council's resolution; it concerns all grants."""
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE])

    def run(session: Session, data: Mapping[str, Any]) -> None:
        adopt_annual_accounts(session, Resolution(**data), by=occasion())

    said = "Der Beschluss ist vermerkt. Er zählt, sobald eine zweite Person ihn bestätigt."
    return submit_here("adopt_annual_accounts", ResolutionForm(), run, said, page=_page)


@blueprint.post("/jahresabschluss/<budget_year>/bestaetigung")
@access.page(*_HEADS)
def confirm(grant_id: str, budget_year: str) -> AnyResponse:
    """Makes a resolution count, by a second person."""
    demand_everywhere(principal(), _HEADS)

    def run(session: Session, _data: Mapping[str, Any]) -> None:
        confirm_annual_accounts(session, year_of(budget_year), by=occasion())

    said = "Der Beschluss ist bestätigt; die Fristen sind neu berechnet."
    return submit_here("confirm_annual_accounts", FormSchema(), run, said, page=_page)


@blueprint.post("/sperre")
@access.page(Role.GRANT_OFFICER, Role.AUDITOR, *_HEADS)
def hold(grant_id: str) -> AnyResponse:
    """Sets a hold."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        return set_hold(session, grant_id, data["reason"], by=occasion())

    said = "Die Löschsperre gilt: aus dieser Zuwendung wird nichts gelöscht."
    return submit_here("set_hold", ReasonForm(), run, said, page=_page)


@blueprint.post("/sperre/<hold_id>/aufhebung")
@access.page(Role.AUDITOR, *_HEADS)
def lift(grant_id: str, hold_id: str) -> AnyResponse:
    """Lifts a hold, by another person."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        demand_of(
            grant_id, load_hold(session, hold_id).grant_id, "hold_unknown", "Diese Löschsperre"
        )
        return lift_hold(session, hold_id, data["reason"], by=occasion())

    said = "Die Löschsperre ist aufgehoben."
    return submit_here("lift_hold", ReasonForm(), run, said, page=_page)


@blueprint.post("/loeschung")
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str) -> AnyResponse:
    """Proposes what may go."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        return propose_deletion(session, grant_id, data["reason"], by=occasion(), means=means())

    said = "Die Löschung ist vorgeschlagen. Gelöscht wird erst mit der Freigabe."
    return submit_here("propose_deletion", ReasonForm(), run, said, page=_page)


@blueprint.post("/loeschung/<deletion_id>/freigabe")
@access.page(*_HEADS)
def release(grant_id: str, deletion_id: str) -> AnyResponse:
    """Erases, by a second person."""

    def run(session: Session, _data: Mapping[str, Any]) -> object:
        _demand_deletion(session, grant_id, deletion_id)
        return release_deletion(session, deletion_id, by=occasion(), means=means())

    said = "Die Unterlagen sind gelöscht; das Löschprotokoll bleibt."
    return submit_here("release_deletion", FormSchema(), run, said, page=_page)


@blueprint.post("/loeschung/<deletion_id>/ruecknahme")
@access.page(Role.GRANT_OFFICER, *_HEADS)
def withdraw(grant_id: str, deletion_id: str) -> AnyResponse:
    """Takes a proposal back."""

    def run(session: Session, data: Mapping[str, Any]) -> object:
        _demand_deletion(session, grant_id, deletion_id)
        return withdraw_deletion(session, deletion_id, data["reason"], by=occasion())

    said = "Der Löschvorschlag ist zurückgenommen."
    return submit_here("withdraw_deletion", ReasonForm(), run, said, page=_page)


@blueprint.post("/lesetest")
@access.page(Role.GRANT_OFFICER, Role.AUDITOR)
def read_test(grant_id: str) -> AnyResponse:
    """Reads every document of the grant again; the reading itself needs no transaction."""
    with budget().sessions.read() as session:
        named, erased = documents_to_read(session, grant_id)
    result = read_documents(means().files, named, erased)

    def run(session: Session, _data: Mapping[str, Any]) -> object:
        return record_read_test(session, grant_id, result, by=occasion())

    said = f"{result.files} Unterlagen gelesen: " + (
        "alle sind unverändert da."
        if result.is_whole
        else f"{len(result.missing)} fehlen, {len(result.damaged)} sind verändert."
    )
    return submit_here("record_read_test", FormSchema(), run, said, page=_page)


def _demand_deletion(session: Session, grant_id: str, deletion_id: str) -> None:
    owner = load_deletion(session, deletion_id).grant_id
    demand_of(grant_id, owner, "deletion_unknown", "Diese Löschung")


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        found = retention_of(session, grant_id, by=occasion(), means=means())
        people = {one.set_by for one in found.holds} | {one.proposed_by for one in found.deletions}
        people |= {one.lifted_by or "" for one in found.holds}
        people |= {one.released_by or "" for one in found.deletions}
        people |= {one.stated_by for one in found.waiting}
        names = display_names(session, people)
    return grant_page(
        "budget/retention.html",
        found.grant,
        form=form,
        labels=LABELS,
        found=found,
        names=names,
        actor=occasion().actor,
    )
