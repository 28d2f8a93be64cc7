"""Texts of creditors: opened with their key, or known to be erased, or not yet readable."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.store.models import FactRow
from services.reporting.store.vouchers import OpenText, Reading, SaltOf
from shared.errors import Unavailable
from shared.keyring import ERASED, KeyErased, KeyMissing, Keyring, Opener


def reading(session: Session, keyring: Keyring) -> Reading:
    """Opens sealed texts, `[gelöscht]` for an erased key, and gives the salts that prove them.

    Opening raises Unavailable `keys_missing` for a key that is not here and was not erased: then
    the key topic has not been read far enough, and a list with holes would be wrong for ever.
    """
    keys, erased = keyring.opener(session), _erased(session)
    return Reading(_opening(keys, erased), _salting(keys, erased))


def opener(session: Session, keyring: Keyring) -> OpenText:
    """The first half of `reading`, where nothing is to be proved."""
    return reading(session, keyring).open_text


def _opening(keys: Opener, erased: Collection[str]) -> OpenText:
    def open_text(key_id: str, carrier: str, field: str, sealed: str) -> str:
        if key_id in erased:
            return ERASED
        try:
            return keys.open(key_id, carrier, field, sealed)
        except KeyErased:
            return ERASED
        except KeyMissing as error:
            raise Unavailable(
                "Die Schlüssel zu einigen Empfängern sind noch nicht angekommen. "
                "Bitte in wenigen Sekunden erneut versuchen.",
                code="keys_missing",
            ) from error

    return open_text


def _salting(keys: Opener, erased: Collection[str]) -> SaltOf:
    """None where the text is erased, so that nobody can guess it from a report of later."""

    def salt_of(key_id: str, carrier: str, field: str) -> str | None:
        try:
            return None if key_id in erased else keys.salt(key_id, carrier, field)
        except (KeyErased, KeyMissing):  # a missing one is told where the text is opened
            return None

    return salt_of


def _erased(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(FactRow.subject).where(FactRow.kind == "erasure")))
