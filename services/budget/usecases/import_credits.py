"""Credit notes of a list, judged last: the voucher they lower may stand behind them in the file."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Movement
from services.budget.domain.import_row import ImportRow
from services.budget.domain.movement import check_credit_note, credit_violations
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import load_families
from services.budget.store.expenditure_links import by_voucher_number
from services.budget.usecases.assessment_world import World
from services.budget.usecases.import_examined import Examined
from services.budget.usecases.import_sorting import SortedLine, Sorter, Verdict
from services.budget.usecases.means import Means
from services.budget.usecases.movement import record_credit_note
from shared.errors import Conflict, Refused, Violation, errors_only
from shared.occasion import Occasion


class Credits:
    """The credit notes of one file, gathered while its lines are looked through."""

    def __init__(self, session: Session, world: World, sorter: Sorter, by: Occasion) -> None:
        self._session, self._world, self._sorter, self._by = session, world, sorter, by
        self._rows: list[ImportRow] = []
        self._payable: dict[str, int] = {}
        self._lowered: Counter[str] = Counter()
        self._lowers: dict[str, str] = {}

    def gather(self, row: ImportRow) -> None:
        """Keeps a credit note for the end."""
        self._rows.append(row)

    def expect(self, line: SortedLine) -> None:
        """Notes a voucher that would be entered, or a discount a payment would bring."""
        row, stored = line.row, line.stored
        if line.verdict is Verdict.NEW:
            self._payable[row.voucher_number] = row.payable_cents
        elif line.verdict is Verdict.PAYMENT and stored is not None:
            self._lowered[stored.family_id] += row.discount_cents - stored.discount_cents

    def examine(self, examined: Examined) -> None:
        """Notes what `take_over` would do with each, and why not; writes nothing."""
        for row in self._rows:
            place = self._place(row)
            errors = [_unknown()] if place is None else self._hindrances(row, place)
            if place is None or errors:
                examined.reject(self._sorter.fault(row, one) for one in errors)
                continue
            self._lowered[place] -= row.gross_cents
            self._lowers[row.voucher_number] = place
            examined.take(row, Verdict.CREDIT)

    def take_over(self, examined: Examined, means: Means) -> None:
        """Enters each on the voucher it names."""
        for row in self._rows:
            original = self._original(row)
            if original is None:
                examined.reject([self._sorter.fault(row, _unknown())])
                continue
            try:
                with self._session.begin_nested():
                    record_credit_note(
                        self._session,
                        original.expenditure_id,
                        _movement(row),
                        by=self._by,
                        means=means,
                    )
            except (Refused, Conflict) as refusal:
                errors = errors_only(refusal.violations)
                examined.reject(self._sorter.fault(row, one) for one in errors)
            else:
                examined.take(row, Verdict.CREDIT)

    def _place(self, row: ImportRow) -> str | None:
        """What would be lowered: a voucher of this file by its number, a stored one by its family.

        One that names another credit note lowers what that one does.
        """
        named = row.credits or ""
        if named in self._lowers:
            return self._lowers[named]
        if named in self._payable:
            return named
        original = self._original(row)
        return original.family_id if original else None

    def _hindrances(self, row: ImportRow, place: str) -> list[Violation]:
        new, today, lowered = _movement(row), self._world.today, self._lowered[place]
        if place in self._payable:
            return errors_only(credit_violations(new, self._payable[place] - lowered, today))
        family = load_families(self._session, [place])[place].family
        found = check_credit_note(family, new, self._by.actor, today, lowered)
        subject = f"expenditure/{family.original.expenditure_id}"
        return errors_only(self._world.relief.softened(subject, found))

    def _original(self, row: ImportRow) -> ExpenditureRow | None:
        named = row.credits or ""
        found = by_voucher_number(self._session, self._world.grant_id, [named])
        return next(iter(found.get(named, ())), None)


def _movement(row: ImportRow) -> Movement:
    on = row.payment_date or row.invoice_date
    return Movement(-row.gross_cents, on, -row.vat_cents, row.voucher_number)


def _unknown() -> Violation:
    message = "Der Beleg, den diese Gutschrift mindert, ist hier nicht erfasst."
    return Violation("credit_reference_unknown", "ELG-05", message, field="credits")
