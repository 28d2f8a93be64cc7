"""Events to feed and the way they take into the log, without a transport."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import services.audit.migrations
from contracts.envelope import Envelope, encode
from services.audit.domain.note import Signer
from services.audit.store.tables import POSITIONS
from services.audit.usecases.checkpoint import LOG_CONSUMER, make_checkpoint, position
from services.audit.usecases.receipt import Receiver
from shared.clock import format_instant
from shared.transport import Received

LOCATION = Path(services.audit.migrations.__file__).parent
SIGNER = Signer("stadt.example/protokoll", bytes(range(32)))
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def number_id(number):
    """A UUID that says which event it is."""
    return str(uuid.UUID(int=number))


def event(number, **changes):
    """The bytes of event `number`, one minute after the one before."""
    values = {
        "id": number_id(number),
        "source": "/budget",
        "type": "funding.budget.expenditure.recorded.v1",
        "subject": f"expenditure/{number_id(number)}",
        "time": format_instant(START + timedelta(minutes=number)),
        "actor": "clerk",
        "outcome": "ok",
        "data": {"voucher_number": f"RE-2026/{number:05d}"},
        "grant_id": "KFW-1",
    }
    return encode(Envelope(**(values | changes)))


def feed(sessions, bodies, *, batch=500):
    """Hand message values to the log as its consumer would, and move the position."""
    bodies = list(bodies)
    for at in range(0, len(bodies), batch):
        with sessions.write() as session:
            if POSITIONS.next_offset(session, LOG_CONSUMER) is None:
                POSITIONS.create(session, LOG_CONSUMER, "funding.events")
            offset = position(session)
            records = [
                Received(offset + number, "KFW-1", body)
                for number, body in enumerate(bodies[at : at + batch])
            ]
            Receiver().receive(session, records)
            POSITIONS.advance(session, LOG_CONSUMER, offset + len(records))


def sign(sessions, at=START):
    """Make a checkpoint and answer it."""
    with sessions.write() as session:
        return make_checkpoint(session, SIGNER, at)
