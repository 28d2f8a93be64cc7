"""Creditors: one key each, the name sealed, found again by an HMAC of the normalised name."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import String, Text, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.duplicate import normalised_creditor
from services.budget.store.tables import OUTBOX, Base
from shared.database import Sessions
from shared.keyring import ERASED, KeyErased, Keyring

_INDEX_KEY = "index"
_KEYS = "creditor.keys"


class CreditorRow(Base):
    """A creditor. `name_mark` is None once erased: a later voucher then makes a new key."""

    __tablename__ = "creditor"

    key_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name_mark: Mapped[str | None] = mapped_column(String(64), unique=True)
    sealed_name: Mapped[str] = mapped_column(Text)


_KEY_OF = select(CreditorRow.key_id).where(CreditorRow.name_mark == bindparam("mark"))


@dataclass(frozen=True)
class CreditorIndex:
    """Marks by which equal texts are found without keeping them: HMAC-SHA-256 (RFC 2104).

    The key is random, kept wrapped under `DATA_KEY` in the key table: a stolen database alone does
    not allow guessing names, and a change of `DATA_KEY` does not blind the search for duplicates.
    """

    _key: bytes = field(repr=False)

    @staticmethod
    def of_installation(sessions: Sessions, keyring: Keyring) -> CreditorIndex:
        """The index of this installation; its key is made at the first start.

        Raises ValueError where `DATA_KEY` is not the one of this database.
        """
        with sessions.read() as session:
            known = keyring.known_local_key(session, _INDEX_KEY)
        if known is not None:
            return CreditorIndex(known)
        with sessions.write() as session:
            return CreditorIndex(keyring.local_key(session, _INDEX_KEY))

    def name_mark(self, name: str) -> str:
        """Equal for names that differ in case, umlauts, punctuation or legal form only."""
        return self._mark("creditor", normalised_creditor(name))

    def duplicate_mark(self, key_text: str | None) -> str | None:
        """The value of the unique index for `domain.duplicate.key_text`."""
        return None if key_text is None else self._mark("duplicate", key_text)

    def person_mark(self, name: str) -> str:
        """A stable stand-in for a person named by the finance system; never a user id."""
        return "ext-" + self._mark("person", name.strip().casefold())[:32]

    def post_mark(self, grant_id: str, post_id: str) -> str:
        """A stable stand-in for a post; its pseudonym cannot be read from it without the key."""
        return self._mark("post", f"{grant_id}\0{post_id}")[:32]

    def _mark(self, use: str, text: str) -> str:
        return hmac.new(self._key, f"{use}\0{text}".encode(), sha256).hexdigest()


def known_key(session: Session, mark: str) -> str | None:
    """The key of the creditor with this mark; looked up once in a session, if it is there."""
    known: dict[str, str] = session.info.setdefault(_KEYS, {})
    if mark in known:
        return known[mark]
    found = session.scalar(_KEY_OF, {"mark": mark})
    if found is not None:
        known[mark] = found
    return found


def known_keys(session: Session, marks: Collection[str]) -> dict[str, str]:
    """The keys of those of many creditors who are known, by mark."""
    if not marks:
        return {}
    found = session.execute(
        select(CreditorRow.name_mark, CreditorRow.key_id).where(CreditorRow.name_mark.in_(marks))
    )
    return {row.name_mark: row.key_id for row in found}


def note_key(session: Session, mark: str, key_id: str) -> None:
    """Spares `known_key` a statement: the creditor with this mark was just read."""
    session.info.setdefault(_KEYS, {})[mark] = key_id


def key_for(session: Session, keyring: Keyring, mark: str, name: str, new_id: str) -> str:
    """The key of a creditor, made and published with its first voucher.

    Two grants may enter the same new creditor at once: one row wins, both use it.
    """
    known = known_key(session, mark)
    if known is not None:
        return known
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    # not by rowcount: psycopg and SQLAlchemy leave it at -1 here
    made = session.scalar(
        insert(CreditorRow)
        .values(key_id=new_id, name_mark=mark, sealed_name="")
        .on_conflict_do_nothing(index_elements=["name_mark"])
        .returning(CreditorRow.key_id)
    )
    if made is None:
        return session.scalars(
            select(CreditorRow.key_id).where(CreditorRow.name_mark == mark)
        ).one()
    keyring.create(session, OUTBOX, new_id)
    sealed = keyring.seal(session, new_id, new_id, "name", name)
    session.execute(
        update(CreditorRow).where(CreditorRow.key_id == new_id).values(sealed_name=sealed)
    )
    return new_id


def creditor_names(session: Session, keyring: Keyring, key_ids: Iterable[str]) -> Mapping[str, str]:
    """Names by key id; an erased one reads `[gelöscht]`."""
    rows = session.execute(
        select(CreditorRow.key_id, CreditorRow.sealed_name).where(
            CreditorRow.key_id.in_(list(key_ids))
        )
    )
    return {row.key_id: _name(session, keyring, row.key_id, row.sealed_name) for row in rows}


def all_creditor_names(session: Session, keyring: Keyring) -> list[tuple[str, str]]:
    """Key id and name of every creditor that was not erased."""
    rows = session.execute(
        select(CreditorRow.key_id, CreditorRow.sealed_name).where(
            CreditorRow.name_mark.is_not(None)
        )
    )
    return [(row.key_id, _name(session, keyring, row.key_id, row.sealed_name)) for row in rows]


def forget_creditor(session: Session, key_id: str) -> bool:
    """Takes the name away; False where there is no such creditor."""
    session.info.pop(_KEYS, None)
    changed = session.execute(
        update(CreditorRow)
        .where(CreditorRow.key_id == key_id)
        .values(name_mark=None, sealed_name="")
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _name(session: Session, keyring: Keyring, key_id: str, sealed: str) -> str:
    try:
        return keyring.open(session, key_id, key_id, "name", sealed)
    except KeyErased:
        return ERASED
