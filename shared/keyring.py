"""One key per creditor: text in events can be erased later without touching the log.

AES-256-GCM (NIST SP 800-38D), 96-bit random nonce, base64; additional data is the id of the
carrier (event or row), a slash and the field name, so a ciphertext cannot be moved elsewhere.
Destroying the key is the erasure: the bytes in the log stay what they were and can no longer be
read by anyone.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, MetaData, String, Table, Text, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from contracts.keys import KeyRecord
from contracts.schema import from_payload, to_payload
from contracts.topics import KEYS
from contracts.word_digest import salting_key, word_digest, word_salt, written_salt
from shared.database import UtcDateTime
from shared.outbox import Outbox
from shared.transport import Received

NONCE_BYTES = 12
ERASED = "[gelöscht]"
LOCAL = "local:"
"""Begins the id of a key that belongs to this installation's service alone: never published."""
_CIPHERS = "keyring.ciphers"


class KeyMissing(LookupError):
    """The key is unknown here (not yet arrived); not the same as erased."""


class KeyErased(LookupError):
    """The key was destroyed on purpose."""


def key_table(metadata: MetaData) -> Table:
    """The table of wrapped keys of one service; an erased key keeps its row without the key."""
    return Table(
        "creditor_key",
        metadata,
        Column("key_id", String(36), primary_key=True),
        Column("wrapped", Text),
        Column("erased_at", UtcDateTime),
    )


class _Lock(NamedTuple):
    """What a key is used for: to seal with, and to derive salts from."""

    cipher: AESGCM
    salting: bytes


class Sealer:
    """Seals under one key that was looked up; not to be kept beyond the transaction."""

    def __init__(self, lock: _Lock, random_bytes: Callable[[int], bytes]) -> None:
        self._cipher, self._salting = lock
        self._random = random_bytes

    def seal(self, carrier: str, field: str, text: str) -> str:
        """Ciphertext of `text` bound to carrier and field."""
        nonce = self._random(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, text.encode(), _bound(carrier, field))
        return base64.b64encode(nonce + sealed).decode()

    def digest(self, carrier: str, field: str, text: str) -> str:
        """What the carrier says of `text` beside its ciphertext (decision 0044)."""
        return word_digest(word_salt(self._salting, carrier, field), field, text)


class Keyring:
    """Seals and opens text with the keys in `table`, unwrapped by the setting `DATA_KEY`."""

    def __init__(
        self,
        table: Table,
        data_key: bytes,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.table = table
        self._data_key = data_key
        self._random = random_bytes
        self._opened: dict[str, _Lock] = {}
        self._of_key = select(table.c.wrapped).where(table.c.key_id == bindparam("of_key"))

    def create(self, session: Session, outbox: Outbox, key_id: str) -> None:
        """Makes a key and publishes its wrapped record before the first event that uses it."""
        record = self._wrapped(self._data_key, key_id, self._random(32))
        session.execute(insert(self.table).values(key_id=key_id, wrapped=record.wrapped))
        outbox.add_message(session, KEYS, key_id, json.dumps(to_payload(record)).encode())

    def local_key(self, session: Session, name: str) -> bytes:
        """32 random bytes of this service alone, made at the first call and kept wrapped.

        Of two processes that make it at once one wins, both get the same. Unlike anything derived
        from `DATA_KEY` it stays what it is when that setting is changed.
        """
        known = self.known_local_key(session, name)
        if known is not None:
            return known
        record = self._wrapped(self._data_key, LOCAL + name, self._random(32))
        is_sqlite = session.get_bind().dialect.name == "sqlite"
        making = (sqlite.insert if is_sqlite else postgresql.insert)(self.table)
        session.execute(
            making.values(key_id=record.key_id, wrapped=record.wrapped).on_conflict_do_nothing(
                index_elements=["key_id"]
            )
        )
        return self.local_key(session, name)

    def known_local_key(self, session: Session, name: str) -> bytes | None:
        """The key of that name, None before it was made.

        Raises ValueError where `DATA_KEY` is not the one of this database.
        """
        key_id = LOCAL + name
        wrapped = session.scalar(select(self.table.c.wrapped).where(self.table.c.key_id == key_id))
        return None if wrapped is None else _unwrapped(self._data_key, key_id, wrapped)

    def erase(self, session: Session, outbox: Outbox, key_id: str, at: datetime) -> None:
        """Destroys the key here and publishes the tombstone for the others."""
        self._forget(session, key_id, at)
        outbox.add_message(session, KEYS, key_id, None)

    def take_over(self, session: Session, records: Sequence[Received], at: datetime) -> None:
        """Handler of the key topic in the other services."""
        for record in records:
            if record.value is None:
                self._forget(session, record.key, at)
                continue
            key = from_payload(KeyRecord, json.loads(record.value))
            known = session.execute(
                select(self.table).where(self.table.c.key_id == key.key_id)
            ).first()
            if known is None:
                session.execute(insert(self.table).values(key_id=key.key_id, wrapped=key.wrapped))
            elif known.erased_at is None and known.wrapped != key.wrapped:
                self._rewrap(session, key)  # DATA_KEY was changed

    def seal(self, session: Session, key_id: str, carrier: str, field: str, text: str) -> str:
        """Ciphertext of `text` bound to carrier and field. Raises KeyMissing, KeyErased."""
        return self.sealer(session, key_id).seal(carrier, field, text)

    def sealer(self, session: Session, key_id: str) -> Sealer:
        """Seals many texts under one key within the present transaction.

        Raises KeyMissing, KeyErased.
        """
        return Sealer(self._lock(session, key_id), self._random)

    def open(self, session: Session, key_id: str, carrier: str, field: str, sealed: str) -> str:
        """The text. Raises KeyMissing, KeyErased, or ValueError when it was tampered with."""
        return _decrypted(self._lock(session, key_id).cipher, carrier, field, sealed)

    def opener(self, session: Session) -> Opener:
        """Opens many texts in one transaction, looking each key up once."""
        return Opener(lambda key_id: self._lock(session, key_id))

    def is_erased(self, session: Session, key_id: str) -> bool:
        """Whether the key was destroyed on purpose."""
        return (
            session.scalar(select(self.table.c.erased_at).where(self.table.c.key_id == key_id))
            is not None
        )

    def rotate(self, session: Session, outbox: Outbox, new_data_key: bytes) -> int:
        """Wraps every key anew under `new_data_key`; returns how many.

        The records of creditors' keys are published, those of this service alone are not.

        Afterwards this object still holds the old setting: stop the process and start it anew.
        """
        table = self.table
        rows = session.execute(select(table).where(table.c.wrapped.is_not(None))).all()
        for row in rows:
            key = _unwrapped(self._data_key, row.key_id, row.wrapped)
            record = self._wrapped(new_data_key, row.key_id, key)
            self._rewrap(session, record)
            if row.key_id.startswith(LOCAL):
                continue
            outbox.add_message(session, KEYS, row.key_id, json.dumps(to_payload(record)).encode())
        return len(rows)

    def _wrapped(self, data_key: bytes, key_id: str, key: bytes) -> KeyRecord:
        nonce = self._random(NONCE_BYTES)
        sealed = AESGCM(data_key).encrypt(nonce, key, key_id.encode())
        return KeyRecord(key_id, base64.b64encode(nonce + sealed).decode())

    def _rewrap(self, session: Session, record: KeyRecord) -> None:
        table = self.table
        session.execute(
            table.update().where(table.c.key_id == record.key_id).values(wrapped=record.wrapped)
        )

    def _forget(self, session: Session, key_id: str, at: datetime) -> None:
        self._opened.pop(key_id, None)
        self._known(session).pop(key_id, None)
        table = self.table
        changed = session.execute(
            table.update().where(table.c.key_id == key_id).values(wrapped=None, erased_at=at)
        )
        if changed.rowcount == 0:  # type: ignore[attr-defined]
            session.execute(insert(table).values(key_id=key_id, wrapped=None, erased_at=at))

    def _lock(self, session: Session, key_id: str) -> _Lock:
        # Within one session the answer stays the same: a list or an import asks a thousand times.
        known = self._known(session)
        if key_id not in known:
            known[key_id] = self._looked_up(session, key_id)
        return known[key_id]

    def note(self, session: Session, key_id: str, wrapped: str | None) -> None:
        """Spares this session a statement: the row of this key was just read along with others."""
        if wrapped is not None:
            self._known(session)[key_id] = self._unlocked(key_id, wrapped)

    def _known(self, session: Session) -> dict[str, _Lock]:
        found: dict[str, _Lock] = session.info.setdefault((_CIPHERS, id(self)), {})
        return found

    def _looked_up(self, session: Session, key_id: str) -> _Lock:
        row = session.execute(self._of_key, {"of_key": key_id}).first()
        if row is None:
            raise KeyMissing(key_id)
        if row.wrapped is None:
            raise KeyErased(key_id)
        return self._unlocked(key_id, row.wrapped)

    def _unlocked(self, key_id: str, wrapped: str) -> _Lock:
        if key_id not in self._opened:
            key = _unwrapped(self._data_key, key_id, wrapped)
            self._opened[key_id] = _Lock(AESGCM(key), salting_key(key))
        return self._opened[key_id]


class Opener:
    """Opens texts with keys looked up once each; made by `Keyring.opener`."""

    def __init__(self, lock: Callable[[str], _Lock]) -> None:
        self._lock = cache(lock)

    def open(self, key_id: str, carrier: str, field: str, sealed: str) -> str:
        """The text. Raises KeyMissing, KeyErased, or ValueError when it was tampered with."""
        return _decrypted(self._lock(key_id).cipher, carrier, field, sealed)

    def salt(self, key_id: str, carrier: str, field: str) -> str:
        """The salt of the digest that the carrier names. Raises KeyMissing, KeyErased."""
        return written_salt(word_salt(self._lock(key_id).salting, carrier, field))


def _unwrapped(data_key: bytes, key_id: str, wrapped: str) -> bytes:
    data = base64.b64decode(wrapped)
    try:
        return AESGCM(data_key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], key_id.encode())
    except InvalidTag as error:
        raise ValueError(f"key {key_id} does not open with this DATA_KEY") from error


def _decrypted(cipher: AESGCM, carrier: str, field: str, sealed: str) -> str:
    data = base64.b64decode(sealed)
    try:
        opened = cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], _bound(carrier, field))
    except InvalidTag as error:
        raise ValueError(f"sealed text of {carrier}/{field} does not verify") from error
    return opened.decode()


def _bound(carrier: str, field: str) -> bytes:
    return f"{carrier}/{field}".encode()
