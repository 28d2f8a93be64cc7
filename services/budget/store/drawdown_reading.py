"""Calls as the rules see them, and the rows a call may take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.budget.domain.determination import CoverTreatment
from services.budget.domain.drawdown import Call, CallBasis, CallKind, CallStatus, Claim
from services.budget.domain.effects import EffectKind
from services.budget.domain.expenditure import Status
from services.budget.domain.four_eyes import Origin
from services.budget.domain.grant import Terms
from services.budget.domain.parameters import as_setting
from services.budget.store.drawdown import (
    DrawdownExpenditureRow,
    DrawdownReceiptRow,
    DrawdownReleaseRow,
    DrawdownRow,
)
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import EffectRow
from shared.errors import NotFound, Violation

_DAYS = ("period_start", "period_end", "earliest_contract_date", "payments_until")


def load_drawdown(session: Session, drawdown_id: str) -> DrawdownRow:
    """One call. Raises NotFound. Lock its grant first where you mean to change it."""
    row = session.scalar(
        select(DrawdownRow)
        .where(DrawdownRow.drawdown_id == drawdown_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        message = "Diesen Mittelabruf gibt es nicht."
        raise NotFound([Violation("drawdown_unknown", "API", message)])
    return row


def drawdowns_of(session: Session, grant_id: str) -> list[DrawdownRow]:
    """All calls of a grant, oldest first."""
    return list(
        session.scalars(
            select(DrawdownRow)
            .where(DrawdownRow.grant_id == grant_id)
            .order_by(DrawdownRow.number)
            .execution_options(populate_existing=True)
        )
    )


def calls_of(session: Session, grant_id: str) -> list[Call]:
    """All calls of a grant as the rules see them, without their rows."""
    rows = drawdowns_of(session, grant_id)
    releases = releases_of(session, [row.drawdown_id for row in rows])
    received = _received(session, grant_id)
    return [
        call_of(row, releases.get(row.drawdown_id, ()), received.get(row.drawdown_id, 0))
        for row in rows
    ]


def call_of(
    row: DrawdownRow,
    releases: Sequence[str],
    received_cents: int,
    fixed: Mapping[str, int] | None = None,
) -> Call:
    """A stored call as the rules see it; `fixed` are its rows where the rule asks for them."""
    return Call(
        drawdown_id=row.drawdown_id,
        period=row.period,
        last_day=row.last_day,
        kind=CallKind(row.kind),
        status=CallStatus(row.status),
        amount_cents=row.amount_cents,
        origin=Origin(row.created_by, row.created_by_service),
        releases=tuple(releases),
        approved_cents=row.approved_cents,
        received_cents=received_cents,
        fixed=fixed or {},
        basis=_basis(row),
    )


def releases_of(session: Session, drawdown_ids: Iterable[str]) -> Mapping[str, list[str]]:
    """Who released each call so far, in order."""
    found: dict[str, list[str]] = {}
    for row in session.scalars(
        select(DrawdownReleaseRow)
        .where(DrawdownReleaseRow.drawdown_id.in_(list(drawdown_ids)))
        .order_by(DrawdownReleaseRow.released_at)
    ):
        found.setdefault(row.drawdown_id, []).append(row.released_by)
    return found


def received_of(session: Session, drawdown_id: str) -> tuple[int, date | None]:
    """Cents received on a call and the day of the last receipt."""
    row = session.execute(
        select(
            func.coalesce(func.sum(DrawdownReceiptRow.amount_cents), 0),
            func.max(DrawdownReceiptRow.received_on),
        ).where(DrawdownReceiptRow.drawdown_id == drawdown_id)
    ).one()
    return int(row[0]), row[1]


def rows_of_call(session: Session, drawdown_id: str) -> dict[str, int]:
    """The rows a call has fixed, by running number, each with the eligible cents it fixed."""
    found = session.execute(
        select(DrawdownExpenditureRow.expenditure_id, DrawdownExpenditureRow.eligible_cents)
        .join(
            ExpenditureRow,
            ExpenditureRow.expenditure_id == DrawdownExpenditureRow.expenditure_id,
        )
        .where(DrawdownExpenditureRow.drawdown_id == drawdown_id)
        .order_by(ExpenditureRow.number)
    )
    return {expenditure_id: int(cents) for expenditure_id, cents in found}


def fix_rows(session: Session, drawdown_id: str, fixed: Mapping[str, int]) -> None:
    """Writes which rows a draft takes, with their eligible cents as of its last day."""
    values = [
        {"drawdown_id": drawdown_id, "expenditure_id": one, "eligible_cents": cents}
        for one, cents in fixed.items()
    ]
    if values:
        session.execute(insert(DrawdownExpenditureRow), values)


def claims_of(session: Session, grant_id: str, last_day: date) -> list[Claim]:
    """Claimable and called rows with their eligible cents as of a day, by running number."""
    eligible = (
        select(EffectRow.expenditure_id, func.sum(EffectRow.cents).label("cents"))
        .where(
            EffectRow.grant_id == grant_id,
            EffectRow.kind == EffectKind.ELIGIBLE.value,
            EffectRow.counts,
            EffectRow.day <= last_day,
        )
        .group_by(EffectRow.expenditure_id)
        .subquery()
    )
    rows = session.execute(
        select(
            ExpenditureRow.expenditure_id,
            ExpenditureRow.status,
            ExpenditureRow.effective_on,
            ExpenditureRow.family_id,
            ExpenditureRow.measure_id,
            func.coalesce(eligible.c.cents, 0).label("cents"),
        )
        .outerjoin(eligible, eligible.c.expenditure_id == ExpenditureRow.expenditure_id)
        .where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.status.in_((Status.CLAIMABLE.value, Status.CALLED.value)),
        )
        .order_by(ExpenditureRow.number)
    )
    return [
        Claim(
            row.expenditure_id,
            Status(row.status),
            row.effective_on,
            int(row.cents),
            row.family_id,
            row.measure_id,
        )
        for row in rows
    ]


def basis_to_json(basis: CallBasis) -> dict[str, Any]:
    """What a draft rests on, as its JSON column."""
    terms = {name: getattr(basis.terms, name) for name in basis.terms.__dataclass_fields__}
    terms |= {name: terms[name].isoformat() for name in _DAYS}
    terms["rule_settings"] = dict(basis.terms.rule_settings)
    return {
        "terms": terms,
        "pack": [basis.rule_pack, basis.rule_pack_version],
        "previously_called_cents": basis.previously_called_cents,
        "treatment": basis.treatment,
    }


def _basis(row: DrawdownRow) -> CallBasis | None:
    if not row.basis:
        return None
    stored = dict(row.basis["terms"])
    stored |= {name: date.fromisoformat(stored[name]) for name in _DAYS}
    settings = stored["rule_settings"].items()
    stored["rule_settings"] = {key: as_setting(value) for key, value in settings}
    pack, version = row.basis["pack"]
    called = row.basis["previously_called_cents"]
    # Calls drafted before the reading of PLAN-07 was recorded rest on the first one.
    treatment = row.basis.get("treatment", CoverTreatment.UP_TO_COST.value)
    return CallBasis(Terms(**stored), pack, version, called, treatment)


def _received(session: Session, grant_id: str) -> Mapping[str, int]:
    rows = session.execute(
        select(DrawdownReceiptRow.drawdown_id, func.sum(DrawdownReceiptRow.amount_cents))
        .where(DrawdownReceiptRow.grant_id == grant_id)
        .group_by(DrawdownReceiptRow.drawdown_id)
    )
    return {drawdown_id: int(cents) for drawdown_id, cents in rows}
