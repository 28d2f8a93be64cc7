"""Audit package (R17, Prüfpaket Z3): what the package holds, then every table of it."""

from __future__ import annotations

from typing import Final

from services.reporting.documents.audit_kept import KeptSources, kept_tables
from services.reporting.documents.audit_rows import (
    AuditSources,
    files_table,
    log_table,
    vouchers_tables,
)
from services.reporting.documents.audit_tables import grant_tables
from services.reporting.documents.document import Document, Part
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.facts import GrantFacts
from shared.periods import german_date

TYPE: Final = "audit-package"
_WHAT: Final = (
    "Das Prüfpaket enthält die Tabellen dieses Berichts als Dateien für ein Prüfprogramm (Zugriff "
    "Z3), beschrieben in index.xml nach dem Beschreibungsstandard für die "
    "Datenträgerüberlassung, dazu das Protokoll mit seinem Nachweis und die Prüfsummen aller "
    "Dateien. Die Belegdateien selbst kommen hinzu, wenn jemand das Paket herunterlädt, der Belege "
    "lesen darf; der Bericht nennt ihre Prüfsummen. Personalausgaben stehen ohne Gehälter da "
    "(PERS-06)."
)
_COLUMNS: Final = (
    Column("file", "Datei", row_header=True, expected_chars=22),
    Column("content", "Inhalt", expected_chars=40),
    Column("key", "Schlüssel", expected_chars=16),
    Column("columns", "Spalten", ValueType.INTEGER),
)


def audit_package_document(
    heading: Heading, facts: GrantFacts, sources: AuditSources, kept: KeptSources
) -> Document:
    """The contents first; each table is an annex of its own."""
    tables = (
        *grant_tables(facts, heading.period.last_day),
        *vouchers_tables(sources),
        *kept_tables(facts, kept),
        files_table(sources),
        log_table(sources),
    )
    annexes = (
        Part(one.key, blocks=(one,), title=one.caption, annex=f"Anlage {number}")
        for number, one in enumerate(tables, start=1)
    )
    contents = Part("contents", blocks=(Paragraph.of(_WHAT), _contents(tables)))
    stand = f"Alle Angaben bis zum {german_date(heading.period.last_day)}"
    return heading.document(TYPE, "Prüfpaket", stand, (contents, *annexes))


def _contents(tables: tuple[Table, ...]) -> Table:
    rows = tuple(
        Row((f"{one.key}.csv", one.caption, one.columns[one.header_index].label, len(one.columns)))
        for one in tables
    )
    return Table("contents", "Tabellen des Pakets", _COLUMNS, rows)
