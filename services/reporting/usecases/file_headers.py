"""How a stored rendering leaves the house: type, name, and what a browser may do with it."""

from __future__ import annotations

from services.reporting.store.reports import ReportRow
from services.reporting.usecases.renderings import PUBLIC

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "z3": "application/zip",
}
_SUFFIXES = {"z3": "z3.zip"}
_STYLE_OF_ITS_OWN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The stored page carries its style within; nothing else may run or load."""


def file_headers(row: ReportRow, part: str, format_: str) -> dict[str, str]:
    """Headers of a download."""
    return document_headers(file_stem(row, part), format_)


def file_stem(row: ReportRow, part: str) -> str:
    """The name of a download without its suffix, made of our own words only."""
    suffix = "-oeffentlich" if part == PUBLIC else ""
    return f"{row.type}-{row.period}-fassung-{row.version}{suffix}"


def document_headers(stem: str, format_: str) -> dict[str, str]:
    """Headers of a document in that format; `stem` is made of our own words."""
    how = "inline" if format_ in ("html", "pdf") else "attachment"
    headers = {
        "Content-Type": MEDIA_TYPES[format_],
        "Content-Disposition": f'{how}; filename="{stem}.{_SUFFIXES.get(format_, format_)}"',
    }
    if format_ == "html":
        headers["Content-Security-Policy"] = _STYLE_OF_ITS_OWN
    return headers
