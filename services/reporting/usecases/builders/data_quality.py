"""Builder of the data-quality report."""

from __future__ import annotations

from datetime import date

from services.reporting.documents import Document
from services.reporting.documents.data_quality import data_quality_document
from services.reporting.domain.data_quality import data_quality
from services.reporting.store import checkpoints
from services.reporting.usecases.material import Material, assessed_rows
from shared.clock import local_day, parse_instant


def build_data_quality(given: Material) -> Document:
    """R21."""
    figures = data_quality(assessed_rows(given), _known_on(given))
    return data_quality_document(given.heading, figures)


def _known_on(given: Material) -> date:
    """The German day of the newest entry the report knows: what is open is open then, and drawn
    again later it is as old as it was. Before any checkpoint the last day of the period."""
    row = checkpoints.newest_within(given.session, given.offset)
    if row is None:
        return given.period.last_day
    return local_day(parse_instant(row.last_time or row.at))
