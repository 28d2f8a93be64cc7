"""What budget decided about each row, read from its snapshot, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.findings import DecidingValue, Finding
from contracts.events.snapshots import Assessment, Step
from services.reporting.domain.calculation import AssessedRow
from services.reporting.domain.facts import RowFact
from services.reporting.domain.receipt_words import ReceiptWords
from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow as Row
from shared.clock import local_day, parse_instant


def assessed(
    session: Session,
    grant_id: str,
    offset: int,
    rows: Mapping[str, RowFact],
    as_of: date,
    only: frozenset[str] | None = None,
) -> Iterator[AssessedRow]:
    """Every row of the grant, or `only` some, with its assessment; `rows` are the facts of the same
    offset."""
    if only is not None and not only:
        return
    statement = select(Row.expenditure_id, Row.snapshot).where(Row.grant_id == grant_id)
    ordered = facts.held(statement, Row, offset).order_by(Row.number)
    for found in session.execute(ordered.execution_options(yield_per=500)):
        if only is not None and found.expenditure_id not in only:
            continue
        row = rows[found.expenditure_id]
        state = json.loads(found.snapshot)
        eligible = sum(
            one.cents for one in row.effects if one.kind == "eligible" and one.on <= as_of
        )
        recorded_on = local_day(parse_instant(state["recorded_at"]))
        words = ReceiptWords(state["voucher_number"] or "", gross_cents=state["gross_cents"])
        assessment = _assessment(row, state["assessment"])
        yield AssessedRow(row, assessment, eligible, recorded_on, words)


def _assessment(row: RowFact, body: dict[str, Any]) -> Assessment:
    # Built by hand: deriving it from the schema costs a millisecond a row.
    return Assessment(
        status=body["status"],
        effective_on=row.effective_on,
        eligible_cents=body["eligible_cents"],
        paid_cents=body["paid_cents"],
        committed_cents=body["committed_cents"],
        expected_eligible_cents=body["expected_eligible_cents"],
        steps=tuple(Step(one["rule"], one["label"], one["amount_cents"]) for one in body["steps"]),
        effects=row.effects,
        missing=tuple(body["missing"]),
        findings=tuple(
            Finding(one["code"], one["rule"], one["severity"]) for one in body["findings"]
        ),
        rule_pack=body["rule_pack"],
        rule_pack_version=body["rule_pack_version"],
        values=tuple(stored_value(one) for one in body.get("values", ())),
    )


def stored_value(told: Mapping[str, Any]) -> DecidingValue:
    """A deciding value as an event told it."""
    return DecidingValue(**{**told, "codes": tuple(told["codes"])})
