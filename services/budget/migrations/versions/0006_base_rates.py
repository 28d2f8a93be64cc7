"""Base rates by half-year, proposed by one person and confirmed by another.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "base_rate",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(400), nullable=False),
        sa.Column("correction_reason", sa.String(400), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(36), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("confirmed_by <> created_by", name="ck_base_rate_four_eyes"),
        sa.CheckConstraint("rate_bp BETWEEN -500 AND 10000", name="ck_base_rate_rate"),
        sa.PrimaryKeyConstraint("valid_from", "version", name="pk_base_rate"),
    )
    for action in ("UPDATE", "DELETE"):
        _refuse(
            f"confirmed_rate_is_kept_{action.lower()}",
            "base_rate",
            action,
            "OLD.confirmed_by IS NOT NULL",
            "a confirmed base rate is followed by another, never changed",
        )


def _refuse(name: str, table: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        answer = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {answer}; END $$"
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
