"""Factual report (R05, Sachbericht): the texts people wrote, each with the data it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.factual_findings import factual_findings
from services.reporting.documents.factual_tables import (
    deviating_lines_table,
    largest_lines_table,
    measure_results_table,
    participation_table,
)
from services.reporting.documents.narratives import narrative_sections, origin_table
from services.reporting.documents.register_tables import indicators_table, open_source_table
from services.reporting.documents.report_findings import findings_blocks
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Table
from services.reporting.documents.text import Paragraph
from services.reporting.domain.factual_report import FactualReport
from shared.periods import german_date

TYPE = "factual-report"


def factual_report_document(heading: Heading, figures: FactualReport) -> Document:
    """The report; a section without a released text says that it is missing."""
    sections = (
        *factual_sections(figures),
        *open_section(figures),
        origin_section(figures),
    )
    subtitle = f"Stand {german_date(figures.statement.sums.as_of)}"
    return heading.document(TYPE, "Sachbericht", subtitle, (Part("report", sections),))


def factual_sections(figures: FactualReport) -> tuple[Section, ...]:
    """The sections the report wants, with their data."""
    data: dict[str, tuple[Block, ...]] = {
        "measures": (measure_results_table(figures),),
        "deviations": (deviating_lines_table(figures),),
        "benefits": (_benefits(figures),),
        "transfer": (open_source_table(figures.registers),),
        "participation": (participation_table(figures),),
        "main_items": (largest_lines_table(figures),),
    }
    return narrative_sections(figures.wanted, figures.texts, data)


def open_section(figures: FactualReport) -> Iterator[Section]:
    """What is missing, late or departs from the plan, with its rules; nothing if all is well."""
    blocks = tuple(findings_blocks("factual_findings", factual_findings(figures)))
    if blocks:
        yield Section("Was fehlt oder abweicht", blocks)


def _benefits(figures: FactualReport) -> Table:
    """Under a key and a title of its own: a proof of use has the register's table as well."""
    table = indicators_table(figures.registers)
    return replace(table, key="benefit_indicators", caption="Nutzen der Maßnahmen in Zahlen")


def origin_section(figures: FactualReport) -> Section:
    """Whose words these are."""
    note = (
        "Jeder Text ist im Programm geschrieben und von einer zweiten Person freigegeben (VN-05); "
        "jede Fassung und jede Freigabe steht im Prüfpfad."
    )
    table = origin_table(figures.wanted, figures.texts)
    return Section("Herkunft der Texte", (Paragraph.of(note), table))
