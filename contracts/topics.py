"""Names of the topics. One partition each: the total order is what makes cut-off and proof simple.

`EVENTS` keeps everything for ever; `KEYS` is compacted (one wrapped key per creditor, a tombstone
erases it); `CHECKPOINTS` carries the signed states of the audit log.
"""

from __future__ import annotations

EVENTS = "funding.events"
KEYS = "funding.keys"
CHECKPOINTS = "funding.checkpoints"

ALL = (EVENTS, KEYS, CHECKPOINTS)
