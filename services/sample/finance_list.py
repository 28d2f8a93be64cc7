"""A list of the finance system that fits the sample: for trying preview, takeover and clearing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - injected and seeded
from typing import Final

from services.budget.domain.expenditure import NewExpenditure
from services.budget.intake.finance_csv import profile_named
from services.sample.city import PHASE_B
from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.voucher import Voucher
from shared.money import format_amount
from shared.periods import german_date

FILE_NAME: Final = "beispielliste.csv"
PROFILE: Final = "finanz-csv"
_BILLS: Final = (
    Bill("M1 Technik", "M1-DATENPLATTFORM", "Geodaten Beispiel eG", "Geländemodell 2", 4_120),
    Bill("M2 Software", "M2-SERVICEPORTAL", "Softwarehaus Beispielmann AG", "Formulare", 6_900),
    Bill(
        "M5 Bau und Ausstattung", "M5-MOBILSTATIONEN", "Ladetechnik Beispiel GmbH", "Kabel", 2_350
    ),
    Bill("M7 Beleuchtung und Netz", "M7-QUARTIER", "Netzbau Muster GmbH & Co. KG", "Muffen", 1_480),
    Bill("M8 Beteiligung", "M8-STEUERUNG", "Gasthaus Zum Muster", "Raummiete Forum", 560),
)
NEW_ROWS: Final = len(_BILLS)
ROWS_TO_CLEAR: Final = 4


def finance_list(line: Timeline, entered: Iterable[Voucher]) -> bytes:
    """Windows-1252 with semicolons, as finance systems write it.

    `NEW_ROWS` new rows, one of those `entered` already, and `ROWS_TO_CLEAR` for the clearing list.
    """
    profile = profile_named(PROFILE)
    assert profile is not None  # delivered with the product
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=profile.delimiter, lineterminator="\r\n")
    writer.writerow(profile.columns.values())
    long_ago = line.today - timedelta(days=90)
    known = next(
        one.facts
        for one in entered
        if one.grant_id == PHASE_B
        and one.recorded_on < long_ago
        and one.facts.invoice_number
        and one.facts.payment_date
        and _told(one.facts) <= profile.columns.keys()
    )
    for cells in _rows(line, known):
        writer.writerow(cells.get(name, "") for name in profile.columns)
    return out.getvalue().encode("cp1252")


def to_try(data_dir: Path, python: str) -> str:
    """How the list can be read in, on a page and on a terminal with this interpreter."""
    profile = profile_named(PROFILE)
    assert profile is not None  # delivered with the product
    path = data_dir / FILE_NAME
    return (
        f"Zum Einlesen (Phase B, „Einlesen“, Format „{profile.label}“): {path}\n"
        f"Im Terminal: {python} -m services import {path} --grant {PHASE_B} --profile {PROFILE} "
        "--preview"
    )


def _rows(line: Timeline, known: NewExpenditure) -> Iterator[dict[str, str]]:
    new = list(_new(line))
    yield from map(_cells, new)
    yield _cells(known)
    spare = replace(new[0], voucher_number="FB-90001", invoice_number="RE-90001")
    yield _cells(replace(spare, budget_line="M1 Technk"))
    yield {
        **_cells(replace(spare, voucher_number="FB-90002", invoice_number="RE-90002")),
        "gross_cents": "1.234",
    }
    too_early = replace(spare, voucher_number="FB-90003", invoice_number="RE-90003")
    yield _cells(
        replace(
            too_early,
            contract_date=line.a_start,
            service_from=line.b_start - timedelta(days=60),
            service_to=line.b_start - timedelta(days=40),
        )
    )
    yield _cells(replace(known, voucher_number="FB-90004"))


def _new(line: Timeline) -> Iterator[NewExpenditure]:
    scribe = Scribe(Random(7), {PHASE_B: (line.b_award, line.b_start)})
    for number, bill in enumerate(_BILLS, start=1):
        facts = scribe.write(bill.purpose, bill, line.today - timedelta(days=60 - number)).facts
        yield replace(facts, voucher_number=f"FB-{number:05}", invoice_number=f"RE-FB-{number:03}")


def _told(facts: NewExpenditure) -> set[str]:
    """The fields that say something: a list can only tell those it has a column for."""
    return {one.name for one in fields(facts) if getattr(facts, one.name) != one.default}


def _cells(facts: NewExpenditure) -> dict[str, str]:
    found = {name: _text(name, value) for name, value in vars(facts).items()}
    paid_cents = facts.gross_cents - facts.discount_cents - facts.retention_cents
    return {**found, "paid_cents": format_amount(paid_cents)}


def _text(name: str, value: object) -> str:
    if isinstance(value, date):
        return german_date(value)
    if isinstance(value, int) and name.endswith("_cents"):
        return format_amount(value) if value else ""
    return "" if value is None else str(value)
