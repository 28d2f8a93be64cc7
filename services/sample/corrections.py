"""What goes wrong and is put right: returned rows, reversals, credit notes, refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from services.budget.domain.expenditure import CertificationKind, Movement
from services.budget.usecases.certification import certify_expenditure, return_expenditure
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.expenditure_change import change_expenditure
from services.budget.usecases.movement import (
    close_order,
    record_credit_note,
    record_retention_release,
)
from services.budget.usecases.reversal import reverse_expenditure
from services.sample.certifiers import Certifiers
from services.sample.city import PHASE_B
from services.sample.desk import FACTUAL, OFFICER, Desk
from services.sample.orders import ORDERS, part_name
from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.voucher import Book, Voucher

_WORKSHOP: Final = Bill(
    "M8 Beteiligung",
    "M8-STEUERUNG",
    "Moderation Beispiel & Muster",
    "Stadtteilwerkstatt vorbereiten",
    3_150,
)
_MODEL: Final = Bill(
    "M4 Dienstleistungen",
    "M4-STARKREGEN",
    "Hydrologie Beispiel & Partner",
    "Abflussmodell Nordbach",
    9_870,
)


@dataclass(frozen=True)
class Corrections:
    """Plans every correction of the sample."""

    desk: Desk
    book: Book
    certifiers: Certifiers
    scribe: Scribe
    line: Timeline

    def plan_all(self) -> None:
        """Each once or twice."""
        self._credit_note()
        self._retention_releases()
        self._closed_order()
        self._reversed_before_call()
        self._reversed_after_call()
        self._returned_and_mended()
        self._returned()
        self._refusals()

    def _write(self, name: str, bill: Bill, day: date) -> Voucher:
        voucher = self.scribe.write(name, bill, day)
        self.book.plan(voucher)
        return voucher

    def _credit_note(self) -> None:
        """After its invoice was called: the next call is lower (CALL-08)."""
        voucher = self._write("Gutgeschrieben", _MODEL, self.line.b_day(8, 5))
        new = Movement(119_000, self.line.b_day(14, 20), 19_000, "GS-2201")
        self._then(
            new.on + timedelta(days=4), voucher.name, "record_credit_note", record_credit_note, new
        )

    def _retention_releases(self) -> None:
        """Of the first part of the building work, after its acceptance."""
        order = next(one for one in ORDERS if one.retained_percent)
        net_euro = order.parts[0][1]
        cents = net_euro * 119 * order.retained_percent // 100
        new = Movement(cents, self.line.b_day(16, 3))
        name = part_name(order.name, 1)
        self._then(
            new.on + timedelta(days=2),
            name,
            "record_retention_release",
            record_retention_release,
            new,
        )

    def _closed_order(self) -> None:
        """The sensors came cheaper than ordered: the rest is free again."""
        self._then(
            self.line.b_day(15, 12),
            "Auftrag Pegel",
            "close_order",
            close_order,
            "Schlussrechnung gestellt, weniger Halterungen nötig als beauftragt",
        )

    def _reversed_before_call(self) -> None:
        """A slip of the keyboard, found before any call; the replacement is right."""
        day = self.line.b_day(13, 8)
        wrong = self._write("Vertippt", _WORKSHOP, day)
        right = replace(_WORKSHOP, net_euro=1_350, enters=34)
        self._reverse(
            day + timedelta(days=26), wrong.name, "Betrag vertippt: 1.350 statt 3.150 € netto"
        )
        self._replacement("Ersatz für Vertippt", right, wrong, day)

    def _reversed_after_call(self) -> None:
        """Found by the internal audit a year later: the call already counted it."""
        day = self.line.b_day(9, 2)
        wrong = self._write("Falsch abgerufen", replace(_MODEL, net_euro=6_420), day)
        found_on = self.line.b_day(18, 22)
        self._reverse(
            found_on, wrong.name, "Anteil eines anderen Projekts enthalten, Hinweis der Prüfung"
        )
        days = (found_on - day).days + 8
        right = replace(_MODEL, net_euro=4_980, enters=days)
        self._replacement("Ersatz für Falsch abgerufen", right, wrong, day)

    def _replacement(self, name: str, bill: Bill, wrong: Voucher, day: date) -> None:
        written = self.scribe.write(name, bill, day)
        facts = replace(
            written.facts, replaces=wrong.name, invoice_number=wrong.facts.invoice_number
        )
        self.book.plan(replace(written, facts=facts))

    def _reverse(self, day: date, name: str, reason: str) -> None:
        self._then(day, name, "reverse_expenditure", reverse_expenditure, reason)

    def _returned_and_mended(self) -> None:
        """Sent back for its purpose, mended by the officer, then certified like any other."""
        day = self.line.b_day(11, 14)
        bill = replace(_WORKSHOP, purpose="diverses", net_euro=2_640, certified=False)
        voucher = self._write("Nachgebessert", bill, day)
        self._return(
            day + timedelta(days=9), voucher.name, "Zweck nicht erkennbar, bitte Leistung benennen"
        )
        changes = {"purpose": "Stadtteilwerkstatt Süd, Moderation und Protokoll"}

        def mend(expenditure_id: str) -> None:
            self._as_officer("change_expenditure", change_expenditure, expenditure_id, changes)
            self.certifiers.hand_in(PHASE_B, voucher.facts, expenditure_id)

        self.book.then(day + timedelta(days=12), voucher.name, mend)

    def _returned(self) -> None:
        """Still with the officer today."""
        day = self.line.today - timedelta(days=36)
        bill = replace(_MODEL, net_euro=5_310, purpose="Messreihe Südbach", certified=False)
        voucher = self._write("Zurückgegeben", bill, day)
        reason = "Leistungsnachweis fehlt, bitte Messprotokoll anfordern"
        self._return(day + timedelta(days=14), voucher.name, reason)

    def _return(self, day: date, name: str, reason: str) -> None:
        desk = self.desk
        self.book.then(
            day,
            name,
            lambda key: desk.do(
                FACTUAL,
                "return_expenditure",
                lambda session, by: return_expenditure(
                    session, key, reason, by=by, means=desk.means
                ),
            ),
        )

    def _refusals(self) -> None:
        """The same invoice in another measure; a certification of the own entry; a second one."""
        original = self._write("Einmal eingereicht", _WORKSHOP, self.line.b_day(12, 9))
        self.book.then(
            self.line.b_day(13, 22), original.name, lambda _key: self._enter_twice(original)
        )
        self.book.then(original.recorded_on, original.name, self._certify_own)

    def _enter_twice(self, original: Voucher) -> None:
        desk = self.desk
        again = replace(
            original.facts,
            budget_line="M7 Dienstleistungen",
            measure_id="M7-QUARTIER",
            voucher_number=f"{original.facts.voucher_number}-2",
        )
        desk.refused(
            OFFICER,
            "record_expenditure",
            "duplicate",
            lambda session, by: record_expenditure(
                session, PHASE_B, again, by=by, means=desk.means
            ),
        )

    def _certify_own(self, expenditure_id: str) -> None:
        desk = self.desk
        desk.refused(
            OFFICER,
            "certify_expenditure",
            "certified_by_recorder",
            lambda session, by: certify_expenditure(
                session, expenditure_id, CertificationKind.FACTUAL, by=by, means=desk.means
            ),
        )

    def _then(
        self, day: date, name: str, command: str, usecase: Callable[..., object], what: object
    ) -> None:
        self.book.then(day, name, lambda key: self._as_officer(command, usecase, key, what))

    def _as_officer(
        self, command: str, usecase: Callable[..., object], expenditure_id: str, what: object
    ) -> None:
        desk = self.desk
        desk.do(
            OFFICER,
            command,
            lambda session, by: usecase(session, expenditure_id, what, by=by, means=desk.means),
        )
