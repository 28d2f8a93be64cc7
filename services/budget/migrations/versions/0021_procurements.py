"""Procurement files with entries that stay, and the file an expenditure names.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "procurement",
        sa.Column("procurement_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_procurement_grant_id"),
        sa.PrimaryKeyConstraint("procurement_id", name="pk_procurement"),
        sa.UniqueConstraint("grant_id", "number", name="uq_procurement_grant_id_number"),
    )
    op.create_table(
        "procurement_entry",
        sa.Column("procurement_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("counterpart", sa.String(36), nullable=True),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("counterpart <> created_by", name="ck_procurement_entry_four_eyes"),
        sa.CheckConstraint(
            "(kind = 'released') = (counterpart IS NOT NULL)", name="ck_procurement_entry_release"
        ),
        sa.ForeignKeyConstraint(
            ["procurement_id"],
            ["procurement.procurement_id"],
            name="fk_procurement_entry_procurement_id",
        ),
        sa.PrimaryKeyConstraint("procurement_id", "sequence", name="pk_procurement_entry"),
    )
    op.add_column("expenditure", sa.Column("procurement_id", sa.String(36), nullable=True))
    is_named = sa.text("procurement_id IS NOT NULL")
    op.create_index(
        "ix_expenditure_procurement_id",
        "expenditure",
        ["grant_id", "procurement_id"],
        sqlite_where=is_named,
        postgresql_where=is_named,
    )
    _refuse("procurement_entry_is_final", "UPDATE")
    _refuse("procurement_entry_stays", "DELETE")


def _refuse(name: str, action: str) -> None:
    """A trigger that fails every `action` on an entry."""
    message = "an entry of a procurement file stays"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON procurement_entry "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON procurement_entry "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
