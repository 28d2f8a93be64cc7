"""Bescheid: the terms in force, the amending notices, proposal and confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.grant import AMENDABLE, Amendment
from services.budget.store.amendment import AmendmentRecord, amendment_records, load_amendment
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.usecases.amendment import (
    AmendmentResult,
    confirm_amendment,
    propose_amendment,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.submission import flash_outcome, submit
from services.budget.web.upload import stored_upload
from shared.errors import NotFound, Violation
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Day, Euro, Form, FormSchema, Percent, Text

blueprint = Blueprint(
    "budget_amendments",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/bescheid",
)

_FILE_BYTES: Final = 25 * 1024 * 1024

LABELS: Final = {
    "reference": "Aktenzeichen",
    "decided_on": "Datum des Änderungsbescheids",
    "valid_from": "Gilt ab",
    "funding_rate_bp": "Fördersatz in Prozent",
    "max_eligible_cents": "Höchstbetrag der zuwendungsfähigen Ausgaben",
    "max_grant_cents": "Höchstbetrag der Zuwendung",
    "period_end": "Ende des Bewilligungszeitraums",
    "payments_until": "Zahlungen zählen bis",
    "rule_pack": "Regelpaket",
}


class AmendmentForm(FormSchema):
    """What the form asks for; what stays empty stays as it is."""

    reference = Text(200, required=True)
    decided_on = Day(required=True)
    valid_from = Day(required=True)
    funding_rate_bp = Percent()
    max_eligible_cents = Euro()
    max_grant_cents = Euro()
    period_end = Day()
    payments_until = Day()
    rule_pack = Text(80)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """Terms and amendments."""
    return _page(grant_id, Form())


@blueprint.post("")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def propose(grant_id: str) -> AnyResponse:
    """Enters an amending notice; head of finance confirms it."""

    def run(session: Session, data: Mapping[str, Any]) -> AmendmentResult:
        changes = {name: value for name, value in data.items() if name in AMENDABLE}
        new = Amendment(data["reference"], data["decided_on"], data["valid_from"], changes)
        kept = stored_upload("file")
        sha256 = kept.sha256 if kept else None
        return propose_amendment(
            session, grant_id, new, by=occasion(), means=means(), file_sha256=sha256
        )

    def done(result: AmendmentResult) -> str:
        flash_outcome(
            "Der Änderungsbescheid ist erfasst. Er gilt, sobald die Kämmerei ihn bestätigt.",
            result.warnings,
        )
        return url_for("budget_amendments.show", grant_id=grant_id)

    return submit(
        "propose_amendment",
        AmendmentForm(),
        run,
        again=lambda form: _page(grant_id, form),
        done=done,
    )


@blueprint.post("/<amendment_id>/bestaetigung")
@access.page(Role.HEAD_OF_FINANCE)
def confirm(grant_id: str, amendment_id: str) -> AnyResponse:
    """Puts the new terms in force; every expenditure is assessed anew."""

    def run(session: Session, _data: Mapping[str, Any]) -> AmendmentResult:
        # The role was checked for the grant of the address: the amendment must be one of it.
        if load_amendment(session, amendment_id).grant_id != grant_id:
            message = "Diesen Änderungsbescheid gibt es in dieser Zuwendung nicht."
            raise NotFound([Violation("amendment_unknown", "GOV-01", message)])
        return confirm_amendment(session, amendment_id, by=occasion(), means=means())

    def done(result: AmendmentResult) -> str:
        flash_outcome(
            "Der Änderungsbescheid ist bestätigt. Alle Ausgaben sind danach neu bewertet.",
            result.warnings,
        )
        return url_for("budget_amendments.show", grant_id=grant_id)

    return submit(
        "confirm_amendment",
        FormSchema(),
        run,
        again=lambda form: _page(grant_id, form),
        done=done,
    )


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = amendment_records(session, grant_id)
        names = display_names(session, {grant.created_by, *(one.created_by for one in records)})
    return grant_page(
        "budget/amendments.html",
        grant,
        form=form,
        labels=LABELS,
        terms=grant.terms(today()),
        rules=grant.rules(means().packs, today()),
        records=records,
        changes={one.amendment_id: _changes(one) for one in records},
        names=names,
        actor=occasion().actor,
        packs=[(one, one) for one, pack in sorted(means().packs.items()) if pack.selectable],
    )


def _changes(record: AmendmentRecord) -> list[tuple[str, str, object]]:
    """Label, kind of value and value of what an amendment changes."""
    return [
        (LABELS.get(name, name), name.rsplit("_", 1)[-1], value)
        for name, value in sorted(record.amendment.changes.items())
    ]
