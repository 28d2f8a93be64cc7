"""The list of the files in an audit package: where each lies, until when it is kept, and why one
is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from services.reporting.documents.phrases import DOCUMENT_KINDS, counted
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.receipt_parts import PackedFile

REASONS: Final = {
    "personnel": "Beleg einer Personalausgabe: kann ein Gehalt verraten (PERS-06)",
    "erased": "nach Ablauf der Aufbewahrung gelöscht (RET-06)",
    "unknown": "im Verfahren nicht gefunden",
}
_COLUMNS: Final = (
    Column("file", "Nr.", ValueType.INTEGER, row_header=True),
    Column("number", "Lfd. Nr.", ValueType.INTEGER),
    Column("kind", "Art", expected_chars=18),
    Column("name", "Datei", expected_chars=44),
    Column("part", "Teil", ValueType.INTEGER),
    Column("size", "Bytes", ValueType.INTEGER),
    Column("kept_until", "Aufbewahren bis", ValueType.DATE),
    Column("sha256", "SHA-256", expected_chars=64),
    Column("left_out", "Nicht im Paket, weil", expected_chars=40),
)


def packed_files_table(files: Sequence[PackedFile]) -> Table:
    """One row per file of the report's list, under the number it has there."""
    caption = "Belegdateien im Paket"
    return Table("packed_files", caption, _COLUMNS, tuple(_row(one) for one in files))


def left_out_sentences(files: Sequence[PackedFile]) -> Iterator[str]:
    """`12 Dateien fehlen: …`, one sentence per reason."""
    for reason, count in Counter(one.left_out for one in files if one.left_out).items():
        number = counted(count, "Datei fehlt", "Dateien fehlen")
        yield f"{number}: {REASONS.get(reason, reason)}."


def _row(one: PackedFile) -> Row:
    file, there = one.file, one.part > 0
    cells = (
        one.at,
        one.row,
        DOCUMENT_KINDS.get(file.kind, file.kind),
        file.name if there else None,
        one.part if there else None,
        file.size if there else None,
        file.kept_until,
        file.sha256,
        REASONS.get(one.left_out, one.left_out) if one.left_out else None,
    )
    return Row(cells)
