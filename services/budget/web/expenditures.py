"""Ausgaben: the list with filters, page by page and as CSV; orders with what is left of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from flask import Blueprint, Response, request, url_for

from contracts.roles import READERS
from services.budget.domain.expenditure import Status
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.usecases.queries import (
    ExpenditureQuery,
    ShownExpenditure,
    count_expenditures,
    known_orders,
    lines_of_grant,
    list_expenditures,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.expenditure_csv import csv_lines
from services.budget.web.grant_pages import grant_page
from services.budget.web.labels import options
from shared.web.forms import Day, Euro, Form, FormSchema, Text, Whole, read_form

blueprint = Blueprint(
    "budget_expenditures",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>",
)

PAGE: Final = 50
_EXPORT_PAGE: Final = 500

STATUSES: Final = [*options(Status), ("reversed", "storniert")]
LABELS: Final = {
    "status": "Stand",
    "budget_line": "Kostenposition",
    "measure_id": "Maßnahme",
    "creditor": "Kreditor",
    "paid_from": "Bezahlt von",
    "paid_to": "Bezahlt bis",
    "min_cents": "Betrag von",
    "max_cents": "Betrag bis",
    "q": "Suche",
    "import_id": "Eingelesene Liste",
    "nach": "Blättern",
}


class FilterForm(FormSchema):
    """The filters of the list; `nach` is the last number seen."""

    status = Text(20)
    budget_line = Text(200)
    measure_id = Text(80)
    creditor = Text(200)
    paid_from = Day()
    paid_to = Day()
    min_cents = Euro()
    max_cents = Euro()
    q = Text(200)
    import_id = Text(36)
    nach = Whole(1)


@blueprint.get("/ausgaben")
@access.page(*READERS)
def show_all(grant_id: str) -> Response:
    """The list, newest first."""
    form = read_form(FilterForm(), request.args)
    query, after = _query(form)
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        rows = list_expenditures(
            session, grant_id, query, means=means(), after=after, limit=PAGE + 1
        )
        count = count_expenditures(session, grant_id, query, means=means())
        lines = [(one.budget_line, one.budget_line) for one in lines_of_grant(session, grant_id)]
        measures = [(one.measure_id, one.measure.title) for one in measures_of(session, grant_id)]
    return grant_page(
        "budget/expenditures.html",
        grant,
        form=form,
        labels=LABELS,
        rows=rows[:PAGE],
        count=count,
        next_href=_next(grant_id, rows),
        first_href=_first(grant_id, after),
        export_href=url_for("budget_expenditures.export", grant_id=grant_id, **_filters()),
        is_filtered=bool(_filters()),
        statuses=STATUSES,
        line_options=lines,
        measure_options=measures,
    )


@blueprint.get("/ausgaben.csv")
@access.page(*READERS)
def export(grant_id: str) -> Response:
    """All rows of the filters, for a German spreadsheet, as a stream."""
    query, _ = _query(read_form(FilterForm(), request.args))
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
    ports, holding = budget(), means()

    def rows() -> Iterator[ShownExpenditure]:
        after: int | None = None
        with ports.sessions.read() as session:
            while found := list_expenditures(
                session, grant_id, query, means=holding, after=after, limit=_EXPORT_PAGE
            ):
                yield from found
                after = found[-1].row.number
                session.expunge_all()

    response = Response(csv_lines(rows()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="ausgaben.csv"'
    return response


@blueprint.get("/auftraege")
@access.page(*READERS)
def orders(grant_id: str) -> Response:
    """Orders that still bind money."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        rows = known_orders(session, grant_id, means=means(), limit=500)
    return grant_page(
        "budget/orders.html",
        grant,
        rows=rows,
        total_cents=sum(one.row.gross_cents for one in rows),
        left_cents=sum(one.row.committed_cents for one in rows),
    )


def _query(form: Form) -> tuple[ExpenditureQuery, int | None]:
    """Filters and where to go on; a filter that cannot be read filters nothing and says so."""
    data: dict[str, Any] = dict(form.data or {})
    after = data.pop("nach", None)
    return ExpenditureQuery(**data), after


def _filters() -> dict[str, Any]:
    return {name: text for name, text in request.args.items() if text and name in LABELS}


def _next(grant_id: str, rows: list[ShownExpenditure]) -> str:
    if len(rows) <= PAGE:
        return ""
    values = {**_filters(), "nach": rows[PAGE - 1].row.number}
    return url_for("budget_expenditures.show_all", grant_id=grant_id, **values)


def _first(grant_id: str, after: int | None) -> str:
    if after is None:
        return ""
    kept = {name: text for name, text in _filters().items() if name != "nach"}
    return url_for("budget_expenditures.show_all", grant_id=grant_id, **kept)
