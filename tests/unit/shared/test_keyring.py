from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from contracts.word_digest import SALT_BYTES, word_digest
from shared.database import Sessions
from shared.keyring import KeyErased, KeyMissing, Keyring, key_table
from shared.outbox import Outbox
from shared.transport import Received

METADATA = MetaData()
OUTBOX = Outbox(METADATA, "/test")
KEYS = key_table(METADATA)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    sessions = Sessions(f"sqlite:///{tmp_path}/keys.db")
    METADATA.create_all(sessions.engine)
    with sessions.write() as session:
        yield session
    sessions.close()


@pytest.fixture
def keyring(session: Session) -> Keyring:
    ring = Keyring(KEYS, b"d" * 32)
    ring.create(session, OUTBOX, "key-1")
    return ring


def published(session: Session) -> list[Received]:
    rows = session.execute(select(OUTBOX.table).order_by(OUTBOX.table.c.id))
    return [Received(number, row.key, row.value) for number, row in enumerate(rows)]


def test_text_opens_only_where_it_was_sealed(session: Session, keyring: Keyring) -> None:
    sealed = keyring.seal(session, "key-1", "event-1", "creditor", "Müller GmbH")
    assert "Müller" not in sealed
    assert keyring.open(session, "key-1", "event-1", "creditor", sealed) == "Müller GmbH"
    for carrier, field in (("event-2", "creditor"), ("event-1", "purpose")):
        with pytest.raises(ValueError, match="does not verify"):
            keyring.open(session, "key-1", carrier, field, sealed)


def test_the_same_text_never_looks_the_same(session: Session, keyring: Keyring) -> None:
    sealed = {keyring.seal(session, "key-1", "e", "creditor", "gleich") for _ in range(20)}
    assert len(sealed) == 20


def test_an_erased_key_is_not_a_missing_one(session: Session, keyring: Keyring) -> None:
    sealed = keyring.seal(session, "key-1", "e", "creditor", "Text")
    keyring.erase(session, OUTBOX, "key-1", NOW)
    with pytest.raises(KeyErased):
        keyring.open(session, "key-1", "e", "creditor", sealed)
    with pytest.raises(KeyMissing):
        keyring.open(session, "key-2", "e", "creditor", sealed)
    assert keyring.is_erased(session, "key-1")
    assert not keyring.is_erased(session, "key-2")


def test_other_services_take_keys_and_erasures_over(
    session: Session, keyring: Keyring, tmp_path: Path
) -> None:
    sealed = keyring.seal(session, "key-1", "e", "creditor", "Text")
    metadata = MetaData()
    theirs = Keyring(key_table(metadata), b"d" * 32)
    other = Sessions(f"sqlite:///{tmp_path}/other.db")
    metadata.create_all(other.engine)
    with other.write() as there:
        theirs.take_over(there, published(session), NOW)
        theirs.take_over(there, published(session), NOW)  # read again after a crash
        assert theirs.open(there, "key-1", "e", "creditor", sealed) == "Text"
        keyring.erase(session, OUTBOX, "key-1", NOW)
        theirs.take_over(there, published(session)[-1:], NOW)
        with pytest.raises(KeyErased):
            theirs.open(there, "key-1", "e", "creditor", sealed)
    other.close()


def test_a_foreign_data_key_opens_nothing(session: Session, keyring: Keyring) -> None:
    sealed = keyring.seal(session, "key-1", "e", "creditor", "Text")
    with pytest.raises(ValueError, match="DATA_KEY"):
        Keyring(KEYS, b"x" * 32).open(session, "key-1", "e", "creditor", sealed)


def test_a_new_data_key_reaches_the_other_services(
    session: Session, keyring: Keyring, tmp_path: Path
) -> None:
    sealed = keyring.seal(session, "key-1", "e", "creditor", "Text")
    metadata = MetaData()
    table = key_table(metadata)
    other = Sessions(f"sqlite:///{tmp_path}/other.db")
    metadata.create_all(other.engine)
    with other.write() as there:
        Keyring(table, b"d" * 32).take_over(there, published(session), NOW)
        assert keyring.rotate(session, OUTBOX, b"n" * 32) == 1
        renewed = Keyring(table, b"n" * 32)
        renewed.take_over(there, published(session), NOW)
        assert renewed.open(there, "key-1", "e", "creditor", sealed) == "Text"
    assert Keyring(KEYS, b"n" * 32).open(session, "key-1", "e", "creditor", sealed) == "Text"
    other.close()


def test_an_erased_key_does_not_come_back_when_the_topic_is_read_again(
    session: Session, keyring: Keyring
) -> None:
    keyring.erase(session, OUTBOX, "key-1", NOW)
    keyring.take_over(session, published(session)[:1], NOW)
    assert keyring.is_erased(session, "key-1")


def test_a_key_of_the_service_alone_is_made_once_rotated_and_never_published(
    session: Session, keyring: Keyring
) -> None:
    made = keyring.local_key(session, "index")
    assert keyring.local_key(session, "index") == made
    assert Keyring(KEYS, b"d" * 32).local_key(session, "index") == made
    assert keyring.rotate(session, OUTBOX, b"n" * 32) == 2
    assert Keyring(KEYS, b"n" * 32).local_key(session, "index") == made
    assert {one.key for one in published(session)} == {"key-1"}


def test_a_digest_needs_the_salt_of_its_key_and_place(session: Session, keyring: Keyring) -> None:
    keyring.create(session, OUTBOX, "key-2")
    digest = keyring.sealer(session, "key-1").digest("event-1", "creditor", "Müller GmbH")
    keys = keyring.opener(session)

    def again(key_id: str, carrier: str, field: str) -> str:
        salt = base64.b64decode(keys.salt(key_id, carrier, field))
        assert len(salt) == SALT_BYTES
        return word_digest(salt, "creditor", "Müller GmbH")

    assert again("key-1", "event-1", "creditor") == digest
    for place in (("key-2", "event-1"), ("key-1", "event-2")):
        assert again(*place, "creditor") != digest
    assert again("key-1", "event-1", "purpose") != digest


def test_an_erased_key_takes_its_salts_along(session: Session, keyring: Keyring) -> None:
    keyring.erase(session, OUTBOX, "key-1", NOW)
    with pytest.raises(KeyErased):
        keyring.opener(session).salt("key-1", "event-1", "creditor")
    with pytest.raises(KeyErased):
        keyring.sealer(session, "key-1")


def test_another_data_key_leaves_the_salts_as_they_were(session: Session, keyring: Keyring) -> None:
    before = keyring.opener(session).salt("key-1", "e", "creditor")
    keyring.rotate(session, OUTBOX, b"n" * 32)
    session.info.clear()
    assert Keyring(KEYS, b"n" * 32).opener(session).salt("key-1", "e", "creditor") == before
