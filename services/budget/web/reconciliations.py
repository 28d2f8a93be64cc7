"""Abgleich: hand in the ledger's totals, explain each difference, close by a second person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.import_row import UnreadableFile
from services.budget.domain.reconciliation import RULE, Place
from services.budget.store.grant import load_grant
from services.budget.store.late_entry import late_entries_of
from services.budget.store.reconciliation import (
    ReconciliationRecord,
    load_reconciliation,
    reconciliations_of,
)
from services.budget.store.user import display_names
from services.budget.usecases.reconciliation import (
    close_reconciliation,
    explain_differences,
    open_reconciliation,
)
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.submission import demand_of, submit_here
from services.budget.web.upload import received
from shared.clock import local_day
from shared.csv_text import Cell, Cents, csv_chunks
from shared.errors import Refused, Violation
from shared.periods import Period, PeriodKind
from shared.web.access import occasion
from shared.web.app import body_limit
from shared.web.forms import Form, FormSchema, PeriodText

blueprint = Blueprint(
    "budget_reconciliations",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/abgleich",
)

_FILE_BYTES: Final = 10 * 1024 * 1024
SUMS_HEADER: Final = (
    "Quartal", "Hochgeladen am", "Geschlossen am", "Haushaltsjahr", "Sachkonto", "Kostenträger",
    "Hier bezahlt", "Finanzbuchhaltung", "Unterschied", "Grund",
)  # fmt: skip
LATE_HEADER: Final = ("Quartal", "Ausgabe Nr.", "Bezahlt am", "Erfasst am", "Bezahlt")
LABELS: Final = {"quarter": "Quartal", "file": "Summenliste", "reason": "Grund"}


class QuarterForm(FormSchema):
    """Which quarter the totals are of."""

    quarter = PeriodText(required=True)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """All comparisons, newest first, ready to be printed."""
    return _page(grant_id, Form())


@blueprint.post("")
@body_limit(_FILE_BYTES)
@access.page(Role.GRANT_OFFICER)
def open_one(grant_id: str) -> AnyResponse:
    """Compares the totals of a quarter."""

    def run(session: Session, data: Mapping[str, Any]) -> ReconciliationRecord:
        quarter, sent = Period.parse(data["quarter"]), received("file")
        if quarter.kind is not PeriodKind.QUARTER:
            message = "Abgeglichen wird ein Quartal, zum Beispiel 2026-Q1."
            raise Refused([Violation("quarter_needed", RULE, message, field="quarter")])
        if sent is None:
            message = "Bitte eine Datei wählen."
            raise Refused([Violation("file_missing", RULE, message, field="file")])
        stream = BytesIO(sent[1])
        try:
            return open_reconciliation(
                session, grant_id, quarter, stream, by=occasion(), means=means()
            )
        except UnreadableFile as error:
            raise Refused(error.violations) from error

    return submit_here(
        "open_reconciliation", QuarterForm(), run, "Die Summen stehen da.", page=_page
    )


@blueprint.post("/<reconciliation_id>/gruende")
@access.page(Role.GRANT_OFFICER)
def explain(grant_id: str, reconciliation_id: str) -> AnyResponse:
    """Keeps the reasons that were filled in."""

    def run(session: Session, _data: Mapping[str, Any]) -> ReconciliationRecord:
        differing = _of_grant(session, grant_id, reconciliation_id).differing
        typed = [request.form.get(f"reason-{at}", "").strip() for at in range(len(differing))]
        reasons: dict[Place, str] = {
            one.place: text[:2000] for one, text in zip(differing, typed, strict=True) if text
        }
        return explain_differences(session, reconciliation_id, reasons, by=occasion())

    return submit_here(
        "explain_differences", FormSchema(), run, "Die Gründe stehen dabei.", page=_page
    )


@blueprint.post("/<reconciliation_id>/abschluss")
@access.page(Role.HEAD_OF_FINANCE)
def close(grant_id: str, reconciliation_id: str) -> AnyResponse:
    """Closes it, by a second person."""

    def run(session: Session, _data: Mapping[str, Any]) -> ReconciliationRecord:
        _of_grant(session, grant_id, reconciliation_id)
        return close_reconciliation(session, reconciliation_id, by=occasion())

    return submit_here(
        "close_reconciliation", FormSchema(), run, "Der Abgleich ist geschlossen.", page=_page
    )


@blueprint.get("/summen.csv")
@access.page(*READERS)
def sums_csv(grant_id: str) -> Response:
    """Every comparison with both sums, for a German spreadsheet."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        records = reconciliations_of(session, grant_id)
    rows = (cells for record in records for cells in _sum_cells(record))
    return _csv("abgleich.csv", SUMS_HEADER, rows)


@blueprint.get("/nach-abschluss.csv")
@access.page(*READERS)
def late_csv(grant_id: str) -> Response:
    """What was entered for a half-year after it was closed, for a German spreadsheet."""
    with budget().sessions.read() as session:
        load_grant(session, grant_id)
        late = late_entries_of(session, grant_id)
    rows = (
        (quarter.label, one.number, one.paid_on, local_day(one.entered_at), Cents(one.cents))
        for quarter, found in sorted(late.items())
        for one in found
    )
    return _csv("nach-abschluss.csv", LATE_HEADER, rows)


def _sum_cells(record: ReconciliationRecord) -> Iterator[tuple[Cell, ...]]:
    closed_on = local_day(record.closed_at) if record.closed_at else None
    for one in record.comparisons:
        yield (
            Period.parse(record.quarter).label,
            local_day(record.created_at),
            closed_on,
            one.place.budget_year,
            one.place.account,
            one.place.cost_unit,
            Cents(one.entered_cents),
            Cents(one.ledger_cents),
            Cents(one.difference_cents),
            one.reason,
        )


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    response = Response(csv_chunks(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _of_grant(session: Session, grant_id: str, reconciliation_id: str) -> ReconciliationRecord:
    """The role was checked for the grant of the address: the thing must be one of it."""
    record = load_reconciliation(session, reconciliation_id)
    demand_of(grant_id, record.grant_id, "reconciliation_unknown", "Diesen Abgleich")
    return record


def _page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = reconciliations_of(session, grant_id)
        late = late_entries_of(session, grant_id)
        people = {one for row in records for one in (row.created_by, row.closed_by) if one}
        names = display_names(session, people)
    return grant_page(
        "budget/reconciliations.html",
        grant,
        form=form,
        labels=LABELS,
        records=records,
        late={str(quarter): found for quarter, found in late.items()},
        names=names,
        actor=occasion().actor,
    )
