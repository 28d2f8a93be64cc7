"""Registers beside the money and closings of measures: rows that stay.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("register", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_register_entry_grant_id"
        ),
        sa.PrimaryKeyConstraint("entry_id", "version", name="pk_register_entry"),
    )
    op.create_index("ix_register_entry_grant_id", "register_entry", ["grant_id", "register"])
    op.create_table(
        "measure_closing",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id", "measure_id"],
            ["measure.grant_id", "measure.measure_id"],
            name="fk_measure_closing_measure",
        ),
        sa.PrimaryKeyConstraint("grant_id", "measure_id", "number", name="pk_measure_closing"),
    )
    for table in ("register_entry", "measure_closing"):
        for action, name in (("UPDATE", "is_final"), ("DELETE", "stays")):
            _refuse(f"{table}_{name}", table, action)


def _refuse(name: str, table: str, action: str) -> None:
    """A trigger that fails every `action` on the table."""
    message = "what is registered stays"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
