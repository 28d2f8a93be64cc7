"""Builder of the call package: a call with its rows, or the reason why there is none."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.call_package import call_package_document
from services.reporting.domain.call_package import call_of, call_package, missing_call
from services.reporting.store import grant_facts
from services.reporting.store.reconciliation import closed_reconciliations
from services.reporting.usecases.builders.voucher_lists import voucher_source
from services.reporting.usecases.material import Material
from shared.errors import Refused


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
    package = call_package(given.facts, given.period, call, bound, reconciled)
    own = bound.get(call.drawdown_id, frozenset())
    return call_package_document(given.heading, package, voucher_source(given, own))
