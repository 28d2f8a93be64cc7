"""Building the read model anew from the stream; reports are stored bytes and stay."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from contracts.events.reporting import ReadModelEmptied
from services.reporting.store.models import ExpenditureFactRow, FactRow, SeenEventRow
from services.reporting.store.stream import OUTBOX
from services.reporting.store.tables import POSITIONS
from services.reporting.usecases.means import FACTS_CONSUMER
from shared.occasion import Occasion


def empty_read_model(session: Session, *, by: Occasion) -> None:
    """Deletes facts and inbox, sends the consumer of facts back to the start of the stream and
    writes `ReadModelEmptied`.

    All in the transaction of `session`: a pump that is handling a batch meanwhile finds its
    position moved and drops that batch. Drafting answers 503 or rests on an older checkpoint until
    the pump has caught up.
    """
    known = POSITIONS.next_offset(session, FACTS_CONSUMER, lock=True)
    for table in (ExpenditureFactRow, FactRow, SeenEventRow):
        session.execute(delete(table).execution_options(synchronize_session=False))
    if known is not None:
        POSITIONS.advance(session, FACTS_CONSUMER, 0)
    OUTBOX.add(session, ReadModelEmptied(known or 0), subject=f"read_model/{FACTS_CONSUMER}", by=by)
