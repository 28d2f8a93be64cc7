"""The compliance matrix as tables: annex of documents that must show every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.rulebook.matrix import NO_PACK, MatrixRow
from contracts.rulebook.record import FAILED, NOT_RUN, Record
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


RULES_FILE: Final = "regeln.json"
"""Within the PDF of a proof of use: every rule with all that decides and proves it."""
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
        "Szenarien je Datei und die Prüfprogramme. Jede Regel mit allen Funktionen und jedem "
        f"Szenario beim Namen steht als Daten in der PDF-Datei („{RULES_FILE}“), zum Lesen in der "
        "Verfahrensdokumentation und im Programm auf der Seite „Regeln“."
    )


def results_note(record: Record | None, rules: Iterable[MatrixRow] = ()) -> Paragraph:
    """What became of the scenarios of these rules when the release was made; that there is no
    record where none came along. Never what a machine saw last: the same facts give the same bytes.
    """
    where = "was auf diesem Rechner zuletzt lief, zeigen die Seite „Regeln“ und „make matrix“."
    if record is None:
        return Paragraph.of(
            "Letztes Ergebnis der Szenarien: nicht mitgeliefert, denn dieser Fassung des Programms "
            f"liegt keine Aufzeichnung eines Laufs bei; {where}"
        )
    scenarios = {one for row in rules for one in row.scenarios}
    counted = ", ".join(f"{count} {word}" for word, count in record.count(scenarios).items())
    return Paragraph.of(
        f"Letztes Ergebnis der Szenarien, mit dem Programm ausgeliefert: {counted} (Ausgabe "
        f"{record.edition}), je Regel alle, wo nichts anderes dabeisteht; {where}"
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


def brief_table(rows: Iterable[MatrixRow], record: Record | None = None) -> Table:
    """One short row per rule for who reads it on paper, with how many of its scenarios did not pass
    where a record came along. The rest is where the words above say."""
    return _table(
        _BRIEF,
        (
            _row(
                one,
                ", ".join(_packs(one)).replace(NO_PACK, "Programm"),
                "; ".join(_modules(one)),
                ", ".join([*_counts(one), *_odd(one, record)]),
            )
            for one in rows
        ),
    )


def _odd(one: MatrixRow, record: Record | None) -> Iterator[str]:
    """`1 fehlgeschlagen`; nothing where all of them passed."""
    count = record.count(one.scenarios) if record else {}
    yield from (f"{count[word]} {word}" for word in (FAILED, NOT_RUN) if count.get(word))


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
