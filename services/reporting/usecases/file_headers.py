"""How a stored rendering leaves the house: type, name, and what a browser may do with it."""

from __future__ import annotations

import re
from typing import Final

from services.reporting.store.reports import ReportRow
from services.reporting.usecases.renderings import PUBLIC
from services.reporting.usecases.report_types import REPORT_TYPES

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
_ASCII: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_STYLE_OF_ITS_OWN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The stored page carries its style within; nothing else may run or load."""


def file_headers(row: ReportRow, part: str, format_: str) -> dict[str, str]:
    """Headers of a download."""
    return document_headers(file_stem(row, part), format_)


def file_stem(row: ReportRow, part: str) -> str:
    """The name of a download without its suffix, made of our own words only, as ASCII:
    `quartalsbericht-2026-Q1-fassung-1`."""
    title = REPORT_TYPES[row.type].title.lower().translate(_ASCII)
    words = _NO_LETTERS.sub("-", title).strip("-")
    suffix = "-oeffentlich" if part == PUBLIC else ""
    return f"{words}-{row.period}-fassung-{row.version}{suffix}"


def file_name(row: ReportRow, part: str, format_: str) -> str:
    """The whole name of a download."""
    return f"{file_stem(row, part)}.{_SUFFIXES.get(format_, format_)}"


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
