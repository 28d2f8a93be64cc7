"""Builder of the data-quality report."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.data_quality import data_quality_document
from services.reporting.domain.data_quality import data_quality
from services.reporting.usecases.material import Material, assessed_rows


def build_data_quality(given: Material) -> Document:
    """R21."""
    return data_quality_document(given.heading, data_quality(assessed_rows(given)))
