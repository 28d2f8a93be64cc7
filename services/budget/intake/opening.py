"""Übernahme einer laufenden Zuwendung: fünf Tabellen in einem ZIP, aus Excel als CSV gespeichert.

========================  ======================================================================
``plan.csv``              Kostenposition; Maßnahme; Kostenart (Personalausgaben, Sachausgaben,
                          Investitionen); Haushaltsjahr; Betrag: eine Zeile je Position und Jahr
``finanzierung.csv``      Art (Zuwendung, Eigenanteil, Bund, andere öffentliche Mittel, private
                          Mittel); Quelle; Betrag: zusammen so viel wie der Plan
``belege.csv``            die Spalten des Profils ``finanz-csv``, dazu: Mittelabruf (Zeitraum wie
                          2025-H2, leer: noch nicht abgerufen); Nicht förderfähig; Grund nicht
                          förderfähig; Vorsteuerabzug %; Projektanteil %; Grund Projektanteil
``mittelabrufe.csv``      Zeitraum; Art (Zwischenabruf, Schlussabruf); Eingereicht am;
                          Abgerufen; Bewilligt; Aktenzeichen
``zahlungseingaenge.csv`` Zeitraum; Eingegangen am; Betrag; Aktenzeichen
========================  ======================================================================

In Excel: „Speichern unter“, „CSV UTF-8 (durch Trennzeichen getrennt)“. Beträge wie ``1.234,56``,
Tage wie ``15.02.2026``. ``mittelabrufe.csv`` und ``zahlungseingaenge.csv`` dürfen fehlen, wenn es
noch keine gab. Fehler nennen Datei, Zeile und Spalte wie beim Import der Belege.

Values only: whether funding covers the plan, receipts name a call and lines exist is decided by the
use case, which also keeps the opening a draft until a second person releases it.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any, BinaryIO, Final, cast

from services.budget.domain.import_row import Tally, UnreadableFile
from services.budget.intake.csv_encoding import LARGEST_FILE, unreadable
from services.budget.intake.csv_record_types import RECORD_TYPES
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.profile import profiles
from services.budget.intake.zip_guard import EntryFault, blocks, open_archive

PLAN: Final = "plan.csv"
FUNDING: Final = "finanzierung.csv"
VOUCHERS: Final = "belege.csv"
CALLS: Final = "mittelabrufe.csv"
RECEIPTS: Final = "zahlungseingaenge.csv"

_PROFILE_OF: Final = {
    PLAN: "opening-plan",
    FUNDING: "opening-funding",
    VOUCHERS: "opening-voucher",
    CALLS: "opening-call",
    RECEIPTS: "opening-receipt",
}
_MAY_BE_ABSENT: Final = frozenset({CALLS, RECEIPTS})
_IN_MEMORY: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpeningItem:
    """One line of one of the files: a value of ``opening_row``, a rejection or a skipped line."""

    file: str
    item: Any


class OpeningArchive:
    """An opening being read: iterate once for all lines, file by file in the order above.

    ``tallies`` holds the counts of each file once it has been read. Raises ``UnreadableFile`` on
    construction (``zip_invalid``, ``opening_incomplete``) and while iterating, when one of the
    files is unreadable as a whole; the message names the file.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.tallies: dict[str, Tally] = {}
        self._archive = open_archive(stream)
        self._entries = _listed(self._archive)

    def __iter__(self) -> Iterator[OpeningItem]:
        for name, info in self._entries.items():
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as unpacked:
                _unpack(self._archive, info, unpacked, name)
                yield from self._lines(name, cast(BinaryIO, unpacked))

    def _lines(self, name: str, unpacked: BinaryIO) -> Iterator[OpeningItem]:
        profile = profiles()[_PROFILE_OF[name]]
        try:
            table: CsvTable[Any] = CsvTable(unpacked, profile, RECORD_TYPES[profile.record])
        except UnreadableFile as error:
            message = f"{name}: {error.rejection.message}"
            raise UnreadableFile(replace(error.rejection, message=message)) from error
        for item in table:
            yield OpeningItem(name, item)
        self.tallies[name] = table.tally


def _listed(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.rsplit("/", 1)[-1].lower()
        if name not in _PROFILE_OF or info.filename.startswith("__MACOSX/"):
            continue
        if name in found:
            raise unreadable("opening_incomplete", f"Die Datei {name} kommt zweimal vor.")
        found[name] = info
    if missing := _PROFILE_OF.keys() - _MAY_BE_ABSENT - found.keys():
        raise unreadable(
            "opening_incomplete", f"In der ZIP-Datei fehlen: {', '.join(sorted(missing))}."
        )
    return {name: found[name] for name in _PROFILE_OF if name in found}


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: IO[bytes], name: str) -> None:
    try:
        for block in blocks(archive, info, LARGEST_FILE):
            target.write(block)
    except EntryFault as fault:
        raise unreadable(fault.code, f"{name}: {fault}") from fault
    target.seek(0)
