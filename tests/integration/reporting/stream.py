"""A synthetic stream: what budget and audit would tell, without either of them."""

from __future__ import annotations

import base64
import json
import os
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contracts.checkpoint import CheckpointMessage
from contracts.envelope import Envelope, encode
from contracts.events import EVENT_TYPES
from contracts.events.findings import Finding
from contracts.events.snapshots import (
    Assessment,
    Certification,
    Effect,
    ExpenditureSnapshot,
    FiledDocument,
    Step,
)
from contracts.keys import KeyRecord
from contracts.schema import check_payload, to_payload
from contracts.topics import CHECKPOINTS, EVENTS, KEYS
from contracts.word_digest import salting_key, word_digest, word_salt
from shared.clock import format_instant
from shared.transport import Message, Transport

ORIGIN = "stadt.example/protokoll"
GRANT = "KFW-B"
OFFICER = "11111111-1111-4111-8111-111111111111"
HEAD = "22222222-2222-4222-8222-222222222222"
CHIEF = "33333333-3333-4333-8333-333333333333"
ROBOT = "00000000-0000-4000-8000-000000000000"
COMMITTEE = "44444444-4444-4444-8444-444444444444"
START = datetime(2023, 7, 3, 8, 0, tzinfo=UTC)


class Stream:
    """Publishes events in order, an hour apart; makes checkpoints and creditor keys."""

    def __init__(self, transport: Transport, data_key: bytes, start: datetime = START) -> None:
        self.transport, self.data_key, self.at = transport, data_key, start
        self.size = 0
        self._keys: dict[str, AESGCM] = {}
        self._salting: dict[str, bytes] = {}

    def tell(
        self,
        event: Any,
        subject: str = "",
        *,
        actor: str = OFFICER,
        event_id: str | None = None,
        grant_id: str | None = GRANT,
    ) -> str:
        """Publishes one event; returns its id."""
        payload = to_payload(event)
        assert not check_payload(EVENT_TYPES[event.TYPE], payload)
        place = f"{self.transport.end_offset(EVENTS)}/{event.TYPE}/{subject}"
        identity = event_id or str(uuid.uuid5(uuid.NAMESPACE_OID, place))
        self.at += timedelta(hours=1)
        envelope = Envelope(
            id=identity,
            source="/budget",
            type=event.TYPE,
            subject=subject or f"grant/{GRANT}",
            time=format_instant(self.at),
            actor=actor,
            outcome="ok",
            data=payload,
            grant_id=grant_id,
        )
        self.put(encode(envelope))
        return identity

    def put(self, body: bytes) -> None:
        """Publishes bytes as they are."""
        self.transport.publish(EVENTS, [Message(GRANT, body)])
        self.size += 1

    def checkpoint(self) -> CheckpointMessage:
        """Signs (as it were) everything published so far."""
        end = self.transport.end_offset(EVENTS)
        root = f"{end:064x}"
        message = CheckpointMessage(
            tree_size=end,
            root=root,
            next_offset=end,
            note=f"{ORIGIN}\n{end}\n{root}\n\n— {ORIGIN} c2lnbmF0dXI=\n",
            at=format_instant(self.at),
            last_time=format_instant(self.at),
        )
        body = json.dumps(to_payload(message)).encode()
        self.transport.publish(CHECKPOINTS, [Message("log", body)])
        return message

    def key(self, key_id: str, *, publish: bool = True) -> str:
        """Makes a creditor's key and publishes its record."""
        key = bytes(32 - len(key_id)) + key_id.encode() if len(key_id) < 32 else os.urandom(32)
        self._keys[key_id], self._salting[key_id] = AESGCM(key), salting_key(key)
        nonce = bytes(12)
        wrapped = AESGCM(self.data_key).encrypt(nonce, key, key_id.encode())
        record = KeyRecord(key_id, base64.b64encode(nonce + wrapped).decode())
        if publish:
            body = json.dumps(to_payload(record)).encode()
            self.transport.publish(KEYS, [Message(key_id, body)])
        return key_id

    def seal(self, key_id: str, event_id: str, field: str, text: str) -> str:
        """A sealed text as budget makes it, but with a nonce that does not change."""
        nonce = uuid.uuid5(uuid.NAMESPACE_OID, event_id + field).bytes[:12]
        sealed = self._keys[key_id].encrypt(nonce, text.encode(), f"{event_id}/{field}".encode())
        return base64.b64encode(nonce + sealed).decode()

    def row(
        self,
        cls: type,
        number: int,
        *,
        creditor: str = "Müller & Söhne GmbH",
        purpose: str = "Leistung nach Vertrag",
        allocation_reason: str = "",
        key_id: str = "k1",
        extra: dict[str, Any] | None = None,
        actor: str = OFFICER,
        vouched: bool = False,
        **changes: Any,
    ) -> ExpenditureSnapshot:
        """Publishes an event with the snapshot of a row; `changes` go to `snapshot`. `vouched`: it
        names a digest of the creditor and the purpose."""
        if key_id not in self._keys:
            self.key(key_id)
        event_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{number}/{cls.__name__}/{self.size}"))
        if allocation_reason:
            changes["sealed_allocation_reason"] = self.seal(
                key_id, event_id, "allocation_reason", allocation_reason
            )
        if vouched:
            for name, text in (("creditor", creditor), ("purpose", purpose)):
                salt = word_salt(self._salting[key_id], event_id, name)
                changes[f"{name}_digest"] = word_digest(salt, name, text)
        state = snapshot(
            number,
            key_id=key_id,
            sealed_creditor=self.seal(key_id, event_id, "creditor", creditor),
            sealed_purpose=self.seal(key_id, event_id, "purpose", purpose),
            **changes,
        )
        self.tell(
            cls(expenditure=state, **(extra or {})),
            f"expenditure/{state.expenditure_id}",
            event_id=event_id,
            actor=actor,
        )
        return state


def row_id(number: int) -> str:
    """The id of the row with that running number."""
    return str(uuid.UUID(int=number))


def paid_effects(
    on: date, paid: int, eligible: int, vat: int = 0, ordered: date | None = None
) -> tuple[Effect, ...]:
    """The effects of an invoice: bound from `ordered`, paid on a day."""
    found: list[Effect] = []
    if ordered is not None:
        found += [
            Effect(ordered, "committed", paid),
            Effect(on, "committed", -paid),
            Effect(ordered, "expected_eligible", eligible),
            Effect(on, "expected_eligible", -eligible),
        ]
    found += [Effect(on, "paid", paid), Effect(on, "eligible", eligible)]
    if vat:
        found.append(Effect(on, "deductible_vat", vat))
    return tuple(found)


def snapshot(
    number: int,
    *,
    gross: int = 119_000,
    eligible: int | None = None,
    paid_on: date | None = date(2026, 2, 16),
    status: str = "claimable",
    line: str = "1.1 Personal",
    measure: str = "M1",
    effects: tuple[Effect, ...] | None = None,
    missing: tuple[str, ...] = (),
    findings: tuple[Finding, ...] = (),
    **changes: Any,
) -> ExpenditureSnapshot:
    """A row in its plainest form; anything can be changed."""
    counted = gross if eligible is None else eligible
    if effects is None:
        effects = (
            paid_effects(paid_on, gross, counted)
            if paid_on
            else (
                Effect(date(2026, 1, 10), "committed", gross),
                Effect(date(2026, 1, 10), "expected_eligible", counted),
            )
        )
    steps = [Step("ELG-05", "Rechnungsbetrag mit Umsatzsteuer", gross)]
    if counted != gross:
        steps.append(Step("ELG-11", "abzüglich nicht zuwendungsfähiger Teile", counted - gross))
    values: dict[str, Any] = {
        "expenditure_id": row_id(number),
        "number": number,
        "grant_id": GRANT,
        "kind": "voucher",
        "budget_line": line,
        "measure_id": measure,
        "category": "SACH",
        "key_id": "k1",
        "sealed_creditor": "",
        "sealed_purpose": "",
        "sealed_allocation_reason": None,
        "sealed_ineligible_reason": None,
        "gross_cents": gross,
        "vat_cents": gross * 19 // 119,
        "vat_deductible_bp": 0,
        "discount_cents": 0,
        "retention_cents": 0,
        "allocation_bp": 10_000,
        "ineligible_cents": gross - counted,
        "contract_date": date(2025, 11, 3),
        "service_from": date(2026, 1, 5),
        "service_to": date(2026, 1, 30),
        "voucher_number": f"B-{number:04d}",
        "invoice_number": f"RE-2026-{number}",
        "invoice_date": date(2026, 1, 31),
        "payment_date": paid_on,
        "budget_year": 2026,
        "product": "1501",
        "account": "529100",
        "cost_centre": None,
        "commitment_id": None,
        "split_of": None,
        "instalment_of": None,
        "replaces": None,
        "reversal_of": None,
        "reversed_by": None,
        "movement_of": None,
        "drawdown_id": None,
        "opening": False,
        "recorded_by": OFFICER,
        "recorded_at": "2026-02-17T08:00:00.000Z",
        "documents": (FiledDocument("voucher", f"{number:064x}"),),
        "certifications": (
            Certification("factual", HEAD, "2026-02-18T08:00:00.000Z"),
            Certification("arithmetical", CHIEF, "2026-02-18T09:00:00.000Z"),
        ),
        "assessment": Assessment(
            status=status,  # type: ignore[arg-type]
            effective_on=paid_on,
            eligible_cents=counted,
            paid_cents=gross,
            committed_cents=0,
            expected_eligible_cents=0,
            steps=tuple(steps),
            effects=effects,
            missing=missing,
            findings=findings,
            rule_pack="kfw436-2020",
            rule_pack_version="3",
        ),
    }
    return ExpenditureSnapshot(**(values | changes))
