"""From a procurement file as stored to what its events carry."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from sqlalchemy.orm import Session

from contracts.events.budget import (
    ContractChange,
    PenaltyClaim,
    ProcurementItem,
    ProcurementSnapshot,
)
from contracts.events.findings import Finding
from services.budget.domain.penalty import penalty_claimed_cents, penalty_due_cents
from services.budget.domain.procurement import Procurement
from services.budget.domain.procurement_findings import wanted_items
from services.budget.domain.procurement_words import ITEMS
from services.budget.domain.rulepack import Rules
from services.budget.store.procurement_creditor import entered_names
from services.budget.store.procurement_reading import ProcurementRecord
from services.budget.usecases.expenditure_snapshot import sealing
from services.budget.usecases.means import Means
from services.budget.usecases.told_values import told_values

Relation = Literal["contract", "pass_on"]
What = Literal["works", "supplies", "services"]
Stage = Literal["open", "completed", "released"]


def file_snapshot(
    session: Session,
    record: ProcurementRecord,
    rules: Rules,
    today: date,
    event_id: str,
    *,
    means: Means,
) -> ProcurementSnapshot:
    """The whole file; the creditor sealed under its own key for this event."""
    file, facts = record.file, record.file.facts
    return ProcurementSnapshot(
        procurement_id=record.procurement_id,
        grant_id=record.grant_id,
        number=record.number,
        measure_id=facts.measure_id,
        relation=cast(Relation, facts.relation),
        subject=facts.subject,
        key_id=file.key_id,
        sealed_creditor=_sealed_creditor(session, record, event_id, means),
        regime=rules.procurement.procurement_regime,
        procedure=facts.procedure,
        procedure_reason=facts.procedure_reason,
        splitting_reason=facts.splitting_reason,
        kind=cast(What, facts.kind),
        estimate_net_cents=facts.estimate_net_cents,
        award_net_cents=facts.award_net_cents,
        contract_net_cents=file.contract_net_cents,
        bidders_asked=facts.bidders_asked,
        offers_received=facts.offers_received,
        contract_date=facts.contract_date,
        delivery_due_on=facts.delivery_due_on,
        delivered_on=file.delivered_on,
        clauses=facts.clauses,
        items=_items(file, rules),
        changes=tuple(
            ContractChange(one.net_cents, one.changed_on, one.reason) for one in file.changes
        ),
        penalties=tuple(
            PenaltyClaim(one.amount_cents, one.claimed_on, one.expenditure_id)
            for one in file.claims
        ),
        penalty_due_cents=penalty_due_cents(file, today),
        penalty_claimed_cents=penalty_claimed_cents(file),
        status=cast(Stage, file.status),
        is_complete=record.is_complete,
        findings=tuple(
            Finding(one.code, one.rule, one.severity, one.waived_by) for one in record.findings
        ),
        rule_pack=rules.rule_pack,
        rule_pack_version=rules.rule_pack_version,
        values=told_values(record.findings),
    )


def _sealed_creditor(
    session: Session, record: ProcurementRecord, event_id: str, means: Means
) -> str:
    name = entered_names(session, means.keyring, [record]).get(record.procurement_id)
    sealer = sealing(session, means, record.file.key_id) if name else None
    return sealer.seal(event_id, "creditor", name) if sealer and name else ""


def _items(file: Procurement, rules: Rules) -> tuple[ProcurementItem, ...]:
    wanted = wanted_items(file, rules)
    filed = {one.item for one in file.filed}
    return tuple(
        ProcurementItem(
            item,
            item in wanted,
            tuple(one.sha256 for one in file.files_of(item)),
            file.dispensed_reason(item),
        )
        for item in ITEMS
        if item in wanted or item in filed
    )
