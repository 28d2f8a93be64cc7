"""The files of a grant's receipts for a package somebody else makes (GOB-03): the list with what
may leave and until when each is kept, and the bytes."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.receipt_files import ReceiptFile, ReceiptFiles
from services.budget.domain.plan import Category
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.grant_lookup import grant_stamp
from services.budget.store.kept_file import kept_files
from services.budget.usecases.means import Means
from services.budget.usecases.receipt_archive import files_of
from services.budget.usecases.retention import keeping_of
from shared.occasion import Occasion
from shared.service import ServicePorts

_PIECE = 1 << 20


def receipt_files(
    session: Session, grant_id: str, *, by: Occasion, means: Means
) -> tuple[ReceiptFile, ...]:
    """Every file of every row of a grant. Raises NotFound."""
    grant_stamp(session, grant_id, lock=False)
    kept = [one for one in kept_files(session, grant_id) if one.object.startswith("expenditure/")]
    periods = zip(kept, keeping_of(session, kept, by=by, means=means), strict=True)
    until = {(one.object, one.sha256): keeping.until for one, keeping in periods}
    rows = session.scalars(select(ExpenditureRow).where(ExpenditureRow.grant_id == grant_id)).all()
    found = list(files_of(session, rows))
    personnel = {one.document.sha256 for one in found if one.row.category == Category.PERSONAL}
    return tuple(
        ReceiptFile(
            expenditure_id=one.row.expenditure_id,
            kind=one.document.kind,
            sha256=one.document.sha256,
            name=one.name,
            size=one.document.size,
            kept_until=until[(f"expenditure/{one.row.expenditure_id}", one.document.sha256)],
            left_out=_left_out(one.document.sha256, personnel, means),
        )
        for one in found
    )


def _left_out(sha256: str, personnel: Set[str], means: Means) -> str:
    """Files of personnel cost stay here whoever asks: they may tell what one person earns."""
    if not means.files.has(sha256):
        return "erased"
    return "personnel" if sha256 in personnel else ""


class ReceiptsNextDoor:
    """The same for a service within the same process; its route asked for the role."""

    def __init__(self, ports: ServicePorts) -> None:
        self._sessions, self._means = ports.sessions, ports.extras["means"]

    def listed(self, grant_id: str, *, by: Occasion) -> ReceiptFiles:
        """The files of a grant. Raises NotFound."""
        with self._sessions.read() as session:
            return ReceiptFiles(receipt_files(session, grant_id, by=by, means=self._means))

    def content(self, one: ReceiptFile) -> Iterator[bytes]:
        """The bytes of one file, piece by piece. Raises NotFound."""
        with self._means.files.open(one.sha256) as source:
            while piece := source.read(_PIECE):
                yield piece
