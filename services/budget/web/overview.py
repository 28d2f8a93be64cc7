"""Überblick: what a grant comes to today, what is open, what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, url_for
from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.domain.balance import Balance
from services.budget.store.balance import receipts_of
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.measure import measures_of, statuses_of
from services.budget.store.money_flow import money_flow
from services.budget.store.plan_in_force import counting_versions
from services.budget.store.user import display_names
from services.budget.usecases.balance import balance_of
from services.budget.usecases.open_warnings import open_warnings
from services.budget.web import budget, means
from services.budget.web.charts import bars_of, flow_of
from services.budget.web.deadlines import pressing
from services.budget.web.grant_pages import grant_page, today
from shared.web.access import occasion, principal
from shared.web.forms import Form


@dataclass(frozen=True)
class GrantRow:
    """One line of the list of grants; `sums` is None for who may not read figures."""

    grant: GrantRecord
    sums: Balance | None


@dataclass(frozen=True)
class NextStep:
    """Something this user can do now."""

    text: str
    href: str


def rows_of(
    session: Session, grants: Sequence[GrantRecord], *, with_sums: Collection[str] | None
) -> list[GrantRow]:
    """The grants with their sums; `with_sums` None means all of them."""
    day = today()
    return [
        GrantRow(
            grant,
            balance_of(session, grant.grant_id, day, means=means())
            if with_sums is None or grant.grant_id in with_sums
            else None,
        )
        for grant in grants
    ]


def overview_page(grant_id: str, form: Form) -> Response:
    """The page of one grant. Who only administers sees its terms, not its figures."""
    may_read = principal().holds(READERS, grant_id)
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        values = _figures(session, grant) if may_read and grant.is_active else {}
        steps = list(_next_steps(session, grant, values.get("sums")))
        names = display_names(session, {grant.created_by})
    return grant_page(
        "budget/grant.html",
        grant,
        form=form,
        terms=grant.terms(today()),
        gates=grant.gates(means().packs, today()),
        steps=steps,
        names=names,
        is_own=occasion().actor == grant.created_by,
        **values,
    )


def _figures(session: Session, grant: GrantRecord) -> dict[str, object]:
    day = today()
    sums = balance_of(session, grant.grant_id, day, means=means())
    receipts = [(one.received_on, one.amount_cents) for one in receipts_of(session, grant.grant_id)]
    return {
        "sums": sums,
        "counting": counting_versions(session, grant.grant_id),
        "bars": bars_of(sums.lines),
        "flow": flow_of(
            money_flow(session, grant.grant_id), receipts, grant.terms(day).period_start, day
        ),
        "warnings": open_warnings(session, grant, day, means=means(), with_figures=True),
        "measures": measures_of(session, grant.grant_id),
        "pressing": pressing(session, [grant]),
        "newest": {one.measure_id: one for one in statuses_of(session, grant.grant_id)},
    }


def _next_steps(session: Session, grant: GrantRecord, sums: object) -> Iterator[NextStep]:
    is_officer = principal().holds([Role.GRANT_OFFICER], grant.grant_id)
    at: dict[str, Any] = {"grant_id": grant.grant_id}
    if not is_officer or not isinstance(sums, Balance):
        return
    takeover = NextStep(
        "Laufende Zuwendung übernehmen", url_for("budget_openings.upload_form", **at)
    )
    if not measures_of(session, grant.grant_id):
        yield NextStep("Maßnahmen anlegen", url_for("budget_measures.new_form", **at))
        yield takeover
        return
    if not sums.planned_cents:
        yield NextStep("Finanzierungsplan anlegen", url_for("budget_plans.new_version", **at))
        yield takeover
        return
    yield NextStep("Ausgabe erfassen", url_for("budget_entry.new_form", **at))
    callable_cents = sums.entitlement.amount_cents - sums.called_cents
    if callable_cents > 0:
        yield NextStep("Mittelabruf vorbereiten", url_for("budget_drawdowns.show_all", **at))
