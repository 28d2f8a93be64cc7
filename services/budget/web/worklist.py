"""Arbeitsliste: what waits for this person, and certifying many rows at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.grant import list_grants
from services.budget.usecases.certification import RowAnswer, certify_expenditures
from services.budget.usecases.certification_right import demand_certifier
from services.budget.usecases.queries import ShownExpenditure, work_list
from services.budget.web import TEMPLATES, access, budget, execute, means, page
from services.budget.web.deadlines import pressing
from services.budget.web.labels import heading
from services.budget.web.releases import open_releases
from shared.errors import Forbidden
from shared.web.access import occasion, principal

blueprint = Blueprint("budget_worklist", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_CERTIFIERS: Final = (Role.FACTUAL_CERTIFIER, Role.ARITHMETICAL_CERTIFIER, Role.PROJECT_LEAD)


@blueprint.get("/arbeitsliste")
@access.page(*(READERS - {Role.AUDITOR}))
def show() -> Response:
    """Everything that waits for the user, by what is to be done."""
    who = principal()
    with budget().sessions.read() as session:
        waiting = work_list(session, who, means=means())
        releases = open_releases(session, who)
        grants = {one.grant_id: one for one in list_grants(session, only=who.grants(READERS))}
        pressed = pressing(session, list(grants.values()))
    return page(
        "budget/worklist.html",
        certifications=[
            (kind, _by_grant(waiting[kind.value]))
            for kind in CertificationKind
            if kind.value in waiting
        ],
        returned=waiting.get("returned"),
        releases=releases,
        grants=grants,
        pressing=[one for one in pressed if who.holds(one.roles, one.grant.grant_id)],
    )


@blueprint.post("/zuwendungen/<grant_id>/feststellungen")
@access.page(*_CERTIFIERS)
def certify_many(grant_id: str) -> AnyResponse:
    """Certifies the chosen rows; one that is refused stops no other."""
    try:
        kind = CertificationKind(request.form.get("kind", ""))
    except ValueError:
        abort(400)
    chosen = request.form.getlist("expenditure_ids")
    if not chosen:
        flash("Es war keine Zeile angekreuzt.", "warning")
        return redirect(url_for("budget_worklist.show"), 303)

    def run(session: Session) -> list[RowAnswer]:
        for expenditure_id in chosen:
            demand_certifier(session, principal(), kind, expenditure_id)
        return certify_expenditures(session, grant_id, kind, chosen, by=occasion(), means=means())

    try:
        answers = execute("certify_expenditures", occasion(), run)
    except Forbidden:
        route = f"{request.method} {request.url_rule}"
        budget().record_denial(route, list(_CERTIFIERS), occasion(), grant_id)
        raise
    _tell(kind, answers)
    return redirect(url_for("budget_worklist.show"), 303)


def _by_grant(rows: list[ShownExpenditure]) -> Mapping[str, list[ShownExpenditure]]:
    found: dict[str, list[ShownExpenditure]] = {}
    for one in rows:
        found.setdefault(one.row.grant_id, []).append(one)
    return found


def _tell(kind: CertificationKind, answers: list[RowAnswer]) -> None:
    done = sum(1 for one in answers if one.assessed is not None)
    if done:
        rows = "Ausgabe" if done == 1 else "Ausgaben"
        flash(f"{heading(kind)} für {done} {rows} getroffen.", "success")
    refused: dict[str, Any] = {}
    for one in answers:
        for violation in one.violations:
            if one.assessed is None:
                refused[violation.message] = refused.get(violation.message, 0) + 1
    for message, times in refused.items():
        flash(f"{times}-mal abgelehnt: {message}", "danger")
