"""Build lists of the finance system for tests: one good line, changed by German header."""

import io
from typing import Any, BinaryIO

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.finance_csv import open_finance_csv, profile_named
from services.budget.intake.profile import Profile

HEADERS = (
    "Belegnummer;Kreditor;Rechnungsnummer;Rechnungsdatum;Vertragsdatum;Leistung von;Leistung bis;"
    "Zahlungsdatum;Brutto;MwSt;Skonto;Sicherheitseinbehalt;Zahlbetrag;Kostenposition;Maßnahme;"
    "Zweck;Zahlungsreferenz;Auftragsnummer;Bezugsbeleg;Haushaltsjahr;Produkt;Sachkonto;"
    "Kostenstelle;Sachlich festgestellt von;Sachlich festgestellt am;"
    "Rechnerisch festgestellt von;Rechnerisch festgestellt am"
)
"""The header row exactly as promised."""

GOOD = {
    "Belegnummer": "2026-0001",
    "Kreditor": "Müller Tiefbau GmbH",
    "Rechnungsnummer": "R-17",
    "Rechnungsdatum": "10.01.2026",
    "Vertragsdatum": "01.12.2025",
    "Leistung von": "02.01.2026",
    "Leistung bis": "09.01.2026",
    "Zahlungsdatum": "15.02.2026",
    "Brutto": "1.190,00",
    "MwSt": "190,00",
    "Kostenposition": "Bauleistungen",
    "Maßnahme": "M-01",
    "Zweck": "Radweg, 1. Abschnitt",
}


def line(**changes: str) -> str:
    """Return one line; headers with spaces are given as ``**{"Leistung von": …}``."""
    cells = GOOD | changes
    assert not cells.keys() - set(HEADERS.split(";"))
    return ";".join(cells.get(header, "") for header in HEADERS.split(";"))


def file_of(*lines: str, encoding: str = "utf-8", header: str = HEADERS) -> BinaryIO:
    """Return a list with the given lines below the header row."""
    return io.BytesIO("".join(f"{one}\r\n" for one in (header, *lines)).encode(encoding))


def finanz_csv() -> Profile:
    """Return the profile ``finanz-csv``."""
    profile = profile_named("finanz-csv")
    assert profile is not None
    return profile


def read(stream: BinaryIO, profile: Profile | None = None) -> tuple[CsvTable[ImportRow], list[Any]]:
    """Read everything; return the table (with its tally) and the items in file order."""
    table = open_finance_csv(stream, profile or finanz_csv())
    return table, list(table)


def only_row(stream: BinaryIO) -> ImportRow:
    """Return the single row of a list that has nothing else."""
    _, items = read(stream)
    assert len(items) == 1 and isinstance(items[0], ImportRow), items
    return items[0]


def codes(stream: BinaryIO) -> list[tuple[int, str, str]]:
    """Return (row, column, code) of all rejections."""
    return [
        (one.row, one.column, one.code) for one in read(stream)[1] if isinstance(one, Rejection)
    ]


def skipped(stream: BinaryIO) -> list[SkippedLine]:
    """Return the lines that were skipped."""
    return [one for one in read(stream)[1] if isinstance(one, SkippedLine)]
