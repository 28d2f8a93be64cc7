"""Write booking batches for tests: a preamble, the names of the columns, bookings."""

import io
from typing import BinaryIO

from services.budget.domain.import_row import ImportRow, Rejection
from services.budget.intake.finance_csv import profile_named, read_rows

HEADER = (
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basisumsatz;"
    "WKZ Basisumsatz;Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;"
    "Belegfeld 1;Belegfeld 2;Skonto;"
    "Buchungstext;KOST1 - Kostenstelle;KOST2 - Kostenstelle;Leistungsdatum;Generalumkehr;"
    "Zusatzinformation - Art 1;Zusatzinformation- Inhalt 1;"
    "Steuersatz;Leerfeld;Leerfeld"
)
INVOICE = {
    "Umsatz (ohne Soll/Haben-Kz)": "1190,00",
    "Soll/Haben-Kennzeichen": "S",
    "Konto": "525100",
    "Gegenkonto (ohne BU-Schlüssel)": "7000123",
    "Belegdatum": "1501",
    "Belegfeld 1": "2026-0001",
    "Buchungstext": "Planung Radweg",
    "KOST1 - Kostenstelle": "M-01",
    "KOST2 - Kostenstelle": "Bauleistungen",
    "Leistungsdatum": "10012026",
    "Steuersatz": "19,00",
    "Zusatzinformation - Art 1": "Auftragsdatum",
    "Zusatzinformation- Inhalt 1": "01.12.2025",
}
PAYMENT = INVOICE | {"Gegenkonto (ohne BU-Schlüssel)": "180100", "Konto": "7000123",
                     "Belegdatum": "1502", "Steuersatz": "", "Leistungsdatum": ""}  # fmt: skip


def preamble(version: int = 13, **changes: str) -> str:
    """The first line; ``year``, ``digits``, ``currency``, ``category`` can be changed."""
    cells = [""] * 31
    cells[0], cells[1], cells[3], cells[4] = '"EXTF"', "700", '"Buchungsstapel"', str(version)
    cells[2] = changes.get("category", "21")
    cells[12], cells[13] = changes.get("year", "20260101"), changes.get("digits", "6")
    cells[14], cells[15] = "20260101", "20261231"
    cells[21] = f'"{changes.get("currency", "EUR")}"'
    return ";".join(cells)


def booking(cells: dict[str, str] | None = None, **changes: str) -> str:
    """One line; ``changes`` by the first word of a column name (``Umsatz``, ``Konto``…)."""
    values = dict(cells or INVOICE)
    for word, text in changes.items():
        [name] = {one for one in HEADER.split(";") if one.split(" ")[0] == word} or {word}
        values[name] = text
    return ";".join(values.get(name, "") for name in HEADER.split(";"))


def batch(*lines: str, first: str | None = None, header: str = HEADER) -> BinaryIO:
    """A batch in Windows-1252 with the given bookings."""
    text = "".join(f"{one}\r\n" for one in (first or preamble(), header, *lines))
    return io.BytesIO(text.encode("cp1252"))


def read(stream: BinaryIO) -> list[ImportRow | Rejection]:
    """Everything the batch gives."""
    profile = profile_named("datev-extf")
    assert profile is not None
    return list(read_rows(stream, profile))
