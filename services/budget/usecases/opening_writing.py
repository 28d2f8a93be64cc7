"""Writes the vouchers, calls and receipts of a takeover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import DrawdownReleased
from services.budget.domain.drawdown import CallKind, CallStatus, last_day_of
from services.budget.domain.expenditure import Movement, Status
from services.budget.domain.opening_row import CallRow, OpeningVoucher
from services.budget.store.drawdown import DrawdownReceiptRow, DrawdownReleaseRow, DrawdownRow
from services.budget.store.drawdown_reading import claims_of, fix_rows
from services.budget.usecases.assessment_world import World
from services.budget.usecases.drawdown_binding import bind_rows
from services.budget.usecases.drawdown_snapshot import list_rows_of, publish_call
from services.budget.usecases.import_sorting import CHUNK
from services.budget.usecases.import_writing import Writer
from services.budget.usecases.means import Means
from services.budget.usecases.movement import record_credit_note
from services.budget.usecases.opening_checks import admitted
from services.budget.usecases.opening_file import OpeningFile
from shared.occasion import Occasion
from shared.periods import Period


@dataclass(frozen=True)
class Proposed:
    """Who proposed the takeover, and who released it before the present person."""

    by: str
    by_service: bool
    first_releases: tuple[str, ...]


def write_opening(
    session: Session,
    world: World,
    found: OpeningFile,
    *,
    proposed: Proposed,
    by: Occasion,
    means: Means,
) -> None:
    """Everything but the plan, which must be in force; the file was checked before."""
    lines = list(admitted(session, world, found, means))
    writer = Writer(
        session,
        world,
        import_id=None,
        uploaded_by=proposed.by,
        files={},
        by=by,
        means=means,
        opening=True,
    )
    ids: dict[str, str] = {}
    for start in range(0, len(lines), CHUNK):
        for one in writer.record(lines[start : start + CHUNK]):
            ids[one.row.voucher_number or ""] = one.row.expenditure_id
    _write_credits(session, world, found, ids, by=by, means=means)
    session.flush()
    _write_calls(session, world, found, ids, proposed=proposed, by=by, means=means)


def _write_credits(
    session: Session,
    world: World,
    found: OpeningFile,
    ids: dict[str, str],
    *,
    by: Occasion,
    means: Means,
) -> None:
    for one in found.vouchers:
        row = one.voucher
        if not row.is_credit_note:
            continue
        original = ids[row.credits or ""]
        on = row.payment_date or row.invoice_date
        new = Movement(-row.gross_cents, on, -row.vat_cents, row.voucher_number)
        credit, _ = record_credit_note(session, original, new, by=by, means=means, opening=True)
        ids[row.voucher_number] = credit.row.expenditure_id


def _write_calls(
    session: Session,
    world: World,
    found: OpeningFile,
    ids: Mapping[str, str],
    *,
    proposed: Proposed,
    by: Occasion,
    means: Means,
) -> None:
    previously = 0
    for number, call in enumerate(sorted(found.calls, key=lambda one: one.period), start=1):
        bound = [ids[one.voucher.voucher_number] for one in _called(found, call.period)]
        row = _call_row(world, call, number, previously, len(bound), proposed, by)
        session.add(row)
        session.flush()
        session.add_all(
            DrawdownReleaseRow(drawdown_id=row.drawdown_id, released_by=person, released_at=by.now)
            for person in (*proposed.first_releases, by.actor)
        )
        _write_receipts(session, found, row, by)
        bind_rows(session, world, row.drawdown_id, bound, by=by, means=means)
        claims = claims_of(session, world.grant_id, row.last_day)
        worth = {claim.expenditure_id: claim.eligible_cents for claim in claims}
        fix_rows(session, row.drawdown_id, {one: worth.get(one, 0) for one in bound})
        row.cumulative_eligible_cents = sum(
            claim.eligible_cents for claim in claims if claim.status is Status.CALLED
        )
        session.flush()
        list_rows_of(session, row, bound, by=by)
        publish_call(session, row, (), DrawdownReleased, proposed.by, by=by)
        counted = call.amount_cents if call.approved_cents is None else call.approved_cents
        previously += counted


def _called(found: OpeningFile, period: str) -> list[OpeningVoucher]:
    return [one for one in found.vouchers if one.called_in == period]


def _call_row(
    world: World,
    call: CallRow,
    number: int,
    previously: int,
    count: int,
    proposed: Proposed,
    by: Occasion,
) -> DrawdownRow:
    kind = CallKind(call.kind)
    last_day = last_day_of(Period.parse(call.period), kind, world.terms)
    return DrawdownRow(
        drawdown_id=by.new_id(),
        grant_id=world.grant_id,
        number=number,
        period=call.period,
        kind=kind.value,
        status=_status(call).value,
        last_day=last_day,
        cumulative_eligible_cents=0,
        entitlement_cents=previously + call.amount_cents,
        previously_called_cents=previously,
        amount_cents=call.amount_cents,
        approved_cents=call.approved_cents,
        expenditure_count=count,
        basis={},
        rule_pack=world.rules.rule_pack,
        rule_pack_version=world.rules.rule_pack_version,
        created_by=proposed.by,
        created_by_service=proposed.by_service,
        created_at=by.now,
        released_on=_day(call.submitted_on, last_day),
        submitted_on=call.submitted_on,
        submission_reference=call.reference,
        opening=True,
        version=1,
    )


def _status(call: CallRow) -> CallStatus:
    if call.approved_cents is not None:
        return CallStatus.DECIDED
    return CallStatus.RELEASED if call.submitted_on is None else CallStatus.SUBMITTED


def _day(submitted_on: date | None, last_day: date) -> date:
    return submitted_on or last_day


def _write_receipts(session: Session, found: OpeningFile, row: DrawdownRow, by: Occasion) -> None:
    for receipt in found.receipts:
        if receipt.period != row.period:
            continue
        session.add(
            DrawdownReceiptRow(
                receipt_id=by.new_id(),
                drawdown_id=row.drawdown_id,
                grant_id=row.grant_id,
                received_on=receipt.received_on,
                amount_cents=receipt.amount_cents,
                recorded_by=by.actor,
                recorded_at=by.now,
            )
        )
        row.status = CallStatus.RECEIVED.value
    session.flush()
