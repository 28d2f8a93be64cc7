"""The sums the reports use, each with the ids it adds up."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from services.reporting.api import access, reporting
from services.reporting.api.figures_schema import FiguresSchema
from services.reporting.api.schemas import PeriodQuerySchema
from services.reporting.domain.sums import GrantSums, LineSums, RowSums, YearSums, ratio_bp
from services.reporting.usecases.reading import Figures, figures
from services.reporting.usecases.rights import DRAFT_READERS
from shared.web.openapi import Blueprint

blueprint = Blueprint("reporting_figures_api", __name__, description="Zahlen")

_ROW_SUMS = ("committed", "paid", "eligible", "expected_eligible")


@blueprint.route("/grants/<grant_id>/figures")
@access.api(*DRAFT_READERS)
@blueprint.arguments(PeriodQuerySchema, location="query")
@blueprint.response(200, FiguresSchema)
def show(query: dict[str, Any], grant_id: str) -> Response:
    """Figures as of the last day of the period, from everything read so far."""
    with reporting().sessions.read() as session:
        found = figures(session, grant_id, query["period"])
    return jsonify(figures_as_json(found))


def figures_as_json(found: Figures) -> dict[str, Any]:
    """The promised shape."""
    sums = found.sums
    return {
        "period": str(found.period),
        "as_of": sums.as_of.isoformat(),
        "next_offset": found.next_offset,
        "rule_pack": sums.terms.rule_pack,
        "rule_pack_version": sums.terms.rule_pack_version,
        **_sums(sums),
        "lines": [_line(one) for one in sums.lines],
        "years": [_year(one) for one in found.years],
        "ids": _ids_of(sums),
    }


def _sums(sums: GrantSums) -> dict[str, Any]:
    return {
        "planned_cents": sums.planned_cents,
        **_cents(sums.rows),
        "claimable_cents": sums.rows.claimable.cents,
        "entitlement_cents": sums.entitlement.amount_cents,
        "called_cents": sums.called.cents,
        "received_cents": sums.received.cents,
        "overdrawn_cents": sums.overdrawn_cents,
        "own_share_cents": sums.own_share_cents,
        "municipal_extra_cents": sums.municipal_extra_cents,
        "remaining_cents": sums.remaining_cents,
        "use_bp": sums.use_bp,
        "preliminary": sums.preliminary,
    }


def _ids_of(sums: GrantSums) -> dict[str, list[str]]:
    rows = sums.rows
    return {
        **_ids(rows),
        "claimable_cents": list(rows.claimable.ids),
        "entitlement_cents": list(rows.claimable.ids),
        "called_cents": list(sums.called.ids),
        "received_cents": list(sums.received.ids),
        "own_share_cents": list(rows.eligible.ids),
        "municipal_extra_cents": list(rows.paid.ids),
    }


def _line(line: LineSums) -> dict[str, Any]:
    return {
        "budget_line": line.budget_line,
        "planned_cents": line.planned_cents,
        **_cents(line.sums),
        "remaining_cents": line.remaining_cents,
        "overrun_cents": line.overrun_cents,
        "overrun_bp": ratio_bp(line.overrun_cents, line.planned_cents),
        "ids": _ids(line.sums),
    }


def _year(year: YearSums) -> dict[str, Any]:
    committed, paid = year.sums.committed, year.sums.paid
    return {
        "budget_year": year.budget_year,
        "planned_cents": year.planned_cents,
        "committed_cents": committed.cents,
        "paid_cents": paid.cents,
        "ids": {"committed_cents": list(committed.ids), "paid_cents": list(paid.ids)},
    }


def _cents(sums: RowSums) -> dict[str, int]:
    return {f"{name}_cents": getattr(sums, name).cents for name in _ROW_SUMS}


def _ids(sums: RowSums) -> dict[str, list[str]]:
    return {f"{name}_cents": list(getattr(sums, name).ids) for name in _ROW_SUMS}
