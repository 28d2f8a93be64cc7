"""The context of each family: what its assessment depends on in other rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.assessment import Context, PartInvoice, Split
from services.budget.domain.circumstances import NamedFile
from services.budget.domain.expenditure import Kind, Row
from services.budget.domain.plan import Category
from services.budget.domain.timeline import committed_from
from services.budget.store.assessment_codec import violation_from_json
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import (
    Judged,
    StoredFamily,
    domain_row,
    load_row,
    load_stored,
)
from services.budget.store.expenditure_links import part_invoices, split_parts
from services.budget.store.procurement_reading import procurements_named
from services.budget.usecases.assessment_world import World
from shared.errors import Violation


class Surroundings:
    """Reads what the families name, once for all of them."""

    def __init__(
        self,
        session: Session,
        world: World,
        families: Sequence[StoredFamily[Judged]],
        kept: Mapping[str, tuple[Violation, ...]],
    ) -> None:
        """`kept` by id of a head: other findings than those stored with the row."""
        self._kept = kept
        self._by_category: dict[str, Context] = {}
        heads = [one.head for one in families]
        self._session = session
        self._world = world
        self._named = self._load_named(session, heads)
        files = {row.procurement_id for row in (one.row for one in heads)}
        files |= {one.facts.procurement_id for one in self._named.values()}
        known = {one for one in files if one}
        self._files = procurements_named(session, known) if known else {}
        self._parts = _grouped(
            part_invoices(session, orders) if (orders := _orders(heads)) else (),
            lambda row: row.commitment_id,
        )
        # A part that is just being entered is not in the table yet.
        entering = [one.row for one in heads if split_head_of(one.row)]
        found = (
            split_parts(session, {split_head_of(row) or "" for row in entering}) if entering else []
        )
        unique = {row.expenditure_id: row for row in [*found, *entering]}
        self._splits = _grouped(unique.values(), split_head_of)

    def context(self, family: StoredFamily[Judged]) -> Context:
        """What the assessment of one family depends on."""
        row = family.head.row
        findings = self._findings(row)
        plain = self._plain(row.category)
        if not findings and _stands_alone(row):
            return plain
        replaced = self._named.get(row.replaces or "")
        return replace(
            plain,
            order=self._named.get(row.commitment_id or ""),
            part_invoices=self._part_invoices(row),
            split=self._split(row),
            replaces_called=replaced is not None and replaced.is_called,
            findings=findings,
            procurement=self._file_of(row),
        )

    def _plain(self, category: str) -> Context:
        """The context that all rows of a category share which name nothing, as most of them do."""
        known = self._by_category.get(category)
        if known is None:
            world = self._world
            known = self._by_category[category] = Context(
                terms=world.terms,
                rules=world.rules,
                category=Category(category),
                evidence=world.grant.evidence,
                relief=world.relief,
            )
        return known

    def _findings(self, row: ExpenditureRow) -> tuple[Violation, ...]:
        known = self._kept.get(row.expenditure_id)
        stored = row.wider_findings
        return tuple(map(violation_from_json, stored)) if known is None else known

    def _file_of(self, row: ExpenditureRow) -> NamedFile | None:
        """The procurement file the row names, else that of its order."""
        order = self._named.get(row.commitment_id or "")
        named = row.procurement_id or (order.facts.procurement_id if order else None)
        found = self._files.get(named or "")
        return NamedFile(found.number, found.is_complete) if found else None

    def _load_named(self, session: Session, heads: Iterable[Judged]) -> Mapping[str, Row]:
        rows = [one.row for one in heads]
        ids = {name for row in rows for name in (row.commitment_id, row.replaces) if name}
        return {key: one.domain for key, one in load_stored(session, ids).items()} if ids else {}

    def _part_invoices(self, order: ExpenditureRow) -> tuple[PartInvoice, ...]:
        return tuple(
            PartInvoice(row.gross_cents, committed_from(domain_row(row)), self._until(row))
            for row in self._parts.get(order.expenditure_id, ())
            if row.reversed_by is None or row.drawdown_id is not None
        )

    def _until(self, row: ExpenditureRow) -> date | None:
        """A called part invoice keeps counting until its reversal, never back in time."""
        return load_row(self._session, row.reversed_by).recorded_on if row.reversed_by else None

    def _split(self, row: ExpenditureRow) -> Split | None:
        head = split_head_of(row)
        return None if head is None else split_of(self._splits.get(head, ()))


def _stands_alone(row: ExpenditureRow) -> bool:
    """Whether the row names no other row and no file, and none is asked for that names it."""
    named = row.commitment_id or row.replaces or row.procurement_id or split_head_of(row)
    return not named and row.kind != Kind.ORDER.value


def split_head_of(row: ExpenditureRow) -> str | None:
    """The first part of the split voucher this row belongs to; None where it is no part."""
    if row.kind != Kind.VOUCHER.value:
        return None
    if row.split_of is not None:
        return row.split_of
    return row.expenditure_id if row.voucher_gross_cents is not None else None


def split_of(parts: Iterable[ExpenditureRow]) -> Split | None:
    """Total of the voucher and what is recorded of it; None without a first part."""
    rows = list(parts)
    head = next((row for row in rows if row.voucher_gross_cents is not None), None)
    if head is None or head.voucher_gross_cents is None:
        return None
    recorded = sum(row.gross_cents for row in rows if row.reversed_by is None)
    return Split(head.voucher_gross_cents, recorded)


def _orders(heads: Iterable[Judged]) -> list[str]:
    return [one.row.expenditure_id for one in heads if one.row.kind == Kind.ORDER.value]


def _grouped(
    rows: Iterable[ExpenditureRow], key: Callable[[ExpenditureRow], str | None]
) -> dict[str, list[ExpenditureRow]]:
    found: dict[str, list[ExpenditureRow]] = {}
    for row in rows:
        found.setdefault(key(row) or "", []).append(row)
    return found
