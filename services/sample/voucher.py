"""One invoice of the sample with its way through the house, and how it is entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import DocumentKind, NewExpenditure
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.invoice import receive_invoice
from services.budget.usecases.payment import record_payment
from services.sample.agenda import Agenda, booking_day
from services.sample.certifiers import Certifiers
from services.sample.desk import OFFICER, Desk
from services.sample.voucher_pdf import voucher_pdf
from services.sample.xrechnung import xrechnung
from shared.occasion import Occasion

FileKind = Literal["pdf", "xrechnung", "none"]
_LINKS: Final = ("commitment_id", "split_of", "instalment_of", "replaces")


@dataclass(frozen=True)
class Voucher:
    """`facts` as known in the end; `commitment_id`, `split_of`, `instalment_of` and `replaces`
    hold names of other vouchers here, `procurement_id` that of a procurement file, which become ids
    when this one is entered.

    `certified` False keeps it off the certifiers' list: somebody still has a question.
    """

    name: str
    grant_id: str
    facts: NewExpenditure
    recorded_on: date
    file: FileKind = "pdf"
    certified: bool = True


class Book:
    """Puts vouchers on the agenda: entered, filed, handed to the certifiers, paid."""

    def __init__(self, desk: Desk, agenda: Agenda, certifiers: Certifiers) -> None:
        self._desk = desk
        self._agenda = agenda
        self._certifiers = certifiers

    def plan(self, voucher: Voucher) -> None:
        """From its day of entry on; a later payment is a step of its own."""
        self._agenda.add(booking_day(voucher.recorded_on), lambda: self._enter(voucher))
        paid_on = voucher.facts.payment_date
        if paid_on is not None and paid_on > voucher.recorded_on:
            day = booking_day(paid_on + timedelta(days=2))
            self._agenda.add(day, lambda: self._pay(voucher), hour=11)

    def then(self, day: date, name: str, act: Callable[[str], object]) -> None:
        """`act` with the id of a voucher entered before that day."""
        self._agenda.add(booking_day(day), lambda: act(self._desk.ids[name]), hour=12)

    def facts_to_enter(self, voucher: Voucher) -> NewExpenditure:
        """The facts with real ids, and without a payment that is still to come."""
        facts = voucher.facts
        links = {field: getattr(facts, field) for field in _LINKS}
        known: dict[str, Any] = {
            field: self._desk.ids[name] for field, name in links.items() if name
        }
        if facts.procurement_id:
            known["procurement_id"] = self._desk.files[facts.procurement_id]
        facts = replace(facts, **known)
        if facts.payment_date is not None and facts.payment_date > voucher.recorded_on:
            facts = replace(facts, payment_date=None, payment_reference=None, discount_cents=0)
        return facts

    def _enter(self, voucher: Voucher) -> None:
        desk = self._desk
        facts = self.facts_to_enter(voucher)
        if voucher.file == "xrechnung":
            facts = replace(facts, invoice_id=self._receive(voucher))
        expenditure_id = desk.do(
            OFFICER, "record_expenditure", partial(self._record_and_file, voucher, facts)
        )
        desk.ids[voucher.name] = expenditure_id
        if voucher.certified and facts.invoice_date is not None:
            self._certifiers.hand_in(voucher.grant_id, voucher.facts, expenditure_id)

    def _record_and_file(
        self, voucher: Voucher, facts: NewExpenditure, session: Session, by: Occasion
    ) -> str:
        """Two use cases in one transaction: a past of years should not take minutes."""
        means = self._desk.means
        recorded = record_expenditure(session, voucher.grant_id, facts, by=by, means=means)
        assert recorded.expenditure_id is not None  # only a trial has none
        if voucher.file == "pdf":
            kind = DocumentKind.VOUCHER
            upload = Upload(f"{facts.voucher_number}.pdf", voucher_pdf(voucher.facts, kind))
            file_document(session, recorded.expenditure_id, kind, upload, by=by, means=means)
        return recorded.expenditure_id

    def _receive(self, voucher: Voucher) -> str:
        desk = self._desk
        upload = Upload(f"{voucher.facts.invoice_number}.xml", xrechnung(voucher.facts))
        received = desk.do(
            OFFICER,
            "receive_invoice",
            lambda session, by: receive_invoice(
                session, voucher.grant_id, upload, by=by, means=desk.means
            ),
        )
        return received.invoice_id

    def _pay(self, voucher: Voucher) -> None:
        desk, facts = self._desk, voucher.facts
        assert facts.payment_date is not None
        paid_on = facts.payment_date
        desk.do(
            OFFICER,
            "record_payment",
            lambda session, by: record_payment(
                session,
                desk.ids[voucher.name],
                paid_on,
                facts.payment_reference,
                facts.discount_cents,
                by=by,
                means=desk.means,
            ),
        )
