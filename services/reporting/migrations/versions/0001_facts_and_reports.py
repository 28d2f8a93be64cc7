"""Facts, checkpoints, reports with their stored bytes, and the tables every service has.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEVER_CHANGED = {
    "report_file": ("report_id", "status", "part", "format", "sha256", "content"),
    "report": ("report_id", "version", "content_hash", "document", "cut_off_position"),
}
"""Columns that keep what they once held: a report is what was released, for ever."""


def upgrade() -> None:
    _create_fact_tables()
    _create_report_tables()
    _create_access_tables()
    _create_stream_tables()
    for table, columns in NEVER_CHANGED.items():
        _forbid_changes(table, columns)


def _create_fact_tables() -> None:
    op.create_table(
        "seen_event",
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_seen_event"),
    )
    op.create_table(
        "fact",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("superseded_offset", sa.BigInteger()),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("time", sa.String(30), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
        sa.UniqueConstraint("kind", "subject", "offset", name="uq_fact_kind_subject_offset"),
    )
    op.create_index("ix_fact_grant_id", "fact", ["grant_id"])
    op.create_index("ix_fact_grant_kind", "fact", ["grant_id", "kind", "superseded_offset"])
    op.create_table(
        "expenditure_fact",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("expenditure_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("superseded_offset", sa.BigInteger()),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("event_type", sa.String(80), nullable=False),
        sa.Column("time", sa.String(30), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("budget_line", sa.String(120), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("budget_year", sa.Integer()),
        sa.Column("effective_on", sa.Date()),
        sa.Column("drawdown_id", sa.String(36)),
        sa.Column("reversal_of", sa.String(36)),
        sa.Column("reversed_by", sa.String(36)),
        sa.Column("movement_of", sa.String(36)),
        sa.Column("opening", sa.Boolean(), nullable=False),
        sa.Column("effects", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_expenditure_fact"),
        sa.UniqueConstraint(
            "expenditure_id", "offset", name="uq_expenditure_fact_expenditure_id_offset"
        ),
    )
    op.create_index(
        "ix_expenditure_fact_grant", "expenditure_fact", ["grant_id", "superseded_offset", "offset"]
    )
    op.create_index(
        "ix_expenditure_fact_line",
        "expenditure_fact",
        ["grant_id", "budget_line", "effective_on", "number"],
    )
    op.create_table(
        "checkpoint",
        sa.Column("tree_size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.String(30), nullable=False),
        sa.Column("last_time", sa.String(30)),
        sa.PrimaryKeyConstraint("tree_size", name="pk_checkpoint"),
    )
    op.create_index("ix_checkpoint_next_offset", "checkpoint", ["next_offset"])


def _create_report_tables() -> None:
    op.create_table(
        "report",
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("cut_off_position", sa.BigInteger(), nullable=False),
        sa.Column("cut_off_at", sa.String(30), nullable=False),
        sa.Column("cut_off_offset", sa.BigInteger(), nullable=False),
        sa.Column("checkpoint_root", sa.String(64), nullable=False),
        sa.Column("rule_pack", sa.String(80), nullable=False),
        sa.Column("rule_pack_version", sa.String(40), nullable=False),
        sa.Column("generator_version", sa.String(40), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("public_hash", sa.String(64)),
        sa.Column("late_cut_off", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("first_released_by", sa.String(36)),
        sa.Column("first_released_at", _INSTANT),
        sa.Column("first_office", sa.String(80)),
        sa.Column("released_by", sa.String(36)),
        sa.Column("released_at", _INSTANT),
        sa.Column("office", sa.String(80)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'partly_released', 'released', 'superseded')",
            name="ck_report_status",
        ),
        sa.CheckConstraint(
            "NOT scheduled OR released_by IS NULL OR first_released_by IS NOT NULL",
            name="ck_report_two_release_scheduled",
        ),
        sa.CheckConstraint("first_released_by <> created_by", name="ck_report_four_eyes_first"),
        sa.CheckConstraint(
            "released_by <> created_by AND released_by <> first_released_by",
            name="ck_report_four_eyes_second",
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_report"),
        sa.UniqueConstraint(
            "grant_id", "type", "period", "version", name="uq_report_grant_id_type_period_version"
        ),
    )
    op.create_table(
        "report_file",
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("format", sa.String(10), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.report_id"], name="fk_report_file_report_id"
        ),
        sa.PrimaryKeyConstraint("report_id", "status", "part", "format", name="pk_report_file"),
    )
    op.create_table(
        "scheduled_run",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("run_id", sa.String(36), nullable=False),
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("as_of", "grant_id", "type", "period", name="pk_scheduled_run"),
    )


def _create_access_tables() -> None:
    op.create_table(
        "principal",
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("session_revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_principal"),
    )
    op.create_table(
        "held_role",
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "role", "grant_id", name="pk_held_role"),
    )
    op.create_table(
        "access_token",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_access_token"),
    )
    op.create_index("ix_access_token_user_id", "access_token", ["user_id"])


def _create_stream_tables() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("value", sa.LargeBinary()),
        sa.Column("sent_at", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["id"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
    op.create_table(
        "consumer_position",
        sa.Column("consumer", sa.String(80), nullable=False),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.Column("failing_since", _INSTANT),
        sa.Column("failing_offset", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("consumer", name="pk_consumer_position"),
    )
    op.create_table(
        "creditor_key",
        sa.Column("key_id", sa.String(36), nullable=False),
        sa.Column("wrapped", sa.Text()),
        sa.Column("erased_at", _INSTANT),
        sa.PrimaryKeyConstraint("key_id", name="pk_creditor_key"),
    )
    op.create_table(
        "idempotency_record",
        sa.Column("scope_hash", sa.String(64), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("scope_hash", name="pk_idempotency_record"),
    )
    op.create_index("ix_idempotency_record_created_at", "idempotency_record", ["created_at"])


def _forbid_changes(table: str, columns: tuple[str, ...]) -> None:
    """UPDATE of these columns and DELETE fail on both databases."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} never changes'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE DELETE OR TRUNCATE "
            f"OR UPDATE OF {', '.join(columns)} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
        )
        return
    for action in (f"UPDATE OF {', '.join(columns)}", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.split()[0].lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
        )
