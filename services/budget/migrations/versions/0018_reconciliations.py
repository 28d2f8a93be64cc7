"""Comparisons of a quarter with the finance system, closed by a second person.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "reconciliation",
        sa.Column("reconciliation_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("quarter", sa.String(7), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("comparisons", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("closed_by", sa.String(36), nullable=True),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.CheckConstraint("closed_by <> created_by", name="ck_reconciliation_four_eyes"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_reconciliation_grant_id"
        ),
        sa.PrimaryKeyConstraint("reconciliation_id", name="pk_reconciliation"),
    )
    op.create_index("ix_reconciliation_grant_id", "reconciliation", ["grant_id"])
    _refuse(
        "reconciliation_is_final",
        "UPDATE",
        "OLD.closed_by IS NOT NULL OR NEW.quarter <> OLD.quarter"
        " OR NEW.grant_id <> OLD.grant_id OR NEW.file_sha256 <> OLD.file_sha256"
        " OR NEW.created_by <> OLD.created_by",
        "a closed reconciliation is final",
    )
    _refuse("reconciliation_stays", "DELETE", "1 = 1", "a reconciliation stays")


def _refuse(name: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        row = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON reconciliation "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON reconciliation WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
