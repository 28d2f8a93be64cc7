"""The table of expenditures: every voucher, order, movement and reversal twin is one row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.assignment import AccountAssignment
from services.budget.store.assignment_column import Assignments
from services.budget.store.tables import Base
from shared.database import UtcDateTime


class ExpenditureRow(Base):
    """One row of the list. Texts that may name persons are sealed together in `sealed_texts`;
    `text_fields` names the fields that are there.

    `family_id` is the id of the row that movements and twins belong to (its own for others),
    `uploaded_by` the second recorder of an imported row, `assessment` the last result of the rules,
    `wider_findings` what rules found that look at more than one row. Facts of movements and twins
    are those of their original; a movement's own amount is in `movement_*`. `payment_recorded_at`
    is when a payment was entered after its invoice or taken to another half-year (MUN-14),
    `payment_entered_at` when it first came (GOB-01); None where it came with the row.
    """

    __tablename__ = "expenditure"

    expenditure_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    family_id: Mapped[str] = mapped_column(String(36))
    original_id: Mapped[str | None] = mapped_column(String(36))
    budget_line: Mapped[str] = mapped_column(String(200))
    measure_id: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(10))
    key_id: Mapped[str] = mapped_column(ForeignKey("creditor.key_id"))
    sealed_texts: Mapped[str] = mapped_column(Text)
    text_fields: Mapped[str] = mapped_column(String(300))
    gross_cents: Mapped[int] = mapped_column(BigInteger)
    vat_cents: Mapped[int] = mapped_column(BigInteger)
    vat_deductible_bp: Mapped[int]
    discount_cents: Mapped[int] = mapped_column(BigInteger)
    retention_cents: Mapped[int] = mapped_column(BigInteger)
    allocation_bp: Mapped[int]
    ineligible_cents: Mapped[int] = mapped_column(BigInteger)
    contract_date: Mapped[date | None]
    service_from: Mapped[date]
    service_to: Mapped[date]
    voucher_number: Mapped[str | None] = mapped_column(String(120))
    invoice_number: Mapped[str | None] = mapped_column(String(120))
    invoice_date: Mapped[date | None]
    payment_date: Mapped[date | None]
    invoice_id: Mapped[str | None] = mapped_column(String(36))
    commitment_id: Mapped[str | None] = mapped_column(String(36))
    split_of: Mapped[str | None] = mapped_column(String(36))
    voucher_gross_cents: Mapped[int | None] = mapped_column(BigInteger)
    instalment_of: Mapped[str | None] = mapped_column(String(36))
    replaces: Mapped[str | None] = mapped_column(String(36))
    procurement_id: Mapped[str | None] = mapped_column(String(36))
    budget_year: Mapped[int | None]
    product: Mapped[str | None] = mapped_column(String(80))
    account: Mapped[str | None] = mapped_column(String(80))
    cost_centre: Mapped[str | None] = mapped_column(String(80))
    reverse_charge_vat_cents: Mapped[int] = mapped_column(BigInteger)
    assignments: Mapped[tuple[AccountAssignment, ...]] = mapped_column(Assignments, nullable=True)
    movement_cents: Mapped[int | None] = mapped_column(BigInteger)
    movement_vat_cents: Mapped[int | None] = mapped_column(BigInteger)
    movement_on: Mapped[date | None]
    movement_reference: Mapped[str | None] = mapped_column(String(200))
    closed_on: Mapped[date | None]
    reversed_by: Mapped[str | None] = mapped_column(String(36))
    drawdown_id: Mapped[str | None] = mapped_column(String(36))
    opening: Mapped[bool]
    duplicate_key: Mapped[str | None] = mapped_column(String(64))
    recorded_by: Mapped[str] = mapped_column(String(36))
    uploaded_by: Mapped[str] = mapped_column(String(36))
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    payment_recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    payment_entered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_reason: Mapped[str | None] = mapped_column(Text)
    reversal_reason: Mapped[str | None] = mapped_column(Text)
    import_id: Mapped[str | None] = mapped_column(String(36))
    version: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    effective_on: Mapped[date | None]
    eligible_cents: Mapped[int] = mapped_column(BigInteger)
    paid_cents: Mapped[int] = mapped_column(BigInteger)
    committed_cents: Mapped[int] = mapped_column(BigInteger)
    expected_eligible_cents: Mapped[int] = mapped_column(BigInteger)
    assessment: Mapped[dict[str, Any]] = mapped_column(JSON)
    wider_findings: Mapped[list[list[str | None]]] = mapped_column(JSON)

    __table_args__ = (
        UniqueConstraint("grant_id", "number"),
        CheckConstraint("gross_cents > 0", name="gross"),
        CheckConstraint("vat_cents >= 0 AND vat_cents <= gross_cents", name="vat"),
        CheckConstraint("discount_cents >= 0 AND retention_cents >= 0", name="deductions"),
        CheckConstraint(
            "ineligible_cents >= 0 AND ineligible_cents <= gross_cents", name="ineligible"
        ),
        CheckConstraint("reverse_charge_vat_cents >= 0", name="reverse_charge"),
        CheckConstraint("allocation_bp BETWEEN 0 AND 10000", name="allocation"),
        CheckConstraint("vat_deductible_bp BETWEEN 0 AND 10000", name="vat_deductible"),
        CheckConstraint("service_from <= service_to", name="service_period"),
        CheckConstraint(
            "kind IN ('voucher', 'order', 'credit_note', 'retention_release', 'reversal')",
            name="kind",
        ),
        CheckConstraint(
            "status IN ('committed', 'recorded', 'claimable', 'called')", name="status"
        ),
        CheckConstraint(
            "(kind IN ('credit_note', 'retention_release', 'reversal')) ="
            " (original_id IS NOT NULL)",
            name="original",
        ),
        CheckConstraint("kind <> 'order' OR payment_date IS NULL", name="order_unpaid"),
        Index("ix_expenditure_family_id", "family_id"),
        Index("ix_expenditure_gross", "gross_cents", "key_id"),
        Index("ix_expenditure_creditor", "key_id", "invoice_number"),
        Index("ix_expenditure_line", "grant_id", "budget_line"),
        Index("ix_expenditure_status", "grant_id", "status", "number"),
    )


_TABLE = ExpenditureRow.__table__.c
_ACTIVE = and_(_TABLE.duplicate_key.is_not(None), _TABLE.reversed_by.is_(None))

Index(
    "uq_expenditure_duplicate_key",
    _TABLE.duplicate_key,
    unique=True,
    sqlite_where=_ACTIVE,
    postgresql_where=_ACTIVE,
)
for _name in ("commitment_id", "split_of", "instalment_of", "voucher_number", "procurement_id"):
    Index(
        f"ix_expenditure_{_name}",
        _TABLE.grant_id,
        _TABLE[_name],
        sqlite_where=_TABLE[_name].is_not(None),
        postgresql_where=_TABLE[_name].is_not(None),
    )

_IS_BARE = and_(
    _TABLE.contract_date.is_not(None),
    _TABLE.procurement_id.is_(None),
    _TABLE.commitment_id.is_(None),
    _TABLE.reversed_by.is_(None),
)
# what the watch against splitting adds up at every entry, without reading the rows
Index(
    "ix_expenditure_contract",
    *(_TABLE[name] for name in ("key_id", "contract_date", "kind", "category")),
    *(_TABLE[name] for name in ("gross_cents", "vat_cents", "expenditure_id")),
    sqlite_where=_IS_BARE,
    postgresql_where=_IS_BARE,
)

TEXT_FIELDS = (
    "creditor",
    "purpose",
    "allocation_reason",
    "ineligible_reason",
    "no_contract_reason",
    "payment_reference",
    "paid_by",
    "booked_by",
    "release_1",
    "release_2",
    "sole_judge_reason",
)
"""Fields of `NewExpenditure` that may name persons or accounts: sealed, never columns."""


_EXPENDITURES = cast(Table, ExpenditureRow.__table__)
_COLUMNS = tuple(column.name for column in _EXPENDITURES.columns)
_BLANK: dict[str, Any] = dict.fromkeys(_COLUMNS)


def plain_row(values: Mapping[str, Any]) -> ExpenditureRow:
    """A row that is never added to a session: a plain object with the columns as attributes.

    Rules and events read some 300 attributes of a row; the mapper tracks each of them.
    """
    return cast(ExpenditureRow, SimpleNamespace(**{**_BLANK, **values}))


def insert_row(session: Session, row: ExpenditureRow) -> None:
    """Writes a `plain_row` without its empty columns: of 65 most are empty.

    What reads the row later in the session loads its own. Raises IntegrityError.
    """
    filled = {name: value for name, value in vars(row).items() if value is not None}
    session.connection().execute(_EXPENDITURES.insert(), filled)


_KEEP_FINDINGS = (
    _EXPENDITURES.update()
    .where(_EXPENDITURES.c.expenditure_id == bindparam("of_row"))
    .values(wider_findings=bindparam("found"))
)


def keep_wider_findings(session: Session, found: Mapping[str, list[list[str | None]]]) -> None:
    """Writes what rules found that look at more than one row, by id of the row."""
    if found:
        values = [{"of_row": key, "found": stored} for key, stored in found.items()]
        session.connection().execute(_KEEP_FINDINGS, values)
