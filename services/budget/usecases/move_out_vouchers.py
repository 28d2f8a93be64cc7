"""The vouchers of a grant as a takeover reads them: what a city takes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.domain.import_row import ImportRow
from services.budget.domain.opening_row import OpeningVoucher
from services.budget.store.move_out import released_retentions, standing_rows
from services.budget.store.user import display_names
from services.budget.usecases.means import Means
from services.budget.usecases.queries import ShownExpenditure, shown_rows

_PAGE: Final = 500
_SHOWN_OF_MARK: Final = 8


@dataclass
class _Numbers:
    """Voucher numbers given so far; a part of a split voucher gets a number of its own."""

    by_id: dict[str, str] = field(default_factory=dict)
    _given: dict[str, int] = field(default_factory=dict)

    def give(self, one: ShownExpenditure, wanted: str | None) -> tuple[str, str]:
        """The number of the row, and what was added to make it unique."""
        number = wanted or f"Nr. {one.row.number}"
        times = self._given[number] = self._given.get(number, 0) + 1
        addition = f" ({times})" if times > 1 else ""
        self.by_id[one.row.expenditure_id] = number + addition
        return number + addition, addition


def vouchers_of(
    session: Session, grant_id: str, periods: Mapping[str, str], *, means: Means
) -> Iterator[OpeningVoucher]:
    """Standing vouchers and, behind them, their credit notes; orders and reversed rows stay away.

    `periods` names the period of each call by its id. A paid out retention is taken off the
    retention of its voucher, which comes to the same sum.
    """
    released = released_retentions(session, grant_id)
    numbers = _Numbers()
    credits: list[ShownExpenditure] = []
    for one in _standing(session, grant_id, means):
        if one.row.kind == Kind.CREDIT_NOTE.value:
            credits.append(one)
            continue
        kept = one.row.retention_cents - released.get(one.row.expenditure_id, 0)
        yield _voucher(one, numbers, kept, periods, _certified(session, one))
    for one in credits:
        if (original := numbers.by_id.get(one.row.family_id)) is not None:
            yield _credit(one, numbers, original, periods)


def _standing(session: Session, grant_id: str, means: Means) -> Iterator[ShownExpenditure]:
    after = 0
    while rows := standing_rows(session, grant_id, after=after, limit=_PAGE):
        after = rows[-1].number
        yield from shown_rows(session, rows, means)
        session.expunge_all()  # constant memory: nothing here is changed


def _certified(session: Session, one: ShownExpenditure) -> dict[str, Any]:
    """Who certified what and when; of the finance system's people only a mark is known."""
    names = display_names(session, {given.certified_by for given in one.certifications})
    found: dict[str, Any] = {}
    for given in one.certifications:
        unknown = f"Person {given.certified_by[:_SHOWN_OF_MARK]}"
        found[f"{given.kind}_by"] = names.get(given.certified_by, unknown)
        found[f"{given.kind}_on"] = given.certified_on
    return found


def _voucher(
    one: ShownExpenditure,
    numbers: _Numbers,
    retention_cents: int,
    periods: Mapping[str, str],
    certified: Mapping[str, Any],
) -> OpeningVoucher:
    facts = one.facts
    number, addition = numbers.give(one, facts.voucher_number)
    return OpeningVoucher(
        ImportRow(
            row=one.row.number,
            voucher_number=number,
            creditor=facts.creditor,
            invoice_number=facts.invoice_number and facts.invoice_number + addition,
            invoice_date=facts.invoice_date or facts.payment_date or facts.service_to,
            contract_date=facts.contract_date,
            service_from=facts.service_from,
            service_to=facts.service_to,
            payment_date=facts.payment_date,
            gross_cents=facts.gross_cents,
            vat_cents=facts.vat_cents,
            discount_cents=facts.discount_cents,
            retention_cents=retention_cents,
            paid_cents=None,
            budget_line=facts.budget_line,
            measure_id=facts.measure_id,
            purpose=facts.purpose,
            payment_reference=facts.payment_reference,
            budget_year=facts.budget_year,
            product=facts.product,
            account=facts.account,
            cost_centre=facts.cost_centre,
            paid_by=facts.paid_by,
            booked_by=facts.booked_by,
            release_1=facts.release_1,
            release_2=facts.release_2,
            assignments=facts.assignments,
            no_contract_reason=facts.no_contract_reason,
            **certified,
        ),
        called_in=periods.get(one.row.drawdown_id or ""),
        ineligible_cents=facts.ineligible_cents,
        ineligible_reason=facts.ineligible_reason,
        vat_deductible_bp=facts.vat_deductible_bp,
        allocation_bp=facts.allocation_bp,
        allocation_reason=facts.allocation_reason,
        reverse_charge_vat_cents=facts.reverse_charge_vat_cents,
    )


def _credit(
    one: ShownExpenditure, numbers: _Numbers, original: str, periods: Mapping[str, str]
) -> OpeningVoucher:
    row, facts = one.row, one.facts
    number, _ = numbers.give(one, row.movement_reference)
    on = row.movement_on or row.recorded_on
    return OpeningVoucher(
        ImportRow(
            row=row.number,
            voucher_number=number,
            creditor=facts.creditor,
            invoice_number=None,
            invoice_date=on,
            contract_date=facts.contract_date,
            service_from=facts.service_from,
            service_to=facts.service_to,
            payment_date=on,
            gross_cents=-(row.movement_cents or 0),
            vat_cents=-(row.movement_vat_cents or 0),
            discount_cents=0,
            retention_cents=0,
            paid_cents=None,
            budget_line=facts.budget_line,
            measure_id=facts.measure_id,
            purpose=facts.purpose,
            credits=original,
        ),
        called_in=periods.get(row.drawdown_id or ""),
        ineligible_cents=0,
        ineligible_reason=None,
        vat_deductible_bp=0,
        allocation_bp=10_000,
        allocation_reason=None,
    )
