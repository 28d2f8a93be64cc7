"""From stored rows to what events carry: complete, with texts sealed for the stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from sqlalchemy.orm import Session

from contracts.events import snapshots as contract
from contracts.events.accounts import AccountAssignment
from contracts.events.budget import ExpenditureReassessed
from contracts.events.findings import Finding
from contracts.word_digest import WORDS
from services.budget.domain.assessment import Assessment
from services.budget.domain.balance import budget_year_of
from services.budget.domain.expenditure import Kind
from services.budget.store.certification import CertificationRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import Stored
from services.budget.store.expenditure_texts import Texts, open_texts
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.means import Means
from services.budget.usecases.told_values import told_values
from shared.clock import format_instant
from shared.keyring import KeyErased, Sealer
from shared.occasion import Occasion

MakeEvent = Callable[[contract.ExpenditureSnapshot, tuple[str, ...]], Any]
"""Builds the event from the snapshot and the related subjects."""

_AMOUNTS = (
    "gross_cents",
    "vat_cents",
    "discount_cents",
    "retention_cents",
    "ineligible_cents",
    "reverse_charge_vat_cents",
)


def publish(
    session: Session,
    one: Assessed,
    make: MakeEvent,
    *,
    by: Occasion,
    means: Means,
    texts: Texts | None = None,
) -> None:
    """Writes the event of one row; `texts` spares opening them where the caller has them."""
    if texts is None:
        texts = open_texts(session, means.keyring, one.row)
    sealer = sealing(session, means, one.row.key_id)
    OUTBOX.add_prepared(session, [prepared(one, make, by=by, texts=texts, sealer=sealer)])


def prepared(
    one: Assessed, make: MakeEvent, *, by: Occasion, texts: Texts, sealer: Sealer | None
) -> dict[str, Any]:
    """The outbox row of an event about one expenditure."""
    event_id = by.new_id()
    return OUTBOX.prepare(
        make(snapshot_of(one, event_id, texts=texts, sealer=sealer), related_of(one.row)),
        subject=f"expenditure/{one.row.expenditure_id}",
        by=by,
        grant_id=one.row.grant_id,
        event_id=event_id,
    )


def sealing(session: Session, means: Means, key_id: str) -> Sealer | None:
    """Seals texts for events under a creditor's key; None once that key was erased."""
    try:
        return means.keyring.sealer(session, key_id)
    except KeyErased:
        return None


def publish_reassessed(
    session: Session, one: Assessed, cause: str, *, by: Occasion, means: Means
) -> None:
    """Writes `ExpenditureReassessed` for a row whose assessment something else changed."""
    publish(
        session,
        one,
        lambda snapshot, related: ExpenditureReassessed(snapshot, cause, related),
        by=by,
        means=means,
    )


def related_of(row: ExpenditureRow) -> tuple[str, ...]:
    """Other subjects whose history this row belongs to."""
    others = (row.original_id, row.commitment_id, row.split_of, row.instalment_of, row.replaces)
    named = [f"expenditure/{one}" for one in dict.fromkeys(others) if one]
    calls = [f"drawdown/{row.drawdown_id}"] if row.drawdown_id else []
    return (f"grant/{row.grant_id}", f"measure/{row.measure_id}", *named, *calls)


def snapshot_of(
    one: Assessed, event_id: str, *, texts: Texts, sealer: Sealer | None
) -> contract.ExpenditureSnapshot:
    """The whole row as it stands; amounts of a reversal twin are negative."""
    row, stored = one.row, one.stored
    words = {name: text for name in WORDS if (text := texts.get(name)) is not None}
    sealed = {
        name: sealer.seal(event_id, name, text) if sealer else "" for name, text in words.items()
    }
    digests = (
        {name: sealer.digest(event_id, name, text) for name, text in words.items()}
        if sealer
        else {}
    )
    return contract.ExpenditureSnapshot(
        expenditure_id=row.expenditure_id,
        number=row.number,
        grant_id=row.grant_id,
        kind=cast(contract.RowKind, row.kind),
        budget_line=row.budget_line,
        measure_id=row.measure_id,
        category=cast(contract.Category, row.category),
        key_id=row.key_id,
        sealed_creditor=sealed["creditor"],
        sealed_purpose=sealed["purpose"],
        sealed_allocation_reason=sealed.get("allocation_reason"),
        sealed_ineligible_reason=sealed.get("ineligible_reason"),
        **amounts_of(row),
        vat_deductible_bp=row.vat_deductible_bp,
        allocation_bp=row.allocation_bp,
        contract_date=row.contract_date,
        service_from=row.service_from,
        service_to=row.service_to,
        voucher_number=row.voucher_number,
        invoice_number=row.invoice_number,
        invoice_date=row.invoice_date,
        payment_date=row.movement_on or row.payment_date,
        budget_year=budget_year_of(stored.domain),
        product=row.product,
        account=row.account,
        cost_centre=row.cost_centre,
        commitment_id=row.commitment_id,
        split_of=row.split_of,
        instalment_of=row.instalment_of,
        replaces=row.replaces,
        reversal_of=row.original_id if row.kind == Kind.REVERSAL.value else None,
        reversed_by=row.reversed_by,
        movement_of=row.original_id if row.kind != Kind.REVERSAL.value else None,
        drawdown_id=row.drawdown_id,
        opening=row.opening,
        recorded_by=row.recorded_by,
        recorded_at=format_instant(row.recorded_at),
        documents=_documents(stored),
        certifications=tuple(_certification(given) for given in stored.certifications),
        assessment=assessment_snapshot(one.assessment),
        assignments=_assignments(row),
        procurement_id=row.procurement_id,
        payment_recorded_at=format_instant(paid_at)
        if (paid_at := row.payment_recorded_at)
        else None,
        creditor_digest=digests.get("creditor"),
        purpose_digest=digests.get("purpose"),
        allocation_reason_digest=digests.get("allocation_reason"),
        ineligible_reason_digest=digests.get("ineligible_reason"),
    )


def _assignments(row: ExpenditureRow) -> tuple[AccountAssignment, ...]:
    """Those of a voucher; a movement has none of its own, a twin takes the voucher's back."""
    if not row.assignments or row.movement_cents is not None:
        return ()
    sign = -1 if row.kind == Kind.REVERSAL.value else 1
    return tuple(
        AccountAssignment(
            sign * one.amount_cents,
            one.product,
            one.account,
            one.cost_centre,
            one.cost_unit,
            one.budget_year,
        )
        for one in row.assignments
    )


def amounts_of(row: ExpenditureRow) -> dict[str, int]:
    """Amounts as shown: of a movement its own positive ones, of a twin the negated ones."""
    amounts = dict.fromkeys(_AMOUNTS, 0)
    if row.movement_cents is None:
        amounts = {name: getattr(row, name) for name in _AMOUNTS}
    else:
        amounts |= {"gross_cents": row.movement_cents, "vat_cents": row.movement_vat_cents or 0}
    sign = -1 if row.kind == Kind.REVERSAL.value else 1
    return {name: sign * cents for name, cents in amounts.items()}


def assessment_snapshot(found: Assessment) -> contract.Assessment:
    """The whole assessment; findings without their sentences, which can name persons."""
    return contract.Assessment(
        status=found.status.value,
        effective_on=found.effective_on,
        eligible_cents=found.eligible_cents,
        paid_cents=found.paid_cents,
        committed_cents=found.committed_cents,
        expected_eligible_cents=found.expected_eligible_cents,
        steps=tuple(contract.Step(one.rule, one.label, one.amount_cents) for one in found.steps),
        effects=tuple(contract.Effect(one.on, one.kind.value, one.cents) for one in found.effects),
        missing=tuple(one.code for one in found.missing),
        findings=tuple(
            Finding(one.code, one.rule, one.severity, one.waived_by) for one in found.findings
        ),
        rule_pack=found.rule_pack,
        rule_pack_version=found.rule_pack_version,
        values=told_values([*found.findings, *found.missing]),
    )


def _documents(stored: Stored) -> tuple[contract.FiledDocument, ...]:
    return tuple(contract.FiledDocument(one.kind, one.sha256) for one in stored.documents)


def _certification(given: CertificationRow) -> contract.Certification:
    return contract.Certification(
        kind=cast(contract.CertificationKind, given.kind),
        actor=given.certified_by,
        at=format_instant(given.certified_at),
        imported=given.external,
        deputy_for=given.deputy_for,
        office=given.office,
    )
