"""Builder of the audit package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from services.reporting.documents import Document
from services.reporting.documents.audit_kept import KeptSources
from services.reporting.documents.audit_package import audit_package_document
from services.reporting.documents.audit_rows import AuditSources, FileLine, LogLine
from services.reporting.domain.inventory import inventory
from services.reporting.domain.multiproof import leaf_hash
from services.reporting.domain.personnel_proof import personnel_proof
from services.reporting.store import erasures, personnel
from services.reporting.store import inventory as kept_inventory
from services.reporting.store.certified import certifications, row_numbers
from services.reporting.store.procurement import procurements
from services.reporting.store.receipt_files import receipt_files
from services.reporting.store.used_events import used_events
from services.reporting.usecases.builders.voucher_lists import voucher_source
from services.reporting.usecases.material import Material


def build_audit_package(given: Material) -> Document:
    """R17."""
    session, grant_id, offset = given.session, given.grant_id, given.offset

    def files() -> Iterator[FileLine]:
        for one in receipt_files(session, grant_id, offset):
            yield FileLine(*one)

    def log() -> Iterator[LogLine]:
        for one in used_events(session, grant_id, offset):
            event = json.loads(one.body)
            leaf = leaf_hash(one.body).hex()
            yield LogLine(one.offset, event["id"], event["type"], event["time"], leaf)

    rate_bp = given.frame.terms_on(given.period.last_day).funding_rate_bp
    sources = AuditSources(voucher_source(given, None), rate_bp, files, log)
    return audit_package_document(given.heading, given.frame, sources, _kept(given))


def _kept(given: Material) -> KeptSources:
    place = (given.session, given.grant_id, given.offset)
    day = given.period.last_day
    open_text = erasures.opener(given.session, given.means.keyring)
    files = sorted(procurements(*place, open_text), key=lambda one: one.state.number)
    items = inventory(kept_inventory.items(*place), kept_inventory.disposals(*place), day)
    booked = list(personnel.bookings(*place))
    # All rows are read for bookings only: a grant without any may have a long list of vouchers.
    rows = given.facts.rows if booked else ()

    return KeptSources(
        certifications=partial(certifications, *place),
        procurements=tuple(files),
        personnel=personnel_proof(rows, booked, personnel.posts(*place), day),
        inventory=items,
        numbers=row_numbers(
            *place, [one.item.expenditure_id for one in items.lines if one.item.expenditure_id]
        ),
    )
