"""Rechte: who was allowed what in this grant on a day, as a page and as a list."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask import Blueprint, Response, request

from services.budget.domain.rules import rule
from services.budget.store.grant import load_grant
from services.budget.usecases.rights import READS_RIGHTS, Right, rights_as_of
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page, today
from shared.csv_text import Cell, Cents, csv_chunks
from shared.web.forms import Day, Form, FormSchema, read_form

blueprint = Blueprint(
    "budget_rights",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>",
)

HEADER: Final = (
    "Stichtag", "Person", "Recht", "Umfang", "seit", "bis", "Wertgrenze", "in Vertretung für",
    "gesperrt", "in Kraft", "Grund", "Regel",
)  # fmt: skip


class DayForm(FormSchema):
    """The day that is asked about."""

    as_of = Day()


@blueprint.get("/rechte")
@access.page(*READS_RIGHTS)
def show(grant_id: str) -> Response:
    """The rights of a day."""
    form = read_form(DayForm(), request.args)
    day = _day(form)
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        rights = rights_as_of(session, grant_id, day, means=means())
    silent = {one.code: one for right in rights for one in right.violations}
    return grant_page(
        "budget/rights.html", grant, rights=rights, silent=silent.values(), day=day, form=form
    )


@blueprint.get("/rechte.csv")
@access.page(*READS_RIGHTS)
def export(grant_id: str) -> Response:
    """The same for a spreadsheet."""
    day = _day(read_form(DayForm(), request.args))
    with budget().sessions.read() as session:
        rights = rights_as_of(session, grant_id, day, means=means())
    lines = csv_chunks(HEADER, [_cells(one, day) for one in rights])
    response = Response(b"".join(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rechte.csv"'
    return response


def _day(form: Form) -> date:
    asked: date | None = (form.data or {}).get("as_of")
    return asked or today()


def _cells(one: Right, day: date) -> tuple[Cell, ...]:
    limit = None if one.limit_cents is None else Cents(one.limit_cents)
    locked = "ja" if one.locked else ""
    said = " ".join(why.message for why in one.violations)
    source = "; ".join(f"{why.rule}, {rule(why.rule).citation}" for why in one.violations)
    return (day, one.name, one.right, one.scope, one.since, one.until, limit, one.in_place_of,
            locked, "ja" if one.in_force else "nein", said, source)  # fmt: skip
