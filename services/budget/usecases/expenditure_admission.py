"""Gathers what the rules look at before an entry is admitted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from contracts.roles import READERS
from services.budget.domain.admission import Admission, check_new_expenditure
from services.budget.domain.allocation_key import NewAllocationKey, key_violations
from services.budget.domain.circumstances import Split
from services.budget.domain.cost_kinds import BLOCKED
from services.budget.domain.determination import excused_lines
from services.budget.domain.duplicate import Likeness, key_text, near_match
from services.budget.domain.expenditure import Kind, NewExpenditure, Row
from services.budget.domain.invoice_comparison import DEFECTIVE, DEVIATES
from services.budget.domain.relations import OrderUse
from services.budget.store.entry_reading import Around, read_around
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import domain_row, facts_of
from services.budget.store.expenditure_links import (
    instalments,
    part_invoices,
    rows_named,
    split_parts,
)
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.measure_closing import closed_since
from services.budget.store.procurement_reading import procurements_named
from services.budget.store.register import allocation_keys_of
from services.budget.store.tables import DIRECTORY
from services.budget.usecases.assessment import used_cents_stored
from services.budget.usecases.assessment_context import split_of
from services.budget.usecases.assessment_world import World
from services.budget.usecases.entry_invoice import invoice_findings
from services.budget.usecases.means import Means
from services.budget.usecases.splitting import without_file_violations
from shared.clock import local_day
from shared.errors import Violation
from shared.occasion import Occasion

_WHOLE_BP = 10_000
WIDER_CODES = frozenset({"near_duplicate", "contract_split", BLOCKED, DEVIATES, DEFECTIVE})
"""Warnings at the entry that stay with the row: its own assessment cannot find them again."""


@dataclass(frozen=True)
class Entry:
    """A new entry (or a changed one in place of `instead_of`) with its index marks."""

    new: NewExpenditure
    name_mark: str
    duplicate_mark: str | None
    instead_of: ExpenditureRow | None = None

    def is_other(self, row: ExpenditureRow) -> bool:
        """Whether `row` is another one than the row being changed."""
        return self.instead_of is None or row.expenditure_id != self.instead_of.expenditure_id


def entry_of(new: NewExpenditure, means: Means, instead_of: ExpenditureRow | None = None) -> Entry:
    """The entry with the marks that find equal ones."""
    return Entry(
        new,
        means.index.name_mark(new.creditor),
        means.index.duplicate_mark(key_text(new)),
        instead_of,
    )


def surroundings_of(session: Session, world: World, entry: Entry, means: Means) -> Around:
    """What the tables say around the entry; a command locks the grant before."""
    return read_around(
        session,
        means.keyring,
        world.grant_id,
        name_mark=entry.name_mark,
        duplicate_mark=entry.duplicate_mark,
        gross_cents=entry.new.gross_cents,
        invoice_number=entry.new.invoice_number,
    )


def check_entry(
    session: Session, world: World, entry: Entry, around: Around, *, by: Occasion, means: Means
) -> list[Violation]:
    """Every violation of the entry, errors first, in words `by` may read."""
    admission = admission_of(session, world, entry, around, by=by, means=means)
    found = check_new_expenditure(entry.new, admission)
    found += invoice_findings(session, world.grant_id, entry.new, means)
    found += _file_violations(session, world, entry.new.procurement_id)
    found += key_violations(entry.new, _keys(session, world, entry.new), world.rules)
    instead = entry.instead_of
    found += without_file_violations(
        session,
        world,
        entry.new,
        entry.name_mark,
        means=means,
        but=instead.expenditure_id if instead else None,
    )
    subject = f"expenditure/{instead.expenditure_id if instead else 'new'}"
    return world.relief.softened(subject, found)


def _keys(session: Session, world: World, new: NewExpenditure) -> list[NewAllocationKey]:
    """Looked up only where a share rests on one."""
    return allocation_keys_of(session, world.grant_id) if new.allocation_bp < _WHOLE_BP else []


def _file_violations(session: Session, world: World, named: str | None) -> list[Violation]:
    """The procurement file an entry names is one of its grant."""
    if named is None:
        return []
    file = procurements_named(session, [named]).get(named)
    if file is not None and file.grant_id == world.grant_id:
        return []
    message = "Die genannte Vergabeakte gibt es in dieser Zuwendung nicht."
    return [Violation("procurement_unknown", "PROC-01", message, field="procurement_id")]


def admission_of(
    session: Session, world: World, entry: Entry, around: Around, *, by: Occasion, means: Means
) -> Admission:
    """What the rules need to know of the world to judge this entry."""
    new = entry.new
    exact = _exact(session, entry, around)
    near = _near(session, entry, around, means)
    elsewhere = {one.grant_id for one in (exact, *near) if one} - {world.grant_id}
    blank = Admission(
        grant_id=world.grant_id,
        terms=world.terms,
        rules=world.rules,
        today=world.today,
        lines=world.lines,
        measures=world.measures,
        closed_on=closed_since(session, world.grant_id, new.measure_id),
        used=_used(entry, around),
        evidence=world.grant.evidence,
        exact=exact,
        near=near,
        unnamed_grants=_unreadable(session, elsewhere, by),
        excused=excused_lines(world.grant.determinations, world.today),
        worth_before=used_cents_stored(entry.instead_of) if entry.instead_of else 0,
    )
    if not (new.split_of or new.instalment_of or new.commitment_id or new.replaces):
        return blank
    head, split = _split(session, world, entry, means)
    return replace(
        blank,
        split_head=head,
        split=split,
        instalments=_instalments(session, world, entry, means),
        order=order_use(session, world, entry, means),
        replaced=_named(session, world, new.replaces),
    )


def _used(entry: Entry, around: Around) -> Mapping[str, int]:
    used = dict(around.used)
    before = entry.instead_of
    if before is not None:
        own = used_cents_stored(before)
        used[before.budget_line] = used.get(before.budget_line, 0) - own
    return used


def _exact(session: Session, entry: Entry, around: Around) -> Row | None:
    if around.duplicate_id is None:
        return None
    row = session.get(ExpenditureRow, around.duplicate_id)
    return domain_row(row) if row is not None and entry.is_other(row) else None


def _unreadable(session: Session, grant_ids: Collection[str], by: Occasion) -> frozenset[str]:
    """Those of the grants that whoever enters has no right to look at."""
    who = DIRECTORY.by_id(session, by.actor, local_day(by.now)) if grant_ids else None
    return frozenset(one for one in grant_ids if who is None or not who.holds(READERS, one))


def _near(session: Session, entry: Entry, around: Around, means: Means) -> tuple[Likeness, ...]:
    own = likeness(entry.new, grant_id="", number=0, expenditure_id="")
    found = []
    for row in rows_named(session, around.alike):
        if not entry.is_other(row) or row.duplicate_key == entry.duplicate_mark is not None:
            continue
        facts = facts_of(row, open_texts(session, means.keyring, row))
        other = likeness(
            facts, grant_id=row.grant_id, number=row.number, expenditure_id=row.expenditure_id
        )
        if near_match(own, other):
            found.append(other)
    return tuple(found)


def likeness(facts: NewExpenditure, *, grant_id: str, number: int, expenditure_id: str) -> Likeness:
    """What near duplicates are compared by."""
    return Likeness(
        expenditure_id,
        number,
        facts.creditor,
        facts.document_number,
        facts.gross_cents,
        facts.invoice_date,
        grant_id,
    )


def _split(
    session: Session, world: World, entry: Entry, means: Means
) -> tuple[Row | None, Split | None]:
    head_id = entry.new.split_of
    if head_id is None:
        return None, None
    rows = [row for row in split_parts(session, [head_id]) if entry.is_other(row)]
    head = next((row for row in rows if row.expenditure_id == head_id), None)
    if head is None or head.grant_id != world.grant_id or head.reversed_by is not None:
        return None, None
    return _opened(session, head, means), split_of(rows) or Split(head.gross_cents, 0)


def _instalments(
    session: Session, world: World, entry: Entry, means: Means
) -> tuple[Row, ...] | None:
    first_id = entry.new.instalment_of
    if first_id is None:
        return None
    rows = [one for one in instalments(session, world.grant_id, first_id) if entry.is_other(one)]
    return tuple(_opened(session, row, means) for row in rows)


def _opened(session: Session, row: ExpenditureRow, means: Means) -> Row:
    """The row with its texts: rules compare the creditor."""
    return replace(domain_row(row), facts=facts_of(row, open_texts(session, means.keyring, row)))


def order_use(session: Session, world: World, entry: Entry, means: Means) -> OrderUse | None:
    """The order an entry names, with what other invoices took of it; None without one."""
    named = _row_named(session, world, entry.new.commitment_id)
    if named is None:
        return None
    order = _opened(session, named, means)
    invoiced = sum(
        row.gross_cents
        for row in part_invoices(session, [order.expenditure_id])
        if row.reversed_by is None and entry.is_other(row)
    )
    return OrderUse(order, invoiced)


def _named(session: Session, world: World, expenditure_id: str | None) -> Row | None:
    row = _row_named(session, world, expenditure_id)
    return None if row is None else domain_row(row)


def _row_named(session: Session, world: World, expenditure_id: str | None) -> ExpenditureRow | None:
    row = session.get(ExpenditureRow, expenditure_id) if expenditure_id else None
    if row is None or row.grant_id != world.grant_id or row.kind == Kind.REVERSAL.value:
        return None
    return row
