"""Tables every service has: outbox, positions, access rights, stored answers."""

from sqlalchemy import MetaData

from shared.access import Directory
from shared.consumer import Positions
from shared.long_work import Jobs
from shared.outbox import Outbox
from shared.web.idempotency import idempotency_table

METADATA = MetaData()

OUTBOX = Outbox(METADATA, "/audit")
POSITIONS = Positions(METADATA)
DIRECTORY = Directory(METADATA)
IDEMPOTENCY = idempotency_table(METADATA)
JOBS = Jobs(METADATA)
