"""Builders of the reports with written sections: factual report and interim proof."""

from __future__ import annotations

from dataclasses import replace

from services.reporting.documents import Document
from services.reporting.documents.factual_report import factual_report_document
from services.reporting.documents.interim_proof import interim_proof_document
from services.reporting.domain.factual_report import FactualReport, factual_report
from services.reporting.domain.narrative_sections import SHORT, WHOLE
from services.reporting.domain.within_year import with_year
from services.reporting.usecases.builders.from_statements import with_reasons
from services.reporting.usecases.builders.register_figures import register_figures
from services.reporting.usecases.material import Material


def build_factual_report(given: Material) -> Document:
    """R05."""
    return factual_report_document(given.heading, factual_figures(given, WHOLE))


def build_interim_proof(given: Material) -> Document:
    """R08."""
    figures = factual_figures(given, SHORT)
    statement = with_year(given.facts, with_reasons(given, figures.statement), given.period)
    return interim_proof_document(given.heading, replace(figures, statement=statement))


def factual_figures(given: Material, wanted: tuple[str, ...]) -> FactualReport:
    """Texts and figures of the period."""
    registers = register_figures(given)
    return factual_report(given.facts, given.period, given.texts, wanted, registers)
