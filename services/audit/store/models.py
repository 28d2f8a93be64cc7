"""The tables of the audit service.

`entry`, `tile` and `checkpoint` are append-only: triggers refuse UPDATE and DELETE on both
databases (see the migration). `segment`, `word` and `mention` are a search index that can be
thrown away and is filled again from the entries. `export_file` and `export_piece` hold packages
until they are fetched.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from services.audit.store.tables import METADATA
from shared.database import UtcDateTime

_KEY = BigInteger().with_variant(Integer, "sqlite")
# Word ranges are compared by code point on both databases, whatever the server's locale is.
_WORD = String(64, collation="C").with_variant(String(64), "sqlite")

ENTRY = Table(
    "entry",
    METADATA,
    Column("sequence", _KEY, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    Column("entry_hash", LargeBinary, nullable=False),
    Column("stream_offset", BigInteger, nullable=False),
    Column("mark", String(10), nullable=False),
    Column("event_id", Text),
    Column("time", Text),
    Column("type", Text),
    Column("actor", Text),
    Column("outcome", Text),
    Column("subject", Text),
    Column("grant_id", Text),
    Column("related", Text),
)
for _name in ("type", "actor", "grant_id"):
    Index(f"ix_entry_{_name}", ENTRY.c[_name], ENTRY.c.sequence)
Index("ix_entry_event_id", ENTRY.c.event_id)
# What went well is nearly everything: only the rest is worth an index. A query uses it only if it
# repeats the condition as text; a bound parameter would hide it from the planner.
NOT_OK = "outcome <> 'ok'"
MARKED = "mark <> 'ok'"
Index(
    "ix_entry_outcome",
    ENTRY.c.outcome,
    ENTRY.c.sequence,
    sqlite_where=text(NOT_OK),
    postgresql_where=text(NOT_OK),
)
Index("ix_entry_mark", ENTRY.c.sequence, sqlite_where=text(MARKED), postgresql_where=text(MARKED))

TILE = Table(
    "tile",
    METADATA,
    Column("level", Integer, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("tree_size", _KEY, primary_key=True, autoincrement=False),
    Column("next_offset", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

LOG_IDENTITY = Table(
    "log_identity",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("verifier_key", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

VERIFICATION = Table(
    "verification",
    METADATA,
    Column("verification_id", String(36), primary_key=True),
    Column("requested_at", UtcDateTime, nullable=False, index=True),
    Column("requested_by", String(36), nullable=False),
    Column("status", String(10), nullable=False),
    Column("ok", Boolean),
    Column("checked", BigInteger, nullable=False, server_default="0"),
    Column("total", BigInteger),
    Column("result", Text),
)

SEGMENT = Table(
    "segment",
    METADATA,
    Column("number", _KEY, primary_key=True, autoincrement=False),
    Column("time_from", Text),
    Column("time_to", Text),
)
WORD = Table(
    "word",
    METADATA,
    Column("segment", BigInteger, primary_key=True),
    Column("word", _WORD, primary_key=True),
    Column("places", LargeBinary, nullable=False),
)
MENTION = Table(
    "mention",
    METADATA,
    Column("thing", Text, primary_key=True),
    Column("sequence", BigInteger, primary_key=True),
)

EXPORT_FILE = Table(
    "export_file",
    METADATA,
    Column("work_id", String(36), primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("fetched_at", UtcDateTime),
)
EXPORT_PIECE = Table(
    "export_piece",
    METADATA,
    Column("work_id", String(36), primary_key=True),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)
