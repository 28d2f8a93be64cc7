"""Changes of rule packs, waivers, and how far each grant was assessed.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counter = op.create_table(
        "pack_release_counter",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("releases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("counter_id", name="pk_pack_release_counter"),
    )
    op.bulk_insert(counter, [{"counter_id": 1, "releases": 0}])
    _pack_change()
    _waiver()
    op.create_table(
        "grant_reassessment",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("releases", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_grant_reassessment_grant_id"
        ),
        sa.PrimaryKeyConstraint("grant_id", name="pk_grant_reassessment"),
    )


def _pack_change() -> None:
    op.create_table(
        "pack_change",
        sa.Column("change_id", sa.String(36), nullable=False),
        sa.Column("pack_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(36), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(36), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("released_by <> created_by", name="ck_pack_change_four_eyes"),
        sa.CheckConstraint(
            "(status = 'released') = (released_by IS NOT NULL)", name="ck_pack_change_released"
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'released', 'withdrawn')", name="ck_pack_change_status"
        ),
        sa.PrimaryKeyConstraint("change_id", name="pk_pack_change"),
        sa.UniqueConstraint("number", name="uq_pack_change_number"),
    )
    op.create_index("ix_pack_change_pack_id", "pack_change", ["pack_id"])
    op.create_index(
        "uq_pack_change_open",
        "pack_change",
        ["pack_id"],
        unique=True,
        sqlite_where=sa.text("status = 'proposed'"),
        postgresql_where=sa.text("status = 'proposed'"),
    )
    _refuse(
        "pack_change_is_final",
        "pack_change",
        "UPDATE",
        "OLD.status <> 'proposed' OR NEW.change_id <> OLD.change_id"
        " OR NEW.pack_id <> OLD.pack_id OR NEW.valid_from <> OLD.valid_from"
        " OR NEW.reason <> OLD.reason OR NEW.created_by <> OLD.created_by"
        " OR CAST(NEW.content AS TEXT) <> CAST(OLD.content AS TEXT)",
        "a change of a rule pack is final",
    )
    _refuse("pack_change_stays", "pack_change", "DELETE", "1 = 1", "a change of a pack stays")


def _waiver() -> None:
    op.create_table(
        "waiver",
        sa.Column("waiver_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(36), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(36), nullable=True),
        sa.Column("revocation_reason", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("approved_by <> created_by", name="ck_waiver_four_eyes"),
        sa.CheckConstraint("rule NOT IN ('MUN-01', 'MUN-02', 'MUN-03')", name="ck_waiver_rule"),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_waiver_grant_id"),
        sa.PrimaryKeyConstraint("waiver_id", name="pk_waiver"),
    )
    op.create_index("ix_waiver_grant_id", "waiver", ["grant_id"])
    op.create_index(
        "uq_waiver_target",
        "waiver",
        ["grant_id", "subject", "rule", "code", "field"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    _refuse(
        "waiver_is_final",
        "waiver",
        "UPDATE",
        "OLD.closed_at IS NOT NULL OR NEW.subject <> OLD.subject OR NEW.rule <> OLD.rule"
        " OR NEW.code <> OLD.code OR NEW.field <> OLD.field OR NEW.reason <> OLD.reason"
        " OR NEW.expires_on <> OLD.expires_on OR NEW.file_sha256 <> OLD.file_sha256"
        " OR NEW.created_by <> OLD.created_by"
        " OR (OLD.approved_by IS NOT NULL AND NEW.approved_by <> OLD.approved_by)",
        "a waiver is final",
    )
    _refuse("waiver_stays", "waiver", "DELETE", "1 = 1", "a waiver stays")


def _refuse(name: str, table: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        row = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
