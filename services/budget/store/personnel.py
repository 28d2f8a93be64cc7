"""Posts, payroll months, hour sheets and calculations: kept here, published nowhere.

Amounts that tell a salary are sealed under a key of this service alone; everything else about a
post goes by its pseudonym. The names of who signed an hour sheet are kept as marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.eligibility import Step
from services.budget.domain.hour_sheet import HourRow as HourLine
from services.budget.domain.personnel import PayrollMonth, Post
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.keyring import LOCAL, Keyring
from shared.occasion import Occasion

_KEY = "personnel"


class PostRow(Base):
    """One post of a grant."""

    __tablename__ = "personnel_post"
    __table_args__ = (CheckConstraint("share_bp BETWEEN 1 AND 10000", name="share"),)

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    post_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure_id: Mapped[str] = mapped_column(String(80))
    share_bp: Mapped[int]
    tariff_group: Mapped[str | None] = mapped_column(String(20))
    existing_staff: Mapped[bool]
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PayrollRow(Base):
    """The employer's gross of a post in a month, sealed."""

    __tablename__ = "payroll_month"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "post_id"], ["personnel_post.grant_id", "personnel_post.post_id"]
        ),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    post_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    sealed_gross: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HourRow(Base):
    """Hours of a post on a day, in hundredths; `line_mark` tells equal lines of two files."""

    __tablename__ = "hour_entry"
    __table_args__ = (
        UniqueConstraint("grant_id", "line_mark"),
        CheckConstraint("employee_mark <> superior_mark", name="two_persons"),
        CheckConstraint("hundredths BETWEEN 1 AND 2400", name="hours"),
    )

    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(String(80), index=True)
    post_id: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    hundredths: Mapped[int]
    activity: Mapped[str] = mapped_column(Text)
    measure_id: Mapped[str] = mapped_column(String(80))
    employee_mark: Mapped[str] = mapped_column(String(40))
    signed_on: Mapped[date]
    superior_mark: Mapped[str] = mapped_column(String(40))
    countersigned_on: Mapped[date]
    line_mark: Mapped[str] = mapped_column(String(64))
    import_id: Mapped[str] = mapped_column(String(36))


class CalculationRow(Base):
    """What an expenditure of personnel was computed from; the steps are sealed."""

    __tablename__ = "personnel_calculation"

    calculation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    grant_id: Mapped[str] = mapped_column(String(80), index=True)
    expenditure_id: Mapped[str] = mapped_column(
        ForeignKey("expenditure.expenditure_id"), unique=True
    )
    method: Mapped[str] = mapped_column(String(10))
    post_ids: Mapped[list[str]] = mapped_column(JSON)
    first_month: Mapped[date]
    last_month: Mapped[date]
    sealed_steps: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Calculation:
    """One calculation with its steps by post; `is_reversed` frees the posts for another.

    `cents` is what was booked; None only where it is kept from a reader (PERS-06).
    """

    calculation_id: str
    expenditure_id: str
    number: int
    method: str
    post_ids: tuple[str, ...]
    first_month: date
    last_month: date
    cents: int | None
    is_reversed: bool
    steps: Mapping[str, tuple[Step, ...]]


def insert_post(
    session: Session, grant_id: str, new: Post, file_sha256: str | None, by: Occasion
) -> None:
    """Keeps a post."""
    session.add(
        PostRow(
            grant_id=grant_id,
            post_id=new.post_id,
            measure_id=new.measure_id,
            share_bp=new.share_bp,
            tariff_group=new.tariff_group,
            existing_staff=new.existing_staff,
            file_sha256=file_sha256,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()


def posts_of(session: Session, grant_id: str) -> dict[str, Post]:
    """All posts of a grant by their pseudonym."""
    rows = session.scalars(
        select(PostRow).where(PostRow.grant_id == grant_id).order_by(PostRow.post_id)
    )
    return {
        row.post_id: Post(
            row.post_id, row.measure_id, row.share_bp, row.tariff_group, row.existing_staff
        )
        for row in rows
    }


def insert_payroll(
    session: Session,
    keyring: Keyring,
    grant_id: str,
    post_id: str,
    months: Iterable[PayrollMonth],
    by: Occasion,
) -> None:
    """Keeps payroll months, their amounts sealed."""
    keyring.local_key(session, _KEY)
    for one in months:
        carrier = _carrier(grant_id, post_id, one.month)
        sealed = keyring.seal(session, LOCAL + _KEY, carrier, "gross", str(one.gross_cents))
        session.add(
            PayrollRow(
                grant_id=grant_id,
                post_id=post_id,
                month=one.month,
                sealed_gross=sealed,
                created_by=by.actor,
                created_at=by.now,
            )
        )
    session.flush()


def payroll_of(session: Session, keyring: Keyring, grant_id: str) -> dict[str, list[PayrollMonth]]:
    """Payroll months by post, oldest first."""
    found: dict[str, list[PayrollMonth]] = {}
    rows = session.scalars(
        select(PayrollRow)
        .where(PayrollRow.grant_id == grant_id)
        .order_by(PayrollRow.post_id, PayrollRow.month)
    )
    for row in rows:
        carrier = _carrier(grant_id, row.post_id, row.month)
        gross = keyring.open(session, LOCAL + _KEY, carrier, "gross", row.sealed_gross)
        found.setdefault(row.post_id, []).append(PayrollMonth(row.month, int(gross)))
    return found


def known_hour_marks(session: Session, grant_id: str) -> set[str]:
    """Marks of the lines taken over before."""
    return set(session.scalars(select(HourRow.line_mark).where(HourRow.grant_id == grant_id)))


def hours_of(session: Session, grant_id: str, first: date, last: date) -> dict[str, int]:
    """Hundredths of hours by post between two days, both included."""
    rows = session.execute(
        select(HourRow.post_id, func.sum(HourRow.hundredths).label("total"))
        .where(HourRow.grant_id == grant_id, HourRow.day >= first, HourRow.day <= last)
        .group_by(HourRow.post_id)
        .order_by(HourRow.post_id)
    )
    return {row.post_id: int(row.total) for row in rows}


def hours_by_day(session: Session, grant_id: str) -> dict[tuple[str, date], int]:
    """Hundredths of hours by post and day."""
    rows = session.execute(
        select(HourRow.post_id, HourRow.day, func.sum(HourRow.hundredths).label("total"))
        .where(HourRow.grant_id == grant_id)
        .group_by(HourRow.post_id, HourRow.day)
        .order_by(HourRow.post_id, HourRow.day)
    )
    return {(row.post_id, row.day): int(row.total) for row in rows}


def hour_lines_of(session: Session, grant_id: str) -> Iterator[HourLine]:
    """Every kept line of the hour sheets by post and day; names are known as marks only."""
    rows = session.scalars(
        select(HourRow)
        .where(HourRow.grant_id == grant_id)
        .order_by(HourRow.post_id, HourRow.day, HourRow.line_mark)
    )
    for row in rows:
        yield HourLine(
            0, row.post_id, row.day, row.hundredths, row.activity, row.measure_id,
            row.employee_mark, row.signed_on, row.superior_mark, row.countersigned_on,
        )  # fmt: skip


def hour_imports_of(
    session: Session, grant_id: str, post_ids: Sequence[str], span: tuple[date, date]
) -> tuple[str, ...]:
    """Ids of the imports that brought hours of these posts between two days, both included."""
    first, last = span
    found = session.scalars(
        select(HourRow.import_id)
        .where(
            HourRow.grant_id == grant_id,
            HourRow.post_id.in_(post_ids),
            HourRow.day >= first,
            HourRow.day <= last,
        )
        .distinct()
        .order_by(HourRow.import_id)
    )
    return tuple(found)


def insert_calculation(
    session: Session,
    keyring: Keyring,
    row: CalculationRow,
    steps: Mapping[str, Sequence[Step]],
) -> None:
    """Keeps what an expenditure was computed from."""
    plain = {
        post_id: [[s.rule, s.label, s.citation, s.amount_cents, s.total_cents] for s in some]
        for post_id, some in steps.items()
    }
    keyring.local_key(session, _KEY)
    row.sealed_steps = keyring.seal(
        session, LOCAL + _KEY, row.calculation_id, "steps", json.dumps(plain, ensure_ascii=False)
    )
    session.add(row)
    session.flush()


def calculations_of(session: Session, keyring: Keyring, grant_id: str) -> list[Calculation]:
    """All calculations of a grant, newest first."""
    rows = session.execute(
        select(
            CalculationRow,
            ExpenditureRow.number,
            ExpenditureRow.gross_cents,
            ExpenditureRow.reversed_by,
        )
        .join(ExpenditureRow, ExpenditureRow.expenditure_id == CalculationRow.expenditure_id)
        .where(CalculationRow.grant_id == grant_id)
        .order_by(ExpenditureRow.number.desc())
    )
    return [
        Calculation(
            row.calculation_id,
            row.expenditure_id,
            number,
            row.method,
            tuple(row.post_ids),
            row.first_month,
            row.last_month,
            gross_cents,
            reversed_by is not None,
            _steps(session, keyring, row),
        )
        for row, number, gross_cents, reversed_by in rows
    ]


def _steps(session: Session, keyring: Keyring, row: CalculationRow) -> dict[str, tuple[Step, ...]]:
    sealed = row.sealed_steps
    plain = json.loads(keyring.open(session, LOCAL + _KEY, row.calculation_id, "steps", sealed))
    return {post_id: tuple(Step(*one) for one in some) for post_id, some in plain.items()}


def _carrier(grant_id: str, post_id: str, month: date) -> str:
    return f"payroll/{grant_id}/{post_id}/{month:%Y-%m}"
