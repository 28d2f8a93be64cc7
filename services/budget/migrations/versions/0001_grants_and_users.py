"""Grants with plan and measures, users, and the tables every service has.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEVER_CHANGED = ("evidence", "plan_line", "funding_source")
_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_grant_tables()
    _create_measure_and_plan_tables()
    _create_user_tables()
    _create_access_tables()
    _create_stream_tables()
    for table in NEVER_CHANGED:
        _forbid_changes(table)


def _create_grant_tables() -> None:
    op.create_table(
        "grant",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("programme_id", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("phase", sa.String(1), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("award_notice_number", sa.String(120), nullable=False),
        sa.Column("award_date", sa.Date(), nullable=False),
        sa.Column("funding_rate_bp", sa.Integer(), nullable=False),
        sa.Column("max_eligible_cents", sa.BigInteger()),
        sa.Column("max_grant_cents", sa.BigInteger()),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("earliest_contract_date", sa.Date(), nullable=False),
        sa.Column("payments_until", sa.Date(), nullable=False),
        sa.Column("rule_pack", sa.String(80), nullable=False),
        sa.Column("rule_settings", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("confirmed_by", sa.String(36)),
        sa.Column("confirmed_at", _INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(36), nullable=False),
        sa.CheckConstraint(
            "(status = 'active') = (confirmed_by IS NOT NULL)", name="ck_grant_confirmed"
        ),
        sa.CheckConstraint("status IN ('proposed', 'active')", name="ck_grant_status"),
        sa.CheckConstraint("confirmed_by <> created_by", name="ck_grant_four_eyes"),
        sa.PrimaryKeyConstraint("grant_id", name="pk_grant"),
    )
    op.create_table(
        "amendment",
        sa.Column("amendment_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("confirmed_by", sa.String(36)),
        sa.Column("confirmed_at", _INSTANT),
        sa.CheckConstraint("confirmed_by <> created_by", name="ck_amendment_four_eyes"),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_amendment_grant_id"),
        sa.PrimaryKeyConstraint("amendment_id", name="pk_amendment"),
    )
    op.create_index("ix_amendment_grant_id", "amendment", ["grant_id"])
    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_evidence_grant_id"),
        sa.PrimaryKeyConstraint("evidence_id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_grant_id", "evidence", ["grant_id"])
    op.create_table(
        "income",
        sa.Column("income_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("source_kind", sa.String(20), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("measure_id", sa.String(80)),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.CheckConstraint("amount_cents > 0", name="ck_income_amount"),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_income_grant_id"),
        sa.PrimaryKeyConstraint("income_id", name="pk_income"),
    )
    op.create_index("ix_income_grant_id", "income", ["grant_id"])


def _create_measure_and_plan_tables() -> None:
    op.create_table(
        "measure",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("action_field", sa.String(200), nullable=False),
        sa.Column("participation_origin", sa.Text(), nullable=False),
        sa.Column("lead", sa.String(200), nullable=False),
        sa.Column("lead_user_id", sa.String(36)),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("strategy_reference", sa.String(200), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_measure_grant_id"),
        sa.PrimaryKeyConstraint("grant_id", "measure_id", name="pk_measure"),
    )
    op.create_table(
        "measure_status",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("light", sa.String(10), nullable=False),
        sa.Column("proposed_light", sa.String(10), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("milestones", sa.JSON(), nullable=False),
        sa.Column("milestones_text", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("decision_needed", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(36), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id", "measure_id"],
            ["measure.grant_id", "measure.measure_id"],
            name="fk_measure_status_grant_id_measure_id",
        ),
        sa.PrimaryKeyConstraint(
            "grant_id", "measure_id", "period", "revision", name="pk_measure_status"
        ),
    )
    op.create_table(
        "plan_version",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("reference", sa.String(200)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("planned_cents", sa.BigInteger(), nullable=False),
        sa.Column("opening", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_by_service", sa.Boolean(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("first_released_by", sa.String(36)),
        sa.Column("released_by", sa.String(36)),
        sa.Column("released_at", _INSTANT),
        sa.CheckConstraint(
            "first_released_by <> created_by", name="ck_plan_version_four_eyes_first"
        ),
        sa.CheckConstraint("first_released_by <> released_by", name="ck_plan_version_two_persons"),
        sa.CheckConstraint("released_by <> created_by", name="ck_plan_version_four_eyes"),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_plan_version_grant_id"),
        sa.PrimaryKeyConstraint("grant_id", "version", name="pk_plan_version"),
    )
    op.create_table(
        "plan_line",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("budget_line", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("category", sa.String(10), nullable=False),
        sa.Column("planned_cents", sa.BigInteger(), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.CheckConstraint("planned_cents >= 0", name="ck_plan_line_amount"),
        sa.ForeignKeyConstraint(
            ["grant_id", "version"],
            ["plan_version.grant_id", "plan_version.version"],
            name="fk_plan_line_grant_id_version",
        ),
        sa.PrimaryKeyConstraint("grant_id", "version", "budget_line", name="pk_plan_line"),
    )
    op.create_table(
        "funding_source",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(20), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_cents >= 0", name="ck_funding_source_amount"),
        sa.ForeignKeyConstraint(
            ["grant_id", "version"],
            ["plan_version.grant_id", "plan_version.version"],
            name="fk_funding_source_grant_id_version",
        ),
        sa.PrimaryKeyConstraint("grant_id", "version", "position", name="pk_funding_source"),
    )


def _create_user_tables() -> None:
    op.create_table(
        "user_account",
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("login", sa.String(80)),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(255)),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.CheckConstraint(
            "(login IS NULL) = (password_hash IS NULL)", name="ck_user_account_joined"
        ),
        sa.PrimaryKeyConstraint("user_id", name="pk_user_account"),
        sa.UniqueConstraint("login", name="uq_user_account_login"),
    )
    op.create_table(
        "login_attempt",
        sa.Column("attempt_id", _KEY, nullable=False),
        sa.Column("login_hash", sa.String(64), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_login_attempt"),
    )
    op.create_index("ix_login_attempt_address_hash_at", "login_attempt", ["address_hash", "at"])
    op.create_index("ix_login_attempt_login_hash_at", "login_attempt", ["login_hash", "at"])
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("used_at", _INSTANT),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_invitation_user_id"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_invitation"),
    )
    op.create_index("ix_invitation_user_id", "invitation", ["user_id"])


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


def _forbid_changes(table: str) -> None:
    """UPDATE and DELETE fail: what was filed or planned is followed by something new instead."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} never changes'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
        )
