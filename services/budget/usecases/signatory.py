"""The register of who may sign for the city (CALL-10).

A name leaves for the reports sealed under a key of its own entry: the call package names who signed
it, and the name can be erased there later (decision 0004).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import SignatoryEnded, SignatoryRegistered
from services.budget.domain.signatory import (
    NewSignatory,
    Signatory,
    check_end,
    check_signatory,
)
from services.budget.store.grant import load_grant
from services.budget.store.signatory import (
    end_signatory,
    grant_of_signatory,
    insert_signatory,
    load_signatory,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.occasion import Occasion


def register_signatory(
    session: Session,
    grant_id: str,
    new: NewSignatory,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None,
) -> Signatory:
    """Enters a person with the signature sheet. Raises NotFound, Conflict, Refused (CALL-10)."""
    demand_active(load_grant(session, grant_id, lock=True))
    found = check_signatory(new, has_file=file_sha256 is not None)
    found += file_violations(means.files, file_sha256)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    one = Signatory(by.new_id(), new)
    sheet = file_sha256 or ""
    insert_signatory(session, grant_id, one, sheet, by)
    key_id, event_id = one.signatory_id, by.new_id()
    means.keyring.create(session, OUTBOX, key_id)
    event = SignatoryRegistered(
        signatory_id=one.signatory_id,
        grant_id=grant_id,
        function=new.function,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        reference=new.reference,
        file_sha256=sheet,
        related=(f"grant/{grant_id}",),
        key_id=key_id,
        sealed_name=means.keyring.seal(session, key_id, event_id, "name", new.name),
    )
    subject = f"signatory/{one.signatory_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id, event_id=event_id)
    return one


def end_signing(
    session: Session, signatory_id: str, valid_to: date, reason: str, *, by: Occasion
) -> Signatory:
    """Lets the right to sign end with a day. Raises NotFound, Refused (CALL-10)."""
    grant_id = grant_of_signatory(session, signatory_id)
    load_grant(session, grant_id, lock=True)
    found = check_end(load_signatory(session, signatory_id), valid_to, reason)
    subject = f"signatory/{signatory_id}"
    warnings_or_refuse(found, subject=subject, grant_id=grant_id)
    end_signatory(session, signatory_id, valid_to, reason)
    related = (f"grant/{grant_id}",)
    event = SignatoryEnded(signatory_id, grant_id, valid_to, reason, related=related)
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    return load_signatory(session, signatory_id)
