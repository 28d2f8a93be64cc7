"""The compliance matrix as tables: annex of documents that must show every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.rulebook.matrix import NO_PACK, MatrixRow
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Paragraph

_COLUMNS: Final = (
    Column("id", "Regel", row_header=True, expected_chars=8),
    Column("title", "Worum es geht", expected_chars=28),
    Column("citation", "Wo es steht", expected_chars=32),
    Column("confidence", "Sicherheit", expected_chars=6),
    Column("state", "Stand", expected_chars=18),
    Column("packs", "Regelpakete", expected_chars=16),
    Column("decided_in", "Wo sie entschieden wird", expected_chars=26),
    Column("proof", "Nachweis", expected_chars=18),
)


_BRIEF: Final = (
    Column("id", "Regel", row_header=True, expected_chars=8),
    Column("title", "Worum es geht", expected_chars=28),
    Column("citation", "Wo es steht", expected_chars=36),
    Column("confidence", "Sicherheit", expected_chars=6),
    Column("state", "Stand", expected_chars=10),
    Column("packs", "Regelpakete", expected_chars=20),
    Column("decided_in", "Entschieden in", expected_chars=30),
    Column("proof", "Nachweis", expected_chars=24),
)


_SCENARIOS: Final = (
    Column("id", "Regel", row_header=True, expected_chars=8),
    Column("file", "Datei", expected_chars=20),
    Column("names", "Szenarien", expected_chars=72),
)


def where_all_stands() -> Paragraph:
    """How to read the short table, and where the long ones are."""
    return Paragraph.of(
        "„Programm“ statt eines Regelpakets heißt: Das Programm entscheidet überall gleich. "
        "„Entschieden in“ nennt Modul und Funktion des Programms, „Nachweis“ die Zahl der "
        "Szenarien je Datei und die Prüfprogramme; jedes Szenario beim Namen nennt die "
        "Verfahrensdokumentation, im Programm die Seite „Regeln“."
    )


def results_note() -> Paragraph:
    """Why no result stands in the tables: the same facts have to give the same bytes, and a result
    is that of a machine and a day."""
    return Paragraph.of(
        "Wie die Szenarien zuletzt ausgingen, steht nicht in dieser Anlage: Das ändert sich mit "
        "jedem Lauf, der Bericht nicht; zu sehen ist es im Programm auf der Seite „Regeln“ und "
        "mit dem Befehl „make matrix“."
    )


def matrix_table(rows: Iterable[MatrixRow]) -> Table:
    """One row per rule."""
    return _table(
        _COLUMNS,
        (
            _row(one, ", ".join(_packs(one)), ", ".join(_deciders(one)), ", ".join(_proofs(one)))
            for one in rows
        ),
    )


def brief_table(rows: Iterable[MatrixRow]) -> Table:
    """One short row per rule for who reads it on paper; the rest is where the words above say."""
    return _table(
        _BRIEF,
        (
            _row(
                one,
                ", ".join(_packs(one)).replace(NO_PACK, "Programm"),
                "; ".join(_modules(one)),
                ", ".join(_counts(one)),
            )
            for one in rows
        ),
    )


def _table(columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    return Table("matrix", "Regeln, ihre Fundstellen und Nachweise", columns, tuple(rows))


def _row(one: MatrixRow, packs: str, decided_in: str, proof: str) -> Row:
    state = "gilt" if one.active else f"ruht: {one.inactive}"
    return Row((one.id, one.title, one.citation, one.confidence, state, packs, decided_in, proof))


def scenario_table(rows: Iterable[MatrixRow]) -> Table:
    """Which scenarios prove each rule, by name: one row per rule and feature file."""
    shown = tuple(
        Row((one.id, file, " · ".join(names)))
        for one in rows
        for file, names in _by_file(one).items()
    )
    return Table("scenarios", "Regeln und die Szenarien, die sie nachweisen", _SCENARIOS, shown)


def _by_file(row: MatrixRow) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in row.scenarios:
        file, _, name = one.partition(": ")
        found.setdefault(file.rpartition("/")[2], []).append(name)
    return found


def _packs(row: MatrixRow) -> list[str]:
    """Pack and version, each once, without the parameter."""
    return list(dict.fromkeys(one.partition(":")[0] for one in row.packs))


def _deciders(row: MatrixRow) -> list[str]:
    """Module and function, without the way to them; the procedure documentation names it whole."""
    found = (one.partition(":") for one in row.decided_in)
    return [f"{module.rpartition('.')[2]}: {function}" for module, _, function in found]


def _modules(row: MatrixRow) -> Iterator[str]:
    """Each module once, with the functions that decide, without the way to it."""
    found: dict[str, list[str]] = {}
    for one in row.decided_in:
        module, _, function = one.partition(":")
        found.setdefault(module.rpartition(".")[2], []).append(function)
    yield from (f"{module}: {', '.join(functions)}" for module, functions in found.items())


def _counts(row: MatrixRow) -> Iterator[str]:
    """Feature files and test programs without their endings, with the number of scenarios."""
    for name, count in _scenarios_by_file(row):
        yield f"{name.removesuffix('.feature')} ({count})"
    yield from (one.rpartition("/")[2].partition(".")[0] for one in row.proof)


def _proofs(row: MatrixRow) -> Iterator[str]:
    """Feature files with the number of their scenarios, then test programs."""
    for name, count in _scenarios_by_file(row):
        scenarios = "1 Szenario" if count == 1 else f"{count} Szenarien"
        yield f"{name}: {scenarios}"
    yield from (one.rpartition("/")[2] for one in row.proof)


def _scenarios_by_file(row: MatrixRow) -> list[tuple[str, int]]:
    return sorted((name, len(found)) for name, found in _by_file(row).items())
