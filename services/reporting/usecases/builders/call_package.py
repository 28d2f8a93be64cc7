"""Builder of the call package: a call with its rows, or the reason why there is none."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.call_package import call_package_document
from services.reporting.domain.call_enclosures import CallFiles
from services.reporting.domain.call_package import call_of, call_package, missing_call
from services.reporting.store import erasures, grant_facts, proofs, signatories
from services.reporting.store.late_entries import late_entries
from services.reporting.store.receipt_files import receipt_files
from services.reporting.store.reconciliation import closed_reconciliations
from services.reporting.usecases.builders.voucher_lists import voucher_source
from services.reporting.usecases.material import Material
from shared.errors import Refused

_WITH_FILE = ("voucher", "credit_note")
"""Kinds of rows that have a paper of their own; the others rest on that of another row."""


def build_call_package(given: Material) -> Document:
    """R02. Raises Refused when the period has no call."""
    call = call_of(given.facts, given.period)
    if call is None:
        raise Refused(
            [missing_call(given.period)],
            subject=f"grant/{given.grant_id}",
            grant_id=given.grant_id,
        )
    reconciled = closed_reconciliations(given.session, given.grant_id, given.offset)
    bound = grant_facts.rows_of_calls(given.session, given.grant_id, given.offset)
    own = frozenset(bound.get(call.drawdown_id, ()))
    files = _files(given, own)
    told_on = grant_facts.told_of_call_on(given.session, given.grant_id, given.offset)
    package = call_package(
        given.facts,
        given.period,
        call,
        bound,
        reconciled,
        files,
        told_on[call.drawdown_id],
        late_entries(given.session, given.grant_id, given.offset, given.period),
    )
    return call_package_document(given.heading, package, voucher_source(given, own))


def _files(given: Material, own: frozenset[str]) -> CallFiles:
    session, offset = given.session, given.offset
    open_text = erasures.opener(session, given.means.keyring)
    filed = {one.expenditure_id for one in receipt_files(session, given.grant_id, offset)}
    without = (
        row.number
        for row in given.facts.rows
        if row.expenditure_id in own - filed and row.kind in _WITH_FILE and not row.opening
    )
    return CallFiles(
        register=signatories.register(session, given.grant_id, offset, open_text),
        evidence=proofs.gathered(session, given.grant_id, offset).filed,
        rows_without_file=tuple(without),
    )
