"""What the digests of sealed words cost (decision 0044): made, salted in a report, checked.

For 100,000 vouchers with two words each (recipient and purpose, which every one has), processor
time. The floor is what the words cost before there were digests: sealing them, opening them,
nothing for the check. And the bytes: of an event with and without its digests, of a row of the
voucher list with and without its salts. No target is set.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.event_check import event
from bench.figure import Figure
from contracts.canonical import canonical_bytes
from contracts.envelope import Envelope, encode
from contracts.events.budget import ExpenditureRecorded
from contracts.schema import to_payload
from contracts.word_digest import salting_key, word_digest, word_salt, written_salt
from services.reporting.check.voucher_words import word_digest as checked_digest
from services.reporting.documents.rows import row_to_json
from shared.clock import format_instant
from tests.unit.reporting.render.samples import voucher_rows

_WORDS = (("creditor", "Ingenieurbüro Muster GmbH"), ("purpose", "Beratung im Projekt, Abschlag 3"))
_NONCE_BYTES = 12
_ROUNDS = 3
_CREDITORS = 200
_REST = "0000-4000-8000-000000000001"


class _Vouchers:
    """Words of vouchers: carrier, field, text and whose key; sealed and salted beforehand."""

    def __init__(self, count: int) -> None:
        keys = [secrets.token_bytes(32) for _ in range(_CREDITORS)]
        self._ciphers = [AESGCM(key) for key in keys]
        self._salting = [salting_key(key) for key in keys]
        self._nonce = secrets.token_bytes(_NONCE_BYTES)
        self._words = [
            (f"{number:08x}-{_REST}", name, f"{text} {number}", number % _CREDITORS)
            for number in range(count)
            for name, text in _WORDS
        ]
        self._sealed, self._salts = self.sealed(), self.salted()

    def sealed(self) -> list[bytes]:
        return [
            self._ciphers[key].encrypt(self._nonce, text.encode(), f"{carrier}/{name}".encode())
            for carrier, name, text, key in self._words
        ]

    def opened(self) -> list[bytes]:
        return [
            self._ciphers[key].decrypt(self._nonce, one, f"{carrier}/{name}".encode())
            for (carrier, name, _, key), one in zip(self._words, self._sealed, strict=True)
        ]

    def digested(self) -> list[str]:
        return [
            word_digest(word_salt(self._salting[key], carrier, name), name, text)
            for carrier, name, text, key in self._words
        ]

    def salted(self) -> list[str]:
        return [
            written_salt(word_salt(self._salting[key], carrier, name))
            for carrier, name, _, key in self._words
        ]

    def checked(self) -> list[str]:
        return [
            checked_digest(salt, name, text)
            for (_, name, text, _), salt in zip(self._words, self._salts, strict=True)
        ]


def measure(*, quick: bool = False) -> list[Figure]:
    """Time of each step in turns with its floor, then bytes."""
    count = 2_000 if quick else 100_000
    one, claim = _Vouchers(count), f"digests of {count:,} vouchers"
    return [
        _timed(f"{claim}, when their events are made", one.digested, one.sealed),
        _timed(f"salts of {count:,} vouchers, when a report is made", one.salted, one.opened),
        _timed(f"{claim}, when the report is checked", one.checked, None),
        _event_bytes(count),
        _row_bytes(count),
    ]


def _timed(claim: str, ours: Callable[[], object], floor: Callable[[], object] | None) -> Figure:
    mine, theirs = [], []
    for _ in range(_ROUNDS):
        theirs.append(_busy(floor) if floor else 0.0)
        mine.append(_busy(ours))
    return Figure(
        claim=claim,
        ours=f"{min(mine):.2f} s of processor time",
        floor=f"{min(theirs):.2f} s (sealing, opening the words)" if floor else "",
        unit="× floor" if floor else "s",
        runs=tuple(one / two if floor else one for one, two in zip(mine, theirs, strict=True)),
    )


def _busy(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _event_bytes(vouchers: int) -> Figure:
    plain = event()
    digests = {f"{name}_digest": "0" * 64 for name, _ in _WORDS}
    told = replace(plain, expenditure=replace(plain.expenditure, **digests))
    without, with_ = len(_encoded(plain)), len(_encoded(told))
    return Figure(
        claim=f"event of a voucher with its digests; {vouchers:,} of them grow by",
        ours=f"{with_:,} bytes",
        floor=f"{without:,} bytes (without)",
        unit="MB",
        runs=((with_ - without) * vouchers / 1e6,),
    )


def _encoded(one: ExpenditureRecorded) -> bytes:
    at = format_instant(datetime(2026, 4, 1, tzinfo=UTC))
    identity = f"6f0f1c1e-{_REST}"
    data = to_payload(one)
    words = data["expenditure"]
    data["expenditure"] = {
        name: value
        for name, value in words.items()
        if value is not None or not name.endswith("_digest")  # as before there were any
    }
    return encode(
        Envelope(
            id=identity,
            source="/budget",
            type=one.TYPE,
            subject=f"expenditure/{identity}",
            time=at,
            actor=identity,
            outcome="ok",
            data=data,
            grant_id="GRANT",
        )
    )


def _row_bytes(vouchers: int) -> Figure:
    row = next(one for one in voucher_rows(10) if not one.label)
    salts = tuple((name, written_salt(bytes(16))) for name, _ in _WORDS)
    without, with_ = (
        len(canonical_bytes(row_to_json(one))) for one in (row, replace(row, salts=salts))
    )
    return Figure(
        claim=f"row of the voucher list with its salts; {vouchers:,} of them grow by",
        ours=f"{with_:,} bytes",
        floor=f"{without:,} bytes (without)",
        unit="MB",
        runs=((with_ - without) * vouchers / 1e6,),
    )


if __name__ == "__main__":
    from bench.figure import table

    print(table(measure()))
