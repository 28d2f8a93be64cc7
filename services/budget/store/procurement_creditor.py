"""The creditor of a procurement file as it was entered, sealed in the file's own entries.

A creditor's key is found by a mark that leaves the legal form out (ELG-09), so two companies may
share one; what a file says of its contractor is therefore kept in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from services.budget.domain.procurement import Procurement
from services.budget.store.creditor import creditor_names
from services.budget.store.procurement_reading import ProcurementRecord
from shared.keyring import ERASED, KeyErased, Keyring

_FIELD = "creditor"


def seal_entered(
    session: Session, keyring: Keyring, key_id: str, procurement_id: str, name: str
) -> str:
    """The sealed name of an entry. Raises KeyMissing, KeyErased."""
    return keyring.seal(session, key_id, procurement_id, _FIELD, name)


def entered_names(
    session: Session, keyring: Keyring, records: Iterable[ProcurementRecord]
) -> Mapping[str, str]:
    """Names by id of the file, `[gelöscht]` where erased; files without a creditor are left out.

    Entries of older versions kept no name: there it is the first one entered under the key.
    """
    files = {one.procurement_id: one.file for one in records if one.file.key_id}
    older = {one.key_id for one in files.values() if not one.sealed_creditor}
    known = creditor_names(session, keyring, older) if older else {}
    return {
        procurement_id: _opened(session, keyring, procurement_id, file)
        if file.sealed_creditor
        else known.get(file.key_id, "")
        for procurement_id, file in files.items()
    }


def _opened(session: Session, keyring: Keyring, procurement_id: str, file: Procurement) -> str:
    try:
        return keyring.open(session, file.key_id, procurement_id, _FIELD, file.sealed_creditor)
    except KeyErased:
        return ERASED
