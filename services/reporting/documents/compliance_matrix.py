"""The compliance matrix as a table: annex of documents that must show every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.rulebook.matrix import MatrixRow
from services.reporting.documents.tables import Column, Row, Table

_COLUMNS: Final = (
    Column("id", "Regel", row_header=True, expected_chars=8),
    Column("title", "Worum es geht", expected_chars=28),
    Column("citation", "Wo es steht", expected_chars=32),
    Column("confidence", "Sicherheit", expected_chars=6),
    Column("state", "Stand", expected_chars=24),
    Column("packs", "Regelpakete", expected_chars=16),
    Column("proof", "Nachweis", expected_chars=14),
)


def matrix_table(rows: Iterable[MatrixRow]) -> Table:
    """One row per rule; results of scenarios are left out: a document outlives them."""
    shown = tuple(
        Row(
            (
                one.id,
                one.title,
                one.citation,
                one.confidence,
                "gilt" if one.active else f"ruht: {one.inactive}",
                ", ".join(_packs(one)),
                ", ".join(_proofs(one)),
            )
        )
        for one in rows
    )
    return Table("matrix", "Regeln, ihre Fundstellen und Nachweise", _COLUMNS, shown)


def _packs(row: MatrixRow) -> list[str]:
    """Pack and version, each once, without the parameter."""
    return list(dict.fromkeys(one.partition(":")[0] for one in row.packs))


def _proofs(row: MatrixRow) -> Iterator[str]:
    if row.scenarios:
        yield "1 Szenario" if len(row.scenarios) == 1 else f"{len(row.scenarios)} Szenarien"
    if row.proof:
        yield "1 Prüfung" if len(row.proof) == 1 else f"{len(row.proof)} Prüfungen"
