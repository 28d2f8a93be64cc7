"""Ausnahmegenehmigungen: ask for one, approve it, revoke it; all of a grant on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS
from services.budget.domain.waiver import NewWaiver, Target, WaiverState
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.store.waiver import WaiverRecord, load_waiver, waivers_of
from services.budget.usecases.waiver import (
    APPROVERS,
    PROPOSERS,
    approve_waiver,
    propose_waiver,
    revoke_waiver,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.submission import demand_of, flash_outcome, submit
from services.budget.web.upload import stored_upload
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Day, Form, FormSchema, Text

blueprint = Blueprint(
    "budget_waivers",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/ausnahmen",
)

_FILE_BYTES: Final = 25 * 1024 * 1024
_TARGET: Final = ("object", "rule", "code", "field")

LABELS: Final = {
    "reason": "Begründung",
    "expires_on": "Gilt bis einschließlich",
    "file": "Schriftstück",
}
STATES: Final = {
    WaiverState.PROPOSED: ("warning", "wartet auf Genehmigung"),
    WaiverState.APPROVED: ("success", "gilt"),
    WaiverState.EXPIRED: ("info", "abgelaufen"),
    WaiverState.REVOKED: ("info", "widerrufen"),
}


class WaiverForm(FormSchema):
    """The finding comes with the link from where it was shown."""

    object = Text(200, required=True)
    rule = Text(20, required=True)
    code = Text(80, required=True)
    field = Text(80)
    reason = Text(2000, required=True)
    expires_on = Day(required=True)


class RevocationForm(FormSchema):
    """Why a waiver ends."""

    reason = Text(2000, required=True)


@blueprint.get("")
@access.page(*READERS)
def show_all(grant_id: str) -> Response:
    """All waivers; the form where a finding is named in the address."""
    return _page(grant_id, Form())


@blueprint.post("")
@body_limit(_FILE_BYTES)
@access.page(*PROPOSERS)
def propose(grant_id: str) -> AnyResponse:
    """Asks for a waiver."""

    def run(session: Session, data: Mapping[str, Any]) -> WaiverRecord:
        kept = stored_upload("file")
        target = Target(data["object"], data["rule"], data["code"], data.get("field") or "")
        new = NewWaiver(target, data["reason"], data["expires_on"], kept.sha256 if kept else None)
        return propose_waiver(session, grant_id, new, by=occasion(), means=means())

    def done(_record: WaiverRecord) -> str:
        flash_outcome(
            "Die Ausnahme ist beantragt. Sie gilt, sobald Kämmerei oder Programmleitung sie "
            "genehmigt."
        )
        return url_for("budget_waivers.show_all", grant_id=grant_id)

    return submit(
        "propose_waiver", WaiverForm(), run, again=lambda form: _page(grant_id, form), done=done
    )


@blueprint.post("/<waiver_id>/genehmigung")
@access.page(*APPROVERS)
def approve(grant_id: str, waiver_id: str) -> AnyResponse:
    """Lifts the finding, by a second person."""

    def run(session: Session, _data: Mapping[str, Any]) -> WaiverRecord:
        _demand_of_grant(session, grant_id, waiver_id)
        return approve_waiver(session, waiver_id, by=occasion(), means=means())

    def done(record: WaiverRecord) -> str:
        flash_outcome(f"Die Ausnahme Nr. {record.number} ist genehmigt und gilt ab heute.")
        return url_for("budget_waivers.show_all", grant_id=grant_id)

    return submit(
        "approve_waiver", FormSchema(), run, again=lambda form: _page(grant_id, form), done=done
    )


@blueprint.post("/<waiver_id>/widerruf")
@access.page(*APPROVERS)
def revoke(grant_id: str, waiver_id: str) -> AnyResponse:
    """Ends a waiver at once, or turns a proposal down."""

    def run(session: Session, data: Mapping[str, Any]) -> WaiverRecord:
        _demand_of_grant(session, grant_id, waiver_id)
        return revoke_waiver(session, waiver_id, data["reason"], by=occasion(), means=means())

    def done(record: WaiverRecord) -> str:
        flash_outcome(f"Die Ausnahme Nr. {record.number} ist widerrufen; der Befund ist zurück.")
        return url_for("budget_waivers.show_all", grant_id=grant_id)

    return submit(
        "revoke_waiver", RevocationForm(), run, again=lambda form: _page(grant_id, form), done=done
    )


def _demand_of_grant(session: Session, grant_id: str, waiver_id: str) -> None:
    """The role was checked for the grant of the address: the waiver must be one of it."""
    demand_of(
        grant_id,
        load_waiver(session, waiver_id).grant_id,
        "waiver_unknown",
        "Diese Ausnahmegenehmigung",
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = waivers_of(session, grant_id)
        people = {one for row in records for one in (row.created_by, row.approved_by) if one}
        names = display_names(session, people)
    asked = {name: request.values.get(name, "")[:200] for name in _TARGET}
    return grant_page(
        "budget/waivers.html",
        grant,
        form=form,
        labels=LABELS,
        records=[(one, *STATES[one.state(today())], _href(one)) for one in records],
        asked=asked if asked["object"] and asked["rule"] and asked["code"] else None,
        names=names,
        actor=occasion().actor,
    )


def _href(record: WaiverRecord) -> str:
    """The page of the object the waiver is for."""
    kind, _, identity = record.new.target.subject.partition("/")
    if kind == "expenditure":
        return url_for("budget_expenditure.show", expenditure_id=identity)
    if kind == "drawdown":
        return url_for("budget_drawdowns.show", drawdown_id=identity)
    if kind == "procurement":
        return url_for("budget_procurement.show", grant_id=record.grant_id, procurement_id=identity)
    if kind == "measure":
        return url_for("budget_measures.show", grant_id=record.grant_id, measure_id=identity)
    version = identity.rpartition(".")[2]
    return url_for("budget_plans.one_version", grant_id=record.grant_id, version=version)
