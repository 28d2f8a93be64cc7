"""Fills an empty house with the sample, once: the past of a city up to today."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - injected and seeded
from typing import Final

from contracts.roles import Role
from services.budget.store.grant import list_grants
from services.host import House
from services.sample.agenda import Agenda
from services.sample.audits import Audits
from services.sample.budget_years import BudgetYears
from services.sample.calls import Calls
from services.sample.certifiers import Certifiers
from services.sample.city import PHASE_A, PHASE_B
from services.sample.corrections import Corrections
from services.sample.desk import COMMITTEE, Desk
from services.sample.duties import Duties
from services.sample.finance_list import FILE_NAME, finance_list
from services.sample.frame import Frame
from services.sample.inventory import Inventory
from services.sample.new_invoice import INVOICE_NAME, new_invoice
from services.sample.orders import orders
from services.sample.procurements import Procurements
from services.sample.purchases import personnel_a, purchases_a, purchases_b, travels
from services.sample.registers import Registers
from services.sample.reports import Reports
from services.sample.scribe import Scribe
from services.sample.series import hosting, personnel
from services.sample.special import specials
from services.sample.statuses import Statuses
from services.sample.texts import Texts
from services.sample.timeline import Timeline
from services.sample.voucher import Book
from shared.clock import FixedClock
from shared.progress_text import Progress

SEED: Final = 436
_LED_CERTIFICATION: Final = frozenset({"M6-WERKSTATT"})
"""Measures whose lead certifies the factual side, as project leads may."""
MARK_FILE: Final = "beispieldaten.json"


@dataclass(frozen=True)
class SampleSummary:
    """What was made; `filled` is False where nothing was to be done."""

    filled: bool
    grants: int = 0
    vouchers: int = 0
    days: int = 0


class SampleIncomplete(Exception):
    """An earlier filling was interrupted; its remains are no sample. The message is German."""


def fill(house: House, *, today: date, tell: Progress | None = None) -> SampleSummary:
    """Plays the sample into a house of all services on a `FixedClock`, which it moves.

    Does nothing where a grant exists already. Raises TypeError for a house with another clock,
    SampleIncomplete after an interruption, LookupError without the sample users.
    """
    clock = house.ports["budget"].clock
    if not isinstance(clock, FixedClock):
        raise TypeError("the sample needs a house on a FixedClock")
    mark = house.settings.data_dir / MARK_FILE
    if _is_filled(house, mark):
        return SampleSummary(filled=False)
    mark.write_text(json.dumps({"state": "begun"}), "utf-8")
    os.sync()
    summary = _play(house, clock, Timeline(today), tell)
    os.sync()  # nothing was sure before: the house may be one that does not wait for the disk
    mark.write_text(json.dumps({"state": "done", **asdict(summary)}), "utf-8")
    return summary


def first_day(today: date) -> date:
    """The day the sample begins on: the sample users exist from then on."""
    return Timeline(today).a_award


def _is_filled(house: House, mark: Path) -> bool:
    if mark.exists() and json.loads(mark.read_text("utf-8"))["state"] == "begun":
        raise SampleIncomplete(
            "Das Einspielen der Beispieldaten wurde unterbrochen. Bitte den Ordner "
            f"{mark.parent} löschen und neu starten."
        )
    with house.ports["budget"].sessions.read() as session:
        return bool(list_grants(session, limit=1))


def _play(house: House, clock: FixedClock, line: Timeline, tell: Progress | None) -> SampleSummary:
    chance = Random(SEED)
    desk = Desk(house, clock, Random(chance.random()))
    agenda = Agenda()
    _plan(desk, agenda, line, chance)
    for instant, act in agenda.until(line.today):
        clock.at = max(clock.at, instant)
        act()
        if tell:
            tell((instant.date() - line.a_award).days, (line.today - line.a_award).days)
    desk.settle()
    return SampleSummary(True, 2, len(desk.ids), (line.today - line.a_award).days)


def _plan(desk: Desk, agenda: Agenda, line: Timeline, chance: Random) -> None:
    frame = Frame(desk, agenda, line)
    certifiers = Certifiers(desk, _LED_CERTIFICATION)
    book = Book(desk, agenda, certifiers)
    scribe = Scribe(
        chance,
        {PHASE_A: (line.a_award, line.a_start), PHASE_B: (line.b_award, line.b_start)},
    )
    frame.plan_all()
    vouchers = [
        *personnel_a(line, scribe),
        *purchases_a(line, scribe, chance),
        *orders(line, scribe),
        *personnel(line, scribe),
        *hosting(line, scribe),
        *purchases_b(line, scribe, chance),
        *travels(line, scribe, chance),
        *specials(line, scribe),
    ]
    for voucher in vouchers:
        book.plan(voucher)
    Corrections(desk, book, certifiers, scribe, line).plan_all()
    certifiers.plan(agenda, line.a_start, line.today)
    Calls(desk, agenda, frame, line).plan_all()
    Duties(desk, agenda, line).plan_all()
    BudgetYears(desk, agenda, line).plan_all()
    Statuses(desk, agenda, line).plan_all()
    Inventory(desk, agenda, line).plan_all()
    Audits(desk, agenda, line).plan_all()
    Procurements(desk, agenda, line).plan_all()
    Registers(desk, agenda, line).plan_all()
    Texts(desk, agenda, line).plan_all()
    Reports(desk, agenda, line).plan_all()
    beside = desk.house.settings.data_dir
    (beside / FILE_NAME).write_bytes(finance_list(line, vouchers))
    (beside / INVOICE_NAME).write_bytes(new_invoice(line))
    agenda.add(line.today - timedelta(days=20), lambda: _denied(desk))


def _denied(desk: Desk) -> None:
    """The committee looks for a single voucher: it may not, and the trail knows."""
    by = desk.occasion(COMMITTEE)
    needed = [Role.GRANT_OFFICER.value, Role.AUDITOR.value]
    desk.budget.record_denial("budget_expenditures_api.list_rows", needed, by, PHASE_B)
