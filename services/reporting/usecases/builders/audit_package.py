"""Builder of the audit package."""

from __future__ import annotations

import json
from collections.abc import Iterator

from services.reporting.documents import Document
from services.reporting.documents.audit_package import audit_package_document
from services.reporting.documents.audit_rows import AuditSources, FileLine, LogLine
from services.reporting.domain.multiproof import leaf_hash
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
    return audit_package_document(given.heading, given.frame, sources)
