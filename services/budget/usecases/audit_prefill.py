"""What the books say to the questions of the audit note, so that the auditor starts from facts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.domain.deadline import PROOF, Deadline
from services.budget.store.audit_case import audited_receipts
from services.budget.store.deadline import completions_of
from services.budget.store.drawdown_reading import calls_of
from services.budget.store.grant import GrantRecord
from services.budget.usecases.deadline_reading import deadline_of
from services.budget.usecases.means import Means
from services.budget.usecases.proof import checklist_of
from shared.clock import local_day
from shared.money import format_euro
from shared.occasion import Occasion
from shared.periods import german_date


def said_by_the_books(
    session: Session, grant: GrantRecord, *, by: Occasion, means: Means
) -> dict[str, str]:
    """A German sentence per question that the books can answer (AUD-03)."""
    proof_due = deadline_of(session, grant, PROOF, local_day(by.now), means=means)
    proof = completions_of(session, grant.grant_id).get(PROOF)
    handed_in = f"Vorgelegt am {german_date(proof.done_on)}" if proof else "Noch nicht vorgelegt"
    missing = len(checklist_of(session, grant, by=by, means=means).missing)
    receipts = [one for _, one in audited_receipts(session, grant.grant_id).values()]
    gross = sum(one.gross_cents for one in receipts)
    calls = calls_of(session, grant.grant_id)
    received = sum(one.received_cents for one in calls)
    return {
        "on_time": f"{handed_in}; {_due(proof_due)}.",
        "complete": f"Noch {missing} Angaben oder Anlagen fehlen."
        if missing
        else "Es fehlt nichts.",
        "receipts": f"{len(receipts)} Belege über zusammen {format_euro(gross)}.",
        "grant_figures": f"{len(calls)} Abrufe, eingegangen {format_euro(received)}.",
    }


def _due(proof: Deadline | None) -> str:
    if proof is None:
        return "keine Frist"
    if proof.first_due_on is None:
        return f"fällig am {german_date(proof.due_on)}"
    first = german_date(proof.first_due_on)
    return f"fällig am {german_date(proof.due_on)} (verlängert, zuerst am {first})"
