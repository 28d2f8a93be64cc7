"""Sorts the lines of an import: new, known, paid now, changed, duplicate, refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.domain.admission import Admission, OrderUse, check_new_expenditure
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.import_checks import import_hints
from services.budget.domain.import_row import ImportRow, Rejection
from services.budget.domain.line_limits import worth_of
from services.budget.intake.profile import Profile
from services.budget.store.creditor import CreditorRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import line_use
from services.budget.store.expenditure_family import domain_row
from services.budget.store.expenditure_links import (
    by_voucher_number,
    part_invoices,
    voucher_numbers,
)
from services.budget.store.expenditure_list import all_orders
from services.budget.store.expenditure_texts import open_texts
from services.budget.usecases.assessment_world import World
from services.budget.usecases.expenditure_admission import Entry, entry_of
from services.budget.usecases.import_row import (
    as_expenditure,
    change_message,
    differences,
    payment_differences,
    pays,
    shown_value,
)
from services.budget.usecases.list_splitting import ListContracts
from services.budget.usecases.means import Means
from shared.errors import Violation, errors_only

CHUNK = 500


class Verdict(StrEnum):
    """What is done with a line."""

    NEW = "new"
    CREDIT = "credit"
    KNOWN = "known"
    PAYMENT = "payment"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True)
class SortedLine:
    """One line with its verdict; `faults` for the Klärungsliste, `entry` and `stored` for taking
    it over."""

    row: ImportRow
    verdict: Verdict
    entry: Entry | None = None
    stored: ExpenditureRow | None = None
    warnings: tuple[Violation, ...] = ()
    faults: tuple[Rejection, ...] = ()

    @property
    def hints(self) -> list[Violation]:
        """What it leaves open though it is taken over."""
        split = [one for one in self.warnings if one.code == "contract_split"]
        return [*import_hints(self.row), *split]


@dataclass
class _Seen:
    """What earlier lines of the file brought; a few bytes a line."""

    numbers: set[str] = field(default_factory=set)
    marks: set[bytes] = field(default_factory=set)
    invoiced: dict[str, int] = field(default_factory=dict)
    """Cents by order, with those of its part invoices that are stored."""


class Sorter:
    """Sorts one file against what is stored; queries run once per 500 lines, never per line.

    `contracts` watches for contracts that are split; None where only some lines are looked at, of
    which the examination of the whole file told that already.
    """

    def __init__(
        self,
        session: Session,
        world: World,
        profile: Profile,
        means: Means,
        contracts: ListContracts | None = None,
    ) -> None:
        self._session = session
        self._world = world
        self._columns = profile.columns
        self._means = means
        self._contracts = contracts
        self._seen = _Seen()
        # Read once: asked for every 500 lines, PostgreSQL reads the whole grant again each time,
        # because it counts no row of an import that has not been committed.
        self._stored = voucher_numbers(session, world.grant_id)
        self._orders = all_orders(session, world.grant_id)
        self._admission = Admission(
            grant_id=world.grant_id,
            terms=world.terms,
            rules=world.rules,
            today=world.today,
            lines=world.lines,
            measures=world.measures,
            used=line_use(session, world.grant_id),
            evidence=world.grant.evidence,
        )

    def sort(self, rows: Sequence[ImportRow]) -> Iterator[SortedLine]:
        """Verdicts in the order of the lines; a credit note is judged when it is taken over."""
        numbers = [row.voucher_number for row in rows if row.voucher_number in self._stored]
        known = by_voucher_number(self._session, self._world.grant_id, numbers)
        entries = [self._entry(row) for row in rows]
        if self._contracts is not None:
            self._contracts.meet(entries)
        taken = self._taken([one.duplicate_mark for one in entries if one.duplicate_mark])
        names = self._name_marks(one for found in known.values() for one in found)
        for row, entry in zip(rows, entries, strict=True):
            stored = known.get(row.voucher_number)
            if stored:
                yield self._known(row, entry, stored, names)
            elif row.voucher_number in self._seen.numbers:
                yield self._rejected(row, [_twice()])
            elif row.is_credit_note:
                self._seen.numbers.add(row.voucher_number)
                yield SortedLine(row, Verdict.CREDIT, entry, warnings=tuple(import_hints(row)))
            else:
                yield self._new(row, entry, taken)

    def expect_use(self, lines: Iterable[SortedLine]) -> None:
        """Adds what new lines would use if they were taken over now."""
        expected: Counter[str] = Counter()
        for one in lines:
            if one.verdict is Verdict.NEW and one.entry is not None:
                new = one.entry.new
                expected[new.budget_line] += worth_of(new, self._world.terms, self._world.rules)
        for budget_line, cents in expected.items():
            self.note_use(budget_line, cents)

    def note_use(self, budget_line: str, cents: int) -> None:
        """Adds what a line taken over uses, so that the limit of a plan line sees it."""
        used = dict(self._admission.used)
        used[budget_line] = used.get(budget_line, 0) + cents
        self._admission = replace(self._admission, used=used)

    def fault(self, row: ImportRow, violation: Violation) -> Rejection:
        """A violation as an entry of the Klärungsliste."""
        name = violation.field or ""
        value = shown_value(getattr(row, name, None))
        column = self._columns.get(name, "")
        return Rejection(
            row.row,
            column,
            violation.code,
            violation.message,
            value,
            violation.rule,
            violation.values,
        )

    def _entry(self, row: ImportRow) -> Entry:
        new = as_expenditure(row, self._order_id(row))
        return entry_of(new, self._means)

    def _order_id(self, row: ImportRow) -> str | None:
        number = (row.order_number or "").removeprefix("Nr.").strip()
        order = self._orders.get(int(number)) if number.isdecimal() else None
        return order.expenditure_id if order else None

    def _new(self, row: ImportRow, entry: Entry, taken: Mapping[str, ExpenditureRow]) -> SortedLine:
        mark = entry.duplicate_mark or ""
        digest = bytes.fromhex(mark)[:12]
        if mark in taken or digest in self._seen.marks:
            violation = _duplicate(taken.get(mark), self._world.grant_id)
            return SortedLine(row, Verdict.DUPLICATE, faults=(self.fault(row, violation),))
        found = check_new_expenditure(entry.new, self._admission_for(entry.new))
        if self._contracts is not None:
            found += self._contracts.findings(entry)
        if errors := errors_only(found):
            return self._rejected(row, errors)
        if self._contracts is not None:
            self._contracts.note(row.row, entry)
        self._seen.numbers.add(row.voucher_number)
        self._seen.marks.add(digest)
        if entry.new.commitment_id is not None:
            self._seen.invoiced[entry.new.commitment_id] += row.gross_cents
        return SortedLine(row, Verdict.NEW, entry, warnings=(*found, *import_hints(row)))

    def _admission_for(self, new: NewExpenditure) -> Admission:
        if new.commitment_id is None:
            return self._admission
        order = next(
            one for one in self._orders.values() if one.expenditure_id == new.commitment_id
        )
        invoiced = self._seen.invoiced.get(new.commitment_id)
        if invoiced is None:
            invoiced = self._seen.invoiced[new.commitment_id] = sum(
                one.gross_cents
                for one in part_invoices(self._session, [order.expenditure_id])
                if one.reversed_by is None
            )
        return replace(self._admission, order=OrderUse(domain_row(order), invoiced))

    def _known(
        self,
        row: ImportRow,
        entry: Entry,
        stored: Sequence[ExpenditureRow],
        names: Mapping[str, str | None],
    ) -> SortedLine:
        first = stored[0]
        if row.is_credit_note:
            return self._known_credit(row, first)
        texts = open_texts(self._session, self._means.keyring, first)
        name_mark = names.get(first.key_id)
        same = name_mark is None or name_mark == entry.name_mark
        fields = differences(row, stored, texts, same)
        if not fields and pays(row, stored):
            return SortedLine(row, Verdict.PAYMENT, entry, first)
        fields += payment_differences(row, stored)
        if not fields:
            return SortedLine(row, Verdict.KNOWN)
        before = {**{name: getattr(first, name, None) for name in fields}, **texts}
        return self._changed(row, {name: before.get(name) for name in fields})

    def _known_credit(self, row: ImportRow, stored: ExpenditureRow) -> SortedLine:
        now = {"gross_cents": -row.gross_cents, "vat_cents": -row.vat_cents}
        before = {"gross_cents": stored.movement_cents, "vat_cents": stored.movement_vat_cents}
        differing = {name: before[name] for name in now if now[name] != before[name]}
        return self._changed(row, differing) if differing else SortedLine(row, Verdict.KNOWN)

    def _changed(self, row: ImportRow, before: Mapping[str, object]) -> SortedLine:
        faults = tuple(
            self.fault(
                row,
                Violation(
                    "changed", "MUN-09", change_message(name, value, getattr(row, name)), field=name
                ),
            )
            for name, value in before.items()
        )
        return SortedLine(row, Verdict.CHANGED, faults=faults)

    def _rejected(self, row: ImportRow, violations: Iterable[Violation]) -> SortedLine:
        faults = tuple(self.fault(row, one) for one in violations)
        return SortedLine(row, Verdict.REJECTED, faults=faults)

    def _taken(self, marks: Sequence[str]) -> dict[str, ExpenditureRow]:
        rows = self._session.scalars(
            select(ExpenditureRow).where(
                ExpenditureRow.duplicate_key.in_(marks), ExpenditureRow.reversed_by.is_(None)
            )
        )
        return {row.duplicate_key: row for row in rows if row.duplicate_key}

    def _name_marks(self, rows: Iterable[ExpenditureRow]) -> dict[str, str | None]:
        keys = {row.key_id for row in rows}
        if not keys:
            return {}
        found = self._session.execute(
            select(CreditorRow.key_id, CreditorRow.name_mark).where(CreditorRow.key_id.in_(keys))
        )
        return {row.key_id: row.name_mark for row in found}


def _twice() -> Violation:
    message = "Diese Belegnummer steht schon in einer früheren Zeile der Datei."
    return Violation("voucher_number_twice", "ELG-09", message, field="voucher_number")


def _duplicate(row: ExpenditureRow | None, grant_id: str) -> Violation:
    if row is None:
        where = "steht schon in einer früheren Zeile der Datei"
    elif row.grant_id == grant_id:
        where = f"ist schon als Nr. {row.number} erfasst"
    else:  # the list is read by people of this grant, who need not be people of the other
        where = "ist schon in einer anderen Zuwendung erfasst"
    message = f"Dieser Beleg {where} (gleicher Zahlungsempfänger, gleiche Nummer, gleicher Betrag)."
    return Violation("duplicate", "ELG-09", message, field="invoice_number")
