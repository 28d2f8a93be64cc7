"""Builder of the quarterly report, with the quarter before."""

from __future__ import annotations

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents import Document
from services.reporting.documents.quarterly import TYPE, QuarterlyContent, quarterly_document
from services.reporting.documents.quarterly_charts import reported_in
from services.reporting.domain.calculation import open_points, step_sums, waiting_points
from services.reporting.domain.quarterly import PreviousReport, quarterly_figures
from services.reporting.store import grant_facts, reports
from services.reporting.usecases.material import Material, assessed_rows
from services.reporting.usecases.stored_document import stored_document
from shared.clock import local_day


def build_quarterly(given: Material) -> Document:
    """R01."""
    assessed = assessed_rows(given)
    return quarterly_document(
        QuarterlyContent(
            heading=given.heading,
            figures=quarterly_figures(given.facts, given.period, _previous(given)),
            calls=_calls_until(given),
            steps=step_sums(assessed),
            open_points=open_points(assessed, given.period.last_day),
            waiting=waiting_points(assessed),
        )
    )


def _calls_until(given: Material) -> tuple[DrawdownSnapshot, ...]:
    day = given.period.last_day
    return tuple(
        one for one in given.facts.calls if one.released_on is not None and one.released_on <= day
    )


def _previous(given: Material) -> PreviousReport | None:
    """The quarter before as released; its rows as that report knew them."""
    before = str(given.period.previous())
    row = reports.last_released(given.session, (given.grant_id, TYPE, before), by=given.drafted_at)
    if row is None or row.released_at is None:
        return None
    document = stored_document(given.session, row.report_id)
    known = grant_facts.grant_facts(given.session, given.grant_id, row.cut_off_offset)
    return PreviousReport(
        period=before,
        version=row.version,
        released_on=local_day(row.released_at),
        reported=reported_in({table.key: table for table in document.tables()}),
        rows=tuple(known.rows),
    )
