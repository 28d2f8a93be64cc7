"""Mittelverschiebungen: the log of shifts, proposing one, releasing it as a new plan version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.plan import Category
from services.budget.domain.reallocation import Reallocation, Shift
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.reallocation import load_reallocation, reallocations_of
from services.budget.store.user import display_names
from services.budget.usecases.reallocation import (
    ReallocationResult,
    propose_reallocation,
    release_reallocation,
    withdraw_reallocation,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.labels import options
from services.budget.web.submission import demand_of, submit_here
from shared.web.access import occasion
from shared.web.forms import Choice, Euro, Form, FormSchema, Text, Whole

blueprint = Blueprint(
    "budget_reallocations",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/verschiebungen",
)

LABELS: Final = {
    "from_line": "Von Einzelansatz",
    "from_year": "Aus Haushaltsjahr",
    "to_line": "Nach Einzelansatz",
    "to_year": "In Haushaltsjahr",
    "amount_cents": "Betrag",
    "to_measure": "Maßnahme eines neuen Ansatzes",
    "to_category": "Kostenart eines neuen Ansatzes",
    "reason": "Begründung",
    "reference": "Schreiben des Zuwendungsgebers",
    "category_reason": "Begründung des Wechsels der Kostenart",
}
_YEARS: Final = (2000, 2099)


class ShiftForm(FormSchema):
    """One shift."""

    from_line = Text(200, required=True)
    from_year = Whole(*_YEARS, required=True)
    to_line = Text(200, required=True)
    to_year = Whole(*_YEARS, required=True)
    amount_cents = Euro(required=True)
    to_measure = Text(80)
    to_category = Choice(Category)
    reason = Text(2000, required=True)
    reference = Text(200, load_default="")
    category_reason = Text(2000, load_default="")


class ConsentForm(FormSchema):
    """The letter of the funder, where it came only now."""

    reference = Text(200)


class WithdrawalForm(FormSchema):
    """Why a proposal is taken back."""

    reason = Text(1000, load_default="")


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """The log of shifts, and the form for one."""
    return _page(grant_id, Form())


@blueprint.post("")
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str) -> AnyResponse:
    """Proposes a shift."""

    def run(session: Session, data: Mapping[str, Any]) -> ReallocationResult:
        heads = ("reason", "reference", "category_reason")
        shift = Shift(**{name: value for name, value in data.items() if name not in heads})
        new = Reallocation(shifts=(shift,), **{name: data[name] for name in heads})
        return propose_reallocation(session, grant_id, new, by=occasion(), means=means())

    said = "Die Verschiebung ist vorgeschlagen; eine zweite Person gibt sie frei."
    return submit_here("propose_reallocation", ShiftForm(), run, said, page=_page)


@blueprint.post("/<reallocation_id>/freigabe")
@access.page(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
def release(grant_id: str, reallocation_id: str) -> AnyResponse:
    """Turns a proposal into a plan version."""

    def run(session: Session, data: Mapping[str, Any]) -> ReallocationResult:
        _demand_of(session, grant_id, reallocation_id)
        reference = data.get("reference")
        return release_reallocation(
            session, reallocation_id, reference, by=occasion(), means=means()
        )

    said = "Die Verschiebung ist freigegeben; eine neue Planfassung gilt."
    return submit_here("release_reallocation", ConsentForm(), run, said, page=_page)


@blueprint.post("/<reallocation_id>/ruecknahme")
@access.page(Role.GRANT_OFFICER)
def withdraw(grant_id: str, reallocation_id: str) -> AnyResponse:
    """Takes a proposal back."""

    def run(session: Session, data: Mapping[str, Any]) -> ReallocationResult:
        _demand_of(session, grant_id, reallocation_id)
        return withdraw_reallocation(session, reallocation_id, data["reason"], by=occasion())

    said = "Die Verschiebung ist zurückgezogen."
    return submit_here("withdraw_reallocation", WithdrawalForm(), run, said, page=_page)


def _demand_of(session: Session, grant_id: str, reallocation_id: str) -> None:
    """The role was checked for the grant of the address: the shift must be one of it."""
    demand_of(
        grant_id,
        load_reallocation(session, reallocation_id).grant_id,
        "reallocation_unknown",
        "Diese Mittelverschiebung",
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = reallocations_of(session, grant_id)
        names = display_names(session, {one.created_by for one in records})
        plan = plan_in_force(session, grant_id)
        measures = measures_of(session, grant_id)
    return grant_page(
        "budget/reallocations.html",
        grant,
        form=form,
        labels=LABELS,
        records=list(reversed(records)),
        names=names,
        actor=occasion().actor,
        lines=[(name, name) for name in (plan.lines if plan else ())],
        measures=[(one.measure_id, one.measure.title) for one in measures],
        categories=options(Category),
    )
