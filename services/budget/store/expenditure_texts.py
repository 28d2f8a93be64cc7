"""Texts of a row that may name persons: sealed together under the creditor's key."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import NewExpenditure
from services.budget.store.expenditure import TEXT_FIELDS, ExpenditureRow
from shared.keyring import ERASED, KeyErased, Keyring, Sealer

Texts = Mapping[str, str]
"""Text by field of `NewExpenditure`; absent ones are not there at all."""

UNOPENED = "[verschlossen]"
"""Stands in facts for a text that is there but was not opened: rules only ask whether it is."""


def texts_of(new: NewExpenditure) -> dict[str, str]:
    """The texts of an entry."""
    return {name: value for name in TEXT_FIELDS if (value := getattr(new, name)) is not None}


def seal_texts(
    session: Session, keyring: Keyring, key_id: str, expenditure_id: str, texts: Texts
) -> str:
    """The sealed column of a row."""
    return seal_with(keyring.sealer(session, key_id), expenditure_id, texts)


def seal_with(sealer: Sealer, expenditure_id: str, texts: Texts) -> str:
    """The sealed column of a row under a key that was looked up."""
    plain = json.dumps(dict(texts), ensure_ascii=False, separators=(",", ":"))
    return sealer.seal(expenditure_id, "texts", plain)


def open_texts(session: Session, keyring: Keyring, row: ExpenditureRow) -> Texts:
    """The texts of a stored row; where the key was erased every text that is there says so."""
    try:
        opened: dict[str, str] = json.loads(
            keyring.open(session, row.key_id, row.expenditure_id, "texts", row.sealed_texts)
        )
    except KeyErased:
        return dict.fromkeys(row.text_fields.split(","), ERASED)
    return opened
