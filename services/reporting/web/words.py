"""Words of the pages."""

from __future__ import annotations

from datetime import datetime

from services.reporting.documents.change_words import why_of
from services.reporting.documents.changed_facts import days_of
from services.reporting.documents.changed_fields import value_tables
from services.reporting.documents.fact_words import what_happened
from services.reporting.documents.phrases import STATES
from services.reporting.usecases.renderings import printed_instant
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.clock import format_instant
from shared.periods import Period

STATUS = {
    "draft": ("info", "Entwurf"),
    "partly_released": ("warning", "eine Freigabe fehlt noch"),
    "released": ("success", "freigegeben"),
    "superseded": ("info", "durch neuere Fassung ersetzt"),
}
FORMATS = {
    "pdf": "PDF",
    "xlsx": "Excel (XLSX)",
    "docx": "Word (DOCX)",
    "html": "Webseite (HTML)",
    "csv": "CSV",
    "json": "JSON",
    "z3": "Prüfpaket (Z3, ZIP)",
}


def type_title(type_: str) -> str:
    """The German title of a report type."""
    return REPORT_TYPES[type_].title


def period_label(period: str) -> str:
    """`1. Quartal 2026`."""
    return Period.parse(period).label


def at(instant: datetime | str | None) -> str:
    """`13.04.2026 18:02`."""
    if instant is None:
        return ""
    return printed_instant(instant if isinstance(instant, str) else format_instant(instant))


def state(code: str) -> str:
    """The German word of a row's status."""
    return STATES.get(code, code)


WORDS = {
    "formats": FORMATS,
    "report_types": REPORT_TYPES,
    "type_title": type_title,
    "period_label": period_label,
    "instant": at,
    "state": state,
    "why": why_of,
    "happened": what_happened,
    "said_on": days_of,
    "value_tables": value_tables,
    "badge": STATUS.__getitem__,
}
"""What templates may say."""
