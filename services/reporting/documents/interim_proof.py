"""Interim proof (R08, Zwischennachweis): the short numerical proof and the short factual report."""

from __future__ import annotations

from services.reporting.documents.document import Document, Part, Section
from services.reporting.documents.factual_report import (
    factual_sections,
    open_section,
    origin_section,
)
from services.reporting.documents.financial_statement import deviations, short_sections
from services.reporting.documents.proof_statements import statements_section
from services.reporting.documents.source import Heading
from services.reporting.documents.statement_findings import plan_findings
from services.reporting.domain.factual_report import FactualReport
from shared.periods import german_date

TYPE = "interim-proof"


def interim_proof_document(heading: Heading, figures: FactualReport) -> Document:
    """Numbers first, then the words that explain them (VN-10)."""
    numbers = (
        *short_sections(figures.statement),
        *deviations(plan_findings(figures.statement)),
    )
    report = Section("Sachbericht", sections=(*factual_sections(figures), *open_section(figures)))
    sections = (
        Section("Zahlenmäßiger Nachweis", sections=numbers),
        report,
        origin_section(figures),
        statements_section(),
    )
    subtitle = f"Ausgaben und Einnahmen bis {german_date(figures.statement.sums.as_of)}"
    return heading.document(TYPE, "Zwischennachweis", subtitle, (Part("proof", sections),))
