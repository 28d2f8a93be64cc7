"""The log and its guards, the search index, and the tables every service has.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("entry", "tile", "checkpoint", "log_identity")
_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_log()
    _create_search()
    _create_common()
    for table in APPEND_ONLY:
        _forbid_changes(table)


def _create_log() -> None:
    op.create_table(
        "entry",
        sa.Column("sequence", _KEY, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("entry_hash", sa.LargeBinary, nullable=False),
        sa.Column("stream_offset", sa.BigInteger, nullable=False),
        sa.Column("mark", sa.String(10), nullable=False),
        *(
            sa.Column(name, sa.Text)
            for name in (
                "event_id", "time", "type", "actor", "outcome", "subject", "grant_id", "related",
            )
        ),
    )
    for name in ("type", "actor", "grant_id"):
        op.create_index(f"ix_entry_{name}", "entry", [name, "sequence"])
    op.create_index("ix_entry_event_id", "entry", ["event_id"])
    not_ok, marked = sa.text("outcome <> 'ok'"), sa.text("mark <> 'ok'")
    op.create_index(
        "ix_entry_outcome", "entry", ["outcome", "sequence"],
        sqlite_where=not_ok, postgresql_where=not_ok,
    )
    op.create_index(
        "ix_entry_mark", "entry", ["sequence"], sqlite_where=marked, postgresql_where=marked
    )
    op.create_table(
        "tile",
        sa.Column("level", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "checkpoint",
        sa.Column("tree_size", _KEY, primary_key=True, autoincrement=False),
        sa.Column("next_offset", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "log_identity",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("verifier_key", sa.Text, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "verification",
        sa.Column("verification_id", sa.String(36), primary_key=True),
        sa.Column("requested_at", _INSTANT, nullable=False),
        sa.Column("requested_by", sa.String(36), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("ok", sa.Boolean),
        sa.Column("checked", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("total", sa.BigInteger),
        sa.Column("result", sa.Text),
    )
    op.create_index("ix_verification_requested_at", "verification", ["requested_at"])


def _create_search() -> None:
    op.create_table(
        "segment",
        sa.Column("number", _KEY, primary_key=True, autoincrement=False),
        sa.Column("time_from", sa.Text),
        sa.Column("time_to", sa.Text),
    )
    # Word ranges are compared by code point on both databases, whatever the server's locale is.
    word = sa.String(64, collation="C").with_variant(sa.String(64), "sqlite")
    op.create_table(
        "word",
        sa.Column("segment", sa.BigInteger, primary_key=True),
        sa.Column("word", word, primary_key=True),
        sa.Column("places", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("thing", sa.Text, primary_key=True),
        sa.Column("sequence", sa.BigInteger, primary_key=True),
    )


def _create_common() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("value", sa.LargeBinary),
        sa.Column("sent_at", _INSTANT),
    )
    unsent = sa.text("sent_at IS NULL")
    op.create_index(
        "ix_outbox_unsent", "outbox", ["id"], sqlite_where=unsent, postgresql_where=unsent
    )
    op.create_table(
        "consumer_position",
        sa.Column("consumer", sa.String(80), primary_key=True),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("next_offset", sa.BigInteger, nullable=False),
        sa.Column("failing_since", _INSTANT),
        sa.Column("failing_offset", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("last_error", sa.Text),
    )
    op.create_table(
        "principal",
        sa.Column("user_id", sa.String(36), primary_key=True),
        sa.Column("locked", sa.Boolean, nullable=False),
        sa.Column("session_revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "held_role",
        sa.Column("user_id", sa.String(36), primary_key=True),
        sa.Column("role", sa.String(40), primary_key=True),
        sa.Column("grant_id", sa.String(80), primary_key=True),
    )
    op.create_table(
        "access_token",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
    )
    op.create_index("ix_access_token_user_id", "access_token", ["user_id"])
    op.create_table(
        "idempotency_record",
        sa.Column("scope_hash", sa.String(64), primary_key=True),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
    )
    op.create_index("ix_idempotency_record_created_at", "idempotency_record", ["created_at"])


def _forbid_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only: % refused', TG_OP; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {action} refused'); END"
        )
    # INSERT OR REPLACE deletes without firing a delete trigger, unless recursive triggers are on.
    keys = {"entry": "sequence", "checkpoint": "tree_size", "log_identity": "id"}
    same = (
        "level = NEW.level AND number = NEW.number"
        if table == "tile"
        else f"{keys[table]} = NEW.{keys[table]}"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: REPLACE refused'); END"
    )


def downgrade() -> None:
    raise NotImplementedError("the log is never taken down; restore the backup from before")
