"""Builder of the measure sheets: money and milestones, and what the registers say."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.measure_sheets import measure_sheets_document
from services.reporting.domain.measure_sheets import measure_sheets
from services.reporting.usecases.builders.register_figures import register_figures
from services.reporting.usecases.material import Material


def build_measure_sheets(given: Material) -> Document:
    """R10."""
    sheets = measure_sheets(given.facts, given.period)
    return measure_sheets_document(given.heading, sheets, register_figures(given))
