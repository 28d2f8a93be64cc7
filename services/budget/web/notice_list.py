"""The filters of the notices, and their list as CSV."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from flask import Blueprint, Response, request

from contracts.roles import READERS
from contracts.rulebook import RULEBOOK
from services.budget.domain.notice import NoticeRule, NoticeStatus
from services.budget.domain.notice_filter import NoticeFilter
from services.budget.store.grant import load_grant
from services.budget.usecases.notice_queries import list_notices
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import today
from services.budget.web.notice_csv import csv_lines
from shared.csv_text import GERMAN, ISO
from shared.errors import NotFound, Refused, Violation
from shared.web.forms import Choice, Day, Form, FormSchema, read_form

blueprint = Blueprint(
    "budget_notice_list",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>",
)


class View(StrEnum):
    """How a notice stands, in the words of the page."""

    OPEN = "open"
    OVERDUE = "overdue"
    SENT = "sent"
    ANSWERED = "answered"
    DISPENSED = "dispensed"


VIEWS: Final = (
    (View.OPEN.value, "offen"),
    (View.OVERDUE.value, "überfällig"),
    (View.SENT.value, "versandt, ohne Antwort"),
    (View.ANSWERED.value, "beantwortet"),
    (View.DISPENSED.value, "nicht mitteilungspflichtig"),
)
RULES: Final = tuple(
    (one.value, f"{one.value} {RULEBOOK.rules[one.value].title}") for one in NoticeRule
)
LABELS: Final = {
    "status": "Stand",
    "rule": "Regel",
    "due_from": "Zu senden ab",
    "due_to": "Zu senden bis",
}
_DIALECTS: Final = {None: GERMAN, "iso": ISO}


class FilterForm(FormSchema):
    """The filters of the list."""

    status = Choice(View)
    rule = Choice(NoticeRule)
    due_from = Day()
    due_to = Day()


def read_filters() -> Form:
    """The filters of this address as they were typed; of a posted form there are none."""
    return read_form(FilterForm(), request.args)


def filter_of(form: Form) -> NoticeFilter:
    """What is wanted; filters that cannot be read want everything, and the page says so."""
    data: dict[str, Any] = dict(form.data or {})
    view = data.pop("status", None)
    if view is View.OVERDUE:
        return NoticeFilter(overdue=True, **data)
    return NoticeFilter(status=NoticeStatus(view.value) if view else None, **data)


def typed_filters() -> dict[str, Any]:
    """The filters for the address of another page."""
    return {name: text for name, text in request.args.items() if text and name in LABELS}


def unreadable(form: Form) -> list[Violation]:
    """Every filter that could not be read, and why."""
    return [
        Violation("filter_unreadable", "API", f"{label}: {text}", field=name)
        for name, label in LABELS.items()
        for text in form.messages(name)
    ]


@blueprint.get("/mitteilungen.csv")
@access.page(*READERS)
def table(grant_id: str) -> Response:
    """The notices of the filters; a filter or a notation that cannot be read gives no file, rather
    than another than was asked for."""
    dialect = _DIALECTS.get(request.args.get("schreibweise"))
    if dialect is None:
        message = "Diese Schreibweise gibt es nicht, nur „iso“."
        raise NotFound([Violation("rendering_unknown", "API", message, field="schreibweise")])
    form = read_filters()
    if form.data is None:
        raise Refused(unreadable(form), subject=f"grant/{grant_id}", grant_id=grant_id)

    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        shown = list_notices(session, grant, today(), filter_of(form), means=means())
    response = Response(csv_lines(shown, dialect), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="mitteilungen.csv"'
    return response
