"""Inventar: all items of a grant, receipts that lack one, and taking an item in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.inventory import NewItem
from services.budget.domain.parameters.inventory import AssetClass
from services.budget.store.measure import measures_of
from services.budget.usecases.inventory import ItemResult, record_item
from services.budget.usecases.inventory_queries import Inventory, inventory_of
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.inventory_csv import csv_lines
from services.budget.web.inventory_forms import LABELS, ItemForm
from services.budget.web.labels import options
from services.budget.web.submission import flash_outcome, submit
from shared.web.access import occasion
from shared.web.forms import Form, filled_form

blueprint = Blueprint(
    "budget_inventory",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/inventar",
)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """All items; the form is filled from a receipt where the address names one."""
    return _page(grant_id, None)


@blueprint.get("/inventar.csv")
@access.page(*READERS)
def table(grant_id: str) -> Response:
    """The inventory as CSV."""
    with budget().sessions.read() as session:
        found = inventory_of(session, grant_id, today(), means=means())
    response = Response(csv_lines(found.items), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="inventar.csv"'
    return response


@blueprint.post("")
@access.page(Role.GRANT_OFFICER)
def record(grant_id: str) -> AnyResponse:
    """Takes an item into the inventory."""

    def run(session: Session, data: Mapping[str, Any]) -> ItemResult:
        return record_item(session, grant_id, NewItem(**data), by=occasion(), means=means())

    def done(result: ItemResult) -> str:
        flash_outcome(f"Inventar Nr. {result.record.number} ist erfasst.", result.warnings)
        return url_for("budget_inventory.show", grant_id=grant_id)

    return submit(
        "record_inventory_item",
        ItemForm(),
        run,
        again=lambda form: _page(grant_id, form),
        done=done,
    )


def _page(grant_id: str, form: Form | None) -> Response:
    with budget().sessions.read() as session:
        found = inventory_of(session, grant_id, today(), means=means())
        measures = [(one.measure_id, one.measure.title) for one in measures_of(session, grant_id)]
    return grant_page(
        "budget/inventory.html",
        found.grant,
        form=form or _proposed(found, request.args.get("beleg", "")),
        labels=LABELS,
        found=found,
        measures=measures,
        classes=options(AssetClass),
    )


def _proposed(found: Inventory, expenditure_id: str) -> Form:
    """The form with what the receipt says."""
    for one in (proposal.receipt for proposal in found.proposals):
        if one.expenditure_id == expenditure_id:
            values = {
                "expenditure_id": expenditure_id,
                "measure_id": one.measure_id,
                "acquired_on": one.payment_date,
                "net_cents": one.net_cents,
                "vat_cents": one.vat_cents,
            }
            return filled_form(values)
    return Form()
