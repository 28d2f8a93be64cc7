"""Taking the data of a grant along: the lists a takeover reads, in one ZIP.

What goes out comes in again: the columns are those of the profiles `opening-*`, so an empty house
arrives at the same sums. Open orders and files are not part of it; see `LIESMICH.txt` in the ZIP.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Final, TypeVar

from sqlalchemy.orm import Session

from contracts.events.budget import GrantMovedOut
from services.budget.intake.opening import CALLS, FUNDING, PLAN, RECEIPTS, VOUCHERS
from services.budget.intake.profile import profiles
from services.budget.intake.record_writer import written
from services.budget.store.expenditure_family import next_number
from services.budget.store.grant import load_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.move_out_plan import (
    call_of_row,
    funding_of,
    plan_lines,
    receipts_of,
    standing_calls,
)
from services.budget.usecases.move_out_vouchers import vouchers_of
from shared.clock import local_day
from shared.occasion import Occasion
from shared.progress_text import Progress

T = TypeVar("T")

_IN_MEMORY: Final = 8 * 1024 * 1024
_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same data give the same bytes."""

_READ_ME: Final = """Daten einer Zuwendung aus dem Fördernachweis

Die fünf Tabellen haben die Spalten der Übernahme (Seite „Übernahme“ einer leeren Zuwendung oder
Befehl „import --opening“). Maßnahmen und Bescheid sind dort vorher anzulegen.

Nicht enthalten: offene Aufträge, Stornos mit ihrem Gegenstück, Dateien der Belege (die gibt das
Belegbündel aus) und der Ereignisverlauf (den gibt der Prüfpfad aus); ebenso Grundlagen der
Personalkosten, Vergaben, Inventar, Register, Ausnahmen, Mitteilungen, Haushaltsjahre und Abgleiche
(sie stehen in ihren Listen, in Berichten und im Prüfpfad). Ein ausgezahlter
Sicherheitseinbehalt ist beim Beleg abgezogen. Teile eines aufgeteilten Belegs tragen eine Nummer
in Klammern. Ein Text, der wie eine Formel beginnt, hat ein Hochkomma davor.
"""


def move_out(
    session: Session,
    grant_id: str,
    *,
    by: Occasion,
    means: Means,
    progress: Progress | None = None,
) -> SpooledTemporaryFile[bytes]:
    """The ZIP, at its start; whoever asked closes it. Writes `GrantMovedOut`. Raises NotFound."""
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
    event = GrantMovedOut(grant_id, _digest(target))
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return target


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
