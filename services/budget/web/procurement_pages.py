"""The page of one procurement file: checklist, findings, what was added, what may be done."""

from __future__ import annotations

from typing import Final

from flask import Response
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.domain.penalty import penalty_claimed_cents, penalty_due_cents
from services.budget.domain.procurement_findings import wanted_items
from services.budget.domain.procurement_law import law_day
from services.budget.domain.procurement_words import (
    CLAUSES,
    DISPENSABLE,
    ITEMS,
    KINDS,
    PROCEDURES,
    REGIME_RULES,
    REGIMES,
    RELATIONS,
)
from services.budget.domain.transition import NEVER_LENIENT
from services.budget.store.grant import load_grant
from services.budget.store.procurement_reading import (
    ProcurementRecord,
    load_procurement,
    unknown_procurement,
)
from services.budget.store.user import display_names
from services.budget.usecases.procurement_queries import creditor_of, rows_of_file
from services.budget.web import budget, means
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.procurement_form import LABELS
from shared.errors import errors_only
from shared.web.access import occasion
from shared.web.forms import Form

FILE_PREFIX: Final = "/budget/zuwendungen/<grant_id>/vergaben/<procurement_id>"
STATES: Final = {
    "open": ("warning", "in Arbeit"),
    "completed": ("info", "wartet auf Freigabe"),
    "released": ("success", "freigegeben"),
}


def file_of_grant(session: Session, grant_id: str, procurement_id: str) -> ProcurementRecord:
    """The role was checked for the grant of the address: the file must be one of it.

    Raises NotFound.
    """
    found = load_procurement(session, procurement_id)
    if found.grant_id != grant_id:
        raise unknown_procurement()
    return found


def file_page(grant_id: str, procurement_id: str, form: Form, of: str = "") -> Response:
    """The page; `of` names the form that was sent last and is shown as it was typed."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        record = file_of_grant(session, grant_id, procurement_id)
        creditor = creditor_of(session, record, means=means())
        file = record.file
        people = {one for one in (file.completed_by, file.released_by, file.revised_by) if one}
        names = display_names(session, people)
        rows = rows_of_file(session, record, means=means())
    rules = grant.rules(means().packs, law_day(file, today()))
    wanted = wanted_items(file, rules)
    badge, word = STATES[file.status]
    return grant_page(
        "budget/procurement.html",
        grant,
        record=record,
        file=file,
        facts=file.facts,
        creditor=creditor,
        names=names,
        rows=rows,
        vouchers=[
            (one.row.expenditure_id, f"Nr. {one.row.number} · {one.facts.purpose}")
            for one in rows
            if one.row.kind == Kind.VOUCHER.value and not one.row.reversed_by
        ],
        form=form,
        of=of,
        labels=LABELS,
        words=ITEMS,
        items=[one for one in ITEMS if one in wanted or file.files_of(one)],
        wanted=wanted,
        item_choices=[(one, ITEMS[one]) for one in wanted],
        dispensable=[(one, ITEMS[one]) for one in wanted if one in DISPENSABLE],
        clauses=CLAUSES,
        wanted_clauses=rules.procurement.procurement_clauses,
        relation=RELATIONS[file.facts.relation],
        kind=KINDS[file.facts.kind],
        limit=rules.procurement.limit_cents(file.facts.procedure, file.facts.kind),
        procedure=PROCEDURES.get(file.facts.procedure, "noch nicht gewählt"),
        regime=REGIMES[rules.procurement.procurement_regime],
        regime_rule=REGIME_RULES[rules.procurement.procurement_regime],
        penalty_due=penalty_due_cents(file, today()),
        penalty_claimed=penalty_claimed_cents(file),
        errors=errors_only(record.findings),
        never_lenient=NEVER_LENIENT,
        badge=badge,
        word=word,
        is_own=occasion().actor in (file.completed_by, file.revised_by),
    )
