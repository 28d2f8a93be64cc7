"""A reversed credit note of a penalty opens the claim again (PROC-07)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from contracts.events.budget import ProcurementReassessed
from services.budget.domain.procurement_entry import Unclaimed
from services.budget.store.expenditure_links import procurement_of_row
from services.budget.store.procurement import append_entry
from services.budget.store.procurement_reading import load_procurement
from services.budget.usecases.assessment_world import World
from services.budget.usecases.means import Means
from services.budget.usecases.procurement_assessment import settle_files
from shared.occasion import Occasion

CAUSE = "penalty_reversed"


def reopen_claims(
    session: Session, world: World, reversed_ids: Iterable[str], *, by: Occasion, means: Means
) -> None:
    """Takes back the claims whose credit note is among the reversed rows of one family.

    What was claimed is due again, and the file says so. Writes `ProcurementReassessed`.
    """
    gone = list(reversed_ids)
    procurement_id = procurement_of_row(session, gone[0])
    if procurement_id is None:
        return
    claims = load_procurement(session, procurement_id).file.claims
    notes = [one.credit_note_id for one in claims if one.credit_note_id in gone]
    for note in notes:
        append_entry(session, procurement_id, Unclaimed(note), by)
    if notes:
        told = {procurement_id: lambda shot, rel: ProcurementReassessed(shot, CAUSE, rel)}
        settle_files(session, world, told, cause=CAUSE, by=by, means=means)
