"""Taking the data of a grant along: the lists a takeover reads and all its registers, in one ZIP.

What goes out comes in again: the columns are those of the profiles `opening-*`, so an empty house
arrives at the same sums. Open orders, reversals and the days of retentions go out as further
tables; files are not part of it; see `LIESMICH.txt` in the ZIP.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Final, TypeVar

from sqlalchemy.orm import Session

from contracts.events.budget import GrantMovedOut
from services.budget.export.table import Table
from services.budget.export.workbook import write_workbook
from services.budget.intake.opening import CALLS, FUNDING, PLAN, RECEIPTS, VOUCHERS
from services.budget.intake.profile import profiles
from services.budget.intake.record_writer import written
from services.budget.store.expenditure_family import next_number
from services.budget.store.grant import load_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.move_out_duties import closing_tables, duty_tables
from services.budget.usecases.move_out_orders import order_tables
from services.budget.usecases.move_out_people import people_tables
from services.budget.usecases.move_out_plan import (
    call_of_row,
    funding_of,
    plan_lines,
    receipts_of,
    standing_calls,
)
from services.budget.usecases.move_out_property import inventory_table, procurement_tables
from services.budget.usecases.move_out_registers import register_tables
from services.budget.usecases.move_out_vouchers import vouchers_of
from services.budget.usecases.move_out_years import year_tables
from shared.clock import local_day
from shared.occasion import Occasion
from shared.progress_text import Progress

T = TypeVar("T")

_IN_MEMORY: Final = 8 * 1024 * 1024
_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same data give the same bytes."""

_READ_ME: Final = """Daten einer Zuwendung aus dem Fördernachweis

Die fünf Tabellen plan, finanzierung, belege, mittelabrufe und zahlungseingaenge haben die Spalten
der Übernahme (Seite „Übernahme“ einer leeren Zuwendung oder Befehl „import --opening“). Maßnahmen
und Bescheid sind dort vorher anzulegen.

Im Ordner „weitere“ stehen Inventar, Vergaben, Personal, Register, Änderungsbescheide, Ausnahmen,
Fristen, Mitteilungen, Abgleiche, Halbjahresabschlüsse und Haushaltsjahre mit ihren Ermächtigungen
(Stand des Tages); dieselben Tabellen als Arbeitsmappe in weitere.xlsx. gehaltsmonate,
stundennachweise und die Summenlisten haben die Spalten, die ihr Einlesen liest. Gehälter,
Stellenanteile und Entgeltgruppen stehen nur da, wenn sie sehen darf, wer die Daten mitnimmt; wer
einen Stundennachweis unterschrieb, ist nur als Kennzeichen bekannt.

Offene Aufträge mit ihrem Rest, Stornos mit ihrem Gegenstück und die Tage, an denen ein
Sicherheitseinbehalt ausgezahlt wurde, stehen dort in auftraege, stornos und
einbehaltsauszahlungen. Die Übernahme liest sie nicht: offene Aufträge werden im neuen Verfahren
erfasst, ein ausgezahlter Einbehalt ist beim Beleg schon abgezogen, und ein Storno und sein
Gegenstück heben sich auf.

Nicht enthalten: Dateien der Belege (die gibt das Belegbündel aus) und der Ereignisverlauf (den gibt
der Prüfpfad aus). Teile eines aufgeteilten Belegs tragen eine Nummer in
Klammern. Ein Text, der wie eine Formel beginnt, hat ein Hochkomma davor.
"""
FOLDER: Final = "weitere"
WORKBOOK: Final = "weitere.xlsx"


def move_out(
    session: Session,
    grant_id: str,
    *,
    by: Occasion,
    means: Means,
    progress: Progress | None = None,
    sees_salaries: bool = False,
) -> SpooledTemporaryFile[bytes]:
    """The ZIP, at its start; whoever asked closes it. Writes `GrantMovedOut`. Raises NotFound.

    `sees_salaries` says whether who asked may see them (PERS-06).
    """
    grant = load_grant(session, grant_id)
    plan = plan_in_force(session, grant_id)
    calls = standing_calls(session, grant_id)
    periods = {one.drawdown_id: one.period for one in calls}
    target: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - handed on
    with zipfile.ZipFile(target, "w") as archive:
        _write(archive, "LIESMICH.txt", [_READ_ME.replace("\n", "\r\n").encode("utf-8-sig")])
        if plan is not None:
            first_year = grant.terms(local_day(by.now)).period_start.year
            _write(archive, PLAN, _list("opening-plan", plan_lines(plan, first_year)))
            _write(archive, FUNDING, _list("opening-funding", funding_of(plan)))
        vouchers = vouchers_of(session, grant_id, periods, means=means)
        if progress is not None:
            vouchers = _counted(vouchers, next_number(session, grant_id) - 1, progress)
        _write(archive, VOUCHERS, _list("opening-voucher", vouchers))
        _write(archive, CALLS, _list("opening-call", map(call_of_row, calls)))
        _write(archive, RECEIPTS, _list("opening-receipt", receipts_of(session, calls)))
        tables = list(_further(session, grant_id, by, means, sees_salaries=sees_salaries))
        for table in tables:
            _write(archive, f"{FOLDER}/{table.file_name}", table.csv())
        _write(archive, WORKBOOK, [_workbook(grant_id, tables)])
    event = GrantMovedOut(grant_id, _digest(target))
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return target


def _further(
    session: Session, grant_id: str, by: Occasion, means: Means, *, sees_salaries: bool
) -> Iterator[Table]:
    grant, today = load_grant(session, grant_id), local_day(by.now)
    yield inventory_table(session, grant_id, today, means=means)
    yield from order_tables(session, grant_id, means=means)
    yield from procurement_tables(session, grant_id, means=means)
    yield from people_tables(session, grant_id, means=means, sees_salaries=sees_salaries)
    yield from register_tables(session, grant_id)
    yield from duty_tables(session, grant, today, means=means)
    yield from closing_tables(session, grant_id)
    yield from year_tables(session, grant_id, today, means=means)


def _workbook(title: str, tables: Iterable[Table]) -> bytes:
    target = BytesIO()
    write_workbook(title, tables, target)
    return target.getvalue()


def _counted(vouchers: Iterable[T], rows: int, progress: Progress) -> Iterator[T]:
    for number, one in enumerate(vouchers, start=1):
        progress(number, rows)
        yield one


def _list(profile: str, records: Iterable[object]) -> Iterator[bytes]:
    return written(profiles()[profile], records)


def _write(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(name, _SAME_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as entry:
        for chunk in chunks:
            entry.write(chunk)


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    stream.seek(0)
    return digest.hexdigest()
